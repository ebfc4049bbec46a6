import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { declarativePayload, maxPushPayloadBytes, pushTopic, type Push } from '../../server/domain/delivery.ts'
import { allowedPushEndpoint, makePush, makeVapidKeys } from '../../server/outside/push.ts'
import { startPushService, type PushService } from '../kit/push-service.ts'

const keys = makeVapidKeys()
const vapid = { ...keys, subject: 'mailto:avisos@example.org' }
const id = '0192f0c1-1111-7abc-8def-0123456789ab'
let service: PushService
let push: Push
let clock = Date.now()

beforeAll(async () => {
  service = await startPushService()
  const { host, ca } = service
  push = makePush({ vapid, extraHosts: [host], ca, timeoutMs: 400, now: () => clock })
})
beforeEach(() => {
  service.refuse(undefined)
  clock = Date.now()
})
afterAll(async () => {
  push.close()
  await service.stop()
})

const message = (subscription: { endpoint: string; p256dh: string; auth: string }, payload = '{"a":"ç"}') => ({
  subscription,
  payload,
  ttlSeconds: 900.7,
  topic: pushTopic(id),
  urgency: 'high' as const,
})

test('the payload arrives encrypted for the device, with TTL, Topic and urgency', async () => {
  const { subscription, messages } = service.subscribe(keys.publicKey)
  expect(await push.send(message(subscription))).toEqual({ outcome: 'done' })
  expect(messages()).toEqual(['{"a":"ç"}'])
  const last = service.received.at(-1)
  expect(last).toMatchObject({ ttlSeconds: 900, topic: 'AZLwwREReryN7wEjRWeJqw', urgency: 'high' })
  expect(last?.body.includes('{"a"')).toBe(false)
})

test('the largest payload fits, one byte more is never sent', async () => {
  const { subscription, messages } = service.subscribe()
  const largest = 'x'.repeat(maxPushPayloadBytes)
  expect(await push.send(message(subscription, largest))).toEqual({ outcome: 'done' })
  expect(messages()).toEqual([largest])
  expect(await push.send(message(subscription, `${largest}x`))).toEqual({
    outcome: 'never',
    error: 'push payload size',
  })
  expect(messages()).toHaveLength(1)
})

test('one signature serves an origin for eleven hours', async () => {
  const { subscription } = service.subscribe()
  const signature = async (at: number) => {
    clock = at
    await push.send(message(subscription))
    return service.received.at(-1)?.authorization
  }
  const start = Date.now()
  const first = await signature(start)
  expect(await signature(start + 10.9 * 3_600_000)).toBe(first)
  const renewed = await signature(start + 11.1 * 3_600_000)
  expect(renewed).not.toBe(first)
  expect(await signature(start + 12 * 3_600_000)).toBe(renewed)
})

test('a refused signature is made anew for the next message', async () => {
  const { subscription } = service.subscribe()
  await push.send(message(subscription))
  const before = service.received.at(-1)?.authorization
  service.refuse({ status: 403 })
  expect(await push.send(message(subscription))).toEqual({ outcome: 'never', error: 'push 403' })
  service.refuse(undefined)
  await push.send(message(subscription))
  expect(service.received.at(-1)?.authorization).not.toBe(before)
})

test.each([
  [200, {}, { outcome: 'done' }],
  [202, {}, { outcome: 'done' }],
  [307, { Location: 'https://example.org/' }, { outcome: 'later', error: 'push 307' }],
  [400, {}, { outcome: 'never', error: 'push 400' }],
  [404, {}, { outcome: 'never', error: 'push 404', gone: true }],
  [410, {}, { outcome: 'never', error: 'push 410', gone: true }],
  [413, {}, { outcome: 'never', error: 'push 413' }],
  [429, { 'Retry-After': '17' }, { outcome: 'later', error: 'push 429', retryAfterMs: 17_000 }],
  [429, {}, { outcome: 'later', error: 'push 429' }],
  [429, { 'Retry-After': 'soon' }, { outcome: 'later', error: 'push 429' }],
  [500, {}, { outcome: 'later', error: 'push 500' }],
  [502, {}, { outcome: 'later', error: 'push 502' }],
  [503, { 'Retry-After': '999999999' }, { outcome: 'later', error: 'push 503', retryAfterMs: 86_400_000 }],
])('status %i %j', async (status, headers, outcome) => {
  service.refuse({ status, headers: { ...headers } as Record<string, string> })
  expect(await push.send(message(service.subscribe().subscription))).toEqual(outcome)
})

test('Retry-After as a date counts from now', async () => {
  service.refuse({ status: 503, headers: { 'Retry-After': new Date(Date.now() + 60_000).toUTCString() } })
  const sent = await push.send(message(service.subscribe().subscription))
  expect(sent.outcome === 'later' && sent.retryAfterMs).toBeGreaterThan(55_000)
  expect(sent.outcome === 'later' && sent.retryAfterMs).toBeLessThanOrEqual(60_000)
})

test('silence, a broken line, a dead service and an unknown certificate are tried again later', async () => {
  const { subscription } = service.subscribe()
  service.refuse('hang')
  expect(await push.send(message(subscription))).toEqual({ outcome: 'later', error: 'push timeout' })
  service.refuse('drop')
  expect(await push.send(message(subscription))).toEqual({ outcome: 'later', error: 'push network ECONNRESET' })
  const extraHosts = ['localhost:1', service.host]
  const strange = makePush({ vapid, extraHosts, timeoutMs: 2000 })
  expect(await strange.send(message(subscription))).toEqual({
    outcome: 'later',
    error: 'push network DEPTH_ZERO_SELF_SIGNED_CERT',
  })
  const nobody = { ...subscription, endpoint: 'https://localhost:1/x' }
  expect(await strange.send(message(nobody))).toEqual({ outcome: 'later', error: 'push network ECONNREFUSED' })
  strange.close()
})

test('a subscription that is not ours to reach or not one at all is dropped', async () => {
  const { subscription } = service.subscribe()
  const forged = { ...subscription, endpoint: 'https://169.254.169.254/latest' }
  expect(await push.send(message(forged))).toEqual({ outcome: 'never', error: 'push host', gone: true })
  const broken = { ...subscription, p256dh: 'AAAA' }
  expect(await push.send(message(broken))).toEqual({ outcome: 'never', error: 'push subscription', gone: true })
})

test('the service refuses another application server than the one subscribed to', async () => {
  const { subscription } = service.subscribe(makeVapidKeys().publicKey)
  expect(await push.send(message(subscription))).toEqual({ outcome: 'never', error: 'push 403' })
  expect(service.faults.at(-1)).toBe('another key than at subscription')
})

test('a newer message replaces the undelivered one of the same topic', async () => {
  const { subscription } = service.subscribe()
  await push.send(message(subscription, '1'))
  await push.send(message(subscription, '2'))
  const channelId = subscription.endpoint.split('/').at(-1)
  expect(service.waiting().filter((each) => each.channelId === channelId)).toHaveLength(1)
})

test.each([
  ['https://fcm.googleapis.com/fcm/send/abc', true],
  ['https://FCM.googleapis.com:443/wp/abc', true],
  ['https://updates.push.services.mozilla.com/wpush/v2/x', true],
  ['https://web.push.apple.com/x', true],
  ['https://jmt17.google.com/x', true],
  ['https://wns2-par02p.notify.windows.com/w/?token=x', true],
  ['https://push.test:8443/x', true],
  ['https://push.test/x', false],
  ['https://notify.windows.com.evil.example/x', false],
  ['https://evilnotify.windows.com/x', false],
  ['https://x.fcm.googleapis.com/x', false],
  ['https://evilfcm.googleapis.com/x', false],
  ['https://fcm.googleapis.com.evil.example/x', false],
  ['http://fcm.googleapis.com/x', false],
  ['https://fcm.googleapis.com:8443/x', false],
  ['https://user:pw@fcm.googleapis.com/x', false],
  ['https://fcm.googleapis.com@evil.example/x', false],
  ['https://127.0.0.1/x', false],
  ['https://[::1]/x', false],
  ['https://2130706433/x', false],
  ['https://localhost/x', false],
  ['not a url', false],
  ['', false],
  [`https://fcm.googleapis.com/${'x'.repeat(2048)}`, false],
])('endpoint %s allowed: %s', (endpoint, allowed) => {
  expect(allowedPushEndpoint(endpoint, ['push.test:8443'])).toBe(allowed)
})

test('topics are the 16 bytes of the id', () => {
  expect(Buffer.from(pushTopic(id), 'base64url').toString('hex')).toBe(id.replaceAll('-', ''))
  expect(pushTopic('ffffffff-ffff-7fff-bfff-ffffffffffff')).toMatch(/^[\w-]{22}$/)
  expect(() => pushTopic('12')).toThrow(RangeError)
})

test('the declarative payload has the badge in both places and the targets of its actions', () => {
  const notice = { title: 'T', body: 'B', navigate: 'https://q.example/s/1', requestPath: '/s/1', tag: 't' }
  const actions = [{ action: 'liberar', title: 'Liberar', navigate: 'https://q.example/s/1?liberar' }]
  expect(JSON.parse(declarativePayload({ ...notice, badge: 3, actions, renotify: true }))).toEqual({
    web_push: 8030,
    app_badge: 3,
    notification: {
      title: 'T',
      body: 'B',
      navigate: 'https://q.example/s/1',
      lang: 'pt-BR',
      dir: 'ltr',
      tag: 't',
      app_badge: '3',
      data: { path: '/s/1', actions: { liberar: 'https://q.example/s/1?liberar' } },
      actions,
      requireInteraction: false,
      renotify: true,
    },
  })
  expect(JSON.parse(declarativePayload(notice))).not.toHaveProperty('app_badge')
  expect(() => declarativePayload({ ...notice, body: 'é'.repeat(2000) })).toThrow(RangeError)
})
