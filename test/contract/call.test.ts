import { afterAll, beforeAll, expect, test } from 'vitest'
import { scriptItems } from '../../server/domain/call.ts'
import {
  at,
  auditOf,
  endWith,
  liveCall,
  openRoom,
  recordingOf,
  sendPiece,
  startHall,
  tickAll,
  underWay,
  viewOf,
  webm,
  type Hall,
} from '../kit/call.ts'

let hall: Hall
const minute = 60_000

beforeAll(async () => {
  hall = await startHall()
})
afterAll(() => hall.world.end())

const notices = async (request: string) => {
  const { store } = hall.world.house
  const rows = await store.read.select().from(store.tables.notice)
  return rows.filter((row) => row.request === request).map(({ kind, person, cns }) => ({ kind, person, cns }))
}

test('a session from the ring to "identificado", and the order knows', async () => {
  const { world, client, staff } = hall
  const request = await underWay(hall, 1)
  const opened = await world.call(staff, 'POST', `/api/requests/${request}/call`, {})
  expect(opened.status).toBe(201)
  const { id } = viewOf(opened)
  expect(viewOf(opened)).toMatchObject({
    as: 'staff',
    state: 'waiting',
    attempt: 1,
    other: { name: 'Beatriz Fictícia Nunes', here: false },
  })
  expect(viewOf(opened).person).toMatchObject({ name: 'Beatriz Fictícia Nunes', birthDate: '1984-03-12' })
  const again = await world.call(staff, 'POST', `/api/requests/${request}/call`, {})
  expect([again.status, viewOf(again).id]).toEqual([200, id])
  expect(await notices(request)).toContainEqual({ kind: 'call', person: client.person, cns: null })

  const seen = await world.call(client, 'GET', `/api/requests/${request}/call`)
  expect(viewOf(seen)).toMatchObject({ id, as: 'client', person: null, consent: { at: null } })
  expect(viewOf(seen).consent.text).toContain('Sei que a videoconferência é gravada para minha identificação.')
  const early = await at(hall, client, id, 'join')
  expect([early.status, early.body['code']]).toEqual([409, 'consent_needed'])
  await at(hall, client, id, 'consent', { accepted: true })
  const alone = await at(hall, client, id, 'join')
  expect(viewOf(alone)).toMatchObject({ state: 'waiting', startedAt: null })
  expect(await notices(request)).toContainEqual({ kind: 'in_room', person: staff.person, cns: '900001' })
  const both = await at(hall, staff, id, 'join')
  expect(viewOf(both)).toMatchObject({ state: 'live', startedAt: world.clock.now, other: { here: true } })

  await at(hall, staff, id, 'marks', { kind: 'spoken_place' })
  world.clock.now += minute
  const twice = await at(hall, staff, id, 'marks', { kind: 'spoken_place' })
  expect(viewOf(twice).script[0]).toMatchObject({ item: 'spoken_place', at: world.clock.now - minute })
  await tickAll(hall, id)
  const from = world.clock.now - minute
  for (const seq of [0, 1, 2])
    await sendPiece(hall, staff, id, seq, webm(`piece ${seq}`), {
      from: from + seq * 10_000,
      to: from + (seq + 1) * 10_000 + 200,
    })
  const ended = await endWith(hall, id, 'identified')
  expect(viewOf(ended)).toMatchObject({
    state: 'ended',
    reason: 'identified',
    reasonWords: 'Identificado',
    person: null,
  })
  expect((await endWith(hall, id, 'identified')).status).toBe(200)
  const other = await endWith(hall, id, 'gave_up')
  expect([other.status, other.body['code']]).toEqual([409, 'call_over'])

  const record = await recordingOf(hall, staff, id)
  expect(record.segments.map(({ seq }) => seq)).toEqual([0, 1, 2])
  expect(record.gaps).toEqual([{ from: from + 30_200, to: world.clock.now }])
  const after = await world.call(staff, 'GET', `/api/requests/${request}`)
  expect(after.body['order']).toMatchObject({
    missing: expect.not.arrayContaining([expect.objectContaining({ what: 'video' })]),
  })
  expect(after.body['call']).toMatchObject({ id, reason: 'identified', mine: true })
  const list = await world.call(staff, 'GET', `/api/requests/${request}/calls`)
  expect(list.body.items).toMatchObject([{ id, reason: 'identified', recording: { segments: 3, gaps: 1 } }])
  const trail = await auditOf(hall, id)
  expect(trail.filter((row) => row.startsWith('call.read'))).toEqual([`call.read ${staff.person}`])
  expect(trail).toEqual(
    expect.arrayContaining([`call.open ${staff.person}`, `call.consent ${client.person}`, `call.end ${staff.person}`]),
  )
  expect(trail.filter((row) => row === `segment.add ${staff.person}`)).toHaveLength(3)
})

test('signals reach the other side only, in order, and are sealed', async () => {
  const { world, client, staff } = hall
  const id = await liveCall(hall, await underWay(hall, 2))
  for (const n of [1, 2]) await at(hall, client, id, 'signals', { body: { candidate: `10.0.0.${n}` } })
  const got = await world.call(staff, 'GET', `/api/calls/${id}/signals?after=0`)
  expect(got.body['signals']).toMatchObject([{ body: { candidate: '10.0.0.1' } }, { body: { candidate: '10.0.0.2' } }])
  const more = await world.call(staff, 'GET', `/api/calls/${id}/signals?after=${String(got.body['last'])}`)
  expect(more.body).toEqual({ signals: [], last: got.body['last'] })
  expect((await world.call(client, 'GET', `/api/calls/${id}/signals?after=0`)).body['signals']).toEqual([])
  const { store } = world.house
  expect(JSON.stringify(await store.read.select().from(store.tables.callSignal))).not.toContain('10.0.0')
  const large = await at(hall, client, id, 'signals', { body: 'x'.repeat(33_000) })
  expect([large.status, large.body['code']]).toEqual([413, 'too_large'])
})

test('refused consent: the cartório is told, the room stays shut until the client thinks again', async () => {
  const { client, staff } = hall
  const id = await openRoom(hall, await underWay(hall, 3))
  const no = await at(hall, client, id, 'consent', { accepted: false })
  expect(viewOf(no).consent).toMatchObject({ at: null, refusedAt: hall.world.clock.now })
  expect((await at(hall, client, id, 'join')).body['code']).toBe('consent_needed')
  expect((await endWith(hall, id, 'identified')).body['code']).toBe('consent_needed')
  expect((await at(hall, staff, id, 'consent', { accepted: true })).status).toBe(404)
  await at(hall, client, id, 'consent', { accepted: true })
  expect((await at(hall, client, id, 'join')).status).toBe(200)
})

test('a reason that weighs on a person needs a note; a suspicion of fraud freezes the request', async () => {
  const request = await underWay(hall, 4)
  const id = await liveCall(hall, request)
  for (const reason of ['not_identified', 'fraud'] as const) {
    const bare = await endWith(hall, id, reason)
    expect([bare.status, bare.body['code']]).toEqual([422, 'reason_needed'])
  }
  await endWith(hall, id, 'fraud', 'Rosto não confere com o documento')
  // It stays in sight of its cartório.
  const queue = await hall.world.call(hall.staff, 'GET', '/api/queue?cartorio=900001')
  const frozen = { id: request, state: 'frozen', next: 'Suspeita de fraude: em análise' }
  expect(queue.body['inProgress']).toContainEqual(expect.objectContaining(frozen))
  const { world, staff, client } = hall
  expect((await world.call(client, 'GET', `/api/requests/${request}`)).body).toMatchObject({ state: 'frozen' })
  const list = await world.call(staff, 'GET', `/api/requests/${request}/calls`)
  expect(list.body.items).toMatchObject([{ reason: 'fraud', note: 'Rosto não confere com o documento' }])
  const { store } = world.house
  expect(JSON.stringify(await store.read.select().from(store.tables.call))).not.toContain('Rosto')
})

test('only what a side may stamp, and ticks only while both are in', async () => {
  const { client, staff } = hall
  const id = await openRoom(hall, await underWay(hall, 5))
  expect((await at(hall, staff, id, 'marks', { kind: 'free_will' })).body['code']).toBe('changed')
  for (const kind of scriptItems) expect((await at(hall, client, id, 'marks', { kind })).status).toBe(422)
  expect((await at(hall, staff, id, 'marks', { kind: 'consent' })).status).toBe(422)
  const wait = await at(hall, client, id, 'marks', { kind: 'five_minutes' })
  expect(viewOf(wait).backAt).toBe(hall.world.clock.now + 5 * minute)
  expect(await notices(viewOf(wait).request)).toContainEqual({ kind: 'five_more', person: staff.person, cns: '900001' })
})

test('who takes the consent back in the room is not identified (rule 41)', async () => {
  const { client } = hall
  const id = await liveCall(hall, await underWay(hall, 41))
  await tickAll(hall, id)
  await at(hall, client, id, 'consent', { accepted: false })
  const refused = await endWith(hall, id, 'identified')
  expect([refused.status, refused.body['code']]).toEqual([409, 'consent_needed'])
  await at(hall, client, id, 'consent', { accepted: true })
  expect((await endWith(hall, id, 'identified')).status).toBe(200)
})
