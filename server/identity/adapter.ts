import type { BetterAuthOptions } from 'better-auth'
import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import type { Db, Store } from '../db/open.ts'
import * as schema from '../db/schema.auth.sqlite.ts'

type Adapter = ReturnType<ReturnType<typeof drizzleAdapter>>
type Write = 'create' | 'update' | 'updateMany' | 'delete' | 'deleteMany' | 'consumeOne' | 'incrementOne'
type Writer = Record<Write, (given: unknown) => Promise<unknown>>

const writes: ReadonlySet<PropertyKey> = new Set<Write>([
  'create',
  'update',
  'updateMany',
  'delete',
  'deleteMany',
  'consumeOne',
  'incrementOne',
])

/**
 * The library's adapter with every write taken through the store's one writer: a write connection of its own could wake
 * between two awaits of an open transaction and block the only thread. Its callback transactions are not atomic in return.
 */
export function storeAdapter(store: Store): (options: BetterAuthOptions) => Adapter {
  const config = { provider: store.dialect, schema }
  return (options) => {
    const reader = drizzleAdapter(store.read, config)(options)
    const writers = new WeakMap<Db, Writer>()

    function writerOn(tx: Db): Writer {
      let writer = writers.get(tx)
      if (!writer) writers.set(tx, (writer = drizzleAdapter(tx, config)(options) as unknown as Writer))
      return writer
    }

    const proxy: Adapter = new Proxy(reader, {
      get(target, key) {
        if (key === 'transaction') return (work: (adapter: Adapter) => unknown) => work(proxy)
        if (writes.has(key)) return (given: unknown) => store.inTransaction((tx) => writerOn(tx)[key as Write](given))
        return Reflect.get(target, key)
      },
    })
    return proxy
  }
}
