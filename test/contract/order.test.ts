import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CcnRecord } from '../../server/domain/ccn.ts'
import { act } from '../../server/desk/act.ts'
import { addCcn } from '../../server/db/ccn.ts'
import { requestById } from '../../server/db/requests.ts'
import { toolsOf } from '../../server/http/intent.ts'
import { checkIn, metByVideo, underWay } from '../kit/attend.ts'
import { always, startWorld, type Session, type World } from '../kit/house.ts'

const cns = '900001'
const reason = 'Consulta feita no balcão, com o documento original.'
let world: World
let client: Session
let notary: Session

beforeAll(async () => {
  world = await startWorld()
  await world.office(cns, '3550308', always)
  notary = await world.staff('tabeliao@exemplo.com', cns, 'tabeliao')
  client = await world.signIn('cliente@exemplo.com')
}, 60_000)
afterAll(() => world.end())

/** Fills in what the record lacks, as the screen of the CCN does. */
async function completeRecord(id: string): Promise<void> {
  const { store, sealer } = world.house
  const row = await requestById(store, store.read, id)
  if (!row) throw new Error('no request')
  const address = {
    cep: '11010000',
    street: 'Rua Um',
    number: '1',
    more: '',
    district: 'Centro',
    city: 'Santos',
    uf: 'SP',
  }
  const data: CcnRecord = {
    ...sealer.openJson<CcnRecord>(row.data, `request:${id}`),
    filiation: ['Maria Fictícia'],
    nationality: 'brasileira',
    maritalStatus: 'single',
    profession: 'professora',
    homeAddress: address,
    document: { kind: 'rg', number: '123456789', issuer: 'SSP/SP', issuedOn: '2015-01-01' },
    pep: false,
  }
  const { cpfBlind } = row
  await store.inTransaction((tx) =>
    addCcn(store, tx, sealer, {
      cns,
      cpfBlind,
      data,
      author: notary.person,
      request: '',
      origin: 'edit',
      at: world.clock.now,
    }),
  )
}

test('an order waits for record, video and each check; then it is placed once, and nothing is asked or noted any more', async () => {
  const id = await underWay(world, { client, staff: notary }, 1)
  const post = (path: string, body: object = {}) => world.call(notary, 'POST', `/api/requests/${id}/${path}`, body)
  const missing = async () => {
    const { body } = await world.call(notary, 'GET', `/api/requests/${id}`)
    return (body['order'] as { missing: { what: string; kind?: string }[] }).missing.map(
      ({ what, kind }) => kind ?? what,
    )
  }
  const next = async () => {
    const { body } = await world.call(notary, 'GET', `/api/queue?cartorio=${cns}`)
    return (body['inProgress'] as { next: string }[])[0]?.next
  }
  expect(await missing()).toEqual(['ccn', 'video', 'receita', 'face', 'liveness'])
  expect(await next()).toBe('Falta o vídeo')

  await metByVideo(world, id, cns, { client, staff: notary })
  const mark = { call: 'x', reason: 'identified', whole: true, at: world.clock.now } as const
  const tools = toolsOf(world.house)
  await act(tools, { request: id, actor: notary.person, command: async () => ({ name: 'end_video', cns, mark }) })
  expect(await next()).toBe('Falta completar o registro no CCN')
  await completeRecord(id)
  expect(await missing()).toEqual(['receita', 'face', 'liveness'])
  for (const kind of ['receita', 'face'])
    await post(`checks/${kind}/note`, { kind: 'override', outcome: 'not_run', text: reason })
  const early = await post('order')
  expect(early.body).toMatchObject({ code: 'order_missing', status: 409 })
  expect(String(early.body['detail'])).toContain('Prova de vida')
  await post('checks/liveness', { outcome: 'approved' })
  expect([await missing(), await next()]).toEqual([[], 'Pronto para o pedido'])

  const placed = await post('order')
  expect(placed.body).toMatchObject({ order: { placedAt: world.clock.now, missing: [], canPlace: false } })
  expect((await world.call(client, 'GET', `/api/requests/${id}`)).body).toMatchObject({ can: { cancel: false } })
  expect(await next()).toBe('Pedido feito')
  const late = [
    await post('checks/liveness', { outcome: 'failed' }),
    await post('checks/receita/note', { kind: 'override', outcome: 'not_run', text: reason }),
  ]
  expect(late.map(({ body }) => body['code'])).toEqual(['order_placed', 'order_placed'])
  expect(checkIn(placed.body, 'receita')).toMatchObject({ outcome: 'not_run', can: { ask: false, override: false } })
})

test('what somebody of the cartório asked for as a client is checked and ordered by somebody else', async () => {
  const colleague = await world.staff('substituta@exemplo.com', cns, 'substituto')
  const id = await underWay(world, { client: notary, staff: colleague }, 9)
  const post = (who: Session, path: string, body: object = {}) =>
    world.call(who, 'POST', `/api/requests/${id}/${path}`, body)
  const override = { kind: 'override', outcome: 'not_run', text: reason }
  const own = [
    await post(notary, 'order'),
    await post(notary, 'checks/receita/note', override),
    await post(notary, 'checks/liveness', { outcome: 'approved' }),
    await post(notary, 'call'),
  ]
  expect(own.map(({ status, body }) => [status, body['code']])).toEqual(own.map(() => [403, 'forbidden_role']))
  expect((await post(colleague, 'order')).body['code']).toBe('order_missing')
})
