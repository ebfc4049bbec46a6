import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { CallMark, CallParty, CallState, EndReason } from '../domain/call.ts'
import type { CheckKind, CheckNote, Outcome } from '../domain/checks.ts'
import type { ImageKind } from '../domain/image.ts'

// The few words in which the two dialects differ; the tables below are then the same text in both.
const instant = (name: string) => integer(name, { mode: 'number' })
const whole = (name: string) => integer(name, { mode: 'number' })
const bool = (name: string) => integer(name, { mode: 'boolean' })
const serial = (name: string) => integer(name).primaryKey({ autoIncrement: true })

/**
 * A picture that the client took for a request, which may not have been sent yet. The bytes lie sealed in the file store under
 * `file`; `hash` is the SHA-256 (base64url) of the plain ones. Until it is submitted an image is its account's alone and an
 * orphan that dies at `expiresAt`.
 */
export const image = sqliteTable(
  'image',
  {
    request: text('request').notNull(),
    kind: text('kind').$type<ImageKind>().notNull(),
    account: text('account').notNull(),
    file: text('file').notNull(),
    mime: text('mime').notNull(),
    hash: text('hash').notNull(),
    bytes: whole('bytes').notNull(),
    width: whole('width').notNull(),
    height: whole('height').notNull(),
    at: instant('at').notNull(),
    expiresAt: instant('expires_at'),
  },
  (t) => [
    primaryKey({ columns: [t.request, t.kind] }),
    index('image_orphan')
      .on(t.expiresAt)
      .where(sql`expires_at IS NOT NULL`),
  ],
)

/** One piece of an upload under way, sealed in the file store; the pieces of an upload follow each other without a gap. */
export const uploadPart = sqliteTable(
  'upload_part',
  {
    request: text('request').notNull(),
    kind: text('kind').$type<ImageKind>().notNull(),
    account: text('account').notNull(),
    total: whole('total').notNull(),
    start: whole('start').notNull(),
    bytes: whole('bytes').notNull(),
    file: text('file').notNull(),
    expiresAt: instant('expires_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.request, t.kind, t.start] }), index('upload_part_expiry').on(t.expiresAt)],
)

/**
 * The order of a certificate: opened in the commit of the decision (rule 40), placed by a member of staff, ended when the
 * request leaves the cartório without a certificate. Only what is placed can stand in the way of another (rule 19).
 */
export const certificateOrder = sqliteTable(
  'certificate_order',
  {
    id: text('id').primaryKey(),
    request: text('request').notNull(),
    cns: text('cns').notNull(),
    account: text('account').notNull(),
    cpfBlind: text('cpf_blind').notNull(),
    ccnVersion: whole('ccn_version').notNull(),
    openedAt: instant('opened_at').notNull(),
    placedAt: instant('placed_at'),
    placedBy: text('placed_by'),
    endedAt: instant('ended_at'),
    end: text('end').$type<'void' | 'issued'>(),
  },
  (t) => [
    uniqueIndex('certificate_order_open')
      .on(t.request)
      .where(sql`ended_at IS NULL`),
    uniqueIndex('certificate_order_cpf')
      .on(t.cpfBlind)
      .where(sql`placed_at IS NOT NULL AND ended_at IS NULL`),
  ],
)

/** One question to a source about a person, and its answer; the newest of a kind counts. `detail` is sealed. */
export const checkRun = sqliteTable(
  'check_run',
  {
    id: text('id').primaryKey(),
    request: text('request').notNull(),
    cns: text('cns').notNull(),
    kind: text('kind').$type<CheckKind>().notNull(),
    source: text('source').notNull(),
    outcome: text('outcome').$type<Outcome>(),
    detail: text('detail'),
    by: text('by').notNull(),
    at: instant('at').notNull(),
    /** While an answer is awaited: until when it may come. */
    waitsUntil: instant('waits_until'),
    endedAt: instant('ended_at'),
  },
  (t) => [
    index('check_run_request').on(t.request, t.at),
    index('check_run_waiting')
      .on(t.waitsUntil)
      .where(sql`ended_at IS NULL`),
  ],
)

/** What a person answers for instead of a source: the tick for "sem fonte", the tabelião's written override (rule 66). */
export const checkNote = sqliteTable(
  'check_note',
  {
    run: text('run').notNull(),
    kind: text('kind').$type<CheckNote>().notNull(),
    request: text('request').notNull(),
    by: text('by').notNull(),
    at: instant('at').notNull(),
    /** When the passkey was tapped for it, in real time; null in demo mode and where no tap is needed. */
    tappedAt: instant('tapped_at'),
    text: text('text'),
  },
  (t) => [primaryKey({ columns: [t.run, t.kind] }), index('check_note_request').on(t.request)],
)

/** A video room, bound to one client and one member of staff (rule 41). */
export const call = sqliteTable(
  'call',
  {
    id: text('id').primaryKey(),
    request: text('request').notNull(),
    cns: text('cns').notNull(),
    account: text('account').notNull(),
    staff: text('staff').notNull(),
    state: text('state').$type<CallState>().notNull(),
    openedAt: instant('opened_at').notNull(),
    /** When the client agreed to recording and biometrics, and to which text. */
    consentAt: instant('consent_at'),
    consentText: text('consent_text'),
    startedAt: instant('started_at'),
    endedAt: instant('ended_at'),
    reason: text('reason').$type<EndReason>(),
    /** Sealed. */
    note: text('note'),
    /** Drops that made the identity ticks void so far. */
    attempt: whole('attempt').notNull().default(1),
  },
  (t) => [
    uniqueIndex('call_open')
      .on(t.request)
      .where(sql`ended_at IS NULL`),
    index('call_request').on(t.request, t.openedAt),
  ],
)

/** A WebRTC signal on its way to the other side: read once, gone after two minutes. `body` is sealed: it names addresses. */
export const callSignal = sqliteTable(
  'call_signal',
  {
    seq: serial('seq'),
    call: text('call').notNull(),
    to: text('to').$type<CallParty>().notNull(),
    body: text('body').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [index('call_signal_to').on(t.call, t.to, t.seq), index('call_signal_at').on(t.at)],
)

/** Everything stamped in a call: script ticks, joining, leaving, drops, pauses of the camera, "preciso de 5 min". */
export const callMark = sqliteTable(
  'call_mark',
  {
    seq: serial('seq'),
    call: text('call').notNull(),
    kind: text('kind').$type<CallMark>().notNull(),
    attempt: whole('attempt').notNull(),
    by: text('by').notNull(),
    at: instant('at').notNull(),
    /** For a pause: how long it was (ms). */
    ms: whole('ms'),
  },
  (t) => [index('call_mark_call').on(t.call, t.seq)],
)

/** One piece of the recording, which plays alone; `hash` is the SHA-256 (base64url) of the plain bytes. */
export const segment = sqliteTable(
  'segment',
  {
    call: text('call').notNull(),
    seq: whole('seq').notNull(),
    file: text('file').notNull(),
    mime: text('mime').notNull(),
    hash: text('hash').notNull(),
    bytes: whole('bytes').notNull(),
    /** As the recording browser stamped them, in the server's time. */
    from: instant('from').notNull(),
    to: instant('to').notNull(),
    receivedAt: instant('received_at').notNull(),
    deletedAt: instant('deleted_at'),
    lost: bool('lost').notNull().default(false),
  },
  (t) => [primaryKey({ columns: [t.call, t.seq] })],
)
