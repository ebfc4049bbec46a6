import { and, count, desc, eq, gt, inArray, isNotNull, isNull, ne, sql } from 'drizzle-orm'
import { atMost } from './limit.ts'
import type { Store } from './open.ts'
import type { Channel, Notice } from './outbox.ts'

/** The latest that is known of a channel: `at` is when it ended, or when a pending one is tried next (real ms). */
export type LastDelivery = { channel: Channel; at: number; outcome: 'done' | 'dead' | 'pending'; error: string | null }

const channels: readonly Channel[] = ['push', 'email', 'sms']
const value = sql.placeholder

/** The last delivery of a person on each channel that was ever used. A pending one counts once an attempt has failed. */
export async function lastDeliveries(store: Store, person: string): Promise<LastDelivery[]> {
  const { delivery } = store.tables
  const ended = store.prepared(store.read, 'delivery.lastEnded', (db) =>
    db
      .select()
      .from(delivery)
      .where(
        and(
          eq(delivery.person, value('person')),
          eq(delivery.channel, value('channel')),
          isNotNull(delivery.endedAt),
          ne(delivery.outcome, 'dropped'),
        ),
      )
      .orderBy(desc(delivery.endedAt))
      .limit(atMost(1))
      .prepare(),
  )
  const open = store.prepared(store.read, 'delivery.failing', (db) =>
    db
      .select()
      .from(delivery)
      .where(
        and(
          eq(delivery.person, value('person')),
          eq(delivery.channel, value('channel')),
          isNull(delivery.endedAt),
          isNotNull(delivery.error),
        ),
      )
      .orderBy(desc(delivery.id))
      .limit(atMost(1))
      .prepare(),
  )
  const found: LastDelivery[] = []
  for (const channel of channels) {
    const [[last], [failing]] = [await ended.execute({ person, channel }), await open.execute({ person, channel })]
    if (failing && !(last && last.id > failing.id)) {
      found.push({ channel, at: failing.nextAt, outcome: 'pending', error: failing.error })
    } else if (last?.endedAt) {
      found.push({ channel, at: last.endedAt, outcome: last.outcome === 'done' ? 'done' : 'dead', error: last.error })
    }
  }
  return found
}

/** The deliveries of one notice to one person, for the choice of the next channel. */
export async function deliveriesTo(store: Store, notice: string, person: string) {
  const { delivery } = store.tables
  return store.read
    .select()
    .from(delivery)
    .where(and(eq(delivery.notice, notice), eq(delivery.person, person)))
}

/** Whether whoever gets this notice was told something newer of the same request: a push has then been replaced. */
export async function toldSince(store: Store, { request, version, cns, person }: Notice): Promise<boolean> {
  const { notice } = store.tables
  if (request === null) return false
  const whose = and(
    person === null ? isNull(notice.person) : eq(notice.person, person),
    cns === null ? isNull(notice.cns) : eq(notice.cns, cns),
  )
  const rows = await store.read
    .select({ id: notice.id })
    .from(notice)
    .where(and(eq(notice.request, request), gt(notice.version, version), whose))
    .limit(atMost(1))
  return rows.length > 0
}

/** The number on the app's icon: undecided requests of the cartório, or what waits for an act of the client. */
export async function badgeOf(store: Store, whose: { cns: string } | { account: string }): Promise<number> {
  const { request } = store.tables
  const forStaff = 'cns' in whose
  const find = store.prepared(store.read, forStaff ? 'request.badge' : 'request.ownBadge', (db) =>
    db
      .select({ n: count() })
      .from(request)
      .where(
        and(
          forStaff ? eq(request.cns, value('whose')) : eq(request.account, value('whose')),
          isNull(request.closedAt),
          inArray(request.status, forStaff ? ['waiting', 'expired'] : ['expired', 'choosing']),
        ),
      )
      .prepare(),
  )
  const [row] = await find.execute({ whose: forStaff ? whose.cns : whose.account })
  return Number(row?.n ?? 0)
}

export type DeadLetter = {
  id: string
  notice: string
  person: string
  channel: Channel
  attempts: number
  error: string | null
  endedAt: number
}

/** Deliveries given up, the newest first: ids and error codes only. */
export async function deadLetters(store: Store, limit: number): Promise<DeadLetter[]> {
  const { delivery } = store.tables
  const rows = await store.read
    .select()
    .from(delivery)
    .where(eq(delivery.outcome, 'dead'))
    .orderBy(desc(delivery.endedAt))
    .limit(atMost(limit))
  return rows.map(({ id, notice, person, channel, attempts, error, endedAt }) => {
    return { id, notice, person, channel, attempts, error, endedAt: endedAt ?? 0 }
  })
}
