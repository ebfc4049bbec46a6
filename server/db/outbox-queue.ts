import { and, asc, eq, inArray, isNull, lte, notInArray, sql } from 'drizzle-orm'
import { atMost } from './limit.ts'
import type { Store } from './open.ts'
import { addDelivery, type Channel, type NewDelivery } from './outbox.ts'
import { stirred, upcoming } from './upcoming.ts'

export type Delivery = {
  id: string
  notice: string
  person: string
  channel: Channel
  target: string
  /** Attempts begun, the present one included. */
  attempts: number
  error: string | null
}

const value = sql.placeholder
/** Nobody waits for the outbox's own bookkeeping: it shares the commits of those who do. */
const patient = { patient: true }
const believed = 1_000
const everyChannel: ReadonlySet<Channel> = new Set(['push', 'email', 'sms'])

/**
 * Whether something on this channel is due at `now` (real ms): a read, so that an idle second costs no commit. A channel without
 * work is found out by walking over everybody else's, so its answer is good for a second, unless something is added.
 */
export async function anyDue(store: Store, channel: Channel, now: number): Promise<boolean> {
  const asked = performance.now()
  const all = upcoming(store)
  const known = all.get(channel)
  if (known && asked - known.asked < believed && now < known.at) return false
  const { delivery } = store.tables
  const find = store.prepared(store.read, 'delivery.next', (db) =>
    db
      .select({ at: delivery.nextAt })
      .from(delivery)
      .where(and(isNull(delivery.endedAt), eq(delivery.channel, value('channel'))))
      .orderBy(asc(delivery.nextAt))
      .limit(atMost(1))
      .prepare(),
  )
  const at = (await find.execute({ channel }))[0]?.at ?? Infinity
  all.set(channel, { at, asked })
  return at <= now
}

export type Claim = { channel: Channel; limit: number; now: number; leaseMs: number; busy: readonly string[] }

/**
 * Takes due deliveries for `leaseMs`, in one UPDATE: whoever claims next finds others. A lease that nobody ended comes due again.
 * @param claim.now real time in ms
 * @param claim.busy targets that are being served: their next message waits, so that one slow target can't fill the line
 */
export async function claimDeliveries(
  store: Store,
  { channel, limit, now, leaseMs, busy }: Claim,
): Promise<Delivery[]> {
  const { delivery } = store.tables
  const until = now + leaseMs
  const rows = await store.inTransaction(async (tx) => {
    const free = busy.length > 0 ? [notInArray(delivery.target, [...busy])] : []
    const due = tx
      .select({ id: delivery.id })
      .from(delivery)
      .where(and(isNull(delivery.endedAt), lte(delivery.nextAt, now), eq(delivery.channel, channel), ...free))
      .orderBy(asc(delivery.nextAt), asc(delivery.id))
      .limit(atMost(limit))
    return tx
      .update(delivery)
      .set({ leaseUntil: until, nextAt: until, attempts: sql`${delivery.attempts} + 1` })
      .where(inArray(delivery.id, due))
      .returning()
  }, patient)
  return rows.map(toDelivery).toSorted((a, b) => (a.id < b.id ? -1 : 1))
}

type Row = Store['tables']['delivery']['$inferSelect']

function toDelivery({ id, notice, person, channel, target, attempts, error }: Row): Delivery {
  return { id, notice, person, channel, target, attempts, error }
}

/**
 * Ends a delivery for good. `then` are deliveries on the next channel, for those that failed: they come in the same commit.
 * Returns whether it was still open.
 * @param end.at real time in ms
 */
export async function endDelivery(
  store: Store,
  id: string,
  end: { outcome: 'done' | 'dead' | 'dropped'; error: string | null; at: number },
  then: readonly NewDelivery[] = [],
): Promise<boolean> {
  const { delivery } = store.tables
  const open = await store.inTransaction(async (tx) => {
    const close = store.prepared(tx, 'delivery.end', () =>
      tx
        .update(delivery)
        .set({
          outcome: sql`${value('outcome')}`,
          error: sql`${value('error')}`,
          endedAt: sql`${value('at')}`,
          leaseUntil: null,
        })
        .where(and(eq(delivery.id, value('id')), isNull(delivery.endedAt)))
        .returning({ id: delivery.id })
        .prepare(),
    )
    const rows = await close.execute({ ...end, id })
    for (const next of then) await addDelivery(store, tx, next, end.at)
    return rows.length > 0
  }, patient)
  if (then.length > 0) stirred(store, everyChannel)
  return open
}

/**
 * Puts a claimed delivery off until `nextAt` (real ms). A wait that was no attempt, such as quiet hours, is not counted as one.
 * @param off.now real ms; only with `then`, for the deliveries on the next channel
 */
export async function postponeDelivery(
  store: Store,
  id: string,
  off: { nextAt: number; error: string | null; counts: boolean; now: number },
  then: readonly NewDelivery[] = [],
): Promise<void> {
  const { delivery } = store.tables
  const attempts = off.counts ? {} : { attempts: sql`${delivery.attempts} - 1` }
  await store.inTransaction(async (tx) => {
    await tx
      .update(delivery)
      .set({ nextAt: off.nextAt, error: off.error, leaseUntil: null, ...attempts })
      .where(and(eq(delivery.id, id), isNull(delivery.endedAt)))
    for (const next of then) await addDelivery(store, tx, next, off.now)
  }, patient)
  stirred(store, everyChannel)
}

/** Returns leases of deliveries that were not tried; they are due again at `nextAt` (real ms). */
export async function giveBackDeliveries(store: Store, ids: readonly string[], nextAt: number): Promise<void> {
  const { delivery } = store.tables
  if (ids.length === 0) return
  await store.inTransaction((tx) =>
    tx
      .update(delivery)
      .set({ leaseUntil: null, nextAt, attempts: sql`${delivery.attempts} - 1` })
      .where(and(inArray(delivery.id, [...ids]), isNull(delivery.endedAt)))
      .returning({ id: delivery.id }),
  )
  stirred(store, everyChannel)
}
