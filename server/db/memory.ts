import type { Db, Store } from './open.ts'

/** What the writing connection knows of rows without reading them again, by table and key. */
export type Memory = {
  get<T>(table: string, key: string): T | undefined
  set(table: string, key: string, value: unknown): void
  /** After a write to `table`; null stands for one whose tables can't be told. */
  forget(table: string | null): void
}

const kept = 2_000
const written = /^\s*(?:insert into|update|delete from) "?(\w+)"?/i

/** Makes the memory of one writing connection. Whoever takes work back, or hears of foreign work, has to `forget(null)`. */
export function makeMemory(): Memory {
  const tables = new Map<string, Map<string, unknown>>()
  return {
    get: <T>(table: string, key: string) => tables.get(table)?.get(key) as T | undefined,
    set(table, key, value) {
      let rows = tables.get(table)
      if (!rows) tables.set(table, (rows = new Map()))
      if (rows.size >= kept) rows.clear()
      rows.set(key, value)
    },
    forget: (table) => (table === null ? tables.clear() : tables.get(table)?.clear()),
  }
}

/** The table that a statement of drizzle's writes to, or null. */
export const writtenTable = (sql: string): string | null => written.exec(sql)?.[1] ?? null

/**
 * A row that a transaction needs every time and that seldom changes: read once, and again after any write to its table. The
 * reading connection always reads.
 */
export async function remembered<T>(
  store: Store,
  db: Db,
  [table, key]: readonly [string, string],
  read: () => Promise<T | null>,
): Promise<T | null> {
  if (db === store.read) return read()
  const known = store.memory.get<T>(table, key)
  if (known !== undefined) return known
  const row = await read()
  if (row !== null) store.memory.set(table, key, row)
  return row
}
