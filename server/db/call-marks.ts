import { asc, eq } from 'drizzle-orm'
import type { CallParty, Stamp } from '../domain/call.ts'
import type { Db, Store } from './open.ts'

/** A stamp with the side whose doing it was. */
export type CallStamp = Stamp & { readonly by: CallParty }

/** Everything stamped in a call, oldest first. */
export async function marksOf(store: Store, db: Db, call: string): Promise<CallStamp[]> {
  const { callMark } = store.tables
  const rows = await db.select().from(callMark).where(eq(callMark.call, call)).orderBy(asc(callMark.seq))
  return rows.map(({ kind, attempt, by, at, ms }) => ({
    kind,
    attempt,
    by: by === 'client' ? 'client' : 'staff',
    at,
    ms,
  }))
}

export async function addMark(store: Store, tx: Db, call: string, stamp: CallStamp): Promise<void> {
  const { kind, attempt, by, at, ms = null } = stamp
  await tx.insert(store.tables.callMark).values({ call, kind, attempt, by, at, ms })
}
