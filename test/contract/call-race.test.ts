import { afterAll, beforeAll, expect, test } from 'vitest'
import { at, auditOf, endWith, liveCall, openRoom, startHall, underWay, viewOf, type Hall } from '../kit/call.ts'
import type { Session } from '../kit/house.ts'

let hall: Hall
let colleague: Session

beforeAll(async () => {
  hall = await startHall()
  colleague = await hall.world.staff('tabelia@exemplo.com', '900001', 'tabeliao')
})
afterAll(() => hall.world.end())

const cancel = (request: string) => hall.world.call(hall.client, 'POST', `/api/requests/${request}/cancel`, {})
const endings = async (id: string) => (await auditOf(hall, id)).filter((row) => row.startsWith('call.end'))

test('the end in a race with a cancellation: one of them ends the call, once, and both say the same afterwards', async () => {
  const seen = new Set<string>()
  for (let nth = 0; nth < 8; nth += 1) {
    const request = await underWay(hall, 100 + nth)
    const id = await liveCall(hall, request)
    const acts = [() => endWith(hall, id, 'identified'), () => cancel(request)]
    const [first, second] = nth % 2 === 0 ? acts : acts.toReversed()
    await Promise.all([first?.(), second?.()])
    const view = viewOf(await hall.world.call(hall.client, 'GET', `/api/calls/${id}`))
    expect(view.state).toBe('ended')
    seen.add(String(view.reason))
    expect(await endings(id)).toHaveLength(1)
    // Whoever came first, the client's cancellation stands: an identification alone doesn't bind it.
    expect((await hall.world.call(hall.client, 'GET', `/api/requests/${request}`)).body).toMatchObject({
      state: 'cancelled',
    })
  }
  expect([...seen].toSorted()).toEqual(['identified', 'technical'])
})

test('a cancellation ends the room in its own commit, and both are told', async () => {
  const request = await underWay(hall, 1)
  const id = await liveCall(hall, request)
  const heard: string[] = []
  const stop = [hall.client, hall.staff].map(({ person }) =>
    hall.world.house.live.listen(
      [`account:${person}`],
      (keys) => void heard.push(...keys.filter((key) => key === `call:${id}`)),
    ),
  )
  await cancel(request)
  for (const each of stop) each()
  expect(heard).toEqual([`call:${id}`, `call:${id}`])
  expect(viewOf(await hall.world.call(hall.staff, 'GET', `/api/calls/${id}`))).toMatchObject({
    state: 'ended',
    reason: 'technical',
  })
  const late = await endWith(hall, id, 'identified')
  expect([late.status, late.body['code']]).toEqual([409, 'call_over'])
  expect(viewOf({ ...late, body: late.body['request'] as never }).reason).toBe('technical')
})

test('of ten who open a room at once one does, and the others learn who', async () => {
  const { world, staff } = hall
  await world.call(staff, 'PATCH', '/api/me', { name: 'Carla Fictícia' })
  const request = await underWay(hall, 2)
  const all = await Promise.all(
    Array.from({ length: 10 }, (_, i) =>
      world.call(i % 2 === 0 ? staff : colleague, 'POST', `/api/requests/${request}/call`, {}),
    ),
  )
  const by = all.map(({ status }) => status)
  expect(by.filter((status) => status === 201)).toHaveLength(1)
  expect(by.filter((status) => status === 409)).toHaveLength(5)
  const ids = new Set(all.filter(({ status }) => status < 300).map((each) => viewOf(each).id))
  expect(ids.size).toBe(1)
})

test('both who enter at the same moment find each other', async () => {
  for (let nth = 0; nth < 5; nth += 1) {
    const id = await openRoom(hall, await underWay(hall, 200 + nth))
    await at(hall, hall.client, id, 'consent', { accepted: true })
    await Promise.all([at(hall, hall.client, id, 'join'), at(hall, hall.staff, id, 'join')])
    const view = viewOf(await hall.world.call(hall.client, 'GET', `/api/calls/${id}`))
    expect(view).toMatchObject({ state: 'live', attempt: 1 })
    expect(view.marks.filter(({ kind }) => kind.startsWith('joined'))).toHaveLength(2)
  }
})

test('no room for what is not under way, whose order is placed, or for oneself', async () => {
  const { world, staff } = hall
  const request = await underWay(hall, 3)
  await cancel(request)
  const gone = await world.call(staff, 'POST', `/api/requests/${request}/call`, {})
  expect([gone.status, gone.body['code']]).toEqual([409, 'changed'])
  const own = await underWay({ ...hall, client: staff }, 4)
  const refused = await world.call(staff, 'POST', `/api/requests/${own}/call`, {})
  expect([refused.status, refused.body['code']]).toEqual([403, 'forbidden_role'])
})
