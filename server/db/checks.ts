import { and, desc, eq } from 'drizzle-orm'
import { checkKinds, type Check } from '../domain/checks.ts'
import type { Db, Store } from './open.ts'

/** A question to a source as stored; instants in ms of business time, `detail` sealed. */
export type CheckRow = Store['tables']['checkRun']['$inferSelect']
export type CheckNoteRow = Store['tables']['checkNote']['$inferSelect']

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
  return db.select().from(checkNote).where(eq(checkNote.request, request))
}

/** The checks of a request as an order reads them: the newest answered run of each kind, with its notes. */
export async function checksOf(store: Store, db: Db, request: string, cns: string): Promise<Check[]> {
  const runs = await checkRuns(store, db, request, cns)
  const notes = await checkNotes(store, db, request)
  return checkKinds.map((kind) => {
    const run = runs.find((each) => each.kind === kind && each.outcome !== null)
    const own = notes.filter((note) => note.run === (run?.id ?? `${request}:${cns}:${kind}`))
    return {
      kind,
      outcome: run?.outcome ?? 'not_run',
      notes: own.map((note) => ({ kind: note.kind, tapped: note.tappedAt !== null })),
    }
  })
}
