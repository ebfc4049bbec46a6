import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { State } from '../domain/request.ts'
import type { CcnOrigin } from '../domain/ccn.ts'
import type { Cause, Tick } from '../domain/clock.ts'

// The few words in which the two dialects differ; the tables below are then the same text in both.
const instant = (name: string) => integer(name, { mode: 'number' })
const whole = (name: string) => integer(name, { mode: 'number' })
const bool = (name: string) => integer(name, { mode: 'boolean' })
const json = <T>(name: string) => text(name, { mode: 'json' }).$type<T>()
const serial = (name: string) => integer(name).primaryKey({ autoIncrement: true })

/** The request as its journal last left it. `account` is a person's id; `data` the sealed form. */
export const request = sqliteTable(
  'request',
  {
    id: text('id').primaryKey(),
    version: whole('version').notNull(),
    protocol: text('protocol').notNull(),
    account: text('account').notNull(),
    cpfBlind: text('cpf_blind').notNull(),
    uf: text('uf').notNull(),
    ibge: text('ibge').notNull(),
    status: text('status').notNull(),
    cns: text('cns'),
    pulled: bool('pulled').notNull(),
    round: whole('round').notNull(),
    state: json<State>('state').notNull(),
    // Made anew at each release: whoever saw a card before must not recognise it in a later round.
    poolId: text('pool_id'),
    since: instant('since').notNull(),
    dueAt: instant('due_at'),
    createdAt: instant('created_at').notNull(),
    closedAt: instant('closed_at'),
    bodyHash: text('body_hash').notNull(),
    data: text('data').notNull(),
  },
  (t) => [
    uniqueIndex('request_protocol').on(t.protocol),
    uniqueIndex('request_pool').on(t.poolId),
    uniqueIndex('request_open')
      .on(t.account, t.cpfBlind)
      .where(sql`closed_at IS NULL`),
    index('request_queue')
      .on(t.cns, t.since)
      .where(sql`closed_at IS NULL`),
    index('request_released')
      .on(t.uf, t.since)
      .where(sql`closed_at IS NULL AND cns IS NULL`),
    index('request_pulled')
      .on(t.cns)
      .where(sql`closed_at IS NULL AND pulled`),
    index('request_cpf').on(t.cpfBlind),
    index('request_account').on(t.account, t.createdAt),
  ],
)

/** The journal: append-only (triggers refuse update and delete), sealed, one line per version. */
export const entry = sqliteTable(
  'entry',
  {
    request: text('request').notNull(),
    version: whole('version').notNull(),
    at: instant('at').notNull(),
    actor: text('actor').notNull(),
    kind: text('kind').notNull(),
    intent: text('intent'),
    intentHash: text('intent_hash'),
    body: text('body').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.request, t.version] }),
    uniqueIndex('entry_intent')
      .on(t.actor, t.intent)
      .where(sql`intent IS NOT NULL`),
  ],
)

export const tick = sqliteTable(
  'tick',
  {
    seq: serial('seq'),
    request: text('request').notNull(),
    version: whole('version').notNull(),
    kind: text('kind').$type<Tick['kind']>().notNull(),
    at: instant('at').notNull(),
    cns: text('cns').notNull(),
    calendarVersion: whole('calendar_version').notNull(),
    remainingMs: whole('remaining_ms').notNull(),
    dueAt: instant('due_at'),
    cause: json<Cause>('cause'),
  },
  (t) => [index('tick_request').on(t.request, t.seq)],
)

export const alarm = sqliteTable(
  'alarm',
  {
    kind: text('kind').notNull(),
    subject: text('subject').notNull(),
    dueAt: instant('due_at').notNull(),
    tries: whole('tries').notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.subject, t.kind, t.dueAt] }), index('alarm_due').on(t.dueAt)],
)

/** A fact that somebody must be told, written in the fact's own commit; `doneAt` once it has its deliveries. */
export const notice = sqliteTable(
  'notice',
  {
    id: text('id').primaryKey(),
    at: instant('at').notNull(),
    kind: text('kind').notNull(),
    request: text('request'),
    version: whole('version').notNull().default(0),
    cns: text('cns'),
    person: text('person'),
    facts: text('facts').notNull(),
    doneAt: instant('done_at'),
  },
  (t) => [
    index('notice_pending')
      .on(t.at)
      .where(sql`done_at IS NULL`),
    index('notice_request').on(t.request),
  ],
)

export const delivery = sqliteTable(
  'delivery',
  {
    id: text('id').primaryKey(),
    notice: text('notice').notNull(),
    person: text('person').notNull(),
    channel: text('channel').$type<'push' | 'email' | 'sms'>().notNull(),
    target: text('target').notNull(),
    attempts: whole('attempts').notNull().default(0),
    nextAt: instant('next_at').notNull(),
    leaseUntil: instant('lease_until'),
    outcome: text('outcome').$type<'done' | 'dead' | 'dropped'>(),
    error: text('error'),
    endedAt: instant('ended_at'),
  },
  (t) => [
    uniqueIndex('delivery_once').on(t.notice, t.person, t.channel, t.target),
    // The channel first: one without work is found idle without a walk over everybody else's backlog.
    index('delivery_pending')
      .on(t.channel, t.nextAt)
      .where(sql`ended_at IS NULL`),
    // Each only of what is looked for, so that a new delivery is written into neither.
    index('delivery_ended')
      .on(t.person, t.channel, t.endedAt)
      .where(sql`ended_at IS NOT NULL`),
    index('delivery_failing')
      .on(t.person, t.channel)
      .where(sql`ended_at IS NULL AND error IS NOT NULL`),
  ],
)

export const ccn = sqliteTable(
  'ccn',
  {
    cns: text('cns').notNull(),
    cpfBlind: text('cpf_blind').notNull(),
    version: whole('version').notNull(),
    data: text('data').notNull(),
    author: text('author').notNull(),
    /** The request that it was made from; empty for a version that a person edited. */
    request: text('request').notNull(),
    origin: text('origin').$type<CcnOrigin>().notNull().default('request'),
    at: instant('at').notNull(),
    /** The same for all versions of a record: what an address may name, since it says nothing of the CPF. */
    record: text('record').notNull().default(''),
  },
  (t) => [primaryKey({ columns: [t.cns, t.cpfBlind, t.version] }), index('ccn_record').on(t.record, t.version)],
)

export const audit = sqliteTable('audit', {
  seq: serial('seq'),
  at: instant('at').notNull(),
  actor: text('actor').notNull(),
  action: text('action').notNull(),
  subject: text('subject').notNull(),
  detail: text('detail'),
  previous: text('previous').notNull(),
  hash: text('hash').notNull(),
})
