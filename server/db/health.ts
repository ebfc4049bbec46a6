import { count, isNull } from 'drizzle-orm'
import type { Store } from './open.ts'

/** What is still to be sent, counted; reading it proves that the database answers. */
export async function requestsPending(store: Store): Promise<{ pending: number }> {
  const { delivery } = store.tables
  const [row] = await store.read.select({ n: count() }).from(delivery).where(isNull(delivery.endedAt))
  return { pending: row?.n ?? 0 }
}
