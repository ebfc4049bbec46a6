import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Sent } from '../../server/domain/delivery.ts'
import { cns, handTeller, monday, outboxWorld, recorder, waiting, zone, type OutboxWorld } from '../kit/outbox-world.ts'

const minute = 60_000
const hour = 60 * minute
const later = (error = 'smtp 451'): Sent => ({ outcome: 'later', error })
const never = (error: string): Sent => ({ outcome: 'never', error })
const facts = { protocol: '2026-0000382', dueAt: monday + 15 * minute, zone, place: 'Santos', uf: 'SP' }

let world: OutboxWorld
let peers: ReturnType<typeof recorder>
let hand: ReturnType<typeof handTeller>

beforeEach(async () => {
  world = await outboxWorld()
  peers = recorder()
  hand = handTeller(world, peers.channels)
})
afterEach(async () => {
  await hand.teller.stop()
  await world.store.close()
})

const run = () => hand.teller.idle()
const outcomes = async () =>
  (await world.deliveries()).map((d) => `${d.channel} ${d.outcome ?? 'open'} ${d.error ?? '-'}`)
const staff = (name: string, wants: Parameters<OutboxWorld['person']>[1]) => world.person(name, wants, true)
const payloads = () => peers.sent.push.map((message) => JSON.parse(message.payload))

test('quiet hours hold a message to their end; what is no longer true by then is dropped', async () => {
  // Monday 14:00 in Brasília: quiet from 13:00 to 15:30.
  const client = await world.person('client', { email: true, quiet: [13 * 60, 15 * 60 + 30] })
  const moved = await world.request(client, { name: 'expired', cns, pulled: false, expiredAt: monday })
  const still = await world.request(client, { name: 'expired', cns, pulled: false, expiredAt: monday })
  await world.notice({ person: client, kind: 'expired', request: moved, facts: { protocol: 'moved' } })
  await world.notice({ person: client, kind: 'expired', request: still, facts: { protocol: 'still' } })
  await run()
  await world.move(moved, 2, { name: 'in_progress', cns, how: 'create', late: true })
  await world.move(still, 2, { name: 'expired', cns, pulled: false, expiredAt: monday })
  await hand.pass(90 * minute - 1, 10 * minute)
  expect(peers.sent.email).toEqual([])
  await hand.pass(1)
  expect(peers.sent.email.map((each) => each.subject)).toEqual(['O prazo passou · still'])
  expect((await outcomes()).toSorted()).toEqual(['email done -', 'email dropped moved on'])
})

test('a late push does not replace a newer one of the same request', async () => {
  const client = await world.person('client', { push: true, devices: 1 })
  const request = await world.request(client, waiting(facts.dueAt))
  peers.answers.push = (_, nth) => (nth === 1 ? later('push 503') : { outcome: 'done' })
  await world.notice({ person: client, kind: 'pulled', request, version: 2 })
  await run()
  await world.notice({ person: client, kind: 'started', request, version: 3 })
  await hand.pass(minute, 1_000)
  expect(payloads().map((each) => each.notification.title)).toEqual([
    'Um cartório pegou sua solicitação',
    'O cartório começou a atender',
  ])
  expect((await outcomes()).toSorted()).toEqual(['push done -', 'push dropped replaced'])
})

test('who left the cartório gets nothing that was held back', async () => {
  const ana = await staff('ana', { email: true, quiet: [0, 24 * 60 - 1] })
  await world.notice({ cns })
  await run()
  const { role } = world.store.tables
  await world.store.inTransaction(
    async (tx) => void (await tx.update(role).set({ until: monday }).where(eq(role.person, ana))),
  )
  await hand.pass(10 * hour)
  expect(await outcomes()).toEqual(['email dropped no role'])
})

test('the pool hears of a card, not of the request', async () => {
  await staff('ana', { push: true, email: true, devices: 1 })
  const request = await world.request('someone', {
    name: 'released',
    first: '999999',
    expiredAt: monday,
    excluded: ['999999'],
  })
  await world.notice({ cns, kind: 'available', request, facts: { uf: 'SP' } })
  await run()
  const [row] = await world.store.read.select().from(world.store.tables.request)
  expect(payloads()[0].notification.tag).toBe(`d-${row?.poolId}`)
  expect(JSON.stringify([peers.sent, payloads()])).not.toContain(request)
})

test('a test message goes to the asked channel only, also when it is off, and its fate is answered', async () => {
  const ana = await staff('ana', { email: true, phone: '+5513999990001', devices: 1, quiet: [0, 24 * 60 - 1] })
  expect(await hand.teller.test(ana, 'push')).toBeNull()
  expect(payloads()[0].notification).toMatchObject({ title: 'Avisos funcionando', tag: 'teste' })
  expect(peers.sent.push[0]).toMatchObject({ topic: 'teste', ttlSeconds: 60 })
  expect(await hand.teller.test(ana, 'sms')).toBeNull()
  peers.answers.email = () => later('smtp ECONNECTION')
  expect(await hand.teller.test(ana, 'email')).toEqual({ fault: 'unreachable' })
  const nobody = await staff('nobody', {})
  expect(await hand.teller.test(nobody, 'push')).toEqual({ fault: 'unreachable' })
  await hand.pass(hour, minute)
  expect([peers.sent.push.length, peers.sent.email.length, peers.sent.sms.length]).toEqual([1, 1, 1])
  expect(await hand.teller.lastDeliveries([nobody, ana])).toEqual([
    { person: ana, channel: 'push', at: monday, outcome: 'done', words: 'Enviado.' },
    { person: ana, channel: 'email', at: monday, outcome: 'dead', words: 'Não chegou.' },
    { person: ana, channel: 'sms', at: monday, outcome: 'done', words: 'Enviado.' },
  ])
})

test('a phone code goes straight out; a refusal is answered, not repeated', async () => {
  expect(await hand.teller.smsCode('p', '+5513999990001', '123456')).toBeNull()
  expect(peers.sent.sms[0]).toMatchObject({ to: '+5513999990001', text: expect.stringContaining('123456') })
  peers.answers.sms = () => never('sms 400')
  expect(await hand.teller.smsCode('p', '+5513999990001', '123456')).toEqual({ fault: 'unavailable' })
  expect(await world.deliveries()).toEqual([])
})

test('an invitation names the cartório in the letter only', async () => {
  hand.teller.invited({ id: 'i1', email: 'new@example.org', cartorio: '3º Tabelionato' })
  await expect.poll(() => peers.sent.email.length).toBe(1)
  expect(peers.sent.email[0]).toMatchObject({
    to: 'new@example.org',
    subject: 'Convite para o Quinze',
    messageId: '<i1@quinze.example>',
    text: expect.stringContaining('3º Tabelionato'),
  })
})

test('a person that can not be opened neither stops the line nor reaches the log', async () => {
  const broken = await staff('broken', { email: true })
  const { person } = world.store.tables
  await world.notice({ cns, person: null })
  await world.store.inTransaction(async (tx) => {
    await tx.update(person).set({ email: 'k1.AAAA' }).where(eq(person.id, broken))
  })
  const fine = await world.person('fine', { email: true })
  await world.notice({ person: fine, kind: 'expired' })
  await run()
  expect(peers.sent.email.map((each) => each.to)).toEqual(['fine@example.org'])
  peers.answers.email = () => never('smtp 550')
  await world.notice({ person: fine, kind: 'expired' })
  await run()
  expect(hand.log).toHaveLength(2)
  expect(hand.log.join()).not.toMatch(/@|fine|broken|k1\./)
})

test('stopping ends what is under way and returns the rest untouched', async () => {
  const slow = await world.person('slow', { email: true })
  const hanging = Promise.withResolvers<Sent>()
  peers.answers.email = () => hanging.promise
  for (let i = 0; i < 3; i++) await world.notice({ person: slow, kind: 'pulled' })
  hand.teller.wake()
  await expect.poll(() => peers.sent.email.length).toBe(1)
  const stopped = hand.teller.stop()
  hanging.resolve({ outcome: 'done' })
  await stopped
  const left = (await world.deliveries()).filter((each) => each.endedAt === null)
  expect(left.map(({ attempts, leaseUntil, nextAt }) => ({ attempts, leaseUntil, nextAt }))).toEqual(
    Array.from({ length: 2 }, () => ({ attempts: 0, leaseUntil: null, nextAt: monday })),
  )
  expect(peers.sent.email).toHaveLength(1)
})

test('the notices of a burst are given their deliveries together, a while after the first, and none is left', async () => {
  await hand.teller.stop()
  await staff('ana', { email: true })
  const turns: { notices: number; at: number }[] = []
  let marked = 0
  const store: OutboxWorld['store'] = {
    ...world.store,
    write(tx, name, make) {
      if (name === 'notice.done') marked += 1
      return world.store.write(tx, name, make)
    },
    async inTransaction(fn, options) {
      let own = 0
      const result = await world.store.inTransaction(async (tx, hooks) => {
        marked = 0
        const value = await fn(tx, hooks)
        own = marked
        return value
      }, options)
      if (own > 0) turns.push({ notices: own, at: performance.now() })
      return result
    },
  }
  hand = handTeller({ ...world, store }, peers.channels, { gapMs: 500 })
  await world.notice({})
  hand.teller.wake()
  await expect.poll(() => turns.length, { interval: 2 }).toBe(1)
  for (let i = 0; i < 20; i += 1) {
    await world.notice({})
    hand.teller.wake()
  }
  await run()
  expect(peers.sent.email).toHaveLength(21)
  expect(turns.reduce((sum, { notices }) => sum + notices, 0)).toBe(21)
  // Three only where the twenty commits took longer than half a second.
  expect(turns.length).toBeLessThanOrEqual(3)
  expect((turns[1]?.at ?? 0) - (turns[0]?.at ?? 0)).toBeGreaterThan(400)
})
