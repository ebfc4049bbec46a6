import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Db, Store } from '../../server/db/open.ts'

export const counter = sqliteTable('counter', { id: text('id').primaryKey(), n: integer('n').notNull() })

export const values = (n: number) => Array.from({ length: n }, (_, i) => i)
export const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms))
export const put = (tx: Db, id: string) => tx.insert(counter).values({ id, n: 1 }).returning()
export const why = (error: unknown) => (error instanceof Error && 'why' in error ? error.why : String(error))
export const refusal = (work: PromiseLike<unknown>): Promise<unknown> =>
  Promise.resolve(work).then(() => 'answered', why)
export const outcomes = async (work: Promise<unknown>[]) => (await Promise.allSettled(work)).map((o) => o.status)
export const idsIn = async (store: Store) => (await store.read.select().from(counter)).map((row) => row.id).toSorted()

/** Opens a store with an empty `counter` table. */
export type OpenStore = (options: { onError: (error: unknown) => void }) => Promise<Store>
