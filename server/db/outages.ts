import { and, desc, gt, lt, sql } from 'drizzle-orm'
import { atMost } from './limit.ts'
import type { Db, Store } from './open.ts'

/** Time that was given back to running clocks; instants in ms of business time. */
export type OutageRow = Store['tables']['outage']['$inferSelect']
export type UptimeRow = Store['tables']['uptime']['$inferSelect']

/** The sign of life: the setting that the next start reads, and the end of this start's row. Both in business time (ms). */
export async function beat(store: Store, from: number, now: number): Promise<void> {
  const { uptime } = store.tables
  await store.inTransaction(async (tx) => {
    await markBeat(store, tx, now)
    // A clock that was set back shortens nothing.
    await tx
      .insert(uptime)
      .values({ from, to: Math.max(from, now) })
      .onConflictDoUpdate({ target: uptime.from, set: { to: sql`max(${uptime.to}, ${now})` } })
  })
}

/** Only the sign of life: with an outage that was just found, so that the next start does not find it again. */
export async function markBeat({ tables: { setting } }: Store, tx: Db, now: number): Promise<void> {
  const value = String(now)
  await tx
    .insert(setting)
    .values({ name: 'heartbeat', value })
    .onConflictDoUpdate({ target: setting.name, set: { value } })
}

/** The last 100 starts, newest first. */
export async function uptimes(store: Store): Promise<UptimeRow[]> {
  const { uptime } = store.tables
  return store.read.select().from(uptime).orderBy(desc(uptime.from)).limit(atMost(100))
}

/** The last 100 outages, the newest first. */
export async function outages(store: Store): Promise<OutageRow[]> {
  const { outage } = store.tables
  return store.read.select().from(outage).orderBy(desc(outage.from)).limit(atMost(100))
}

/** An outage that shares an instant with [from, to), if there is one. */
export async function outageWithin(store: Store, db: Db, from: number, to: number): Promise<OutageRow | null> {
  const { outage } = store.tables
  const shared = and(lt(outage.from, to), gt(outage.to, from))
  return (await db.select().from(outage).where(shared).limit(atMost(1)))[0] ?? null
}

export async function addOutage(store: Store, tx: Db, row: OutageRow): Promise<void> {
  await tx.insert(store.tables.outage).values(row)
}
