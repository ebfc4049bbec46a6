import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { attendanceTerm } from '../../server/desk/attendance.ts'
import { uuidv7 } from '../../server/db/uuid.ts'
import { closeRoles } from '../../server/db/roles.ts'
import { rolesOf } from '../../server/identity/roles.ts'
import { always, form, startWorld, tuesdayTen, type Session, type World } from '../kit/house.ts'

let world: World
let client: Session
let ana: Session
let rui: Session
let later = 0
let id = ''
let nth = 0
const told: string[] = []

beforeAll(async () => {
  const time = { now: () => tuesdayTen + later, real: () => tuesdayTen + later, shift: () => {}, movable: true }
  world = await startWorld({ time })
  await world.office('900001', '3550308', always)
  await world.office('900002', '3548500', always)
  ana = await world.staff('ana@exemplo.com', '900001', 'tabeliao')
  rui = await world.staff('rui@exemplo.com', '900001', 'atendente')
  client = await world.signIn('cliente@exemplo.com')
  await world.call(ana, 'PUT', '/api/me', { name: 'Ana Ribeiro' })
  world.house.live.listen(['queue:900001'], (keys) => told.push(...keys))
})
afterAll(() => world.end())
beforeEach(async () => {
  const sent = form(++nth)
  id = sent.id
  await world.call(client, 'POST', '/api/requests', sent)
  // Nobody is left in what came before.
  later += attendanceTerm
  world.house.attendance.look()
  told.length = 0
})

const tabs = new Map<Session, string>()
const tabOf = (who: Session) => tabs.get(who) ?? tabs.set(who, uuidv7()).get(who)
const here = (who: Session, more: object = {}) =>
  world.call(who, 'POST', `/api/requests/${id}/here`, { tab: tabOf(who), ...more })
const others = async (who: Session) => (await here(who)).body['others']
const cardFor = async (who: Session) => {
  const { body } = await world.call(who, 'GET', '/api/queue?cartorio=900001')
  const all = [...(body['waiting'] as { id: string }[]), ...(body['inProgress'] as { id: string }[])]
  return all.find((each) => each.id === id)
}

test('two of a cartório see each other, on the page and on the card; another cartório and the client never', async () => {
  const other = await world.staff('outro@exemplo.com', '900002', 'tabeliao')
  expect(await others(ana)).toEqual([])
  const since = tuesdayTen + later
  later += 1_000
  expect(await others(rui)).toEqual([{ name: 'Ana Ribeiro', since }])
  // Whoever has no name is a masked address.
  expect(await others(ana)).toEqual([{ name: 'r•••@exemplo.com', since: since + 1_000 }])
  expect(await cardFor(ana)).toMatchObject({ attendedBy: ['r•••@exemplo.com'], attendedByMe: true })
  expect(await cardFor(rui)).toMatchObject({ attendedBy: ['Ana'], attendedByMe: true })
  for (const who of [other, client]) expect((await here(who)).status).toBe(404)
  expect(await others(ana)).toHaveLength(1)
  expect((await world.call(null, 'POST', `/api/requests/${id}/here`, { tab: uuidv7() })).status).toBe(401)
  expect((await here(ana, { tab: 'x' })).status).toBe(422)
})

test('it is told in keys when somebody comes or goes and at no sign of life, and writes nothing', async () => {
  const writes = vi.spyOn(world.house.store, 'inTransaction')
  await here(ana)
  for (let i = 0; i < 10; i++) {
    later += 15_000
    for (const who of [ana, rui]) await here(who)
    world.house.attendance.look()
  }
  const change = [`queue:900001`, `here:${id}`]
  expect(told).toEqual([...change, ...change])
  await here(rui, { leaving: true })
  expect(told).toEqual([...change, ...change, ...change])
  expect(await others(ana)).toEqual([])
  // The post goes out meanwhile, patiently.
  expect(writes.mock.calls.filter(([, how]) => how?.patient !== true)).toEqual([])
  writes.mockRestore()
})

test('silence of 40 s means gone', async () => {
  await here(ana)
  await here(rui)
  later += attendanceTerm - 1
  await here(ana)
  expect(await others(ana)).toHaveLength(1)
  later += 1
  expect(await others(ana)).toEqual([])
  told.length = 0
  world.house.attendance.look()
  expect(told).toEqual([`queue:900001`, `here:${id}`])
  expect(await cardFor(rui)).toMatchObject({ attendedBy: ['Ana'], attendedByMe: false })
})

test('whoever loses the role vanishes at once', async () => {
  await here(ana)
  const gone = await world.staff('sai@exemplo.com', '900001', 'escrevente')
  await here(gone)
  expect(await others(ana)).toHaveLength(1)
  const { store } = world.house
  const roles = await rolesOf(store, gone.person, tuesdayTen + later)
  await store.inTransaction((tx) =>
    closeRoles(
      store,
      tx,
      roles.map((role) => role.id),
      tuesdayTen + later,
    ),
  )
  expect(await others(ana)).toEqual([])
  told.length = 0
  expect((await here(gone)).status).toBe(404)
  expect(told).toEqual([`queue:900001`, `here:${id}`])
})

test('a request that moves away forgets who had it open; under way it goes on, ended it is over', async () => {
  for (const who of [ana, rui]) await here(who)
  await world.call(client, 'POST', `/api/requests/${id}/cancel`, {})
  expect((await here(ana)).body).toEqual({ others: [{ name: 'r•••@exemplo.com', since: expect.any(Number) }] })
  expect(world.house.attendance.inside('900001').get(id)).toHaveLength(1)
  await here(rui)
  expect(world.house.attendance.inside('900001').get(id)).toBeUndefined()

  const sent = form(++nth)
  id = sent.id
  await world.call(client, 'POST', '/api/requests', sent)
  for (const who of [ana, rui]) await here(who)
  later += 16 * 60_000
  await world.house.alarms.ring()
  for (const who of [ana, rui]) await here(who)
  expect(await others(ana)).toHaveLength(1)
  await world.call(client, 'POST', `/api/requests/${id}/release`, {})
  for (const who of [ana, rui]) expect((await here(who)).status).toBe(404)
  expect(world.house.attendance.inside('900001').get(id)).toBeUndefined()
  const back = await world.call(client, 'POST', `/api/requests/${id}/withdraw-release`, {})
  expect(back.body).toMatchObject({ state: 'expired' })
  const decided = await world.call(ana, 'POST', `/api/requests/${id}/decision`, { kind: 'create' })
  expect(decided.body).toMatchObject({ state: 'in_progress' })
  await here(ana)
  expect(await cardFor(rui)).toMatchObject({ state: 'in_progress', attendedBy: ['Ana'], attendedByMe: false })
})
