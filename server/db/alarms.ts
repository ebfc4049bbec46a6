import { and, asc, eq, lte, sql } from 'drizzle-orm'
import type { Alarm } from '../domain/request.ts'
import { atMost } from './limit.ts'
import type { Db, Store } from './open.ts'

/** An alarm as stored; `dueAt` in ms of business time. */
export type AlarmRow = Store['tables']['alarm']['$inferSelect']

const value = sql.placeholder
type Key = Pick<AlarmRow, 'subject' | 'kind' | 'dueAt'>

const exactly = (store: Store, { subject, kind, dueAt }: Key) => {
  const { alarm } = store.tables
  return and(eq(alarm.subject, subject), eq(alarm.kind, kind), eq(alarm.dueAt, dueAt))
}

/** What is due at `now`, the longest due first. */
export async function dueAlarms(store: Store, now: number, limit: number): Promise<AlarmRow[]> {
  const { alarm } = store.tables
  const find = store.prepared(store.read, `alarm.due.${limit}`, (db) =>
    db
      .select()
      .from(alarm)
      .where(lte(alarm.dueAt, value('now')))
      .orderBy(asc(alarm.dueAt))
      .limit(atMost(limit))
      .prepare(),
  )
  return find.execute({ now })
}

/** The instant of the first alarm, or null. */
export async function nextAlarm(store: Store): Promise<number | null> {
  const { alarm } = store.tables
  const find = store.prepared(store.read, 'alarm.next', (db) =>
    db.select({ dueAt: alarm.dueAt }).from(alarm).orderBy(asc(alarm.dueAt)).limit(atMost(1)).prepare(),
  )
  return (await find.execute())[0]?.dueAt ?? null
}

/** Adds an alarm unless the very same is there: the hot path of every new clock. */
export async function addAlarm(store: Store, tx: Db, { kind, subject, dueAt }: Alarm): Promise<void> {
  const add = store.write(tx, 'alarm.add', () =>
    tx
      .insert(store.tables.alarm)
      .values({ kind: value('kind'), subject: value('subject'), dueAt: value('dueAt') })
      .onConflictDoNothing(),
  )
  await add({ kind, subject, dueAt })
}

/** Takes away all alarms of a subject: its next ones come in the same commit. */
export async function silence(store: Store, tx: Db, subject: string): Promise<void> {
  const { alarm } = store.tables
  const remove = store.prepared(tx, 'alarm.silence', () =>
    tx
      .delete(alarm)
      .where(eq(alarm.subject, value('subject')))
      .prepare(),
  )
  await remove.execute({ subject })
}

export async function dropAlarm(store: Store, tx: Db, key: Key): Promise<void> {
  await tx.delete(store.tables.alarm).where(exactly(store, key))
}

/** Puts a row that fails out of the way until `later` (ms). */
export async function postponeAlarm(store: Store, row: AlarmRow, later: number): Promise<void> {
  const { alarm } = store.tables
  const next = { dueAt: later, tries: row.tries + 1 }
  await store.inTransaction(async (tx) => {
    await tx.update(alarm).set(next).where(exactly(store, row))
  })
}

/** Takes the pending digests of a cartório away. @returns how many there were */
export async function dropDigests(store: Store, tx: Db, cns: string): Promise<number> {
  const { alarm } = store.tables
  const digests = and(eq(alarm.subject, cns), eq(alarm.kind, 'digest'))
  return (await tx.delete(alarm).where(digests).returning({ dueAt: alarm.dueAt })).length
}
