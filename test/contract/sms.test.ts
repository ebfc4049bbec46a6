import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Sms } from '../../server/domain/delivery.ts'
import { makeSms } from '../../server/outside/sms.ts'
import { startSmsGateway, type SmsGateway } from '../kit/sms-gateway.ts'

const message = { to: '+5511999990000', text: 'Código "{{to}}"\n\\ é 123', id: '0192f0c1-1111-7abc-8def-0123456789ab' }
let gateway: SmsGateway
let sms: Sms

beforeAll(async () => {
  gateway = await startSmsGateway()
  sms = makeSms({
    url: gateway.url,
    method: 'POST',
    headers: { Authorization: 'Bearer abc', 'Idempotency-Key': '{{id}}' },
    template: '{"to":"{{to}}","message":{"body":"{{text}}"},"ref":"q-{{id}}"}',
    timeoutMs: 400,
  })
})
beforeEach(() => gateway.answer({ status: 202 }))
afterAll(() => gateway.stop())

test('the gateway gets the filled template, the headers and the identity', async () => {
  expect(await sms.send(message)).toEqual({ outcome: 'done' })
  const call = gateway.taken.at(-1)
  expect(JSON.parse(call?.body ?? '')).toEqual({
    to: message.to,
    message: { body: message.text },
    ref: `q-${message.id}`,
  })
  expect(call).toMatchObject({ method: 'POST', path: '/send' })
  expect(call?.headers).toMatchObject({
    authorization: 'Bearer abc',
    'content-type': 'application/json',
    'idempotency-key': message.id,
  })
})

test.each([
  [200, {}, { outcome: 'done' }],
  [302, { Location: 'http://127.0.0.1:1/' }, { outcome: 'later', error: 'sms 302' }],
  [400, {}, { outcome: 'never', error: 'sms 400' }],
  [401, {}, { outcome: 'later', error: 'sms 401' }],
  [404, {}, { outcome: 'later', error: 'sms 404' }],
  [413, {}, { outcome: 'never', error: 'sms 413' }],
  [422, {}, { outcome: 'never', error: 'sms 422' }],
  [429, { 'Retry-After': '5' }, { outcome: 'later', error: 'sms 429', retryAfterMs: 5000 }],
  [500, {}, { outcome: 'later', error: 'sms 500' }],
  [503, { 'Retry-After': '60' }, { outcome: 'later', error: 'sms 503', retryAfterMs: 60_000 }],
])('status %i', async (status, headers, outcome) => {
  gateway.answer({ status, headers: { ...headers } as Record<string, string> })
  expect(await sms.send(message)).toEqual(outcome)
})

test('silence and a broken line are tried again later', async () => {
  gateway.answer('hang')
  expect(await sms.send(message)).toEqual({ outcome: 'later', error: 'sms timeout' })
  gateway.answer('drop')
  expect(await sms.send(message)).toEqual({ outcome: 'later', error: 'sms network ECONNRESET' })
})

test('a gateway that was down takes the same message once it is back', async () => {
  const before = gateway.taken.length
  await gateway.down()
  expect(await sms.send(message)).toEqual({ outcome: 'later', error: 'sms network ECONNREFUSED' })
  await gateway.up()
  expect(await sms.send(message)).toEqual({ outcome: 'done' })
  expect(gateway.taken.slice(before).map((call) => call.headers['idempotency-key'])).toEqual([message.id])
})

test.each([
  ['{"to":{{to}}}', 'https://sms.example/send'],
  ['{"to":"{{to}}"', 'https://sms.example/send'],
  ['{"to":"{{to}}"}', 'no url'],
])('a template or URL that cannot work is refused at the start: %s %s', (template, url) => {
  expect(() => makeSms({ url, method: 'POST', headers: {}, template, timeoutMs: 400 })).toThrow(Error)
})
