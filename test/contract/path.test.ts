import { afterAll, beforeAll, expect, test } from 'vitest'
import { always, form, startWorld, type Session, type World } from '../kit/house.ts'

let world: World
let client: Session
let first: Session
let second: Session
const minute = 60_000

beforeAll(async () => {
  world = await startWorld()
  await world.office('900001', '3550308', always)
  await world.office('900002', '3548500', always)
  first = await world.staff('primeiro@exemplo.com', '900001', 'tabeliao')
  second = await world.staff('segundo@exemplo.com', '900002', 'escrevente')
  client = await world.signIn('cliente@exemplo.com')
})
afterAll(() => world.end())

test('ask → expire → liberar → pegar → criar registro, over HTTP', async () => {
  const sent = form(1)
  const made = await world.call(client, 'POST', '/api/requests', sent)
  expect(made.body).toMatchObject({ state: 'waiting', as: 'client', can: { release: false, cancel: true } })
  expect(made.body['clock']).toMatchObject({ state: 'running', remainingMs: 15 * minute })
  expect(made.status).toBe(201)
  const again = await world.call(client, 'POST', '/api/requests', sent)
  expect([again.status, again.body['protocol']]).toEqual([200, made.body['protocol']])

  const queue = await world.call(first, 'GET', '/api/queue?cartorio=900001')
  expect(queue.body['waiting']).toMatchObject([{ id: sent.id, name: 'Beatriz Fictícia Nunes' }])
  expect((await world.call(second, 'GET', `/api/requests/${sent.id}`)).status).toBe(404)
  const early = await world.call(client, 'POST', `/api/requests/${sent.id}/release`, {})
  expect([early.status, early.body['code']]).toEqual([409, 'not_expired'])

  world.clock.now += 15 * minute
  await world.house.alarms.ring()
  const expired = await world.call(client, 'GET', `/api/requests/${sent.id}`)
  expect(expired.body).toMatchObject({ state: 'expired', can: { release: true, choose: true }, pool: { others: 1 } })
  const released = await world.call(client, 'POST', `/api/requests/${sent.id}/release`, {})
  expect(released.body).toMatchObject({ state: 'released', cartorio: null })
  expect((await world.call(first, 'GET', `/api/requests/${sent.id}`)).status).toBe(404)
  expect((await world.call(first, 'GET', '/api/pool?cartorio=900001')).body.items).toEqual([])

  const pool = await world.call(second, 'GET', '/api/pool?cartorio=900002')
  expect(JSON.stringify(pool.body)).not.toMatch(/Beatriz|cpf|98765/)
  const [card] = pool.body.items as { poolId: string; can: boolean }[]
  expect(card).toMatchObject({ can: true, uf: 'SP', waitingMinutes: 0 })
  const pulled = await world.call(second, 'POST', `/api/requests/${card?.poolId}/pull`, { cartorio: '900002' })
  expect(pulled.body).toMatchObject({
    as: 'staff',
    state: 'waiting',
    pulled: true,
    can: { decide: true, giveBack: true },
    ccn: null,
  })
  expect(pulled.body['clock']).toMatchObject({ state: 'running', remainingMs: 15 * minute })

  world.clock.now += 2 * minute
  const decided = await world.call(second, 'POST', `/api/requests/${sent.id}/decision`, { kind: 'create' })
  expect(decided.body).toMatchObject({
    state: 'in_progress',
    late: false,
    ccn: { latest: 1, madeToday: true, differs: [] },
  })
  expect(decided.body['clock']).toMatchObject({ state: 'stopped', remainingMs: 13 * minute })
  const twice = await world.call(second, 'POST', `/api/requests/${sent.id}/decision`, {
    kind: 'reject',
    reason: 'data_mismatch',
    text: 'x',
  })
  expect([twice.status, twice.body['code']]).toEqual([409, 'already_decided'])
  const seen = await world.call(client, 'GET', `/api/requests/${sent.id}`)
  expect(seen.body).toMatchObject({ state: 'in_progress', stateWords: 'Em andamento' })
})

test('a request runs in the hours and the zone of its own cartório, and says why time was not counted', async () => {
  await world.office('900003', '1200401')
  await world.staff('acre@exemplo.com', '900003', 'tabeliao')
  const sent = form(3, { cns: '900003' })
  const made = await world.call(client, 'POST', '/api/requests', sent)
  expect(made.body['clock']).toMatchObject({ state: 'paused', zone: 'America/Rio_Branco', place: 'Rio Branco' })
  const why = await world.call(client, 'GET', `/api/requests/${sent.id}/explain`)
  const stretches = why.body['stretches'] as { counted: boolean; from: number; to: number; reason: string }[]
  expect(stretches.filter((each) => each.counted).reduce((sum, each) => sum + each.to - each.from, 0)).toBe(15 * minute)
  expect(stretches[0]).toMatchObject({ counted: false, reason: 'fechado' })
})
