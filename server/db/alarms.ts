import { and, asc, eq, inArray, lte, sql } from 'drizzle-orm'
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

/** The requests whose warning is due at `at` (ms) and has not rung yet. */
export async function warningsDue(store: Store, tx: Db, at: number): Promise<Set<string>> {
  const { alarm } = store.tables
  const due = and(lte(alarm.dueAt, at), eq(alarm.kind, 'warn'))
  return new Set((await tx.select({ subject: alarm.subject }).from(alarm).where(due)).map(({ subject }) => subject))
}

/** The pending digests of these cartórios. */
export async function digestsAt(store: Store, tx: Db, all: readonly string[]): Promise<AlarmRow[]> {
  const { alarm } = store.tables
  const rows: AlarmRow[] = []
  for (let i = 0; i < all.length; i += 500) {
    const there = inArray(alarm.subject, all.slice(i, i + 500))
    rows.push(
      ...(await tx
        .select()
        .from(alarm)
        .where(and(eq(alarm.kind, 'digest'), there))),
    )
  }
  return rows
}

/** The pool hours of a UF that have not rung, with who may not pull in each round (rule 29). */
export async function poolHoursIn(
  store: Store,
  tx: Db,
  uf: string,
): Promise<(Key & { excluded: readonly string[] })[]> {
  const { alarm, request } = store.tables
  const rows = await tx
    .select({ subject: alarm.subject, kind: alarm.kind, dueAt: alarm.dueAt, state: request.state })
    .from(alarm)
    .innerJoin(request, eq(request.id, alarm.subject))
    .where(and(eq(alarm.kind, 'pool_hour'), eq(request.uf, uf), eq(request.status, 'released')))
  return rows.map(({ state, ...key }) => ({ ...key, excluded: state.name === 'released' ? state.excluded : [] }))
}
