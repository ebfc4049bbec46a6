import { readFile } from 'node:fs/promises'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Db, Store } from '../../server/db/open.ts'
import { counter, idsIn, outcomes, pause, put, refusal, values, type OpenStore } from './store-kit.ts'

const foreign: Record<string, () => Promise<unknown>> = {
  'a timer': () => pause(1),
  'an immediate': () => new Promise<void>((done) => setImmediate(done)),
  'a file': () => readFile(import.meta.filename),
  nothing: () => new Promise<void>(() => {}),
}

/** What a store refuses, and that it takes no harm from it. */
export function misuseContract(name: string, open: OpenStore): void {
  describe(`misuse of the store on ${name}`, () => {
    let store: Store
    const ids = () => idsIn(store)

    beforeEach(async () => {
      store = await open({ onError: () => {} })
    })
    afterEach(() => store.close())

    test('refuses a nested transaction, whose outer one may go on', async () => {
      const outer = store.inTransaction(async (tx) => {
        await put(tx, 'outer')
        return refusal(store.inTransaction((inner) => put(inner, 'inner')))
      })
      expect(await outer).toBe('nested')
      expect(await ids()).toEqual(['outer'])
    })

    test.each(Object.keys(foreign))('refuses a callback that waits for %s, and goes on', async (what) => {
      const before = store.inTransaction((tx) => put(tx, 'before'))
      let late: Promise<unknown> | undefined
      const guilty = store.inTransaction(async (tx) => {
        await put(tx, 'guilty')
        await foreign[what]?.()
        late = refusal(put(tx, 'late'))
        await late
      })
      const after = store.inTransaction((tx) => put(tx, 'after'))
      expect(await refusal(guilty)).toBe('foreign_promise')
      expect(await outcomes([before, after])).toEqual(['fulfilled', 'fulfilled'])
      expect(await ids()).toEqual(['after', 'before'])
      await pause(20)
      if (what !== 'nothing') expect(await late).toBe('outside_transaction')
      await store.inTransaction((tx) => put(tx, 'alive'))
      expect(await ids()).toEqual(['after', 'alive', 'before'])
    })

    test('a refused callback can neither write into nor start another transaction later', async () => {
      const late: unknown[] = []
      const guilty = store.inTransaction(async (tx, hooks) => {
        await pause(5)
        late.push(await refusal(put(tx, 'late')))
        late.push(await refusal(store.inTransaction((other) => put(other, 'late'))))
        late.push(await refusal(Promise.try(() => hooks.afterCommit(() => late.push('hook')))))
      })
      expect(await refusal(guilty)).toBe('foreign_promise')
      const busy = values(40).map(async (i) => {
        await pause(i % 10)
        return store.inTransaction((tx) => put(tx, `${i}`))
      })
      await Promise.all(busy)
      expect(late).toEqual(['outside_transaction', 'nested', 'outside_transaction'])
      expect(await store.read.$count(counter)).toBe(40)
    })

    test('statements of a transaction work for its callback only', async () => {
      let leaked: Db | undefined
      await store.inTransaction(async (tx) => {
        leaked = tx
      })
      if (!leaked) throw new Error('not run')
      expect(await refusal(put(leaked, 'x'))).toBe('outside_transaction')
      expect(await refusal(leaked.select().from(counter).execute())).toBe('outside_transaction')
      expect(await ids()).toEqual([])
    })

    test('nor can anybody slip a statement into the transaction of another', async () => {
      let leaked: Db | undefined
      await store.inTransaction(async (tx) => {
        leaked = tx
      })
      const gate = Promise.withResolvers<void>()
      const outsider = gate.promise.then(() => (leaked ? refusal(put(leaked, 'slipped')) : 'not run'))
      let during: unknown = 'nothing yet'
      void outsider.then((answer) => (during = answer))
      await store.inTransaction(async (tx) => {
        gate.resolve()
        for (const i of values(50)) await put(tx, `${i}`)
        expect(during).toBe('outside_transaction')
      })
      expect(await store.read.$count(counter)).toBe(50)
    })

    test('hundreds of awaited statements are no foreign promise', async () => {
      await store.inTransaction(async (tx) => {
        for (const i of values(400)) await put(tx, `${i}`)
        expect(await tx.$count(counter)).toBe(400)
      })
      expect(await store.read.$count(counter)).toBe(400)
    })

    test('whatever mix of callbacks runs, what was answered is there and nothing else', async () => {
      const kind = fc.constantFrom('write', 'write', 'read', 'throw', 'fail', 'foreign', 'nested')
      const step = fc.record({ kind, delay: fc.constantFrom(0, 0, 0, 1, 3) })
      let run = 0
      const property = fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        run += 1
        const prefix = `${run}.`
        const work = steps.map(async ({ kind: what, delay }, i) => {
          if (delay > 0) await pause(delay)
          const id = `${prefix}${i}`
          await store.inTransaction(async (tx) => {
            if (what === 'read') return void (await tx.select().from(counter))
            await put(tx, id)
            if (what === 'throw') throw new Error('no')
            if (what === 'fail') await put(tx, id)
            if (what === 'foreign') await pause(2)
            if (what === 'nested') await store.inTransaction((inner) => put(inner, `${id}n`))
          })
          return id
        })
        const settled = await Promise.allSettled(work)
        steps.forEach(({ kind: what }, i) =>
          expect(settled[i]?.status).toBe(what === 'write' || what === 'read' ? 'fulfilled' : 'rejected'),
        )
        const written = steps.flatMap(({ kind: what }, i) => (what === 'write' ? [`${prefix}${i}`] : []))
        expect((await ids()).filter((id) => id.startsWith(prefix))).toEqual(written.toSorted())
      })
      await fc.assert(property, { numRuns: 25 })
    })
  })
}
