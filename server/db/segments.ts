import { and, asc, eq, isNull, lt, notInArray } from 'drizzle-orm'
import { atMost } from './limit.ts'
import type { Db, Store } from './open.ts'

/** One piece of a recording as stored; instants in ms. */
export type SegmentRow = Store['tables']['segment']['$inferSelect']
export type NewSegment = Omit<SegmentRow, 'deletedAt' | 'lost'>

/** The pieces of a call that are kept, by number. */
export async function segmentsOf(store: Store, db: Db, call: string): Promise<SegmentRow[]> {
  const { segment } = store.tables
  return db
    .select()
    .from(segment)
    .where(and(eq(segment.call, call), isNull(segment.deletedAt)))
    .orderBy(asc(segment.seq))
}

/** One piece, also one whose bytes were deleted by retention. */
export async function segmentAt(store: Store, db: Db, call: string, seq: number): Promise<SegmentRow | null> {
  const { segment } = store.tables
  const [row] = await db
    .select()
    .from(segment)
    .where(and(eq(segment.call, call), eq(segment.seq, seq)))
  return row ?? null
}

export async function addSegment(store: Store, tx: Db, row: NewSegment): Promise<void> {
  await tx.insert(store.tables.segment).values(row)
}

/** Notes that the bytes of a piece are gone; its hash stays. */
export async function markDeleted(store: Store, tx: Db, { call, seq }: SegmentRow, at: number): Promise<void> {
  const { segment } = store.tables
  await tx
    .update(segment)
    .set({ deletedAt: at })
    .where(and(eq(segment.call, call), eq(segment.seq, seq)))
}

/**
 * Pieces of calls that ended before `before` (ms), but for every session of a request in which a fraud was suspected: they are
 * evidence (rule 44).
 */
export async function outlived(store: Store, before: number, most: number): Promise<SegmentRow[]> {
  const { call, segment } = store.tables
  const suspected = store.read.select({ request: call.request }).from(call).where(eq(call.reason, 'fraud'))
  const rows = await store.read
    .select({ segment })
    .from(segment)
    .innerJoin(call, eq(call.id, segment.call))
    .where(and(isNull(segment.deletedAt), lt(call.endedAt, before), notInArray(call.request, suspected)))
    .limit(atMost(most))
  return rows.map((row) => row.segment)
}
