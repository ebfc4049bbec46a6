import { and, asc, desc, eq, gte, inArray, isNull, lt } from 'drizzle-orm'
import { checkKinds, type Check, type CheckKind, type Outcome } from '../domain/checks.ts'
import { atMost } from './limit.ts'
import type { Db, Store } from './open.ts'

/** A question to a source as stored; instants in ms of business time, `detail` sealed. */
export type CheckRow = Store['tables']['checkRun']['$inferSelect']
export type CheckNoteRow = Store['tables']['checkNote']['$inferSelect']

/** Under which id notes to a check that was never asked are kept: this cartório's stay, this kind. */
export const unaskedRun = (request: string, cns: string, kind: CheckKind): string => `${request}:${cns}:${kind}`

/** Every run of a request at this cartório, the newest first. */
export async function checkRuns(store: Store, db: Db, request: string, cns: string): Promise<CheckRow[]> {
  const { checkRun } = store.tables
  return db
    .select()
    .from(checkRun)
    .where(and(eq(checkRun.request, request), eq(checkRun.cns, cns)))
    .orderBy(desc(checkRun.at), desc(checkRun.id))
}

export async function checkNotes(store: Store, db: Db, request: string): Promise<CheckNoteRow[]> {
  const { checkNote } = store.tables
  return db.select().from(checkNote).where(eq(checkNote.request, request)).orderBy(asc(checkNote.at))
}

/** The newest answered run of a kind, and the notes to it: those to a run that was never asked when there is none. */
export function newestOf(
  found: { runs: readonly CheckRow[]; notes: readonly CheckNoteRow[] },
  request: string,
  cns: string,
  kind: CheckKind,
): { run: CheckRow | null; outcome: Outcome; notes: CheckNoteRow[] } {
  const run = found.runs.find((each) => each.kind === kind && each.outcome !== null) ?? null
  const id = run?.id ?? unaskedRun(request, cns, kind)
  return { run, outcome: run?.outcome ?? 'not_run', notes: found.notes.filter((note) => note.run === id) }
}

/**
 * The checks of a request as an order reads them: the newest answered run of each kind, with its notes.
 * @param waived whether an override counts as tapped without a passkey, which demo mode alone grants (rule 67)
 */
export async function checksOf(store: Store, db: Db, request: string, cns: string, waived = false): Promise<Check[]> {
  const runs = await checkRuns(store, db, request, cns)
  const notes = await checkNotes(store, db, request)
  return checkKinds.map((kind) => {
    const newest = newestOf({ runs, notes }, request, cns, kind)
    const own = newest.notes.map((note) => ({ kind: note.kind, tapped: waived || note.tappedAt !== null }))
    return { kind, outcome: newest.outcome, notes: own }
  })
}

export async function checkRunById(store: Store, db: Db, id: string): Promise<CheckRow | null> {
  const { checkRun } = store.tables
  return (await db.select().from(checkRun).where(eq(checkRun.id, id)))[0] ?? null
}

export async function addRun(store: Store, tx: Db, row: CheckRow): Promise<void> {
  await tx.insert(store.tables.checkRun).values(row)
}

/** What is known of a question under way changed: its sealed detail, and until when an answer may come. */
export async function moveRun(
  store: Store,
  tx: Db,
  id: string,
  next: Pick<CheckRow, 'detail' | 'waitsUntil'>,
): Promise<void> {
  const { checkRun } = store.tables
  await tx.update(checkRun).set(next).where(eq(checkRun.id, id))
}

/** The answer; what is ended already stays as it is. @returns whether it was still open */
export async function endRun(
  store: Store,
  tx: Db,
  id: string,
  answer: { outcome: Outcome; detail: string; endedAt: number },
): Promise<boolean> {
  const { checkRun } = store.tables
  const changed = await tx
    .update(checkRun)
    .set({ ...answer, waitsUntil: null })
    .where(and(eq(checkRun.id, id), isNull(checkRun.endedAt)))
    .returning({ id: checkRun.id })
  return changed.length > 0
}

/** Questions whose answer is awaited, the one that must end first in front. */
export async function waitingRuns(store: Store, limit = 200): Promise<CheckRow[]> {
  const { checkRun } = store.tables
  return store.read
    .select()
    .from(checkRun)
    .where(isNull(checkRun.endedAt))
    .orderBy(asc(checkRun.waitsUntil))
    .limit(atMost(limit))
}

/** The question under way of one kind, if any. */
export async function openRun(
  store: Store,
  db: Db,
  request: string,
  cns: string,
  kind: CheckKind,
): Promise<CheckRow | null> {
  const { checkRun } = store.tables
  const mine = and(eq(checkRun.request, request), eq(checkRun.cns, cns), eq(checkRun.kind, kind))
  const rows = await db
    .select()
    .from(checkRun)
    .where(and(mine, isNull(checkRun.endedAt)))
  return rows[0] ?? null
}

/** Writes a note once; a repeat changes nothing. */
export async function addNote(store: Store, tx: Db, note: CheckNoteRow): Promise<void> {
  await tx.insert(store.tables.checkNote).values(note).onConflictDoNothing()
}

const tries = 'asked:'

/**
 * Whether an account may ask for one more CPF on a day (rule 68), and counts it whatever comes of it. It is a question without
 * a request: nothing but a blind index of the number is kept, for two days.
 * @param asked.day YYYY-MM-DD; `cpfBlind` blinded for this purpose alone
 */
export async function countTry(
  store: Store,
  tx: Db,
  asked: { account: string; day: string; cpfBlind: string; at: number },
  most: number,
): Promise<boolean> {
  const { checkRun } = store.tables
  const request = `${tries}${asked.account}:${asked.day}`
  const id = `${request}:${asked.cpfBlind}`
  const before = await tx.select({ id: checkRun.id }).from(checkRun).where(eq(checkRun.request, request))
  if (before.some((row) => row.id === id)) return true
  if (before.length >= most) return false
  const { at, account: by } = asked
  const none = { cns: '', outcome: null, detail: null, waitsUntil: null }
  await tx.insert(checkRun).values({ ...none, id, request, kind: 'receita', source: 'receita', by, at, endedAt: at })
  return true
}

/** Takes away what `countTry` kept of earlier days. @param before ms */
export async function dropTries(store: Store, tx: Db, before: number): Promise<void> {
  const { checkRun } = store.tables
  const old = await tx
    .select({ id: checkRun.id })
    .from(checkRun)
    .where(and(gte(checkRun.request, tries), lt(checkRun.request, 'asked;'), lt(checkRun.at, before)))
    .limit(atMost(500))
  if (old.length > 0)
    await tx.delete(checkRun).where(
      inArray(
        checkRun.id,
        old.map(({ id }) => id),
      ),
    )
}
