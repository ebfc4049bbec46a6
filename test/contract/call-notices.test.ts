import { afterAll, beforeAll, expect, test } from 'vitest'
import { staffOf } from '../../server/db/people.ts'
import { clientReachable } from '../../server/db/outbox.ts'
import { tooLate } from '../../server/desk/deliver-when.ts'
import * as wishes from '../../server/desk/wishes.ts'
import { openCall } from '../../server/desk/call.ts'
import { isFault } from '../../server/domain/fault.ts'
import { toolsOf } from '../../server/http/intent.ts'
import { at, openRoom, startHall, underWay, type Hall } from '../kit/call.ts'
import { always, form, startWorld } from '../kit/house.ts'
import { productionEnv } from '../kit/production.ts'

let hall: Hall

beforeAll(async () => {
  hall = await startHall()
})
afterAll(() => hall.world.end())

test('the room calls the one member of staff that it is bound to, in the words of the cartório', async () => {
  const { world, client, staff } = hall
  await world.staff('tabelia@exemplo.com', '900001', 'tabeliao')
  const request = await underWay(hall, 1)
  const id = await openRoom(hall, request)
  await at(hall, client, id, 'consent', { accepted: true })
  await at(hall, client, id, 'join')
  await at(hall, client, id, 'marks', { kind: 'five_minutes' })
  const about = (words: string) =>
    world.mailbox.list().filter((mail) => mail.channel === 'email' && mail.subject.startsWith(words))
  const mails = (words: string) => about(words).map(({ to }) => to)
  await expect.poll(() => mails('O tabelião está chamando'), { timeout: 10_000 }).toEqual(['cliente@exemplo.com'])
  await expect.poll(() => mails('Cliente na sala'), { timeout: 10_000 }).toEqual(['escrevente@exemplo.com'])
  await expect.poll(() => mails('O cliente pediu 5 minutos'), { timeout: 10_000 }).toEqual(['escrevente@exemplo.com'])
  const [call] = about('O tabelião está chamando')
  expect(call?.text).toContain(`/s/${request}/video`)
  expect(call?.text).not.toMatch(/Beatriz|98765/)
  // What the cartório is told says nothing about whether its client can be reached.
  const { store } = world.house
  await store.inTransaction(async (tx) => void (await tx.update(store.tables.delivery).set({ outcome: 'dead' })))
  expect(await clientReachable(store, request)).toBe(false)
  expect(await staffOf(store, store.read, '900001', world.clock.now)).toContain(staff.person)
})

test('a client that comes and goes is announced once a minute at most', async () => {
  const { world, client } = hall
  const request = await underWay(hall, 2)
  const id = await openRoom(hall, request)
  await at(hall, client, id, 'consent', { accepted: true })
  const announced = async () => {
    const { store } = world.house
    const rows = await store.read.select().from(store.tables.notice)
    return rows.filter((row) => row.request === request && row.kind === 'in_room').length
  }
  for (let i = 0; i < 3; i += 1) for (const act of ['join', 'leave']) await at(hall, client, id, act)
  expect(await announced()).toBe(1)
  world.clock.now += 61_000
  await at(hall, client, id, 'join')
  expect(await announced()).toBe(2)
})

test('what calls somebody into a room is not sent ten minutes late; other news is', () => {
  expect(tooLate('call', 9 * 60_000)).toBe(false)
  for (const kind of ['call', 'in_room', 'five_more'] as const) expect(tooLate(kind, 11 * 60_000)).toBe(true)
  expect(tooLate('ordered', 11 * 60_000)).toBe(false)
})

test('in production the room and its recording open in a session with a passkey only (rule 67)', async () => {
  const world = await startWorld({ env: productionEnv(), demo: false })
  try {
    await world.office('900001', '3550308', always)
    const staff = await world.staff('escrevente@exemplo.com', '900001', 'escrevente')
    const client = await world.signIn('cliente@exemplo.com')
    const sent = form(1)
    await world.call(client, 'POST', '/api/requests', sent)
    const { house } = world
    const tools = { ...toolsOf(house), presence: house.presence }
    const wish = { actor: staff.person, request: sent.id, intent: undefined }
    await wishes.settle(tools, wish, '900001', { kind: 'create' })
    const opened = await openCall(tools, { actor: staff.person, request: sent.id, cns: '900001' })
    if (isFault(opened)) throw new Error(opened.fault)
    const room = `/api/calls/${opened.id}`
    for (const [method, path, body] of [
      ['POST', `/api/requests/${sent.id}/call`, {}],
      ['GET', room, undefined],
      ['POST', `${room}/join`, {}],
      ['POST', `${room}/end`, { reason: 'technical' }],
      ['GET', `${room}/recording`, undefined],
      ['GET', `${room}/segments/0`, undefined],
      ['GET', `/api/requests/${sent.id}/calls`, undefined],
    ] as const) {
      const refused = await world.call(staff, method, path, body)
      expect([refused.status, refused.body['code']], `${method} ${path}`).toEqual([403, 'needs_passkey'])
    }
    expect((await world.call(client, 'GET', room)).status).toBe(200)
  } finally {
    await world.end()
  }
})
