import { desc, eq } from 'drizzle-orm'
import { atMost } from './limit.ts'
import type { Db, Store } from './open.ts'

/** A video session as stored; instants in ms of business time, the note sealed. */
export type CallRow = Store['tables']['call']['$inferSelect']

/** The newest video session of a request, whatever became of it. */
export async function newestCall(store: Store, db: Db, request: string): Promise<CallRow | null> {
  const { call } = store.tables
  const [row] = await db
    .select()
    .from(call)
    .where(eq(call.request, request))
    .orderBy(desc(call.openedAt), desc(call.id))
    .limit(atMost(1))
  return row ?? null
}
