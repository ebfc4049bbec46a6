import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { CertificateState, RevocationReason } from '../domain/certificate.ts'

// The few words in which the two dialects differ; the tables below are then the same text in both.
const instant = (name: string) => integer(name, { mode: 'number' })
const whole = (name: string) => integer(name, { mode: 'number' })
const json = <T>(name: string) => text(name, { mode: 'json' }).$type<T>()

/** The one-time code that lets a phone enrol for an order (rule 69): an HMAC, counted, shown once. Real time in ms. */
export const enrolmentCode = sqliteTable(
  'enrolment_code',
  {
    id: text('id').primaryKey(),
    request: text('request').notNull(),
    call: text('call').notNull(),
    account: text('account').notNull(),
    hash: text('hash').notNull(),
    /** Sealed until it was shown, then null. */
    plain: text('plain'),
    shownAt: instant('shown_at'),
    expiresAt: instant('expires_at').notNull(),
    tries: whole('tries').notNull().default(0),
    usedAt: instant('used_at'),
    voidAt: instant('void_at'),
  },
  (t) => [index('enrolment_code_request').on(t.request)],
)

/**
 * A phone that enrolled. `deviceHash` is an HMAC of its 256-bit secret, `verifier` an HMAC of what the PIN gives: both under a
 * key outside the database. A try is reserved (`tries`) in a commit of its own before a PIN is compared.
 */
export const enrolment = sqliteTable(
  'enrolment',
  {
    id: text('id').primaryKey(),
    request: text('request').notNull(),
    account: text('account').notNull(),
    code: text('code').notNull(),
    deviceHash: text('device_hash').notNull(),
    device: text('device').notNull(),
    verifier: text('verifier'),
    tries: whole('tries').notNull().default(0),
    lockedAt: instant('locked_at'),
    nonce: text('nonce'),
    nonceAt: instant('nonce_at'),
    createdAt: instant('created_at').notNull(),
    endedAt: instant('ended_at'),
  },
  (t) => [uniqueIndex('enrolment_code_once').on(t.code), index('enrolment_request').on(t.request)],
)

/** A certificate from the moment its serial is chosen. `subject`, `tbs` and `der` are sealed; `code` is what /verificar takes. */
export const certificate = sqliteTable(
  'certificate',
  {
    id: text('id').primaryKey(),
    serial: text('serial').notNull(),
    code: text('code').notNull(),
    enrolment: text('enrolment').notNull(),
    request: text('request').notNull(),
    cns: text('cns').notNull(),
    account: text('account').notNull(),
    cpfBlind: text('cpf_blind').notNull(),
    ccnVersion: whole('ccn_version').notNull(),
    mode: text('mode').$type<'remote' | 'in_person'>().notNull(),
    state: text('state').$type<CertificateState>().notNull(),
    subject: text('subject').notNull(),
    keyHash: text('key_hash').notNull(),
    tbs: text('tbs').notNull(),
    der: text('der'),
    notBefore: instant('not_before').notNull(),
    notAfter: instant('not_after').notNull(),
    preparedAt: instant('prepared_at').notNull(),
    issuedAt: instant('issued_at'),
    provedAt: instant('proved_at'),
    /** End of the issuing cartório's exclusivity (rule 54), from the proof on. */
    exclusiveUntil: instant('exclusive_until'),
    revokedAt: instant('revoked_at'),
    reason: text('reason').$type<RevocationReason>(),
    revokedBy: text('revoked_by'),
  },
  (t) => [
    uniqueIndex('certificate_serial').on(t.serial),
    uniqueIndex('certificate_code').on(t.code),
    uniqueIndex('certificate_active')
      .on(t.cpfBlind)
      .where(sql`state = 'active'`),
    index('certificate_account').on(t.account, t.preparedAt),
    index('certificate_request').on(t.request),
    index('certificate_cartorio')
      .on(t.cns, t.exclusiveUntil)
      .where(sql`state = 'active'`),
    index('certificate_unproved')
      .on(t.preparedAt)
      .where(sql`state IN ('prepared', 'issued')`),
    index('certificate_revoked')
      .on(t.revokedAt)
      .where(sql`revoked_at IS NOT NULL`),
  ],
)

/** Certificate revocation lists (RFC 5280 §5): the newest is served; `der` as base64. */
export const crl = sqliteTable('crl', {
  number: whole('number').primaryKey(),
  thisUpdate: instant('this_update').notNull(),
  nextUpdate: instant('next_update').notNull(),
  der: text('der').notNull(),
})

/** Keys of programs that ask for exclusivity: hashed, scoped, with a daily quota. Real time in ms. */
export const apiKey = sqliteTable(
  'api_key',
  {
    id: text('id').primaryKey(),
    name: text('name').notNull(),
    hash: text('hash').notNull(),
    /** CNS that it may ask for; empty means every cartório. */
    scope: json<string[]>('scope').notNull(),
    /** Addresses or CIDR ranges it may come from; empty means everywhere. */
    addresses: json<string[]>('addresses').notNull(),
    daily: whole('daily').notNull(),
    createdAt: instant('created_at').notNull(),
    revokedAt: instant('revoked_at'),
    lastUsedAt: instant('last_used_at'),
  },
  (t) => [uniqueIndex('api_key_hash').on(t.hash)],
)

/** How often a key asked on a day (YYYY-MM-DD in Brasília), and how often in vain. */
export const apiUse = sqliteTable(
  'api_use',
  {
    key: text('key').notNull(),
    day: text('day').notNull(),
    asked: whole('asked').notNull().default(0),
    missed: whole('missed').notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.key, t.day] })],
)
