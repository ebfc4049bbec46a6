import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import { atMost } from './limit.ts'
import type { Db, Store } from './open.ts'

/** A program's key as stored; instants in ms of real time. */
export type ApiKeyRow = Store['tables']['apiKey']['$inferSelect']

export async function addApiKey(
  store: Store,
  tx: Db,
  row: Pick<ApiKeyRow, 'id' | 'name' | 'hash' | 'scope' | 'addresses' | 'daily' | 'createdAt'>,
): Promise<void> {
  await tx.insert(store.tables.apiKey).values(row)
}

export async function apiKeyByHash(store: Store, db: Db, hash: string): Promise<ApiKeyRow | null> {
  const { apiKey } = store.tables
  return (await db.select().from(apiKey).where(eq(apiKey.hash, hash)))[0] ?? null
}

export async function apiKeys(store: Store): Promise<ApiKeyRow[]> {
  const { apiKey } = store.tables
  return store.read.select().from(apiKey).orderBy(asc(apiKey.createdAt)).limit(atMost(500))
}

/** False when there is no such key, or it was revoked before. */
export async function revokeApiKey(store: Store, tx: Db, id: string, at: number): Promise<boolean> {
  const { apiKey } = store.tables
  const changed = await tx
    .update(apiKey)
    .set({ revokedAt: at })
    .where(and(eq(apiKey.id, id), isNull(apiKey.revokedAt)))
    .returning({ id: apiKey.id })
  return changed.length === 1
}

/** What every key used up on a day. */
export async function usesOn(store: Store, db: Db, day: string) {
  const { apiUse } = store.tables
  return db.select().from(apiUse).where(eq(apiUse.day, day))
}

/** What a key used up on a day; null before its first question. */
export async function useOf(store: Store, db: Db, key: string, day: string) {
  const { apiUse } = store.tables
  const [row] = await db
    .select()
    .from(apiUse)
    .where(and(eq(apiUse.key, key), eq(apiUse.day, day)))
  return row ?? null
}

/** Counts one question, in vain or not, and gives the day's figures. */
export async function countUse(
  store: Store,
  tx: Db,
  key: string,
  day: string,
  missed: 0 | 1,
  at: number,
): Promise<{ asked: number; missed: number }> {
  const { apiKey, apiUse } = store.tables
  const [row] = await tx
    .insert(apiUse)
    .values({ key, day, asked: 1, missed })
    .onConflictDoUpdate({
      target: [apiUse.key, apiUse.day],
      set: { asked: sql`${apiUse.asked} + 1`, missed: sql`${apiUse.missed} + ${missed}` },
    })
    .returning({ asked: apiUse.asked, missed: apiUse.missed })
  await tx.update(apiKey).set({ lastUsedAt: at }).where(eq(apiKey.id, key))
  return row ?? { asked: 1, missed }
}
