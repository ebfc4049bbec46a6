import { asc, eq } from 'drizzle-orm'
import type { Store } from './open.ts'
import type { RequestRow } from './requests.ts'
import type { StayRow } from './stays.ts'

/** The request that people call by this number, or null (rule 64). */
export async function requestByProtocol(store: Store, protocol: string): Promise<RequestRow | null> {
  const { request } = store.tables
  return (await store.read.select().from(request).where(eq(request.protocol, protocol)))[0] ?? null
}

/** The stays of a request, oldest first. */
export async function staysOfRequest(store: Store, id: string): Promise<StayRow[]> {
  const { stay } = store.tables
  return store.read.select().from(stay).where(eq(stay.request, id)).orderBy(asc(stay.n))
}
