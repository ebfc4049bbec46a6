import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { State } from '../domain/request.ts'
import type { Tick } from '../domain/clock.ts'
import type { Role } from '../domain/cartorio.ts'
import type { Hours } from '../domain/hours.ts'

// The few words in which the two dialects differ; the tables below are then the same text in both.
const instant = (name: string) => integer(name, { mode: 'number' })
const whole = (name: string) => integer(name, { mode: 'number' })
const bool = (name: string) => integer(name, { mode: 'boolean' })
const json = <T>(name: string) => text(name, { mode: 'json' }).$type<T>()
const serial = (name: string) => integer(name).primaryKey({ autoIncrement: true })

/** Sealed columns hold AES-256-GCM text, `_blind` columns an HMAC: no personal value stands here in clear. */
export const cartorio = sqliteTable(
  'cartorio',
  {
    cns: text('cns').primaryKey(),
    name: text('name').notNull(),
    search: text('search').notNull(),
    ibge: text('ibge').notNull(),
    municipio: text('municipio').notNull(),
    uf: text('uf').notNull(),
    zone: text('zone').notNull(),
    address: text('address').notNull().default(''),
    status: text('status').notNull(),
    eligible: bool('eligible').notNull(),
    listed: text('listed').notNull(),
    missingSince: instant('missing_since'),
    credentialedAt: instant('credentialed_at'),
    suspendedAt: instant('suspended_at'),
    pullCap: whole('pull_cap').notNull().default(5),
    calendarVersion: whole('calendar_version').notNull().default(0),
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [index('cartorio_place').on(t.uf, t.ibge)],
)

export const calendar = sqliteTable(
  'calendar',
  {
    cns: text('cns').notNull(),
    version: whole('version').notNull(),
    hours: json<Hours>('hours').notNull(),
    author: text('author').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.cns, t.version] })],
)

export const person = sqliteTable(
  'person',
  {
    id: text('id').primaryKey(),
    user: text('user').notNull(),
    emailBlind: text('email_blind').notNull(),
    email: text('email').notNull(),
    name: text('name'),
    phone: text('phone'),
    phoneConfirmedAt: instant('phone_confirmed_at'),
    pushOn: bool('push_on').notNull().default(true),
    emailOn: bool('email_on').notNull().default(true),
    smsOn: bool('sms_on').notNull().default(false),
    quietFrom: whole('quiet_from'),
    quietTo: whole('quiet_to'),
    zone: text('zone').notNull().default('America/Sao_Paulo'),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [uniqueIndex('person_email').on(t.emailBlind), uniqueIndex('person_user').on(t.user)],
)

export const role = sqliteTable(
  'role',
  {
    id: text('id').primaryKey(),
    person: text('person').notNull(),
    cns: text('cns'),
    role: text('role').$type<Role>().notNull(),
    since: instant('since').notNull(),
    until: instant('until'),
    by: text('by').notNull(),
  },
  (t) => [index('role_person').on(t.person), index('role_cns').on(t.cns)],
)

export const invitation = sqliteTable(
  'invitation',
  {
    id: text('id').primaryKey(),
    emailBlind: text('email_blind').notNull(),
    email: text('email').notNull(),
    cns: text('cns'),
    role: text('role').$type<Role>().notNull(),
    by: text('by').notNull(),
    at: instant('at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    acceptedAt: instant('accepted_at'),
  },
  (t) => [index('invitation_email').on(t.emailBlind), index('invitation_cns').on(t.cns)],
)

export const pushSubscription = sqliteTable(
  'push_subscription',
  {
    id: text('id').primaryKey(),
    endpointBlind: text('endpoint_blind').notNull(),
    subscription: text('subscription').notNull(),
    person: text('person').notNull(),
    session: text('session').notNull(),
    device: text('device').notNull(),
    createdAt: instant('created_at').notNull(),
    seenAt: instant('seen_at').notNull(),
  },
  (t) => [uniqueIndex('push_endpoint').on(t.endpointBlind), index('push_person').on(t.person)],
)

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
    poolId: text('pool_id').notNull(),
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
      .where(sql`closed_at IS NULL AND pulled = 1`),
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
  (t) => [primaryKey({ columns: [t.request, t.version] }), uniqueIndex('entry_intent').on(t.actor, t.intent)],
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
    index('delivery_pending')
      .on(t.nextAt)
      .where(sql`ended_at IS NULL`),
    index('delivery_person').on(t.person, t.channel, t.endedAt),
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
    request: text('request').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.cns, t.cpfBlind, t.version] })],
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

export const secret = sqliteTable('secret', { name: text('name').primaryKey(), value: text('value').notNull() })
export const setting = sqliteTable('setting', { name: text('name').primaryKey(), value: text('value').notNull() })
export const counter = sqliteTable('counter', { name: text('name').primaryKey(), last: whole('last').notNull() })

/** Codes that confirm a phone: stored as an HMAC, counted, ten minutes. */
export const phoneCode = sqliteTable('phone_code', {
  person: text('person').primaryKey(),
  phone: text('phone').notNull(),
  hash: text('hash').notNull(),
  expiresAt: instant('expires_at').notNull(),
  tries: whole('tries').notNull().default(0),
})
