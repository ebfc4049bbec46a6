import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import BetterSqlite from 'better-sqlite3'
import { eq, sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openStore, type Db, type Store } from '../../server/db/open.ts'
import { counter, idsIn, outcomes } from './store-kit.ts'
import { storeContract } from './store.ts'

const folder = mkdtempSync(join(tmpdir(), 'quinze-store-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let files = 0
const freshFile = () => join(folder, `new/${(files += 1)}/store.db`)

const counters = `CREATE TABLE counter (id text PRIMARY KEY NOT NULL, n integer NOT NULL)`
const children = `CREATE TABLE child (id text PRIMARY KEY, parent text REFERENCES counter (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED)`
const rebuild = [
  'PRAGMA foreign_keys=OFF',
  'CREATE TABLE __new_counter (id text PRIMARY KEY NOT NULL, n integer NOT NULL, more text)',
  'INSERT INTO __new_counter (id, n) SELECT id, n FROM counter',
  'DROP TABLE counter',
  'ALTER TABLE __new_counter RENAME TO counter',
  'PRAGMA foreign_keys=ON',
]

/** Writes a folder of migrations in drizzle's form, one per list of statements. */
function writeMigrations(...migrations: string[][]): string {
  const out = mkdtempSync(join(folder, 'migrations-'))
  mkdirSync(join(out, 'meta'))
  const entries = migrations.map((_, idx) => ({ idx, version: '6', when: idx + 1, tag: `${idx}`, breakpoints: true }))
  writeFileSync(join(out, 'meta/_journal.json'), JSON.stringify({ version: '7', dialect: 'sqlite', entries }))
  migrations.forEach((sql, i) => writeFileSync(join(out, `${i}.sql`), sql.join(';\n--> statement-breakpoint\n')))
  return out
}

const migrations = writeMigrations([counters, children])

storeContract('SQLite in memory', (options) => openStore(':memory:', { migrations, ...options }))
storeContract('SQLite on file', (options) => openStore(freshFile(), { migrations, ...options }))

describe('SQLite', () => {
  let store: Store
  const add = (id: string) => store.inTransaction((tx) => tx.insert(counter).values({ id, n: 1 }).returning())
  const code = (error: unknown) => (error instanceof Error && 'code' in error ? error.code : String(error))

  beforeEach(async () => {
    store = await openStore(freshFile(), { migrations })
  })
  afterEach(() => store.close())

  test('is durable: WAL, and FULL on the writer', () => {
    expect(store.raw.pragma('journal_mode')).toBe('wal')
    expect(store.raw.pragma('synchronous')).toBe(2)
    expect(store.raw.pragma('foreign_keys')).toBe(1)
  })

  test('finds tells whether a row is there, its own unfinished work included, and only in a transaction', async () => {
    const there = (tx: Db, id: string) => {
      const made = (db: Db) =>
        db
          .select({ n: counter.n })
          .from(counter)
          .where(eq(counter.id, sql.placeholder('id')))
      return store.finds(tx, 'counter.there', made)({ id })
    }
    await add('a')
    const seen = await store.inTransaction(async (tx) => {
      const before = [there(tx, 'a'), there(tx, 'b')]
      await tx.insert(counter).values({ id: 'b', n: 1 })
      return [...before, there(tx, 'b'), there(tx, "a' OR 'a'='a")]
    })
    expect(seen).toEqual([true, false, true, false])
    expect(() => there(store.read, 'a')).toThrow('not open for its caller')
  })

  test('while another process holds the lock nobody is answered, and then it goes on', async () => {
    store.raw.pragma('busy_timeout = 1')
    const other = new BetterSqlite(store.raw.path)
    other.exec('BEGIN IMMEDIATE')
    const refused = await Promise.allSettled([add('a'), add('b')])
    expect(refused.map((o) => o.status === 'rejected' && code(o.reason))).toEqual(['SQLITE_BUSY', 'SQLITE_BUSY'])
    other.exec('COMMIT')
    other.close()
    await add('c')
    expect(await store.read.select().from(counter)).toEqual([{ id: 'c', n: 1 }])
  })

  test('a COMMIT that fails writes nothing, tells everybody, and runs no hook', async () => {
    const hooks: string[] = []
    store.raw.exec(
      `CREATE TRIGGER break AFTER INSERT ON counter WHEN new.id = 'break' BEGIN INSERT INTO child VALUES ('x', 'nobody'); END`,
    )
    const hooked = store.inTransaction(async (tx, { afterCommit }) => {
      afterCommit(() => hooks.push('ran'))
      await tx.insert(counter).values({ id: 'a', n: 1 })
    })
    const settled = await Promise.allSettled([hooked, add('break'), add('b')])
    expect(settled.map((o) => o.status === 'rejected' && code(o.reason))).toEqual(
      Array.from({ length: 3 }, () => 'SQLITE_CONSTRAINT_FOREIGNKEY'),
    )
    await add('c')
    expect(await store.read.select().from(counter)).toEqual([{ id: 'c', n: 1 }])
    expect(hooks).toEqual([])
  })

  test('on a full disk what was answered is there, the rest is not, and it recovers', async () => {
    store.raw.pragma(`max_page_count = ${Number(store.raw.pragma('page_count')) + 30}`)
    const big = (i: number) => `${i}-${'x'.repeat(3_000)}`
    const settled = await Promise.allSettled(Array.from({ length: 600 }, (_, i) => add(big(i))))
    const answered = settled.flatMap((o, i) => (o.status === 'fulfilled' ? [big(i)] : []))
    const refused = new Set(settled.flatMap((o) => (o.status === 'rejected' ? [code(o.reason)] : [])))
    expect(refused).toEqual(new Set(['SQLITE_FULL']))
    expect((await store.read.select().from(counter)).map((row) => row.id).toSorted()).toEqual(answered.toSorted())
    store.raw.pragma('max_page_count = 100000')
    await add('room again')
    expect(await store.read.$count(counter)).toBe(answered.length + 1)
    expect(store.raw.pragma('integrity_check')).toBe('ok')
  })

  test('a callback that overlooks a full disk is refused with its group: SQLite has taken all of it back', async () => {
    store.raw.pragma(`max_page_count = ${Number(store.raw.pragma('page_count')) + 5}`)
    const overlooks = async (tx: Db) => {
      const huge = { id: 'x'.repeat(200_000), n: 1 }
      const refused = await tx
        .insert(counter)
        .values(huge)
        .catch((error: unknown) => error)
      expect(code((refused as Error).cause ?? refused)).toBe('SQLITE_FULL')
    }
    expect(await outcomes([add('before'), store.inTransaction(overlooks)])).toEqual(['rejected', 'rejected'])
    store.raw.pragma('max_page_count = 100000')
    await add('room again')
    expect(await idsIn(store)).toEqual(['room again'])
  })

  test('more different statements than are kept', async () => {
    await add('a')
    for (let width = 1; width <= 510; width += 1) {
      const many = Object.fromEntries(Array.from({ length: width }, (_, i) => [`c${i}`, counter.n]))
      const [row] = await store.read.select(many).from(counter)
      expect(Object.keys(row ?? {})).toHaveLength(width)
    }
  })

  test('the log is written back on demand and on close', async () => {
    await add('a')
    expect(store.raw.checkpoint()).toMatchObject({ busy: false })
    expect(store.raw.checkpoint('TRUNCATE')).toEqual({ busy: false, log: 0, moved: 0 })
    await add('b')
    await store.close()
    expect(existsSync(`${store.raw.path}-wal`)).toBe(false)
  })

  test('exec is refused while a transaction is under way', async () => {
    const inside = store.inTransaction(async () => store.raw.exec('DELETE FROM counter'))
    await expect(inside).rejects.toThrow('under way')
  })
})

describe('opening SQLite', () => {
  test('migrations run once, and the rows are there the next time', async () => {
    const path = freshFile()
    for (const id of ['a', 'b']) {
      const store = await openStore(path, { migrations })
      await store.inTransaction((tx) => tx.insert(counter).values({ id, n: 1 }).returning())
      await store.close()
    }
    const store = await openStore(path, { migrations })
    expect(await store.read.$count(counter)).toBe(2)
    await store.close()
  })

  test('rebuilding a table keeps the rows that refer to it', async () => {
    const path = freshFile()
    const first = await openStore(path, { migrations })
    first.raw.exec(`INSERT INTO counter VALUES ('parent', 1); INSERT INTO child VALUES ('child', 'parent')`)
    await first.close()
    const second = await openStore(path, { migrations: writeMigrations([counters, children], rebuild) })
    second.raw.exec(`CREATE TABLE seen AS SELECT * FROM child`)
    expect(second.raw.pragma(`foreign_keys`)).toBe(1)
    await second.close()
    const file = new BetterSqlite(path, { readonly: true })
    expect(file.prepare('SELECT parent FROM seen').all()).toEqual([{ parent: 'parent' }])
    file.close()
  })

  test('a migration that fails changes nothing and refuses to open', async () => {
    const path = freshFile()
    const bad = writeMigrations(
      [counters, children],
      ['CREATE TABLE extra (id text)', 'CREATE TABLE counter (id text)'],
    )
    await expect(openStore(path, { migrations: bad })).rejects.toThrow()
    const file = new BetterSqlite(path, { readonly: true })
    expect(file.prepare(`SELECT name FROM sqlite_schema WHERE name IN ('counter', 'extra')`).all()).toEqual([])
    file.close()
  })

  test('a migration that loses referred rows is refused', async () => {
    const path = freshFile()
    const first = await openStore(path, { migrations })
    first.raw.exec(`INSERT INTO counter VALUES ('parent', 1); INSERT INTO child VALUES ('child', 'parent')`)
    await first.close()
    const losing = writeMigrations([counters, children], ['ALTER TABLE counter ADD more text', 'DELETE FROM counter'])
    await expect(openStore(path, { migrations: losing })).rejects.toThrow('child refers to a row')
  })

  test('a database in memory is its own and leaves nothing behind', async () => {
    const [one, two] = [await openStore(':memory:', { migrations }), await openStore(':memory:', { migrations })]
    await one.inTransaction((tx) => tx.insert(counter).values({ id: 'a', n: 1 }).returning())
    expect(await two.read.$count(counter)).toBe(0)
    await one.close()
    await two.close()
    expect([one, two].map((store) => existsSync(dirname(store.raw.path)))).toEqual([false, false])
    await expect(openStore(':memory:', { migrations: join(folder, 'none') })).rejects.toThrow('journal')
  })
})
