import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeEmail } from '../../server/outside/email.ts'
import { makePush, makeVapidKeys } from '../../server/outside/push.ts'
import { makeSms } from '../../server/outside/sms.ts'
import { mailHeader, startMailServer, type MailServer } from '../kit/mail-server.ts'
import { startPushService, type PushService } from '../kit/push-service.ts'
import { startSmsGateway, type SmsGateway } from '../kit/sms-gateway.ts'
import { cns, handTeller, monday, outboxWorld, waiting, type OutboxWorld } from '../kit/outbox-world.ts'

const minute = 60_000
const timeoutMs = 2_000
const vapid = { ...makeVapidKeys(), subject: 'mailto:avisos@example.org' }
let world: OutboxWorld
let mail: MailServer
let sms: SmsGateway
let service: PushService
let hand: ReturnType<typeof handTeller>
let closeAll: () => void

beforeEach(async () => {
  ;[world, mail, sms, service] = await Promise.all([
    outboxWorld(),
    startMailServer(),
    startSmsGateway(),
    startPushService(),
  ])
  const push = makePush({ vapid, extraHosts: [service.host], ca: service.ca, timeoutMs })
  const email = makeEmail({ url: mail.url, from: 'Quinze <avisos@example.org>', timeoutMs })
  const template = '{"to":"{{to}}","text":"{{text}}","id":"{{id}}"}'
  const text = makeSms({ url: sms.url, method: 'POST', headers: {}, template, timeoutMs })
  closeAll = () => [push, email, text].forEach((channel) => channel.close())
  hand = handTeller(world, { push, email, sms: text })
})
afterEach(async () => {
  await hand.teller.stop()
  closeAll()
  await Promise.all([world.store.close(), mail.stop(), sms.stop(), service.stop()])
})

const bodies = () => sms.taken.map((call) => JSON.parse(call.body) as { to: string; text: string; id: string })

test('all channels down for an hour: nothing is lost, nothing comes twice, all is there within a minute', async () => {
  const people = ['ana', 'bia', 'caio']
  const devices = await Promise.all(
    people.map(async (name, i) => {
      const wants = { push: true, email: true, sms: true, phone: `+551399999000${i}` }
      const id = await world.person(name, wants, true)
      const device = service.subscribe(vapid.publicKey)
      await world.subscribe(id, device.subscription)
      return device
    }),
  )
  await Promise.all([mail.down(), sms.down()])
  service.refuse('drop')
  for (let i = 0; i < 4; i++) {
    const request = await world.request('someone', waiting(monday + 15 * minute))
    await world.notice({ request, cns })
  }
  await hand.pass(60 * minute, 5 * minute)
  expect([mail.mails.length, sms.taken.length, service.received.length]).toEqual([0, 0, 0])

  await Promise.all([mail.up(), sms.up()])
  service.refuse(undefined)
  await hand.pass(minute, 10_000)
  const each = people.length * 4
  const open = (await world.deliveries()).filter((delivery) => delivery.outcome !== 'done')
  expect(open).toEqual([])
  expect(mail.mails).toHaveLength(each)
  expect(new Set(mail.mails.map(({ raw }) => mailHeader(raw, 'Message-ID'))).size).toBe(each)
  expect(bodies()).toHaveLength(each)
  expect(new Set(bodies().map(({ id }) => id)).size).toBe(each)
  for (const device of devices) {
    const tags = device.messages().map((payload) => JSON.parse(payload).notification.tag)
    expect(tags).toHaveLength(4)
    expect(new Set(tags).size).toBe(4)
  }
  expect(new Set(service.received.map((message) => message.topic)).size).toBe(4)

  await hand.pass(30 * minute, minute)
  expect([mail.mails.length, sms.taken.length, service.received.length]).toEqual([each, each, each])
  expect(service.faults).toEqual([])
})

test('temporary refusals in every stage of the conversation end in one message', async () => {
  const client = await world.person('client', { email: true })
  for (const at of ['greeting', 'from', 'rcpt', 'data'] as const) {
    await mail.mode({ at, code: at === 'greeting' ? 421 : 451 })
    await world.notice({ person: client, kind: 'expired' })
    await hand.pass(5_000, 1_000)
    await mail.mode('ok')
    await hand.pass(minute, 10_000)
  }
  expect(mail.mails).toHaveLength(4)
  expect((await world.deliveries()).map((delivery) => delivery.outcome)).toEqual(['done', 'done', 'done', 'done'])
})

test('an address refused for good ends at once, and the next channel takes over', async () => {
  const client = await world.person('client', { email: true, phone: '+5513999990001' })
  await mail.mode({ at: 'rcpt', code: 550 })
  await world.notice({ person: client, kind: 'expired' })
  await hand.teller.idle()
  expect(bodies()).toMatchObject([{ to: '+5513999990001', text: expect.stringMatching(/^Quinze: o prazo/) }])
  expect((await world.deliveries()).map(({ channel, outcome, error }) => [channel, outcome, error])).toEqual([
    ['email', 'dead', 'smtp 550'],
    ['sms', 'done', null],
  ])
})

test('a subscription that the service forgot goes away, and the e-mail arrives instead', async () => {
  const client = await world.person('client', { push: true })
  await world.subscribe(client, service.subscribe(vapid.publicKey).subscription)
  service.forgetAll()
  await world.notice({ person: client, kind: 'expired' })
  await hand.teller.idle()
  expect(await world.store.read.$count(world.store.tables.pushSubscription)).toBe(0)
  expect(mail.mails).toHaveLength(1)
})

test('no address, phone, code or key of a person stands in a log line', async () => {
  const client = await world.person('client', { push: true, email: true, sms: true, phone: '+5513999990001' })
  await world.subscribe(client, service.subscribe(vapid.publicKey).subscription)
  await mail.mode({ at: 'rcpt', code: 451 })
  sms.answer({ status: 500 })
  service.refuse({ status: 503, headers: { 'retry-after': '5' } })
  await world.notice({ person: client, kind: 'expired' })
  await hand.pass(minute, 5_000)
  expect(hand.log.length).toBeGreaterThan(9)
  for (const line of hand.log) {
    expect(Object.keys(JSON.parse(line)).toSorted()).toEqual(['attempt', 'channel', 'delivery', 'error', 'message'])
    expect(line).not.toMatch(/@|99999|localhost|example|wpush/)
  }
})
