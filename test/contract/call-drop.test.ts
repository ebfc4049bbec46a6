import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeCallWatch } from '../../server/desk/call-watch.ts'
import { makePresence } from '../../server/desk/presence.ts'
import { toolsOf } from '../../server/http/intent.ts'
import { at, liveCall, openRoom, startHall, tickAll, underWay, viewOf, type Hall } from '../kit/call.ts'
import { tuesdayTen, type Session } from '../kit/house.ts'

let hall: Hall
let colleague: Session
let watch: ReturnType<typeof makeCallWatch>
const second = 1_000
const minute = 60 * second
/** Real time stands still but for what a test lets pass: silence need not be waited for, and a slow machine adds none. */
const begun = Date.now()
let ahead = 0
const time = { now: () => tuesdayTen, real: () => begun + ahead, shift: () => undefined, movable: true }

beforeAll(async () => {
  hall = await startHall({ time })
  colleague = await hall.world.staff('tabelia@exemplo.com', '900001', 'tabeliao')
  const { house } = hall.world
  watch = makeCallWatch({ ...toolsOf(house), presence: house.presence, vault: house.vault }, house.log, 30)
})
afterAll(() => hall.world.end())

/** Lets real time pass, with whatever the phones do meanwhile. */
async function pass(ms: number, each: () => Promise<unknown> = async () => undefined): Promise<void> {
  for (const end = ahead + ms; ahead < end;) {
    ahead += 4 * second
    await each()
    await watch.look()
  }
}

const viewed = async (who: Session, id: string) => viewOf(await hall.world.call(who, 'GET', `/api/calls/${id}`))
const kinds = async (id: string) => (await viewed(hall.client, id)).marks.map(({ kind, by }) => `${kind} ${by}`)
const done = async (id: string) =>
  (await viewed(hall.staff, id)).script.filter((each) => each.at !== null).map(({ item }) => item)

test('a drop is stamped and told, and the ticks that say who is there are void after it', async () => {
  const { client, staff, world } = hall
  const id = await liveCall(hall, await underWay(hall, 1))
  await tickAll(hall, id)
  const heard: string[] = []
  const stop = world.house.live.listen([`account:${staff.person}`], (keys) => void heard.push(...keys))
  const alone = () => at(hall, staff, id, 'here')
  await pass(12 * second, alone)
  expect(await kinds(id)).not.toContain('dropped client')
  expect(heard).toEqual([])
  await pass(8 * second, alone)
  await expect.poll(() => kinds(id)).toContain('dropped client')
  expect(heard).toContain(`call:${id}`)
  stop()
  expect((await viewed(staff, id)).other.here).toBe(false)
  expect((await at(hall, client, id, 'here')).body).toMatchObject({ joined: true, other: { here: true } })
  expect(await viewed(staff, id)).toMatchObject({ state: 'live', attempt: 2, other: { here: true } })
  expect(await kinds(id)).toContain('resumed client')
  expect(await done(id)).toEqual(['spoken_place', 'free_will', 'own_phone'])
  await tickAll(hall, id)
  expect(await done(id)).toHaveLength(6)
})

test('a heartbeat leaves nothing in the database', async () => {
  const { client, staff, world } = hall
  const id = await liveCall(hall, await underWay(hall, 2))
  const { read, tables } = world.house.store
  const stored = async () =>
    JSON.stringify([
      await read.select().from(tables.audit),
      await read.select().from(tables.callMark),
      await read.select().from(tables.call),
    ])
  const before = await stored()
  for (const who of [client, staff, client, staff]) expect((await at(hall, who, id, 'here')).status).toBe(200)
  expect(await stored()).toBe(before)
})

test('gone for more than 5 minutes: the session ends by itself, "técnica", and the client hears of it', async () => {
  const { client, staff, world } = hall
  const request = await underWay(hall, 3)
  const id = await liveCall(hall, request)
  await pass(4 * minute, () => at(hall, staff, id, 'here'))
  expect((await viewed(staff, id)).state).toBe('live')
  await pass(minute + 8 * second, () => at(hall, staff, id, 'here'))
  await expect.poll(() => viewed(client, id)).toMatchObject({ state: 'ended', reason: 'technical' })
  const row = await world.call(client, 'GET', `/api/requests/${request}`)
  expect(row.body).toMatchObject({ state: 'in_progress', call: { reason: 'technical' } })
  const { store } = world.house
  const told = (await store.read.select().from(store.tables.notice)).filter((each) => each.request === request)
  expect(told.map(({ kind }) => kind)).toContain('video_again')
  const late = await at(hall, client, id, 'here')
  expect([late.status, late.body['code']]).toEqual([409, 'call_over'])
})

test('a reload keeps the attempt; so does a short pause of the camera, a long one begins it anew', async () => {
  const { client, staff } = hall
  const id = await liveCall(hall, await underWay(hall, 4))
  await at(hall, client, id, 'leave')
  expect((await at(hall, client, id, 'here')).body['joined']).toBe(false)
  await pass(8 * second, () => at(hall, staff, id, 'here'))
  expect(viewOf(await at(hall, client, id, 'join')).attempt).toBe(1)
  await at(hall, client, id, 'marks', { kind: 'camera_paused' })
  expect(viewOf(await at(hall, client, id, 'marks', { kind: 'camera_back', ms: 30_000 })).attempt).toBe(1)
  expect(viewOf(await at(hall, client, id, 'marks', { kind: 'camera_back', ms: 30_001 })).attempt).toBe(2)
  expect(viewOf(await at(hall, staff, id, 'marks', { kind: 'resumed' })).attempt).toBe(2)
  await at(hall, staff, id, 'marks', { kind: 'dropped' })
  expect(viewOf(await at(hall, staff, id, 'marks', { kind: 'resumed' })).attempt).toBe(3)
})

test('a colleague may take over a room that its opener has left before anybody met', async () => {
  const { client, staff, world } = hall
  const request = await underWay(hall, 5)
  const id = await openRoom(hall, request)
  await at(hall, staff, id, 'join')
  const open = () => world.call(colleague, 'POST', `/api/requests/${request}/call`, {})
  const busy = await open()
  expect([busy.status, busy.body['code']]).toEqual([409, 'call_busy'])
  await pass(5 * minute + 20 * second, () => at(hall, client, id, 'consent', { accepted: true }))
  const taken = await open()
  expect(taken.status).toBe(201)
  expect(await viewed(client, id)).toMatchObject({ state: 'ended', reason: 'technical', startedAt: null })
  expect(viewOf(taken).id).not.toBe(id)
})

test('an empty room ends after half an hour and leaves the terms of the request as they were', async () => {
  const { client, staff, world } = hall
  const request = await underWay(hall, 6)
  const id = await openRoom(hall, request)
  const { alarm } = world.house.store.tables
  const alarms = async () =>
    (await world.house.store.read.select().from(alarm)).filter(({ subject }) => subject === request)
  const before = await alarms()
  expect(before).toHaveLength(2)
  await pass(29 * minute)
  expect((await viewed(staff, id)).state).toBe('waiting')
  await pass(minute + 8 * second)
  await expect.poll(() => viewed(client, id)).toMatchObject({ state: 'ended', reason: 'technical' })
  expect((await alarms()).toSorted((a, b) => a.dueAt - b.dueAt)).toEqual(before.toSorted((a, b) => a.dueAt - b.dueAt))
})

test('after a restart the room is as it was; who is not back within 15 s has dropped then', async () => {
  const { staff, client, world } = hall
  const id = await liveCall(hall, await underWay(hall, 7))
  await tickAll(hall, id)
  let now = 0
  const presence = makePresence(() => now)
  const reborn = makeCallWatch({ ...toolsOf(world.house), presence, vault: world.house.vault }, world.house.log, 30)
  await reborn.begin()
  reborn.stop()
  expect(presence.seen(id, 'client')).toMatchObject({ here: true, inside: true })
  for (now = 0; now < 14_000; now += second) await reborn.look()
  expect(await kinds(id)).not.toContain('dropped client')
  presence.heard(id, 'staff')
  for (; now < 16_000; now += second) await reborn.look()
  expect(await kinds(id)).toContain('dropped client')
  expect(await kinds(id)).not.toContain('dropped staff')
  expect((await viewed(client, id)).attempt).toBe(1)
  expect(await done(id)).toHaveLength(6)
  expect((await viewed(staff, id)).state).toBe('live')
})

test('signals that nobody fetched are gone after two minutes', async () => {
  const { client, world } = hall
  const id = await liveCall(hall, await underWay(hall, 8))
  await at(hall, client, id, 'signals', { body: { sdp: 'v=0' } })
  const { callSignal } = world.house.store.tables
  const left = async () =>
    (await world.house.store.read.select().from(callSignal)).filter(({ call }) => call === id).length
  await pass(minute)
  expect(await left()).toBe(1)
  await pass(2 * minute)
  await expect.poll(left).toBe(0)
})

test('a return that could not be written is written with the next one', async () => {
  const { client, staff, world } = hall
  const id = await liveCall(hall, await underWay(hall, 9))
  await tickAll(hall, id)
  await pass(20 * second, () => at(hall, staff, id, 'here'))
  await expect.poll(() => kinds(id)).toContain('dropped client')
  const { store } = world.house
  const { inTransaction } = store
  store.inTransaction = () => Promise.reject(new Error('busy'))
  expect((await at(hall, client, id, 'join')).status).toBe(500)
  store.inTransaction = inTransaction
  expect((await at(hall, client, id, 'join')).status).toBe(200)
  expect(await kinds(id)).toContain('resumed client')
  // Rule 43: the ticks that say who is there are made again.
  expect(await viewed(staff, id)).toMatchObject({ attempt: 2 })
  expect(await done(id)).toEqual(['spoken_place', 'free_will', 'own_phone'])
})
