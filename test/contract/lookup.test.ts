import { afterAll, beforeAll, expect, test } from 'vitest'
import { endApiKey, makeApiKey } from '../../server/desk/api-keys.ts'
import { cpfOf, startWorld, type Session, type World } from '../kit/house.ts'
import { activePhone, cns } from '../kit/phone.ts'

let world: World
let client: Session
let notary: Session
let known: string
beforeAll(async () => {
  world = await startWorld()
  await world.office(cns, '3548500')
  notary = await world.staff('tabeliao@exemplo.com', cns, 'tabeliao')
  client = await world.signIn('cliente@exemplo.com')
  known = (await activePhone(world, client, notary, 1)).cpf
})
afterAll(() => world.end())

const path = '/api/v1/exclusivity/lookup'
const keyFor = (more: { scope?: string[]; addresses?: string[]; daily?: number } = {}) =>
  makeApiKey(world.house, {
    name: 'e-Not',
    scope: [],
    addresses: [],
    daily: 1000,
    at: Date.now(),
    actor: 'system',
    ...more,
  })
/** As a program asks: no page, so neither Origin nor Sec-Fetch-Site. */
async function ask(key: string, cpf: string, reference = 'ato 1') {
  const began = performance.now()
  const response = await fetch(`${world.url}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ cpf, reference }),
  })
  const text = await response.text()
  return { status: response.status, text, ms: performance.now() - began, headers: response.headers }
}

test('one shape for known and unknown, and the end of the exclusivity', async () => {
  const { key } = await keyFor()
  const yes = await ask(key, known)
  const no = await ask(key, cpfOf(2))
  expect(JSON.parse(yes.text)).toEqual({ cns, until: expect.any(Number) as number })
  expect(JSON.parse(no.text)).toEqual({ cns: null, until: null })
  expect([yes.status, no.status]).toEqual([200, 200])
  expect(Object.keys(JSON.parse(no.text) as object)).toEqual(Object.keys(JSON.parse(yes.text) as object))
  const names = ({ headers }: typeof yes) => [...headers.keys()].toSorted()
  expect(names(no)).toEqual(names(yes))
})

test('a wrong, missing or revoked key gets 401, one from elsewhere 403; none of them learns anything', async () => {
  const good = await keyFor()
  const elsewhere = await keyFor({ addresses: ['192.0.2.0/24', '2001:db8::1'] })
  const here = await keyFor({ addresses: ['127.0.0.0/8', '::1'] })
  expect((await ask(`${good.key}x`, known)).status).toBe(401)
  expect((await ask('', known)).headers.get('www-authenticate')).toContain('Bearer')
  expect((await ask(elsewhere.key, known)).status).toBe(403)
  expect((await ask(here.key, known)).status).toBe(200)
  await endApiKey(world.house, { id: good.id, at: Date.now(), actor: 'system', why: 'x' })
  const revoked = await ask(good.key, known)
  expect([revoked.status, JSON.parse(revoked.text).code]).toEqual([401, 'api_key'])
  expect((await ask(here.key, '11111111111')).status).toBe(422)
  const withSession = await world.call(client, 'POST', path, { cpf: known, reference: 'x' })
  expect(withSession.status).toBe(401)
})

test('a key for some CNS learns of no other; the day has a quota', async () => {
  const scoped = await keyFor({ scope: ['900002'] })
  expect(JSON.parse((await ask(scoped.key, known)).text)).toEqual({ cns: null, until: null })
  const small = await keyFor({ daily: 3 })
  for (let i = 0; i < 3; i += 1) expect((await ask(small.key, known)).status).toBe(200)
  const over = await ask(small.key, known)
  expect(over.status).toBe(429)
  expect(Number(over.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(Number(over.headers.get('retry-after'))).toBeLessThanOrEqual(86_400)
})

test('every question is an audit row without the CPF, and many misses raise an alarm once', async () => {
  const { store, tables } = { store: world.house.store, tables: world.house.store.tables }
  const asking = await keyFor()
  for (let i = 0; i < 25; i += 1) await ask(asking.key, cpfOf(100 + i), `ato ${i}`)
  const rows = (await store.read.select().from(tables.audit)).filter(({ actor }) => actor === `key:${asking.id}`)
  expect(rows).toHaveLength(25)
  expect(JSON.stringify(rows)).not.toMatch(/\b\d{11}\b|ato \d/)
  expect(rows.every(({ action }) => action === 'exclusivity.lookup')).toBe(true)
  const alarms = world.logs.filter((line) => line.includes('asks about many CPFs'))
  expect(alarms).toHaveLength(1)
  expect(alarms[0]).toContain(asking.id)
  expect(world.logs.join()).not.toContain(known)
  expect(await world.house.metrics.metrics()).toMatch(/quinze_lookup_miss_alerts_total 1/)
})

test('known and unknown take the same time: the medians lie within each other’s spread', async () => {
  const { key } = await keyFor({ daily: 10_000 })
  const times = { known: [] as number[], unknown: [] as number[] }
  for (let i = 0; i < 10; i += 1) await ask(key, i % 2 === 0 ? known : cpfOf(900))
  // In turns, so that whatever else the machine does meets both alike.
  for (let i = 0; i < 80; i += 1) {
    times.known.push((await ask(key, known)).ms)
    times.unknown.push((await ask(key, cpfOf(1000 + i))).ms)
  }
  const at = (list: number[], share: number) => list.toSorted((a, b) => a - b)[Math.floor(list.length * share)] ?? 0
  const [a, b] = [at(times.known, 0.5), at(times.unknown, 0.5)]
  const spread = Math.max(...Object.values(times).map((list) => at(list, 0.75) - at(list, 0.25)))
  expect(Math.abs(a - b), `${a.toFixed(2)} ms against ${b.toFixed(2)} ms, spread ${spread.toFixed(2)}`).toBeLessThan(
    Math.max(spread, 0.5),
  )
})
