import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Sent } from '../../server/domain/delivery.ts'
import { clientReachable } from '../../server/db/outbox.ts'
import { deadLetters } from '../../server/db/outbox-reads.ts'
import { cns, handTeller, monday, outboxWorld, recorder, waiting, zone, type OutboxWorld } from '../kit/outbox-world.ts'

const minute = 60_000
const hour = 60 * minute
const later = (error = 'smtp 451'): Sent => ({ outcome: 'later', error })
const never = (error: string, gone = false): Sent => ({ outcome: 'never', error, gone })
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

test('whoever is off duty is not rung, but gets what is meant for them alone', async () => {
  const ana = await staff('ana', { email: true })
  await staff('bia', { email: true })
  const { role } = world.store.tables
  await world.store.inTransaction((tx) => tx.update(role).set({ onDuty: false }).where(eq(role.person, ana)))
  const request = await world.request('someone', waiting(facts.dueAt))
  await world.notice({ request, facts })
  await run()
  expect(peers.sent.email.map((each) => each.to)).toEqual(['bia@example.org'])
  await world.notice({ request, facts, person: ana })
  await run()
  expect(peers.sent.email.map((each) => each.to)).toEqual(['bia@example.org', 'ana@example.org'])
})

test('everyone of the cartório is told once on each channel that is on, and nobody else', async () => {
  const ana = await staff('ana', { push: true, email: true, sms: true, phone: '+5513999990001', devices: 2 })
  await staff('bia', { email: true, devices: 1 })
  await staff('caio', {})
  await world.person('stranger', { push: true, email: true, devices: 1 })
  const request = await world.request('someone', waiting(facts.dueAt))
  const id = await world.notice({ request, facts })
  await run()
  expect(peers.sent.push.map((each) => each.subscription.endpoint).toSorted()).toEqual([
    'https://push.example/ana/0',
    'https://push.example/ana/1',
  ])
  expect(peers.sent.email.map((each) => each.to).toSorted()).toEqual(['ana@example.org', 'bia@example.org'])
  expect(peers.sent.sms.map((each) => each.to)).toEqual(['+5513999990001'])
  expect(payloads()[0]).toMatchObject({
    web_push: 8030,
    app_badge: 1,
    notification: {
      title: 'Nova solicitação',
      navigate: `https://quinze.example/s/${request}`,
      tag: `s-${request}`,
      data: { path: `/s/${request}`, actions: { fila: 'https://quinze.example/fila' } },
    },
  })
  expect(peers.sent.push[0]).toMatchObject({ ttlSeconds: 900, urgency: 'high' })
  expect(peers.sent.push[0]?.topic).toMatch(/^[\w-]{22}$/)
  const letter = peers.sent.email.find((each) => each.to.startsWith('ana'))
  expect(letter).toMatchObject({
    subject: 'Nova solicitação · 2026-0000382',
    messageId: `<${id}.${ana}@quinze.example>`,
  })
  expect(letter?.text).toContain(`https://quinze.example/s/${request}`)
  expect(peers.sent.sms[0]?.text).toBe(
    `Quinze: nova solicitacao. Decida ate 14:15. https://quinze.example/s/${request}`,
  )
  await run()
  expect(await outcomes()).toEqual(Array.from(await outcomes(), () => expect.stringMatching(/ done -$/)))
})

test('a client without any channel on still gets the e-mail, staff does not', async () => {
  const client = await world.person('client')
  await staff('dora', {})
  await staff('eva', { push: true })
  await world.notice({ person: client, kind: 'expired' })
  await world.notice({ cns })
  await run()
  expect(peers.sent.email.map((each) => each.to).toSorted()).toEqual(['client@example.org', 'eva@example.org'])
})

test('a temporary failure is repeated with the same identity until it arrives', async () => {
  const client = await world.person('client', {
    push: true,
    email: true,
    sms: true,
    phone: '+5513999990001',
    devices: 1,
  })
  const request = await world.request(client, waiting(facts.dueAt))
  const failing = (_: unknown, nth: number): Sent => (nth < 4 ? later() : { outcome: 'done' })
  Object.assign(peers.answers, { push: failing, email: failing, sms: failing })
  await world.notice({ person: client, kind: 'pulled', request, facts })
  await run()
  expect(peers.sent.email).toHaveLength(1)
  await hand.pass(1_999)
  expect(peers.sent.email).toHaveLength(1)
  await hand.pass(1)
  expect(peers.sent.email).toHaveLength(2)
  await hand.pass(minute, 500)
  for (const list of Object.values(peers.sent)) expect(list).toHaveLength(4)
  expect(new Set(peers.sent.email.map((each) => each.messageId)).size).toBe(1)
  expect(new Set(peers.sent.sms.map((each) => each.id)).size).toBe(1)
  expect(new Set(peers.sent.push.map((each) => each.topic)).size).toBe(1)
  expect(new Set(payloads().map((each) => each.notification.tag)).size).toBe(1)
  await hand.pass(hour, minute)
  expect(peers.sent.email).toHaveLength(4)
})

test('a peer that asks for a pause is left alone for as long, also by other messages to it', async () => {
  const client = await world.person('client', { push: true, devices: 1 })
  peers.answers.push = (_, nth) =>
    nth === 1 ? { ...later('push 429'), retryAfterMs: 5 * minute } : { outcome: 'done' }
  await world.notice({ person: client, kind: 'pulled' })
  await run()
  await world.notice({ person: client, kind: 'rescheduled' })
  await hand.pass(5 * minute - 1, 10_000)
  expect(peers.sent.push).toHaveLength(1)
  await hand.pass(2_000)
  expect(peers.sent.push).toHaveLength(3)
})

test('it gives up after a day, keeps the error, and the cartório learns that there is no contact', async () => {
  const client = await world.person('client', { email: true })
  const request = await world.request(client, waiting(facts.dueAt))
  peers.answers.email = () => later('smtp ECONNECTION')
  await world.notice({ person: client, kind: 'pulled', request, facts })
  await hand.pass(24 * hour - 11 * minute, 5 * minute)
  expect(await outcomes()).toEqual(['email open smtp ECONNECTION'])
  expect(await clientReachable(world.store, request)).toBe(true)
  await hand.pass(22 * minute, minute)
  expect(await outcomes()).toEqual(['email dead smtp ECONNECTION'])
  expect(await clientReachable(world.store, request)).toBe(false)
  expect(await deadLetters(world.store, 5)).toHaveLength(1)
  expect(await hand.teller.lastDeliveries([client])).toMatchObject([
    { person: client, channel: 'email', outcome: 'dead', words: 'Não chegou.' },
  ])
})

test('a subscription that is gone is removed, and the e-mail steps in although it is off', async () => {
  const client = await world.person('client', { push: true, devices: 2 })
  peers.answers.push = (message) =>
    message.subscription.endpoint.endsWith('0') ? never('push 410', true) : never('push 413')
  await world.notice({ person: client, kind: 'expired' })
  await run()
  expect(await world.store.read.$count(world.store.tables.pushSubscription)).toBe(1)
  expect((await outcomes()).toSorted()).toEqual(['email done -', 'push dead push 410', 'push dead push 413'])
})

test('no fall-back while another device has it', async () => {
  const client = await world.person('client', { push: true, devices: 2 })
  peers.answers.push = (message) =>
    message.subscription.endpoint.endsWith('0') ? never('push 410', true) : { outcome: 'done' }
  await world.notice({ person: client, kind: 'expired' })
  await run()
  await hand.pass(hour, minute)
  expect(peers.sent.email).toEqual([])
})

test('a push that keeps failing brings the e-mail after half a minute and is still tried', async () => {
  const client = await world.person('client', { push: true, devices: 1 })
  peers.answers.push = () => later('push 500')
  await world.notice({ person: client, kind: 'expired' })
  await hand.pass(29_999, 1_000)
  expect(peers.sent.email).toEqual([])
  await hand.pass(2_000)
  expect(peers.sent.email).toHaveLength(1)
  peers.answers.push = () => ({ outcome: 'done' })
  await hand.pass(41_000, 1_000)
  expect((await outcomes()).toSorted()).toEqual(['email done -', 'push done -'])
})

test('a confirmed phone is the last resort, also when SMS is off', async () => {
  const client = await world.person('client', { email: true, phone: '+5513999990001' })
  peers.answers.email = () => never('smtp 550')
  await world.notice({ person: client, kind: 'expired' })
  await run()
  expect((await outcomes()).toSorted()).toEqual(['email dead smtp 550', 'sms done -'])
})

test('an endpoint that hangs holds one place and nobody else', async () => {
  const slow = await world.person('slow', { push: true, devices: 1 })
  const quick = await Promise.all(
    Array.from({ length: 30 }, (_, i) => world.person(`quick${i}`, { push: true, devices: 1 })),
  )
  const hanging = Promise.withResolvers<Sent>()
  peers.answers.push = ({ subscription }) =>
    subscription.endpoint.includes('slow') ? hanging.promise : { outcome: 'done' }
  for (let i = 0; i < 40; i++) await world.notice({ person: slow, kind: 'pulled' })
  for (const person of quick) await world.notice({ person, kind: 'pulled' })
  hand.teller.wake()
  await expect.poll(() => peers.sent.push.length).toBe(31)
  hanging.resolve({ outcome: 'done' })
  await run()
  expect(peers.sent.push).toHaveLength(70)
})
