import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { Role } from '../domain/cartorio.ts'
import type { DayEntry, LayerName } from '../domain/day-rules.ts'
import type { Hours } from '../domain/hours.ts'

// The few words in which the two dialects differ; the tables below are then the same text in both.
const instant = (name: string) => integer(name, { mode: 'number' })
const whole = (name: string) => integer(name, { mode: 'number' })
const bool = (name: string) => integer(name, { mode: 'boolean' })
const json = <T>(name: string) => text(name, { mode: 'json' }).$type<T>()

/** A version of a wider layer, as a cartório's calendar names it. */
export type LayerRef = { layer: Exclude<LayerName, 'cartorio'>; scope: string; version: number }

/** An entry with who wrote it and when (ms); `author` is a person's id or 'builtin'. */
export type LayerEntry = DayEntry & { id: string; author: string; at: number }

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
    suspendedWhy: text('suspended_why'),
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
    /** The wider layers in force with this version; null before there were any. */
    layers: json<LayerRef[]>('layers'),
    act: text('act'),
    reason: text('reason'),
  },
  (t) => [primaryKey({ columns: [t.cns, t.version] })],
)

/** Versions of what the nation ('' as scope), a UF or a município (IBGE code) says; a version never changes once written. */
export const calendarLayer = sqliteTable(
  'calendar_layer',
  {
    layer: text('layer').$type<LayerRef['layer']>().notNull(),
    scope: text('scope').notNull(),
    version: whole('version').notNull(),
    entries: json<LayerEntry[]>('entries').notNull(),
    author: text('author').notNull(),
    at: instant('at').notNull(),
    act: text('act'),
    reason: text('reason').notNull(),
  },
  (t) => [primaryKey({ columns: [t.layer, t.scope, t.version] })],
)

/** When the service was really up, a row per start, its end moved by the heartbeat. Business time, ms. */
export const uptime = sqliteTable('uptime', { from: instant('from').primaryKey(), to: instant('to').notNull() })

/** Time that was given back to running clocks (rule 10): found by a gap in the heartbeat, or registered by a person. */
export const outage = sqliteTable('outage', {
  id: text('id').primaryKey(),
  from: instant('from').notNull(),
  to: instant('to').notNull(),
  found: text('found').$type<'heartbeat' | 'person'>().notNull(),
  reason: text('reason').notNull(),
  author: text('author').notNull(),
  at: instant('at').notNull(),
  clocks: whole('clocks').notNull(),
})

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
    /** Em plantão: whether the alerts of the cartório ring this person. */
    onDuty: bool('on_duty').notNull().default(true),
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
