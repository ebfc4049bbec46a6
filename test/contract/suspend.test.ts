import { afterAll, beforeAll, expect, test } from 'vitest'
import { verifyAudit } from '../../server/db/audit.ts'
import { addCall, callById } from '../../server/db/calls.ts'
import { requestById } from '../../server/db/requests.ts'
import { uuidv7 } from '../../server/db/uuid.ts'
import type { AdminCartorioView } from '../../server/http/admin-views.ts'
import type { ClientRequestView, QueueView } from '../../server/http/views.ts'
import { auditOf, platformPerson, reactivateAt, suspendAt } from '../kit/admin.ts'
import { underWay } from '../kit/attend.ts'
import { liveCall, type Hall } from '../kit/call.ts'
import { always, form, startWorld, type Session, type World } from '../kit/house.ts'
import { command, identified, mark, Phone, placeOrder } from '../kit/phone.ts'
import { photoOf, sendPicture } from '../kit/pictures.ts'

const cns = '900001'
const other = '900002'
let world: World
let admin: Session
let client: Session
let notary: Session
let rival: Session
let nth = 0
beforeAll(async () => {
  world = await startWorld()
  await world.office(cns, '3550308', always)
  await world.office(other, '3548500', always)
  admin = await platformPerson(world, 'administracao@exemplo.com', 'admin')
  client = await world.signIn('cliente@exemplo.com')
  notary = await world.staff('tabeliao@exemplo.com', cns, 'tabeliao')
  rival = await world.staff('outro@exemplo.com', other, 'tabeliao')
})
afterAll(() => world.end())

const stateOf = async (id: string) => {
  const { store } = world.house
  return (await requestById(store, store.read, id))?.state
}
const send = async (more = {}) => {
  const body = form((nth += 1), more)
  return { body, status: (await world.call(client, 'POST', '/api/requests', body)).status }
}
const choices = async () => {
  const { body } = await world.call(client, 'GET', '/api/cartorios?uf=SP')
  return (body.items as { cns: string }[]).map((each) => each.cns)
}
const seen = async (id: string) =>
  (await world.call(client, 'GET', `/api/requests/${id}`)).body as unknown as ClientRequestView

test('only the administration suspends, with a reason, and once', async () => {
  const inspector = await platformPerson(world, 'corregedoria@exemplo.com', 'inspetor')
  for (const who of [client, notary, inspector]) {
    expect((await suspendAt(world, who, cns)).status).toBe(404)
    expect((await world.call(who, 'GET', `/api/admin/cartorios/${cns}`)).status).toBe(404)
  }
  expect((await suspendAt(world, admin, cns, '  ')).body['code']).toBe('reason_needed')
  expect((await suspendAt(world, admin, '999999')).status).toBe(404)
  expect((await reactivateAt(world, admin, cns)).body['code']).toBe('stale')
  // A room for a new phone, on a request that is over: no request moves, but the room ends.
  const { store } = world.house
  const room = { id: uuidv7(), request: uuidv7(), cns, account: client.person, staff: notary.person, openedAt: 1 }
  await store.inTransaction((tx) => addCall(store, tx, room))
  expect((await suspendAt(world, admin, cns)).body).toEqual({ at: world.clock.now, moved: 0 })
  expect(await callById(store, store.read, room.id)).toMatchObject({ state: 'ended', reason: 'technical' })
  expect((await suspendAt(world, admin, cns)).body['code']).toBe('stale')
  expect((await reactivateAt(world, admin, cns)).status).toBe(200)
})

test('whatever waits or is under way moves with all it has; its client is told, chooses, and goes on', async () => {
  const late = (await send({ cns })).body.id
  world.clock.now += 20 * 60_000
  const expired = (await send({ cns })).body.id
  const waitingForm = form((nth += 1), { cns })
  await sendPicture(world, client, { id: waitingForm.id, kind: 'photo' }, await photoOf(240, 180))
  await world.call(client, 'POST', '/api/requests', waitingForm)
  world.clock.now += 60_000
  const both = { client, staff: notary }
  const met = await underWay(world, both, (nth += 1))
  const hall = { world, client, staff: notary } as Hall
  const call = await liveCall(hall, met)
  const ordered = await identified(world, client, notary, (nth += 1))
  const phone = new Phone(world, client)
  const code = String((await phone.post(`/calls/${ordered.call}/code`)).body['code'])
  await placeOrder(world, ordered.request)
  await phone.enrol(ordered.request, code)
  await phone.pin('284913')
  expect((await phone.certify()).status).toBe(200)
  const frozen = await underWay(world, both, (nth += 1))
  await command(world, frozen, { name: 'end_video', cns, mark: mark('fraud') })

  const sheet = (await world.call(admin, 'GET', `/api/admin/cartorios/${cns}`)).body as unknown as AdminCartorioView
  expect(sheet.moving).toEqual({ waiting: 2, expired: 1, inProgress: 2, ordered: 1 })
  expect(await choices()).toContain(cns)
  const protocol = (await seen(waitingForm.id)).protocol
  expect((await suspendAt(world, admin, cns, 'Portaria 12')).body).toMatchObject({ moved: 5 })

  for (const id of [late, expired, waitingForm.id, met, ordered.request])
    expect(await stateOf(id)).toEqual({ name: 'choosing', last: cns })
  expect(await stateOf(frozen)).toEqual({ name: 'frozen', cns })
  expect(await choices()).not.toContain(cns)
  expect((await send({ cns })).status).toBe(409)
  expect((await world.call(client, 'GET', `/api/calls/${call}`)).body).toMatchObject({ state: 'ended' })
  // What nobody proved never comes into force in the name of an office that may not attend.
  expect((await phone.prove()).status).toBeGreaterThanOrEqual(400)
  const { store } = world.house
  const orders = await store.read.select().from(store.tables.certificateOrder)
  expect(orders.filter((row) => row.endedAt === null).map((row) => row.request)).toEqual([])
  const notices = await store.read.select().from(store.tables.notice)
  expect(notices.filter(({ kind }) => kind === 'choose_again').map(({ person }) => person)).toEqual(
    Array(5).fill(client.person),
  )
  expect(await auditOf(world, cns)).toContainEqual(
    expect.objectContaining({ actor: admin.person, action: 'cartorio.suspend' }),
  )
  expect(JSON.stringify(await auditOf(world, cns))).not.toContain('Portaria')

  const before = await seen(waitingForm.id)
  expect(before).toMatchObject({ protocol, can: { choose: true }, images: [{ kind: 'photo' }] })
  const chosen = await world.call(client, 'POST', `/api/requests/${waitingForm.id}/choose-cartorio`, { cns: other })
  expect(chosen.body).toMatchObject({ state: 'waiting', protocol, data: before.data, images: [{ kind: 'photo' }] })
  for (const id of [met, ordered.request])
    await world.call(client, 'POST', `/api/requests/${id}/choose-cartorio`, { cns: other })
  const decided = await world.call(rival, 'POST', `/api/requests/${ordered.request}/decision`, { kind: 'create' })
  expect(decided.body).toMatchObject({ state: 'in_progress', order: { placedAt: null } })
  expect(await verifyAudit(store)).toMatchObject({ ok: true })
})

test('its people read why, see no pool, and can neither pull nor decide', async () => {
  const queue = (await world.call(notary, 'GET', `/api/queue?cartorio=${cns}`)).body as unknown as QueueView
  expect(queue).toMatchObject({ suspended: { at: world.clock.now, why: 'Portaria 12' }, waiting: [], available: 0 })
  const { body } = await send({ cns: other })
  world.clock.now += 15 * 60_000
  await world.house.alarms.ring()
  await world.call(client, 'POST', `/api/requests/${body.id}/release`, {})
  const { store } = world.house
  const poolId = (await requestById(store, store.read, body.id))?.poolId
  expect((await world.call(notary, 'GET', `/api/pool?cartorio=${cns}`)).body.items).toEqual([])
  const pulled = await world.call(notary, 'POST', `/api/requests/${poolId}/pull`, { cartorio: cns })
  expect(pulled.body).toMatchObject({ code: 'suspended', facts: { own: true } })
  const [moved] = (await store.read.select().from(store.tables.request)).filter(({ status }) => status === 'choosing')
  const late = await world.call(notary, 'POST', `/api/requests/${moved?.id}/decision`, { kind: 'create' })
  expect(late.body).toMatchObject({ code: 'changed', detail: expect.stringContaining('escolhendo outro cartório') })
  expect((await reactivateAt(world, admin, cns)).status).toBe(200)
  expect(await choices()).toContain(cns)
  const back = await world.call(notary, 'POST', `/api/requests/${poolId}/pull`, { cartorio: cns })
  expect(back.body).toMatchObject({ state: 'waiting' })
})

test(
  '50 suspensions against a submission, a decision and a pull at once: nobody is left at the suspended cartório',
  { timeout: 120_000 },
  async () => {
    const { store } = world.house
    const kept = new Set<string>()
    for (let round = 0; round < 50; round += 1) {
      const [first, second] = [await send({ cns }), await send({ cns: other })]
      world.clock.now += 15 * 60_000
      await world.house.alarms.ring()
      await world.call(client, 'POST', `/api/requests/${second.body.id}/release`, {})
      const third = await send({ cns })
      const poolId = (await requestById(store, store.read, second.body.id))?.poolId
      const acts = [
        () => suspendAt(world, admin, cns),
        () => send({ cns }),
        () => world.call(notary, 'POST', `/api/requests/${third.body.id}/decision`, { kind: 'create' }),
        () =>
          world.call(notary, 'POST', `/api/requests/${first.body.id}/decision`, {
            kind: 'reject',
            reason: 'other',
            text: 'x',
          }),
        () => world.call(notary, 'POST', `/api/requests/${poolId}/pull`, { cartorio: cns }),
      ]
      // Whoever starts first is another one each time.
      const turned = acts.map((_, i) => acts[(i + round) % acts.length]?.())
      const statuses = (await Promise.all(turned)).map((answer) => answer?.status ?? 0)
      expect(
        statuses.every((status) => [200, 201, 409].includes(status)),
        statuses.join(),
      ).toBe(true)
      const rows = await store.read.select().from(store.tables.request)
      const left = rows.filter((row) => row.cns === cns && row.closedAt === null && row.status !== 'frozen')
      expect(left.map(({ status }) => status)).toEqual([])
      for (const id of kept) expect(rows.some((row) => row.id === id)).toBe(true)
      for (const { id } of rows) kept.add(id)
      expect((await reactivateAt(world, admin, cns)).status).toBe(200)
    }
    expect(await verifyAudit(store)).toMatchObject({ ok: true })
  },
)
