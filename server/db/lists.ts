import { and, asc, count, desc, eq, gte, inArray, isNull, lte, min, ne, sql } from 'drizzle-orm'
import { atMost } from './limit.ts'
import type { Db, Store } from './open.ts'
import type { RequestRow } from './requests.ts'

const value = sql.placeholder

/** A client's own requests, newest first. */
export async function requestsOf(store: Store, account: string, limit = 50): Promise<RequestRow[]> {
  const { request } = store.tables
  return store.read
    .select()
    .from(request)
    .where(eq(request.account, account))
    .orderBy(desc(request.createdAt))
    .limit(atMost(limit))
}

/** Everything unfinished at a cartório: first what waits for a decision, the longest waiting first. */
export async function unfinishedAt(store: Store, cns: string, limit = 500): Promise<RequestRow[]> {
  const { request } = store.tables
  const find = store.prepared(store.read, `lists.queue.${limit}`, () =>
    store.read
      .select()
      .from(request)
      .where(and(eq(request.cns, value('cns')), isNull(request.closedAt)))
      // What is under way piles up; it must not push a new request over the end of the list.
      .orderBy(sql`${request.status} = 'in_progress'`, asc(request.since))
      .limit(atMost(limit))
      .prepare(),
  )
  return find.execute({ cns })
}

/** Released requests of a UF, the longest waiting first (rule 23). */
export async function releasedIn(store: Store, db: Db, uf: string, limit = 100): Promise<RequestRow[]> {
  const { request } = store.tables
  return db
    .select()
    .from(request)
    .where(and(eq(request.uf, uf), isNull(request.closedAt), isNull(request.cns), eq(request.status, 'released')))
    .orderBy(asc(request.since))
    .limit(atMost(limit))
}

/** Whether another open request has the same CPF, from whatever account (rule 19). */
export async function cpfElsewhere(store: Store, cpfBlind: string, id: string): Promise<boolean> {
  const { request } = store.tables
  const [row] = await store.read
    .select({ n: count() })
    .from(request)
    .where(and(eq(request.cpfBlind, cpfBlind), isNull(request.closedAt), ne(request.id, id)))
  return (row?.n ?? 0) > 0
}

/** The newest earlier request of this CPF that was rejected (rule 20); only its coded reason may be shown elsewhere. */
export async function rejectedBefore(store: Store, row: RequestRow): Promise<RequestRow | null> {
  const { request } = store.tables
  const rows = await store.read
    .select()
    .from(request)
    .where(
      and(
        eq(request.cpfBlind, row.cpfBlind),
        eq(request.status, 'rejected'),
        ne(request.id, row.id),
        lte(request.createdAt, row.createdAt),
      ),
    )
    .orderBy(desc(request.createdAt))
    .limit(atMost(1))
  return rows[0] ?? null
}

/** Whether the pool hour of rule 29 rang since `since` (ms). */
export async function nobodyPulledSince(store: Store, id: string, since: number): Promise<boolean> {
  const { entry } = store.tables
  const [row] = await store.read
    .select({ n: count() })
    .from(entry)
    .where(and(eq(entry.request, id), eq(entry.kind, 'pool_hour'), gte(entry.at, since)))
  return (row?.n ?? 0) > 0
}

/** Requests whose clock runs at one of these cartórios, read in the transaction that will move them; the first due first. */
export async function waitingAt(store: Store, db: Db, all: readonly string[]): Promise<RequestRow[]> {
  const { request } = store.tables
  const rows: RequestRow[] = []
  for (let i = 0; i < all.length; i += 500) {
    const there = inArray(request.cns, all.slice(i, i + 500))
    const running = and(there, isNull(request.closedAt), eq(request.status, 'waiting'))
    rows.push(...(await db.select().from(request).where(running)))
  }
  return rows.toSorted((a, b) => (a.dueAt ?? 0) - (b.dueAt ?? 0))
}

/** Ids of all requests whose clock runs anywhere. */
export async function allWaiting(store: Store, db = store.read): Promise<string[]> {
  const { request } = store.tables
  const running = and(isNull(request.closedAt), eq(request.status, 'waiting'))
  return (await db.select({ id: request.id }).from(request).where(running)).map(({ id }) => id)
}

/** How many requests a cartório has to decide, and the first deadline among them (ms). */
export async function undecidedAt(store: Store, db: Db, cns: string): Promise<{ n: number; first: number | null }> {
  const { request } = store.tables
  const undecided = inArray(request.status, ['waiting', 'expired'])
  const [row] = await db
    .select({ n: count(), first: min(request.dueAt) })
    .from(request)
    .where(and(eq(request.cns, cns), isNull(request.closedAt), undecided))
  return row ?? { n: 0, first: null }
}
