import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Sent } from '../../server/domain/delivery.ts'
import { backlog, deadSince } from '../../server/db/outbox-dead.ts'
import { retryDead } from '../../server/desk/dead-letters.ts'
import { makePlaces } from '../../server/desk/places.ts'
import { makeTime } from '../../server/desk/time.ts'
import { cns, handTeller, monday, outboxWorld, recorder, waiting, type OutboxWorld } from '../kit/outbox-world.ts'

const never: Sent = { outcome: 'never', error: 'smtp 550', gone: false }
let world: OutboxWorld
let answer: Sent
let peers: ReturnType<typeof recorder>
let hand: ReturnType<typeof handTeller>
const woken: string[] = []
beforeEach(async () => {
  world = await outboxWorld()
  answer = never
  peers = recorder({ email: () => answer })
  hand = handTeller(world, peers.channels)
  woken.length = 0
})
afterEach(async () => {
  await hand.teller.stop()
  await world.store.close()
})
const run = () => hand.teller.idle()
const since = monday - 60_000
const retry = (asked: Parameters<typeof retryDead>[1], now = monday) =>
  retryDead(
    {
      store: world.store,
      sealer: world.sealer,
      places: makePlaces(world.store),
      time: makeTime(false, 0, () => now),
      woken: (topics) => void woken.push(...topics),
    },
    asked,
    'admin',
  )
const dead = (channel: 'email' | 'sms' | null = null) => deadSince(world.store, { since, channel, limit: 10 })

async function givenUp(name: string, state = waiting(monday + 900_000)): Promise<string> {
  await world.person(name, { email: true }, true)
  const request = await world.request('someone', state)
  await world.notice({ request })
  await run()
  return request
}

test('given up, listed, tried again with attempts anew; the trail says who and how many', async () => {
  await givenUp('ana')
  const [letter] = await dead()
  expect(letter).toMatchObject({ channel: 'email', kind: 'new', error: 'smtp 550', attempts: 1 })
  expect(await backlog(world.store, since)).toContainEqual({
    channel: 'email',
    dead: 1,
    open: 0,
    failing: 0,
    nextAt: null,
  })
  answer = { outcome: 'done' }
  expect(await retry({ id: letter?.id ?? '' })).toEqual({ queued: 1, dropped: 0, more: false })
  expect(woken).toContain('platform admin:outbox')
  await run()
  expect(await dead()).toEqual([])
  expect(peers.sent.email).toHaveLength(2)
  expect(await world.deliveries()).toMatchObject([{ outcome: 'done', attempts: 1 }])
  const rows = await world.store.read.select().from(world.store.tables.audit)
  expect(rows).toMatchObject([{ action: 'outbox.retry', actor: 'admin', subject: letter?.id }])
  expect(await retry({ id: letter?.id ?? '' })).toEqual({ fault: 'not_found' })
})

test('a whole channel: what tells of something that is no longer so is dropped, and said so', async () => {
  await givenUp('ana')
  const moved = await world.request('someone', waiting(monday + 900_000))
  await world.notice({ request: moved })
  await run()
  await world.move(moved, 2, { name: 'in_progress', cns, how: 'create', late: false })
  expect(await dead('sms')).toEqual([])
  expect(await dead('email')).toHaveLength(2)
  expect(await retry({ channel: 'sms', since })).toEqual({ queued: 0, dropped: 0, more: false })
  answer = { outcome: 'done' }
  expect(await retry({ channel: 'email', since })).toEqual({ queued: 1, dropped: 1, more: false })
  await run()
  const ends = (await world.deliveries()).map(({ outcome, error }) => `${outcome} ${error}`)
  expect(ends.toSorted()).toEqual(['done null', 'dropped moved on'])
})

test('yesterday’s digest is not sent today: what it counted is not so any more', async () => {
  await world.person('ana', { email: true }, true)
  await world.notice({ kind: 'reopened', facts: { count: 3 } })
  await run()
  expect(await dead()).toMatchObject([{ kind: 'reopened', request: null }])
  expect(await retry({ channel: 'email', since }, monday + 86_400_000)).toEqual({ queued: 0, dropped: 1, more: false })
})

test('refused again it is given up again, after as many attempts as any other', async () => {
  await givenUp('ana')
  const [letter] = await dead()
  await retry({ id: letter?.id ?? '' })
  await run()
  expect(await dead()).toMatchObject([{ id: letter?.id, attempts: 1, error: 'smtp 550' }])
})

test('whoever was reached another way is not told twice', async () => {
  const person = await world.person('bia', { email: true, sms: true, phone: '+5513999990001' }, true)
  const request = await world.request('someone', waiting(monday + 900_000))
  await world.notice({ request, person })
  await run()
  expect(peers.sent.sms).toHaveLength(1)
  expect(await retry({ channel: 'email', since })).toEqual({ queued: 0, dropped: 1, more: false })
})
