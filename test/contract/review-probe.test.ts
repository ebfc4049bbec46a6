import { request as httpRequest } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { uuidv7 } from '../../server/db/uuid.ts'
import { always, form, startWorld, type Session, type World } from '../kit/house.ts'

let world: World
let client: Session
let a: Session
let b: Session
const minute = 60_000
const say = (...x: unknown[]) => process.stdout.write(x.map((y) => (typeof y === 'string' ? y : JSON.stringify(y))).join(' ') + '\n')

beforeAll(async () => {
  world = await startWorld({ dist: 'dist' })
  await world.office('900001', '3550308', [[540, 1020]])
  await world.office('900002', '3548500', always)
  a = await world.staff('a@exemplo.com', '900001', 'tabeliao')
  b = await world.staff('b@exemplo.com', '900002', 'tabeliao')
  client = await world.signIn('cliente@exemplo.com')
})
afterAll(() => world.end())

test('withdraw on a later day', async () => {
  const sent = form(1)
  await world.call(client, 'POST', '/api/requests', sent)
  world.clock.now += 20 * minute
  await world.house.alarms.ring()
  const rel = await world.call(client, 'POST', `/api/requests/${sent.id}/release`, {})
  say('release', rel.status)
  const pool = await world.call(b, 'GET', '/api/pool?cartorio=900002')
  const poolId = (pool.body.items as { poolId: string }[])[0]?.poolId ?? ''
  say('pool', pool.body, 'poolId time', parseInt(poolId.slice(0, 8) + poolId.slice(9, 13), 16) - Date.now())
  const pulled = await world.call(b, 'POST', `/api/requests/${poolId}/pull`, { cartorio: '900002' })
  say('pulled', pulled.status)
  const key = { 'idempotency-key': uuidv7() }
  const g1 = await world.call(b, 'POST', `/api/requests/${sent.id}/give-back`, { reason: 'x' }, key)
  const g2 = await world.call(b, 'POST', `/api/requests/${sent.id}/give-back`, { reason: 'x' }, key)
  say('giveback', g1.status, g2.status)
  world.clock.now += 2 * 24 * 60 * minute
  // restart-like: forget calendars
  for (const cns of ['900001', '900002']) world.house.places.forget(cns)
  const w = await world.call(client, 'POST', `/api/requests/${sent.id}/withdraw-release`, {})
  say('withdraw', w.status, w.body['code'], w.body['clock'])
  const q = await world.call(a, 'GET', '/api/queue?cartorio=900001')
  say('queue', q.status, q.body)
  const e = await world.call(a, 'GET', `/api/requests/${sent.id}/explain`)
  say('explain', e.status, e.body)
  const d = await world.call(a, 'POST', `/api/requests/${sent.id}/decision`, { kind: 'create' })
  say('decide', d.status, d.body['clock'], d.body['late'], d.body['events'])
})

test('odd paths', async () => {
  for (const p of ['/api/requests/%ff', '/api/queue?cartorio=%ff', '/%c0', '/assets/%00', '/assets/..%2f..%2fpackage.json', '/x%00.js', '/api/requests/%00/explain', '/s/%ff', '/api/cartorios?q=%ff%fe&uf=%', '/api/municipios?q=%%%'])
    { const r = await world.call(client, 'GET', p); say(p, r.status, r.type, String(r.body['code'])) }
  const deep = `{"response":{"id":"x","rawId":"x","type":"public-key","response":${'['.repeat(20000)}${']'.repeat(20000)}}}`
  const r = await world.call(null, 'POST', '/api/passkeys/sign-in', deep)
  say('deep', r.status, r.body)
  const r2 = await world.call(null, 'POST', '/api/sign-in/code', '['.repeat(30000) + ']'.repeat(30000))
  say('deep2', r2.status, r2.body)
  const r3 = await world.call(client, 'GET', '/api/me')
  say('cache', (await fetch(world.url + '/api/me', { headers: { cookie: client.cookie } })).headers.get('cache-control'), r3.status)
  const m = await world.call(null, 'GET', '/metrics', undefined, { 'x-forwarded-for': '9.9.9.9' })
  say('metrics', m.status)
  const bad = await world.call(client, 'POST', '/api/requests', '{"__proto__":{"a":1}}')
  say('proto', bad.status, bad.body)
})

test('HEAD stream leaks', async () => {
  for (let i = 0; i < 5; i++)
    await new Promise<void>((resolve) => {
      const r = httpRequest(world.url + '/api/stream', { method: 'HEAD', headers: { cookie: client.cookie } }, (res) => { say('head', res.statusCode ?? 0); res.resume(); res.on('end', () => resolve()); })
      r.end()
    })
  await new Promise((r) => setTimeout(r, 300))
  say('streams', world.house.live.size)
})

test('openapi time', async () => {
  const t = performance.now()
  for (let i = 0; i < 5; i++) await fetch(world.url + '/api/openapi.json')
  say('openapi', (performance.now() - t) / 5)
})

test('db failing', async () => {
  const seen: unknown[] = []
  const on = (e: unknown) => seen.push(e)
  process.on('unhandledRejection', on)
  const { store } = world.house
  await store.inTransaction(async (tx) => { await tx.insert(store.tables.counter).values({ name: 'x', last: 1 }) })
  await store.inTransaction(async (tx) => { await tx.insert(store.tables.counter).values({ name: 'x', last: 1 }) }).catch((e: Error) => say('ERR', e.name, e.stack ?? ''))
  process.off('unhandledRejection', on)
  expect(seen).toEqual([])
})
