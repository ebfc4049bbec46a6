import { and, desc, eq, isNull } from 'drizzle-orm'
import { atMost } from './limit.ts'
import type { Db, Store } from './open.ts'

/** A video session as stored; instants in ms of business time, the note sealed. */
export type CallRow = Store['tables']['call']['$inferSelect']

/** The context under which a call's note is sealed. */
export const noteSeal = (call: string): string => `call.note:${call}`

/** The newest video session of a request, whatever became of it. */
export async function newestCall(store: Store, db: Db, request: string): Promise<CallRow | null> {
  return (await callsOf(store, db, request, 1))[0] ?? null
}

/** The video sessions of a request, the newest first. */
export async function callsOf(store: Store, db: Db, request: string, most = 100): Promise<CallRow[]> {
  const { call } = store.tables
  return db
    .select()
    .from(call)
    .where(eq(call.request, request))
    .orderBy(desc(call.openedAt), desc(call.id))
    .limit(atMost(most))
}

export async function callById(store: Store, db: Db, id: string): Promise<CallRow | null> {
  const { call } = store.tables
  const [row] = await db.select().from(call).where(eq(call.id, id))
  return row ?? null
}

/** The session of a request that has not ended: there is at most one. */
export async function openCallOf(store: Store, db: Db, request: string): Promise<CallRow | null> {
  const { call } = store.tables
  const [row] = await db
    .select()
    .from(call)
    .where(and(eq(call.request, request), isNull(call.endedAt)))
  return row ?? null
}

/** Every session that has not ended, for a server that just started. */
export async function openCalls(store: Store, db: Db): Promise<CallRow[]> {
  const { call } = store.tables
  return db.select().from(call).where(isNull(call.endedAt))
}

export type NewCall = Pick<CallRow, 'id' | 'request' | 'cns' | 'account' | 'staff' | 'openedAt'>

/** Opens a room; throws a unique violation when the request has an open one. */
export async function addCall(store: Store, tx: Db, row: NewCall): Promise<void> {
  await tx.insert(store.tables.call).values({ ...row, state: 'waiting' })
}

/** Changes a call in the transaction that read it. */
export async function changeCall(
  store: Store,
  tx: Db,
  id: string,
  change: Partial<Omit<CallRow, 'id' | 'request' | 'cns' | 'account' | 'staff' | 'openedAt'>>,
): Promise<void> {
  const { call } = store.tables
  await tx.update(call).set(change).where(eq(call.id, id))
}
