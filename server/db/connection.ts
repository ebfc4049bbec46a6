import BetterSqlite, { type Database, type Statement } from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import type { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core'
import { writtenTable, type Memory } from './memory.ts'

const KEPT_STATEMENTS = 500
const BUSY_TIMEOUT = 5_000
const WAL_KEPT = 64 * 1024 * 1024
const CHECKPOINT_PAGES = 8_000
const CACHE_KIB = { writer: 64 * 1024, reader: 256 * 1024 }

/** The part of drizzle that both dialects share. A write without `.returning()` has no result to lean on. */
export type Db = Pick<
  BaseSQLiteDatabase<'async', unknown>,
  'select' | 'selectDistinct' | 'insert' | 'update' | 'delete' | '$count' | '$with' | 'with'
>

/**
 * Opens a connection with the settings every one of them needs. The reader refuses writes (SQLITE_READONLY) and needs the file
 * to exist. No mmap: an I/O error would then be a SIGBUS that ends the process instead of an error that can be answered.
 */
export function connect(path: string, role: 'writer' | 'reader'): Database {
  const connection = new BetterSqlite(
    path,
    role === 'reader' ? { readonly: true, timeout: BUSY_TIMEOUT } : { timeout: BUSY_TIMEOUT },
  )
  if (role === 'writer') {
    connection.pragma('journal_mode = WAL')
    connection.pragma(`journal_size_limit = ${WAL_KEPT}`)
    // Pages written many times in a burst are then copied into the database once, not at every 1,000th page.
    connection.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`)
  }
  // This build of SQLite lowers FULL to NORMAL when it enters WAL, so this comes after it.
  connection.pragma('synchronous = FULL')
  connection.pragma('foreign_keys = ON')
  connection.pragma('temp_store = MEMORY')
  connection.pragma(`cache_size = -${CACHE_KIB[role]}`)
  return connection
}

/**
 * Puts drizzle on a connection; `guard` is asked before each statement runs and refuses it by throwing. `wrote` hears the table
 * of each write before it runs.
 */
export function toDb(connection: Database, guard: () => void, wrote: Memory['forget'] = () => {}): Db {
  const kept = new Map<string, Statement>()

  function prepare(sql: string): Statement {
    const known = kept.get(sql)
    if (known) return known
    const statement = connection.prepare(sql)
    if (statement.reader) statement.raw()
    const [oldest] = kept.size >= KEPT_STATEMENTS ? kept.keys() : []
    if (oldest !== undefined) kept.delete(oldest)
    kept.set(sql, statement)
    return statement
  }

  // What drizzle asks of a driver for the queries of `Db`: rows by position, which it names itself, or none at all.
  const client = {
    prepare(sql: string) {
      const statement = prepare(sql)
      const table = statement.readonly ? undefined : writtenTable(sql)
      const guarded = () => {
        guard()
        if (table !== undefined) wrote(table)
        return statement
      }
      const rows = {
        get: (...values: unknown[]) => guarded().get(...values),
        all: (...values: unknown[]) => guarded().all(...values),
      }
      return { run: (...values: unknown[]) => guarded().run(...values), raw: () => rows }
    },
  }
  return drizzle(client as unknown as Database) as unknown as Db
}
