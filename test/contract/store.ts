import { AsyncLocalStorage } from 'node:async_hooks'
import { eq, sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Db, Store } from '../../server/db/open.ts'
import { counter, idsIn, outcomes, put, refusal, values, type OpenStore } from './store-kit.ts'
import { misuseContract } from './store-misuse.ts'

/** What every store must do, whatever is beneath. */
export function storeContract(name: string, open: OpenStore): void {
  misuseContract(name, open)

  describe(`store on ${name}`, () => {
    let store: Store
    let errors: unknown[]
    const ids = () => idsIn(store)

    beforeEach(async () => {
      errors = []
      store = await open({ onError: (error) => errors.push(error) })
    })
    afterEach(() => store.close())

    test('gives back what the callback gives, and the reader sees it at once', async () => {
      const rows = await store.inTransaction((tx) => put(tx, 'a'))
      expect(rows).toEqual([{ id: 'a', n: 1 }])
      expect(await ids()).toEqual(['a'])
      expect(await store.read.$count(counter)).toBe(1)
    })

    test('callbacks that wait share a commit and are answered after it', async () => {
      const order: string[] = []
      const seen = values(10).map((i) =>
        store
          .inTransaction(async (tx, hooks) => {
            await put(tx, `${i}`)
            order.push('run')
            expect(await ids()).toEqual([])
            hooks.afterCommit(() => order.push('committed'))
          })
          .then(async () => {
            order.push('answered')
            return (await ids()).length
          }),
      )
      expect(await Promise.all(seen)).toEqual(values(10).map(() => 10))
      expect(order.slice(0, 20)).toEqual([...values(10).map(() => 'run'), ...values(10).map(() => 'committed')])
      expect(order.slice(20)).toEqual(values(10).map(() => 'answered'))
    })

    test('those who come one turn of the event loop after another share a commit; one that is alone does not wait', async () => {
      const turn = () => new Promise((done) => setImmediate(done))
      const order: string[] = []
      const add = (id: string) =>
        store.inTransaction(async (tx, hooks) => {
          hooks.afterCommit(() => order.push(`committed ${id}`))
          await put(tx, id)
          order.push(id)
        })
      const alone = add('alone')
      await turn()
      expect(order).toEqual(['alone', 'committed alone'])
      await alone
      // Two at a time: the first turn finds that somebody came after the one who opened the group.
      const all: Promise<void>[] = []
      for (let i = 0; i < 3; i += 1) {
        all.push(add(`a${i}`), add(`b${i}`))
        await turn()
      }
      await Promise.all(all)
      expect(order.slice(2).filter((each) => !each.startsWith('committed'))).toHaveLength(6)
      expect(order.slice(-6).every((each) => each.startsWith('committed'))).toBe(true)
    })

    test('a failing callback takes back its own work alone', async () => {
      const committed: number[] = []
      const work = values(30).map((i) =>
        store.inTransaction(async (tx, hooks) => {
          hooks.afterCommit(() => committed.push(i))
          await put(tx, `x${i}`)
          if (i % 10 === 3) throw new Error(`no ${i}`)
          if (i % 10 === 5) await put(tx, `x${i}`)
        }),
      )
      const fine = values(30).filter((i) => i % 10 !== 3 && i % 10 !== 5)
      expect((await outcomes(work)).flatMap((status, i) => (status === 'fulfilled' ? [i] : []))).toEqual(fine)
      await expect(work[3]).rejects.toThrow('no 3')
      expect(committed).toEqual(fine)
      expect(await ids()).toEqual(fine.map((i) => `x${i}`).toSorted())
    })

    test('one that can wait shares the commit of a full group', async () => {
      const order: string[] = []
      const add = (id: string, options?: { patient: boolean }) =>
        store.inTransaction(async (tx, hooks) => {
          hooks.afterCommit(() => order.push(id))
          await put(tx, id)
        }, options)
      await Promise.all([add('patient', { patient: true }), ...values(128).map((i) => add(`x${i}`))])
      expect(order.indexOf('patient')).toBeLessThan(order.indexOf('x127'))
    })

    test('what a callback did before somebody else of its group failed is done once', async () => {
      let runs = 0
      const heard: string[] = []
      const first = store.inTransaction(async (tx, hooks) => {
        runs += 1
        hooks.afterCommit(() => heard.push('first'))
        await put(tx, 'first')
        return runs
      })
      const second = store.inTransaction(async (tx) => {
        await put(tx, 'second')
        throw new Error('no')
      })
      await expect(second).rejects.toThrow('no')
      expect(await first).toBe(2)
      expect(heard).toEqual(['first'])
      expect(await ids()).toEqual(['first'])
    })

    test('a callback may catch a refused statement and go on', async () => {
      await store.inTransaction((tx) => put(tx, 'a'))
      await store.inTransaction(async (tx) => {
        await put(tx, 'b')
        const error: unknown = await put(tx, 'a').catch((e: unknown) => e)
        expect(store.isUniqueViolation(error)).toBe(true)
        await put(tx, 'c')
      })
      expect(await ids()).toEqual(['a', 'b', 'c'])
    })

    test('recognises a unique violation, wrapped too, and nothing else', async () => {
      await store.inTransaction((tx) => put(tx, 'a'))
      const error: unknown = await store.inTransaction((tx) => put(tx, 'a')).catch((e: unknown) => e)
      expect(store.isUniqueViolation(error)).toBe(true)
      expect(store.isUniqueViolation(new Error('outer', { cause: error }))).toBe(true)
      const other: unknown = await store
        .inTransaction((tx) => tx.insert(counter).values({ id: 'b', n: sql`null` }))
        .catch((e: unknown) => e)
      expect(other).toBeInstanceOf(Error)
      expect(store.isUniqueViolation(other)).toBe(false)
      expect(store.isUniqueViolation('a')).toBe(false)
    })

    test('200 increments at once make 200', async () => {
      await store.inTransaction((tx) => tx.insert(counter).values({ id: 'sum', n: 0 }))
      await Promise.all(
        values(200).map(() =>
          store.inTransaction(async (tx) => {
            const [row] = await tx.select().from(counter).where(eq(counter.id, 'sum'))
            await tx
              .update(counter)
              .set({ n: (row?.n ?? 0) + 1 })
              .where(eq(counter.id, 'sum'))
          }),
        ),
      )
      expect(await store.read.select().from(counter)).toEqual([{ id: 'sum', n: 200 }])
    })

    test('each callback and its hook run in the context of their own caller', async () => {
      const who = new AsyncLocalStorage<string>()
      const seen: unknown[] = []
      const work = ['a', 'b', 'c'].map((name) =>
        who.run(name, () =>
          store.inTransaction(async (tx, hooks) => {
            await put(tx, name)
            seen.push(who.getStore())
            hooks.afterCommit(() => seen.push(`hook ${who.getStore()}`))
          }),
        ),
      )
      await Promise.all(work)
      expect(seen).toEqual(['a', 'b', 'c', 'hook a', 'hook b', 'hook c'])
      expect(who.getStore()).toBeUndefined()
    })

    test('a hook may start the next transaction, and its error harms nobody', async () => {
      let next: Promise<unknown> | undefined
      await store.inTransaction(async (tx, hooks) => {
        await put(tx, 'a')
        hooks.afterCommit(() => {
          throw new Error('hook')
        })
        hooks.afterCommit(() => {
          next = store.inTransaction((other) => put(other, 'b'))
        })
      })
      await next
      expect(await ids()).toEqual(['a', 'b'])
      expect(errors.map(String)).toEqual(['Error: hook'])
    })

    test('a write on the reader throws', async () => {
      await expect(put(store.read, 'a').execute()).rejects.toThrow(/readonly|read-only/)
      expect(await ids()).toEqual([])
    })

    test('a hot statement is prepared once for each connection', async () => {
      let made = 0
      const find = (db: Db) =>
        store.prepared(db, 'find', (on) => {
          made += 1
          return on
            .select()
            .from(counter)
            .where(eq(counter.id, sql.placeholder('id')))
            .prepare()
        })
      for (const id of ['a', 'b'])
        await store.inTransaction(async (tx) => {
          await put(tx, id)
          expect(await find(tx).execute({ id })).toEqual([{ id, n: 1 }])
        })
      expect(await find(store.read).execute({ id: 'b' })).toEqual([{ id: 'b', n: 1 }])
      expect(await find(store.read).execute({ id: 'c' })).toEqual([])
      expect(made).toBe(2)
    })

    test('keys reach every listener after the commit, and none when it is rolled back', async () => {
      const heard: unknown[] = []
      const stop = store.listen((keys) => heard.push(keys))
      store.listen(() => {
        throw new Error('deaf')
      })
      const tell = (id: string, fail: boolean) =>
        store.inTransaction(async (tx, hooks) => {
          hooks.afterCommit(() => store.publish(`counter:${id}`, 'counters'))
          await put(tx, id)
          expect(heard).toEqual([])
          if (fail) throw new Error('no')
        })
      await outcomes([tell('a', true), tell('b', false)])
      expect(heard).toEqual([['counter:b', 'counters']])
      expect(errors.map(String)).toEqual(['Error: deaf'])
      stop()
      store.publish('c')
      expect(heard).toHaveLength(1)
    })

    test('close answers what waits, then refuses', async () => {
      const work = values(300).map((i) => store.inTransaction((tx) => put(tx, `${i}`)))
      const closing = store.close()
      expect(await refusal(store.inTransaction((tx) => put(tx, 'late')))).toBe('closed')
      expect(new Set(await outcomes(work))).toEqual(new Set(['fulfilled']))
      await closing
      await store.close()
    })
  })
}
