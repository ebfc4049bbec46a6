import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Database } from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'
import { bare, type Written } from './bare.ts'
import { connect, toDb, type Db } from './connection.ts'
import * as attend from './schema.attend.sqlite.ts'
import * as certificates from './schema.certificate.sqlite.ts'
import * as figures from './schema.figures.sqlite.ts'
import { makeMemory, writtenTable, type Memory } from './memory.ts'
import * as places from './schema.places.sqlite.ts'
import * as requests from './schema.sqlite.ts'
import { groupCommit, type TransactionHooks } from './writer.ts'

export type { Db } from './connection.ts'
export { StoreMisuse, type TransactionHooks } from './writer.ts'
const tables = { ...places, ...requests, ...attend, ...certificates, ...figures }
export type Tables = typeof tables

const MIGRATIONS = join(import.meta.dirname, '../../drizzle/sqlite')
const MEMORY_FOLDER = '/dev/shm'

/** The database as the rest of the house sees it. */
export type Store = {
  dialect: 'sqlite'
  tables: Tables
  /** Reads what is committed; a write through it throws. */
  read: Db
  /**
   * Runs `fn` in a transaction and answers after it is durable. `fn` may await statements of its own `tx` only and may not call
   * inTransaction: StoreMisuse otherwise. It must have no other effect than through `hooks.afterCommit`, since it is run anew when
   * somebody else of its group fails. If `fn` throws, its work alone is taken back. With `patient` nobody waits for it: it shares
   * the next commit, or gets its own after 20 ms.
   */
  inTransaction<T>(fn: (tx: Db, hooks: TransactionHooks) => Promise<T>, options?: { patient: boolean }): Promise<T>
  /** Gives the statement `make` prepared the first time it was asked for under this name on this connection. */
  prepared<Q>(db: Db, name: string, make: (db: Db) => Q): Q
  /**
   * Gives a prepared write of a hot path: drizzle's text, run without drizzle's work for each call, which costs as much as the
   * insert itself. Named placeholders take their values by name; nothing comes back.
   */
  write(tx: Db, name: string, make: (db: Db) => Written): (values: Readonly<Record<string, unknown>>) => Promise<void>
  /**
   * Whether a prepared query of a hot path finds anything, as `write` without drizzle's work. It reads in the caller's transaction,
   * on the writing connection; outside of one it throws.
   */
  finds(tx: Db, name: string, make: (db: Db) => Written): (values: Readonly<Record<string, unknown>>) => boolean
  /** What transactions know of rows without reading them; forgotten when work is taken back. Use in a transaction only. */
  memory: Pick<Memory, 'get' | 'set'>
  /** Hears the keys of `publish`; gives the function that stops it. */
  listen(fn: (keys: readonly string[]) => void): () => void
  /** Tells the listeners of this process that what the keys name has changed; for use in `afterCommit`. */
  publish(...keys: string[]): void
  isUniqueViolation(error: unknown): boolean
  /** Refuses new transactions, waits for those under way, writes the log back and closes. May be called again. */
  close(): Promise<void>
  raw: Raw
}

/** What operations and tests need beneath the queries; all of it runs on the writing connection, outside of transactions. */
export type Raw = {
  /** The file that was opened, also for ':memory:'. */
  path: string
  /** Runs or reads a PRAGMA and gives its first value. */
  pragma(name: string): unknown
  /** Moves the write-ahead log into the database file (sqlite.org/wal.html#ckpt); `log` and `moved` count pages. */
  checkpoint(mode?: 'PASSIVE' | 'FULL' | 'RESTART' | 'TRUNCATE'): { busy: boolean; log: number; moved: number }
  exec(sql: string): void
}

/**
 * Opens, and brings to the newest schema, the SQLite database in the file `url`. ':memory:' is a file of its own that goes with
 * `close`, since a second connection can't see an in-memory database of this build. `onError` hears what afterCommit hooks and
 * listeners throw. Throws when a migration fails (it has then changed nothing) or leaves references to missing rows.
 */
export async function openStore(
  url: string,
  options: { migrations?: string; onError?: (error: unknown) => void } = {},
): Promise<Store> {
  const onError = options.onError ?? warn
  const scratch = url === ':memory:' ? makeScratch() : undefined
  const path = scratch ? join(scratch, 'store.db') : url
  mkdirSync(dirname(path), { recursive: true })
  const connection = connect(path, 'writer')
  try {
    bringUpToDate(connection, options.migrations ?? MIGRATIONS)
  } catch (error) {
    connection.close()
    if (scratch) dropScratch(scratch)
    throw error
  }
  const reader = connect(path, 'reader')
  const memory = makeMemory()
  const writer = groupCommit(connection, onError, () => memory.forget(null))
  const tx = toDb(connection, writer.guard, memory.forget)
  const listeners = new Set<(keys: readonly string[]) => void>()
  const statements = new WeakMap<Db, Map<string, unknown>>()
  let closed: Promise<void> | undefined

  function prepared<Q>(db: Db, name: string, make: (db: Db) => Q): Q {
    let known = statements.get(db)
    if (!known) statements.set(db, (known = new Map()))
    if (!known.has(name)) known.set(name, make(db))
    return known.get(name) as Q
  }

  async function shut(): Promise<void> {
    await writer.drain()
    listeners.clear()
    reader.close()
    connection.pragma('optimize')
    connection.close()
    if (scratch) dropScratch(scratch)
  }

  return {
    dialect: 'sqlite',
    tables,
    read: toDb(reader, () => {}),
    inTransaction: (fn, options) => writer.inTransaction((hooks) => fn(tx, hooks), options?.patient),
    prepared,
    write: (db, name, make) =>
      prepared(db, `write:${name}`, () => {
        const { sql, statement, bind } = bare(connection, make(db))
        const table = writtenTable(sql)
        return (values: Readonly<Record<string, unknown>>) => {
          writer.guard()
          memory.forget(table)
          statement.run(...bind(values))
          return Promise.resolve()
        }
      }),
    finds: (db, name, make) =>
      prepared(db, `finds:${name}`, () => {
        const { statement, bind } = bare(connection, make(db))
        return (values: Readonly<Record<string, unknown>>) => {
          writer.guard()
          return statement.get(...bind(values)) !== undefined
        }
      }),
    memory: {
      get(table, key) {
        writer.guard()
        return memory.get(table, key)
      },
      set(table, key, value) {
        writer.guard()
        memory.set(table, key, value)
      },
    },
    listen(fn) {
      const listener = (keys: readonly string[]) => fn(keys)
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    publish(...keys) {
      for (const listener of listeners) {
        try {
          listener(keys)
        } catch (error) {
          onError(error)
        }
      }
    },
    isUniqueViolation,
    close: () => (closed ??= shut()),
    raw: operations(connection, path, () => memory.forget(null)),
  }
}

/** Tells whether a primary key or unique index refused the write, through whatever wraps the driver's error. */
export function isUniqueViolation(error: unknown): boolean {
  for (let e = error; e instanceof Error; e = e.cause) {
    const code = 'code' in e ? e.code : undefined
    if (code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY') return true
  }
  return false
}

// Foreign keys are off meanwhile: a migration that rebuilds a table drops the old one, which would delete the rows that refer
// to it, and the migration's own PRAGMA does nothing inside the migrator's transaction.
function bringUpToDate(connection: Database, migrationsFolder: string): void {
  const before = connection.pragma('schema_version', { simple: true })
  connection.pragma('foreign_keys = OFF')
  migrate(drizzle(connection), { migrationsFolder })
  connection.pragma('foreign_keys = ON')
  if (connection.pragma('schema_version', { simple: true }) === before) return
  const [orphan] = connection.pragma('foreign_key_check') as { table: string }[]
  if (orphan) throw new Error(`After the migration a row of ${orphan.table} refers to a row that does not exist`)
}

function operations(connection: Database, path: string, changed: () => void): Raw {
  return {
    path,
    pragma: (name) => connection.pragma(name, { simple: true }),
    checkpoint(mode = 'PASSIVE') {
      const [row] = connection.pragma(`wal_checkpoint(${mode})`) as {
        busy: number
        log: number
        checkpointed: number
      }[]
      if (!row) throw new Error('The checkpoint gave no answer')
      return { busy: row.busy !== 0, log: row.log, moved: row.checkpointed }
    },
    exec(sql) {
      if (connection.inTransaction) throw new Error('A transaction is under way on this connection')
      changed()
      connection.exec(sql)
    },
  }
}

const scratches = new Set<string>()

function makeScratch(): string {
  if (scratches.size === 0) process.once('exit', dropAll)
  const folder = mkdtempSync(join(existsSync(MEMORY_FOLDER) ? MEMORY_FOLDER : tmpdir(), 'quinze-'))
  scratches.add(folder)
  return folder
}

function dropScratch(folder: string): void {
  scratches.delete(folder)
  if (scratches.size === 0) process.off('exit', dropAll)
  rmSync(folder, { recursive: true, force: true })
}

function dropAll(): void {
  for (const folder of scratches) rmSync(folder, { recursive: true, force: true })
}

function warn(error: unknown): void {
  process.emitWarning(error instanceof Error ? error : String(error))
}
