import { and, asc, count, desc, eq, gte, inArray, isNotNull, isNull, min, ne, type SQL } from 'drizzle-orm'
import { atMost } from './limit.ts'
import type { Db, Store } from './open.ts'
import type { Channel } from './outbox.ts'
import { stirred } from './upcoming.ts'
import { idsSince } from './uuid.ts'

/** A delivery that was given up, with what its notice was about. Instants in real ms. */
export type Dead = {
  id: string
  notice: string
  kind: string
  request: string | null
  cns: string | null
  person: string
  channel: Channel
  attempts: number
  error: string | null
  endedAt: number
}

/** How a channel stands: given up since `since`, still to be sent, and of these failed at least once. */
export type Backlog = { channel: Channel; dead: number; open: number; failing: number; nextAt: number | null }

const channels: readonly Channel[] = ['push', 'email', 'sms']

/** Of a test somebody on a screen has already heard. Only ids since an instant are looked at: the table keeps years. */
const given = ({ delivery, notice }: Store['tables'], since: number, more: (SQL | undefined)[]) =>
  and(gte(delivery.id, idsSince(since)), eq(delivery.outcome, 'dead'), ne(notice.kind, 'test'), ...more)

const columns = ({ delivery, notice }: Store['tables']) => ({
  id: delivery.id,
  notice: delivery.notice,
  kind: notice.kind,
  request: notice.request,
  cns: notice.cns,
  person: delivery.person,
  channel: delivery.channel,
  attempts: delivery.attempts,
  error: delivery.error,
  endedAt: delivery.endedAt,
})

const toDead = (row: Omit<Dead, 'endedAt'> & { endedAt: number | null }): Dead => ({
  ...row,
  endedAt: row.endedAt ?? 0,
})

/** Deliveries written since `since` (real ms) that were given up, the newest first. */
export async function deadSince(
  store: Store,
  asked: { since: number; channel: Channel | null; limit: number },
): Promise<Dead[]> {
  const { delivery, notice } = store.tables
  const rows = await store.read
    .select(columns(store.tables))
    .from(delivery)
    .innerJoin(notice, eq(notice.id, delivery.notice))
    .where(given(store.tables, asked.since, asked.channel ? [eq(delivery.channel, asked.channel)] : []))
    .orderBy(desc(delivery.id))
    .limit(atMost(asked.limit))
  return rows.map(toDead)
}

/** The same to be tried again, the oldest first, read in the transaction that does it. `after` is the last id of the batch before. */
export async function deadToRetry(
  store: Store,
  tx: Db,
  asked: { since: number; channel: Channel } | { id: string },
  after: string,
  limit: number,
): Promise<Dead[]> {
  const { delivery, notice } = store.tables
  const one = 'id' in asked
  const which = one ? eq(delivery.id, asked.id) : eq(delivery.channel, asked.channel)
  const from = one ? 0 : asked.since
  const rows = await tx
    .select(columns(store.tables))
    .from(delivery)
    .innerJoin(notice, eq(notice.id, delivery.notice))
    .where(given(store.tables, from, [which, gte(delivery.id, after), ...(after ? [ne(delivery.id, after)] : [])]))
    .orderBy(asc(delivery.id))
    .limit(atMost(limit))
  return rows.map(toDead)
}

/**
 * Puts deliveries that were given up back into the line, with attempts anew. The error stays: what failed before is looked at
 * once more before it is sent (deliver-serve.ts). @param now real ms
 */
export async function requeue(store: Store, tx: Db, ids: readonly string[], now: number): Promise<void> {
  const { delivery } = store.tables
  if (ids.length === 0) return
  await tx
    .update(delivery)
    .set({ outcome: null, endedAt: null, leaseUntil: null, attempts: 0, nextAt: now })
    .where(and(inArray(delivery.id, [...ids]), eq(delivery.outcome, 'dead')))
}

/** Marks deliveries that are of no use any more; the error says why. */
export async function dropDead(store: Store, tx: Db, ids: readonly string[], error: string): Promise<void> {
  const { delivery } = store.tables
  if (ids.length === 0) return
  await tx
    .update(delivery)
    .set({ outcome: 'dropped', error })
    .where(and(inArray(delivery.id, [...ids]), eq(delivery.outcome, 'dead')))
}

/** To be called once a `requeue` is committed. */
export const requeued = (store: Store): void => stirred(store, new Set(channels))

/** Whether another delivery of the notice has reached the person. */
export async function reachedOtherwise(store: Store, tx: Db, { id, notice, person }: Dead): Promise<boolean> {
  const { delivery } = store.tables
  const rows = await tx
    .select({ id: delivery.id })
    .from(delivery)
    .where(
      and(eq(delivery.notice, notice), eq(delivery.person, person), eq(delivery.outcome, 'done'), ne(delivery.id, id)),
    )
    .limit(atMost(1))
  return rows.length > 0
}

/** Every channel's backlog. @param since real ms, for what was given up */
export async function backlog(store: Store, since: number): Promise<Backlog[]> {
  const { delivery, notice } = store.tables
  const dead = await store.read
    .select({ channel: delivery.channel, n: count() })
    .from(delivery)
    .innerJoin(notice, eq(notice.id, delivery.notice))
    .where(given(store.tables, since, []))
    .groupBy(delivery.channel)
  const all: Backlog[] = []
  for (const channel of channels) {
    const open = and(isNull(delivery.endedAt), eq(delivery.channel, channel))
    const [waits] = await store.read
      .select({ n: count(), next: min(delivery.nextAt) })
      .from(delivery)
      .where(open)
    const [fails] = await store.read
      .select({ n: count() })
      .from(delivery)
      .where(and(open, isNotNull(delivery.error)))
    const given = dead.find((row) => row.channel === channel)?.n ?? 0
    all.push({ channel, dead: given, open: waits?.n ?? 0, failing: fails?.n ?? 0, nextAt: waits?.next ?? null })
  }
  return all
}
