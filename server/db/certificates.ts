import { and, asc, desc, eq, gt, gte, inArray, isNotNull, isNull, lt, ne } from 'drizzle-orm'
import type { RevocationReason } from '../domain/certificate.ts'
import { atMost } from './limit.ts'
import type { Db, Store } from './open.ts'
import type { Sealer } from './seal.ts'

/** A certificate as stored; instants in ms of real time. */
export type CertificateRow = Store['tables']['certificate']['$inferSelect']

/** Who the certificate is about: `name` as it says, and the social name for screens (rule 62). */
export type Holder = { name: string; socialName: string | null; cpf: string }

export const openHolder = (sealer: Sealer, row: CertificateRow): Holder =>
  sealer.openJson<Holder>(row.subject, `certificate.subject:${row.id}`)
export const sealHolder = (sealer: Sealer, id: string, holder: Holder): string =>
  sealer.sealJson(holder, `certificate.subject:${id}`)
export const openTbs = (sealer: Sealer, row: CertificateRow): Uint8Array =>
  Buffer.from(sealer.open(row.tbs, `certificate.tbs:${row.id}`), 'base64')
export const sealTbs = (sealer: Sealer, id: string, tbs: Uint8Array): string =>
  sealer.seal(Buffer.from(tbs).toString('base64'), `certificate.tbs:${id}`)
export const openDer = (sealer: Sealer, row: CertificateRow): Uint8Array | null =>
  row.der === null ? null : Buffer.from(sealer.open(row.der, `certificate.der:${row.id}`), 'base64')

type Prepared = Omit<
  CertificateRow,
  'state' | 'der' | 'issuedAt' | 'provedAt' | 'exclusiveUntil' | 'revokedAt' | 'reason' | 'revokedBy'
>

/** The row that comes before the signature (rule 49). */
export async function addPrepared(store: Store, tx: Db, row: Prepared): Promise<void> {
  await tx.insert(store.tables.certificate).values({ ...row, state: 'prepared' })
}

/** Keeps the signed bytes; false when the row is no longer waiting for them. */
export async function keepSigned(
  store: Store,
  tx: Db,
  sealer: Sealer,
  id: string,
  der: Uint8Array,
  at: number,
): Promise<boolean> {
  const { certificate } = store.tables
  const sealed = sealer.seal(Buffer.from(der).toString('base64'), `certificate.der:${id}`)
  const changed = await tx
    .update(certificate)
    .set({ state: 'issued', der: sealed, issuedAt: at })
    .where(and(eq(certificate.id, id), eq(certificate.state, 'prepared')))
    .returning({ id: certificate.id })
  return changed.length === 1
}

export async function certificateById(store: Store, db: Db, id: string): Promise<CertificateRow | null> {
  const { certificate } = store.tables
  return (await db.select().from(certificate).where(eq(certificate.id, id)))[0] ?? null
}

export async function certificateByCode(store: Store, db: Db, code: string): Promise<CertificateRow | null> {
  const { certificate } = store.tables
  return (await db.select().from(certificate).where(eq(certificate.code, code)))[0] ?? null
}

export async function certificatesBySerial(store: Store, serials: readonly string[]): Promise<CertificateRow[]> {
  const { certificate } = store.tables
  if (serials.length === 0) return []
  return store.read
    .select()
    .from(certificate)
    .where(inArray(certificate.serial, [...serials]))
}

/** The newest certificate of a phone that is not revoked, or else the newest of all. */
export async function certificateOfEnrolment(store: Store, db: Db, enrolment: string): Promise<CertificateRow | null> {
  const { certificate } = store.tables
  const rows = await db
    .select()
    .from(certificate)
    .where(eq(certificate.enrolment, enrolment))
    .orderBy(desc(certificate.id))
    .limit(atMost(50))
  return rows.find(({ state }) => state !== 'revoked') ?? rows[0] ?? null
}

export async function certificatesOf(store: Store, account: string): Promise<CertificateRow[]> {
  const { certificate } = store.tables
  return store.read
    .select()
    .from(certificate)
    .where(and(eq(certificate.account, account), isNotNull(certificate.der)))
    .orderBy(desc(certificate.preparedAt))
    .limit(atMost(50))
}

/** What a cartório issued to a person, newest first. */
export async function certificatesOfCpf(store: Store, cns: string, cpfBlind: string): Promise<CertificateRow[]> {
  const { certificate } = store.tables
  return store.read
    .select()
    .from(certificate)
    .where(and(eq(certificate.cns, cns), eq(certificate.cpfBlind, cpfBlind), isNotNull(certificate.der)))
    .orderBy(desc(certificate.preparedAt))
    .limit(atMost(20))
}

/** What a request has led to so far and is not yet in force: prepared or issued. */
export async function pendingOf(store: Store, db: Db, request: string): Promise<CertificateRow[]> {
  const { certificate } = store.tables
  return db
    .select()
    .from(certificate)
    .where(and(eq(certificate.request, request), inArray(certificate.state, ['prepared', 'issued'])))
}

/** The active certificate of a person, by the blind index of the CPF: at most one (rule 55). */
export async function activeOf(store: Store, db: Db, cpfBlind: string): Promise<CertificateRow | null> {
  const { certificate } = store.tables
  const [row] = await db
    .select()
    .from(certificate)
    .where(and(eq(certificate.cpfBlind, cpfBlind), eq(certificate.state, 'active')))
  return row ?? null
}

/** Puts an issued certificate into force; throws a unique violation while another one of the CPF is (rule 55). */
export async function activate(
  store: Store,
  tx: Db,
  id: string,
  facts: { provedAt: number; exclusiveUntil: number },
): Promise<boolean> {
  const { certificate } = store.tables
  const changed = await tx
    .update(certificate)
    .set({ state: 'active', ...facts })
    .where(and(eq(certificate.id, id), eq(certificate.state, 'issued')))
    .returning({ id: certificate.id })
  return changed.length === 1
}

/** Revokes once; false when it was revoked before. The exclusivity ends with it (rule 53). */
export async function revokeRow(
  store: Store,
  tx: Db,
  row: Pick<CertificateRow, 'id' | 'exclusiveUntil'>,
  facts: { revokedAt: number; reason: RevocationReason; revokedBy: string },
): Promise<boolean> {
  const { certificate } = store.tables
  const until = row.exclusiveUntil
  const exclusiveUntil = until === null ? null : Math.min(until, facts.revokedAt)
  const changed = await tx
    .update(certificate)
    .set({ state: 'revoked', exclusiveUntil, ...facts })
    .where(and(eq(certificate.id, row.id), ne(certificate.state, 'revoked')))
    .returning({ id: certificate.id })
  return changed.length === 1
}

/** Rows without a signature, and signed ones that nobody proved before `before` (ms). */
export async function preparedRows(store: Store): Promise<CertificateRow[]> {
  const { certificate } = store.tables
  return store.read.select().from(certificate).where(eq(certificate.state, 'prepared')).limit(atMost(1000))
}
export async function unprovedSince(store: Store, before: number): Promise<CertificateRow[]> {
  const { certificate } = store.tables
  return store.read
    .select()
    .from(certificate)
    .where(and(eq(certificate.state, 'issued'), isNull(certificate.provedAt), lt(certificate.preparedAt, before)))
    .orderBy(asc(certificate.preparedAt))
    .limit(atMost(100))
}

/** "Meus clientes": active certificates of a cartório, the end of exclusivity nearest first. */
export async function clientsOf(store: Store, cns: string, now: number): Promise<CertificateRow[]> {
  const { certificate } = store.tables
  return store.read
    .select()
    .from(certificate)
    .where(and(eq(certificate.cns, cns), eq(certificate.state, 'active'), gt(certificate.exclusiveUntil, now)))
    .orderBy(asc(certificate.exclusiveUntil))
    .limit(atMost(500))
}

/** Everything revoked that has not run out by `now` (ms), oldest first. */
export async function revokedRows(store: Store, tx: Db, now: number): Promise<CertificateRow[]> {
  const { certificate } = store.tables
  return tx
    .select()
    .from(certificate)
    .where(and(isNotNull(certificate.revokedAt), gte(certificate.notAfter, now)))
    .orderBy(asc(certificate.revokedAt))
}
