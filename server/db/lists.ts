import { and, asc, count, desc, eq, gte, isNull, ne, sql } from 'drizzle-orm'
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
    .limit(limit)
}

/** Everything unfinished at a cartório, the longest waiting first. */
export async function unfinishedAt(store: Store, cns: string, limit = 200): Promise<RequestRow[]> {
  const { request } = store.tables
  const find = store.prepared(store.read, 'lists.queue', () =>
    store.read
      .select()
      .from(request)
      .where(and(eq(request.cns, value('cns')), isNull(request.closedAt)))
      .orderBy(asc(request.since))
      .limit(value('limit'))
      .prepare(),
  )
  return find.execute({ cns, limit })
}

/** Released requests of a UF, the longest waiting first (rule 23). */
export async function releasedIn(store: Store, db: Db, uf: string, limit = 100): Promise<RequestRow[]> {
  const { request } = store.tables
  return db
    .select()
    .from(request)
    .where(and(eq(request.uf, uf), isNull(request.closedAt), isNull(request.cns), eq(request.status, 'released')))
    .orderBy(asc(request.since))
    .limit(limit)
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
    .where(and(eq(request.cpfBlind, row.cpfBlind), eq(request.status, 'rejected'), ne(request.id, row.id)))
    .orderBy(desc(request.createdAt))
    .limit(1)
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
