import { and, desc, eq, gt, isNotNull, isNull, lt, notInArray, sql } from 'drizzle-orm'
import { issueTerms, mostTries } from '../domain/certificate.ts'
import { atMost } from './limit.ts'
import type { Db, Store } from './open.ts'

/** A code and a phone as stored; instants in ms of real time. */
export type CodeRow = Store['tables']['enrolmentCode']['$inferSelect']
export type EnrolmentRow = Store['tables']['enrolment']['$inferSelect']

/** Makes a new code and voids those before it that nobody used. */
export async function addCode(
  store: Store,
  tx: Db,
  code: Pick<CodeRow, 'id' | 'request' | 'call' | 'account' | 'hash' | 'plain' | 'expiresAt'>,
  at: number,
): Promise<void> {
  await voidCodes(store, tx, code.request, at)
  await tx.insert(store.tables.enrolmentCode).values(code)
}

export async function voidCodes(store: Store, tx: Db, request: string, at: number): Promise<void> {
  const { enrolmentCode: code } = store.tables
  await tx
    .update(code)
    .set({ voidAt: at, plain: null })
    .where(and(eq(code.request, request), isNull(code.usedAt), isNull(code.voidAt)))
}

/**
 * Gives codes that nobody used the time back in which no phone could be certified, from `from` to `to` (ms, real time): no more than
 * a renewed one has from now on, since some were made meanwhile.
 */
export async function prolongCodes(store: Store, tx: Db, from: number, to: number): Promise<void> {
  const { enrolmentCode: code } = store.tables
  const longer = sql`max(${code.expiresAt}, min(${code.expiresAt} + ${to - from}, ${to + issueTerms.renewed}))`
  await tx
    .update(code)
    .set({ expiresAt: longer })
    .where(and(isNull(code.usedAt), isNull(code.voidAt), gt(code.expiresAt, from)))
}

/** Keeps nothing but the hash of codes that were shown before `before` (ms): by then nobody asks again. */
export async function forgetShown(store: Store, before: number): Promise<void> {
  const { enrolmentCode: code } = store.tables
  const shown = and(isNotNull(code.plain), lt(code.shownAt, before))
  const [one] = await store.read.select({ id: code.id }).from(code).where(shown).limit(atMost(1))
  if (one) await store.inTransaction(async (tx) => void (await tx.update(code).set({ plain: null }).where(shown)))
}

/** The newest code of a request, whatever became of it. */
export async function newestCode(store: Store, db: Db, request: string): Promise<CodeRow | null> {
  const { enrolmentCode: code } = store.tables
  const [row] = await db.select().from(code).where(eq(code.request, request)).orderBy(desc(code.id)).limit(atMost(1))
  return row ?? null
}

export async function codeOfCall(store: Store, db: Db, call: string): Promise<CodeRow | null> {
  const { enrolmentCode: code } = store.tables
  const [row] = await db.select().from(code).where(eq(code.call, call)).orderBy(desc(code.id)).limit(atMost(1))
  return row ?? null
}

export async function changeCode(
  store: Store,
  tx: Db,
  id: string,
  change: Partial<Pick<CodeRow, 'plain' | 'shownAt' | 'expiresAt' | 'tries' | 'usedAt'>>,
): Promise<void> {
  const { enrolmentCode: code } = store.tables
  await tx.update(code).set(change).where(eq(code.id, id))
}

export async function addEnrolment(
  store: Store,
  tx: Db,
  row: Pick<EnrolmentRow, 'id' | 'request' | 'account' | 'code' | 'deviceHash' | 'device' | 'createdAt'>,
): Promise<void> {
  await tx.insert(store.tables.enrolment).values(row)
}

export async function enrolmentById(store: Store, db: Db, id: string): Promise<EnrolmentRow | null> {
  const { enrolment } = store.tables
  return (await db.select().from(enrolment).where(eq(enrolment.id, id)))[0] ?? null
}

export async function enrolmentOfCode(store: Store, db: Db, code: string): Promise<EnrolmentRow | null> {
  const { enrolment } = store.tables
  return (await db.select().from(enrolment).where(eq(enrolment.code, code)))[0] ?? null
}

/** The phone that is enrolled for a request now, if any. */
export async function enrolmentOfRequest(store: Store, db: Db, request: string): Promise<EnrolmentRow | null> {
  const { enrolment } = store.tables
  const [row] = await db
    .select()
    .from(enrolment)
    .where(and(eq(enrolment.request, request), isNull(enrolment.endedAt)))
    .orderBy(desc(enrolment.id))
    .limit(atMost(1))
  return row ?? null
}

export async function changeEnrolment(
  store: Store,
  tx: Db,
  id: string,
  change: Partial<Pick<EnrolmentRow, 'verifier' | 'tries' | 'lockedAt' | 'nonce' | 'nonceAt' | 'endedAt'>>,
): Promise<void> {
  const { enrolment } = store.tables
  await tx.update(enrolment).set(change).where(eq(enrolment.id, id))
}

/** Counts one try before anything is compared; null when none is left. */
export async function reserveTry(store: Store, tx: Db, id: string): Promise<number | null> {
  const { enrolment } = store.tables
  const [row] = await tx
    .update(enrolment)
    .set({ tries: sql`${enrolment.tries} + 1` })
    .where(and(eq(enrolment.id, id), lt(enrolment.tries, mostTries), isNull(enrolment.lockedAt)))
    .returning({ tries: enrolment.tries })
  return row?.tries ?? null
}

/** Ends the phones of a request, but for some. */
export async function endEnrolments(
  store: Store,
  tx: Db,
  request: string,
  but: readonly string[],
  at: number,
): Promise<void> {
  const { enrolment } = store.tables
  await tx
    .update(enrolment)
    .set({ endedAt: at, nonce: null })
    .where(and(eq(enrolment.request, request), notInArray(enrolment.id, [...but]), isNull(enrolment.endedAt)))
}
