import { afterAll, beforeAll, expect, test } from 'vitest'
import { codeOfCall } from '../../server/db/enrolments.ts'
import { uuidv7 } from '../../server/db/uuid.ts'
import { issueTerms } from '../../server/domain/certificate.ts'
import { makeKeeper } from '../../server/desk/keep.ts'
import { issueToolsOf } from '../../server/http/intent.ts'
import { startWorld, type Session, type World } from '../kit/house.ts'
import { cns, identified, Phone, placeOrder } from '../kit/phone.ts'

let world: World
let client: Session
let notary: Session
beforeAll(async () => {
  world = await startWorld()
  await world.office(cns, '3548500')
  notary = await world.staff('tabeliao@exemplo.com', cns, 'tabeliao')
  client = await world.signIn('cliente@exemplo.com')
})
afterAll(() => world.end())

test('a code whose answer got lost is shown again to the same question, and to no other', async () => {
  const { request, call } = await identified(world, client, notary, 1)
  const show = (key: string) =>
    world.call(client, 'POST', `/api/calls/${call}/code`, {}, key ? { 'idempotency-key': key } : {})
  const [key, other] = [uuidv7(), uuidv7()]
  const first = await show(key)
  expect(first.status).toBe(200)
  expect((await show(key)).body).toEqual(first.body)
  expect((await show(other)).body['code']).toBe('code_shown')
  expect((await show('')).body['code']).toBe('code_shown')
  const { tables, read } = world.house.store
  const [row] = await read.select().from(tables.enrolmentCode)
  expect(JSON.stringify(row)).not.toContain(String(first.body['code']))
  await placeOrder(world, request)
  expect((await new Phone(world, client).enrol(request, String(first.body['code']))).status).toBe(200)
  expect((await show(key)).body['code']).toBe('code_shown')
})

test('ten minutes after it was shown only the hash of a code is left, which still lets a phone enrol', async () => {
  const { request, call } = await identified(world, client, notary, 2)
  const key = uuidv7()
  const ask = () => world.call(client, 'POST', `/api/calls/${call}/code`, {}, { 'idempotency-key': key })
  const code = String((await ask()).body['code'])
  const tools = issueToolsOf(world.house)
  const plain = async () => (await codeOfCall(tools.store, tools.store.read, call))?.plain ?? null
  const turnIn = (ms: number) => makeKeeper({ ...tools, time: { ...tools.time, real: () => Date.now() + ms } }).turn()
  await turnIn(issueTerms.showing - 60_000)
  expect(await plain()).not.toBeNull()
  await turnIn(issueTerms.showing + 1)
  expect(await plain()).toBeNull()
  expect((await ask()).body['code']).toBe('code_shown')
  await placeOrder(world, request)
  expect((await new Phone(world, client).enrol(request, code)).status).toBe(200)
})

test('a challenge is found by its code however it is typed', async () => {
  const { body } = await world.call(null, 'POST', '/api/challenges', {})
  const code = String(body['code'])
  expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/)
  for (const typed of [code, code.toLowerCase().replace('-', ''), code.replaceAll('0', 'o').replaceAll('1', 'i')]) {
    const found = await world.call(null, 'GET', `/api/challenges/by-code/${encodeURIComponent(typed)}`)
    expect(found.body).toEqual({ id: body['id'] })
  }
  expect((await world.call(null, 'GET', '/api/challenges/by-code/ZZZZ-ZZZ')).status).toBe(404)
})
