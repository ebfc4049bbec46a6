import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  addNotice,
  clientReachable,
  expand,
  noticeById,
  openNotices,
  type Channel,
  type NewDelivery,
} from '../../server/db/outbox.ts'
import {
  anyDue,
  claimDeliveries,
  endDelivery,
  giveBackDeliveries,
  postponeDelivery,
} from '../../server/db/outbox-queue.ts'
import { deadLetters, lastDeliveries } from '../../server/db/outbox-reads.ts'
import { cns, monday, outboxWorld, type OutboxWorld } from '../kit/outbox-world.ts'

let world: OutboxWorld
beforeEach(async () => {
  world = await outboxWorld()
})
afterEach(() => world.store.close())

const to = (notice: string, n: number, channel: Channel = 'email'): NewDelivery[] =>
  Array.from({ length: n }, (_, i) => ({ notice, person: `p${i}`, channel, target: `p${i}` }))
const claim = (now: number, limit = 10, more: { busy?: string[]; channel?: Channel } = {}) =>
  claimDeliveries(world.store, { channel: 'email', limit, now, leaseMs: 60_000, busy: [], ...more })
const put = async (n: number, channel: Channel = 'email', facts: { request?: string } = {}) => {
  const notice = await world.notice({ person: 'p0', ...facts })
  await expand(world.store, [{ notice, deliveries: to(notice, n, channel) }], monday)
  return notice
}
const dead = { outcome: 'dead', error: 'smtp 550', at: monday + 5 } as const

test('a notice is sealed, belongs to its commit and goes to somebody', async () => {
  const { store, sealer } = world
  const facts = { protocol: '2026-0000382', dueAt: monday, place: 'Santos' }
  const id = await world.notice({ cns, facts })
  const [row] = await store.read.select().from(store.tables.notice)
  expect(row?.facts).not.toContain('0000382')
  expect(await noticeById(store, sealer, id)).toEqual({
    id,
    at: monday,
    kind: 'new',
    request: null,
    version: 1,
    cns,
    person: null,
    facts,
  })
  const lost = store.inTransaction(async (tx) => {
    await addNotice(tx, store, sealer, { at: monday, kind: 'new', request: null, version: 1, cns, person: null, facts })
    throw new Error('rolled back')
  })
  await expect(lost).rejects.toThrow('rolled back')
  expect(await openNotices(store, monday, 10)).toHaveLength(1)
  await expect(world.notice({ cns: null, person: null })).rejects.toThrow(/goes to/)
})

test('a notice waits for its instant, and becomes its deliveries once, however often', async () => {
  const { store } = world
  const id = await world.notice({ at: monday + 1 })
  expect(await openNotices(store, monday, 10)).toEqual([])
  expect(await openNotices(store, monday + 1, 10)).toHaveLength(1)
  const plan = [{ notice: id, deliveries: to(id, 3) }]
  await Promise.all([expand(store, plan, monday), expand(store, plan, monday)])
  expect(await world.deliveries()).toHaveLength(3)
  expect(await openNotices(store, monday + 1, 10)).toEqual([])
})

test('rivals claim disjoint deliveries, and together all of them', async () => {
  await put(100)
  const shares = await Promise.all(Array.from({ length: 8 }, () => claim(monday, 15)))
  const ids = shares.flat().map((each) => each.id)
  expect(shares.filter((share) => share.length > 0).length).toBeGreaterThan(5)
  expect(new Set(ids).size).toBe(100)
  expect(ids).toHaveLength(100)
  expect(await anyDue(world.store, 'email', monday)).toBe(false)
})

test('a lease that nobody ended comes due again, counted; a returned one is not counted', async () => {
  await put(1)
  const [first] = await claim(monday)
  expect(first?.attempts).toBe(1)
  expect(await claim(monday + 59_999)).toEqual([])
  const [again] = await claim(monday + 60_000)
  expect(again).toMatchObject({ id: first?.id, attempts: 2 })
  await giveBackDeliveries(world.store, [again?.id ?? ''], monday + 60_001)
  expect(await claim(monday + 60_000)).toEqual([])
  const [third] = await claim(monday + 60_001)
  expect(third?.attempts).toBe(2)
})

test('busy targets and other channels are left alone, the oldest goes first', async () => {
  const [older, newer] = [await put(2), await put(2)]
  expect(await claim(monday, 10, { channel: 'sms' })).toEqual([])
  expect((await claim(monday, 10, { busy: ['p0'] })).map((each) => each.target)).toEqual(['p1', 'p1'])
  const rest = await claim(monday)
  expect(rest.map((each) => each.notice)).toEqual([older, newer])
})

test('a postponed one waits; the end comes once and brings the next channel in the same commit', async () => {
  const notice = await put(1)
  const [one] = await claim(monday)
  const id = one?.id ?? ''
  await postponeDelivery(world.store, id, { nextAt: monday + 2_000, error: 'smtp 451', counts: true, now: monday })
  expect(await claim(monday + 1_999)).toEqual([])
  const [again] = await claim(monday + 2_000)
  expect(again).toMatchObject({ id, attempts: 2, error: 'smtp 451' })
  const next: NewDelivery[] = [{ notice, person: 'p0', channel: 'sms', target: 'p0' }]
  expect(await endDelivery(world.store, id, dead, next)).toBe(true)
  expect(await endDelivery(world.store, id, { ...dead, outcome: 'done' })).toBe(false)
  expect(await claim(monday + 600_000)).toEqual([])
  expect(await claim(monday + 600_000, 10, { channel: 'sms' })).toHaveLength(1)
  expect(await deadLetters(world.store, 10)).toMatchObject([{ id, notice, error: 'smtp 550', attempts: 2 }])
})

test('the last delivery of each channel: done, given up, or still being tried', async () => {
  const { store } = world
  expect(await lastDeliveries(store, 'p0')).toEqual([])
  for (const outcome of ['dead', 'done'] as const) {
    await put(1)
    const [one] = await claim(monday)
    await endDelivery(store, one?.id ?? '', {
      ...dead,
      outcome,
      error: null,
      at: monday + (outcome === 'done' ? 9 : 1),
    })
  }
  expect(await lastDeliveries(store, 'p0')).toEqual([
    { channel: 'email', at: monday + 9, outcome: 'done', error: null },
  ])
  const notice = await world.notice({ person: 'p0' })
  await expand(store, [{ notice, deliveries: to(notice, 1, 'push') }], monday + 20)
  const [push] = await claim(monday + 20, 1, { channel: 'push' })
  await postponeDelivery(store, push?.id ?? '', { nextAt: monday + 40, error: 'push 500', counts: true, now: monday })
  expect(await lastDeliveries(store, 'p0')).toEqual([
    { channel: 'push', at: monday + 40, outcome: 'pending', error: 'push 500' },
    { channel: 'email', at: monday + 9, outcome: 'done', error: null },
  ])
})

test('a client is without contact when the newest notice failed everywhere, until one arrives again', async () => {
  const { store } = world
  const request = '0192f0c1-1111-7abc-8def-0123456789ab'
  const tell = async (version: number, outcome: 'done' | 'dead') => {
    const notice = await world.notice({ person: 'p0', request, version })
    await expand(store, [{ notice, deliveries: [...to(notice, 1, 'email'), ...to(notice, 1, 'push')] }], monday)
    const [email] = await claim(monday)
    await endDelivery(store, email?.id ?? '', dead)
    expect(await clientReachable(store, request)).toBe(true)
    const [push] = await claim(monday, 1, { channel: 'push' })
    await endDelivery(store, push?.id ?? '', { ...dead, outcome })
  }
  expect(await clientReachable(store, request)).toBe(true)
  await tell(1, 'dead')
  expect(await clientReachable(store, request)).toBe(false)
  await tell(2, 'done')
  expect(await clientReachable(store, request)).toBe(true)
  expect(await clientReachable(store, 'another')).toBe(true)
})

test('what is asked of deliveries reads a partial index, not the table', async () => {
  const { default: Database } = await import('better-sqlite3')
  const { store } = world
  await Promise.all([anyDue(store, 'email', monday), lastDeliveries(store, 'p0')])
  const db = new Database(store.raw.path, { readonly: true })
  // The very text that was just run.
  const neverMade = (): { getQuery(): { sql: string; params: unknown[] } } => expect.fail('it was not run')
  const plan = (name: string) => {
    const { sql, params } = store.prepared(store.read, name, neverMade).getQuery()
    const steps = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...params.map(() => 'x')) as { detail: string }[]
    return steps.map((row) => row.detail).join(' ')
  }
  expect(plan('delivery.next')).toMatch(/SEARCH delivery USING (COVERING )?INDEX delivery_pending/)
  expect(plan('delivery.lastEnded')).toMatch(/SEARCH delivery USING INDEX delivery_ended/)
  expect(plan('delivery.failing')).toMatch(/SEARCH delivery USING INDEX delivery_failing/)
  const claiming = db
    .prepare(
      'EXPLAIN QUERY PLAN SELECT id FROM delivery WHERE ended_at IS NULL AND next_at <= ? AND channel = ? ORDER BY next_at, id LIMIT 9',
    )
    .all(monday, 'email') as { detail: string }[]
  db.close()
  expect(claiming.map((row) => row.detail).join(' ')).toMatch(/SEARCH delivery USING INDEX delivery_pending/)
})
