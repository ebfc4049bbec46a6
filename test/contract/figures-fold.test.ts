import { randomBytes } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openStore, type Store } from '../../server/db/open.ts'
import { makeSealer } from '../../server/db/seal.ts'
import { changesAfter, forgetStays, stayMark } from '../../server/db/stays.ts'
import { foldBatch, makeFigures, type FiguresDesk, type FiguresTools } from '../../server/desk/figures.ts'
import { makePlaces } from '../../server/desk/places.ts'
import { makeTime } from '../../server/desk/time.ts'
import { seedMonth, type Month } from '../kit/month.ts'

// The stays are a memory of the journal: whatever happens to them, folding gives the same rows.
let store: Store
let tools: FiguresTools
let seeded: Month
const errors: unknown[] = []

beforeAll(async () => {
  store = await openStore(':memory:')
  const sealer = makeSealer({ keys: [{ id: 'test', key: randomBytes(32) }], indexKey: randomBytes(32) })
  seeded = await seedMonth(store, sealer, { requests: 700, cartorios: 30 })
  const time = makeTime(false, 0, () => Date.parse('2027-02-20T12:00:00Z'))
  tools = { store, sealer, places: makePlaces(store), time, onError: (error) => void errors.push(error) }
  expect(await makeFigures(tools).rebuild()).toBe(700)
})
afterAll(() => store.close())

async function untilWhole(...figures: FiguresDesk[]): Promise<void> {
  for (let whole = false; !whole;)
    whole = (await Promise.all(figures.map((each) => each.catchUp()))).every((each) => each.whole)
}

const rows = async () => {
  const { stay } = store.tables
  return store.read.select().from(stay).orderBy(stay.request, stay.n)
}

test('folded again, folded twice, killed in between, or by two at once: the same rows', async () => {
  const before = await rows()
  await makeFigures(tools).catchUp()
  expect(await rows()).toEqual(before)
  // Killed between two batches: what is there then is whole, and another process goes on.
  await store.inTransaction((tx) => forgetStays(store, tx))
  const first = await foldBatch(tools)
  expect(first).toMatchObject({ more: true, requests: 200 })
  expect(await stayMark(store, store.read)).toBe(first.seq)
  await untilWhole(makeFigures(tools), makeFigures(tools))
  expect(await rows()).toEqual(before)
})

test('a row that somebody changed, invented or took away is healed by folding anew', async () => {
  const before = await rows()
  store.raw.exec(`
    UPDATE stay SET late = 0, business_ms = 1, released_at = NULL WHERE late = 1;
    DELETE FROM stay WHERE cns = '${seeded.places[1]?.cns}';
    INSERT INTO stay (request, n, cns, uf, day, started_at, pulled) VALUES ('nobody', 1, '100000', 'SP', '2026-12-24', 0, 0)`)
  expect(await rows()).not.toEqual(before)
  await makeFigures(tools).rebuild()
  expect(await rows()).toEqual(before)
})

test('a request whose journal can’t be read costs only itself, and keeps what was known of it', async () => {
  const before = await rows()
  const [one] = before
  const sealer = {
    ...tools.sealer,
    openJson<T>(text: string, context: string): T {
      if (context.startsWith(`entry:${one?.request}:`)) throw new Error('damaged')
      return tools.sealer.openJson<T>(text, context)
    },
  }
  await store.inTransaction(async (tx) => {
    const { setting } = store.tables
    await tx.update(setting).set({ value: '0' }).where(eq(setting.name, 'figures.seq'))
  })
  await untilWhole(makeFigures({ ...tools, sealer }))
  expect(errors.splice(0).map(String)).toContain('Error: damaged')
  expect(await rows()).toEqual(before)
})

test('the timer folds what is new, rests, and stops', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const figures = makeFigures(tools)
  await store.inTransaction((tx) => forgetStays(store, tx))
  figures.start()
  await vi.advanceTimersByTimeAsync(5_000)
  vi.useRealTimers()
  await vi.waitFor(async () => expect(await stayMark(store, store.read)).toBeGreaterThan(0))
  await figures.stop()
  const mark = await stayMark(store, store.read)
  await new Promise((resolve) => setTimeout(resolve, 60))
  expect(await stayMark(store, store.read)).toBe(mark)
  await untilWhole(makeFigures(tools))
  expect(errors).toEqual([])
})

test('what is left behind the patience of a reader is said with its instant', async () => {
  await store.inTransaction((tx) => forgetStays(store, tx))
  const slow = {
    ...tools.sealer,
    openJson: <T>(text: string, context: string): T => {
      for (const end = performance.now() + 2; performance.now() < end;);
      return tools.sealer.openJson<T>(text, context)
    },
  }
  const figures = makeFigures({ ...tools, sealer: slow })
  const first = await figures.catchUp()
  const [at] = await changesAfter(store, await stayMark(store, store.read), Number.MAX_SAFE_INTEGER)
  expect(first.whole).toBe(false)
  expect(at?.seq).toBeGreaterThan(1)
  const until = (await store.read.select().from(store.tables.audit)).find(({ seq }) => seq === (at?.seq ?? 0) - 1)?.at
  expect(first.until).toBe(until)
})
