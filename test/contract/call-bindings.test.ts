import { afterAll, beforeAll, expect, test } from 'vitest'
import { endWith, liveCall, sendPiece, startHall, underWay, viewOf, webm, type Hall } from '../kit/call.ts'
import { always, type Session } from '../kit/house.ts'

type Who = 'client' | 'staff' | 'colleague' | 'atendente' | 'other' | 'stranger'
const everyone: Who[] = ['client', 'staff', 'colleague', 'atendente', 'other', 'stranger']

let hall: Hall
let people: Record<Who, Session>
let request: string
let call: string

beforeAll(async () => {
  hall = await startHall()
  const { world } = hall
  await world.office('900002', '3548500', always)
  people = {
    client: hall.client,
    staff: hall.staff,
    colleague: await world.staff('tabelia@exemplo.com', '900001', 'tabeliao'),
    atendente: await world.staff('atendente@exemplo.com', '900001', 'atendente'),
    other: await world.staff('outro@exemplo.com', '900002', 'tabeliao'),
    stranger: await world.signIn('estranha@exemplo.com'),
  }
  request = await underWay(hall, 1)
  call = await liveCall(hall, request)
  await piece(people.staff, 0)
})
afterAll(() => hall.world.end())

const piece = (who: Session, seq: number) => {
  const { now } = hall.world.clock
  return sendPiece(hall, who, call, seq, webm(`piece ${seq}`), { from: now + seq * 1_000, to: now + (seq + 1) * 1_000 })
}

/** For whom it opens while the call is live, and after the request went to another cartório; `reads`: the audit row of each opening. */
type Route = {
  name: string
  live: Who[]
  after: Who[]
  reads?: string
  go: (who: Session) => Promise<{ status: number }>
}

const get = (path: () => string) => (who: Session) => hall.world.call(who, 'GET', `/api/${path()}`)
const post =
  (path: () => string, body: unknown = {}) =>
  (who: Session) =>
    hall.world.call(who, 'POST', `/api/${path()}`, body)
const room = (act: string) => () => `calls/${call}/${act}`

const both: Who[] = ['client', 'staff']
const archive: Who[] = ['staff', 'colleague']
const client: Who[] = ['client']
const staff: Who[] = ['staff']

// Afterwards the client may still knock at a room that was its own, and hears that it is over.
const routes: Route[] = [
  { name: 'the room', live: both, after: client, go: get(() => `calls/${call}`) },
  { name: "the request's room", live: both, after: [], go: get(() => `requests/${request}/call`) },
  { name: 'its signals', live: both, after: client, go: get(room('signals?after=0')) },
  { name: 'leave a signal', live: both, after: client, go: post(room('signals'), { body: {} }) },
  { name: 'enter', live: both, after: client, go: post(room('join')) },
  { name: 'be there', live: both, after: client, go: post(room('here')) },
  { name: 'pause', live: both, after: client, go: post(room('marks'), { kind: 'camera_paused' }) },
  { name: 'leave', live: both, after: client, go: post(room('leave')) },
  { name: 'consent', live: client, after: client, go: post(room('consent'), { accepted: true }) },
  { name: 'ring', live: staff, after: [], go: post(room('ring')) },
  { name: 'send a piece', live: staff, after: staff, go: (who) => piece(who, 1) },
  { name: 'play a piece', live: archive, after: archive, reads: 'segment.read', go: get(room('segments/0')) },
  { name: 'the recording', live: archive, after: archive, reads: 'recording.read', go: get(room('recording')) },
  {
    name: 'the sessions',
    live: archive,
    after: [...archive, 'other'],
    reads: 'call.list',
    go: get(() => `requests/${request}/calls`),
  },
  // A colleague learns who is in the room, nothing of it.
  { name: 'open a room', live: archive, after: ['other'], go: post(() => `requests/${request}/call`) },
  { name: 'end', live: staff, after: [], go: post(room('end'), { reason: 'technical' }) },
]

async function readsBy(who: Who, action: string): Promise<number> {
  const { store } = hall.world.house
  const rows = await store.read.select().from(store.tables.audit)
  const here = new Set([call, request])
  return rows.filter((row) => row.action === action && row.actor === people[who].person && here.has(row.subject)).length
}

async function hold({ name, reads, go, ...when }: Route, then: 'live' | 'after'): Promise<void> {
  const opens = when[then]
  for (const who of everyone.toSorted((a, b) => Number(opens.includes(a)) - Number(opens.includes(b)))) {
    const before = reads ? await readsBy(who, reads) : 0
    const { status } = await go(people[who])
    const open = opens.includes(who)
    expect(status === 404, `${name}: ${who} got ${status}`).toBe(!open)
    if (open) expect(status, `${name}: ${who}`).toBeLessThan(500)
    if (reads) expect(await readsBy(who, reads), `${name}: rows of ${who}`).toBe(before + (open ? 1 : 0))
  }
}

test('a room opens for its two people, its recording for the deciding people of its cartório, nothing for anybody else', async () => {
  for (const route of routes) await hold(route, 'live')
  expect((await get(room('segments/0'))({ person: '', cookie: '' })).status).toBe(401)
  expect(await readsBy('staff', 'call.read')).toBeGreaterThan(0)
  expect(await readsBy('client', 'call.read')).toBe(0)
})

test('after a release the former cartório keeps its own recording, and the next one finds nothing of it', async () => {
  const { world } = hall
  world.clock.now += 14 * 86_400_000
  await world.house.alarms.ring()
  const released = await post(() => `requests/${request}/release`)(people.client)
  expect(released).toMatchObject({ status: 200, body: { state: 'released' } })
  const pool = await world.call(people.other, 'GET', '/api/pool?cartorio=900002')
  const [card] = pool.body.items as { poolId: string }[]
  await world.call(people.other, 'POST', `/api/requests/${card?.poolId}/pull`, { cartorio: '900002' })
  const decided = await world.call(people.other, 'POST', `/api/requests/${request}/decision`, { kind: 'create' })
  expect(decided.body).toMatchObject({ state: 'in_progress', call: null })

  for (const route of routes) await hold(route, 'after')
  const next = await post(() => `requests/${request}/call`)(people.other)
  expect(next.status).toBe(200)
  const list = await get(() => `requests/${request}/calls`)(people.other)
  expect(list.body.items).toMatchObject([{ id: viewOf(next).id, cns: '900002' }])
  expect(viewOf(await get(() => `requests/${request}/call`)(people.client)).id).toBe(viewOf(next).id)
  const theirs = viewOf(next).id
  for (const who of ['staff', 'colleague', 'atendente', 'stranger'] as const)
    for (const path of [`calls/${theirs}`, `calls/${theirs}/recording`, `requests/${request}/call`])
      expect((await get(() => path)(people[who])).status, `${who} ${path}`).toBe(404)
})

test('an unknown, malformed or foreign id is not found', async () => {
  for (const id of ['0', 'x'.repeat(36), request, '019ab000-0000-7000-8000-000000000000']) {
    expect((await get(() => `calls/${id}`)(people.staff)).status).toBe(404)
    expect((await get(() => `calls/${id}/segments/0`)(people.staff)).status).toBe(404)
  }
  const own = await underWay(hall, 2)
  const mine = await liveCall(hall, own)
  expect((await endWith(hall, mine, 'gave_up')).status).toBe(200)
  expect((await get(() => `calls/${mine}/segments/7`)(people.staff)).status).toBe(404)
})
