import { and, desc, eq, isNull } from 'drizzle-orm'
import { atMost } from './limit.ts'
import type { Db, Store } from './open.ts'
import { uuidv7 } from './uuid.ts'

/** The order of a certificate as stored; instants in ms of business time. */
export type OrderRow = Store['tables']['certificateOrder']['$inferSelect']

export type NewOrder = Pick<OrderRow, 'request' | 'cns' | 'account' | 'cpfBlind' | 'ccnVersion' | 'openedAt'>

/** Opens an order in the commit of the decision. */
export async function openOrder(store: Store, tx: Db, order: NewOrder): Promise<void> {
  await tx.insert(store.tables.certificateOrder).values({ ...order, id: uuidv7() })
}

/** Places the open order of a request; throws a unique violation when another order of the CPF is open (rule 19). */
export async function markPlaced(store: Store, tx: Db, request: string, by: string, at: number): Promise<void> {
  const { certificateOrder } = store.tables
  await tx
    .update(certificateOrder)
    .set({ placedAt: at, placedBy: by })
    .where(and(eq(certificateOrder.request, request), isNull(certificateOrder.endedAt)))
}

/** Ends the open order of a request, if there is one. */
export async function endOrder(
  store: Store,
  tx: Db,
  request: string,
  end: NonNullable<OrderRow['end']>,
  at: number,
): Promise<void> {
  const { certificateOrder } = store.tables
  await tx
    .update(certificateOrder)
    .set({ endedAt: at, end })
    .where(and(eq(certificateOrder.request, request), isNull(certificateOrder.endedAt)))
}

/** The version of the CCN record that the open order is made from moved on with the record. */
export async function moveOrder(store: Store, tx: Db, request: string, ccnVersion: number): Promise<void> {
  const { certificateOrder } = store.tables
  await tx
    .update(certificateOrder)
    .set({ ccnVersion })
    .where(and(eq(certificateOrder.request, request), isNull(certificateOrder.endedAt)))
}

/** The newest order of a request, open or ended; null before the decision. */
export async function orderOf(store: Store, db: Db, request: string): Promise<OrderRow | null> {
  const { certificateOrder } = store.tables
  const [row] = await db
    .select()
    .from(certificateOrder)
    .where(eq(certificateOrder.request, request))
    .orderBy(desc(certificateOrder.id))
    .limit(atMost(1))
  return row ?? null
}

/** Whether an order of this CPF is placed and open anywhere but in `request` (rule 19). */
export async function placedElsewhere(store: Store, db: Db, cpfBlind: string, request: string): Promise<boolean> {
  const { certificateOrder } = store.tables
  const rows = await db
    .select({ request: certificateOrder.request, placedAt: certificateOrder.placedAt })
    .from(certificateOrder)
    .where(and(eq(certificateOrder.cpfBlind, cpfBlind), isNull(certificateOrder.endedAt)))
  return rows.some((row) => row.placedAt !== null && row.request !== request)
}
