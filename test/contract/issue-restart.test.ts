import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWorld, type Session, type World } from '../kit/house.ts'
import { cns, command, identified, mark, Phone, placeOrder } from '../kit/phone.ts'

let world: World
let notary: Session
let nth = 0
beforeAll(async () => {
  world = await startWorld()
  await world.office(cns, '3548500')
  notary = await world.staff('tabeliao@exemplo.com', cns, 'tabeliao')
})
afterAll(() => world.end())

async function begun(pin = true) {
  const client = await world.signIn(`cliente${(nth += 1)}@exemplo.com`)
  const made = await identified(world, client, notary, nth)
  const phone = new Phone(world, client)
  const code = String((await phone.post(`/calls/${made.call}/code`)).body['code'])
  await placeOrder(world, made.request)
  await phone.enrol(made.request, code)
  if (pin) await phone.pin('284913')
  return { ...made, client, phone, code }
}
const stepOf = async (phone: Phone) =>
  (await world.call(phone.session, 'GET', `/api/enrolments/${phone.enrolment}`)).body['step']

test('the server starts anew after every step, and the phone goes on from there', async () => {
  const client = await world.signIn(`cliente${(nth += 1)}@exemplo.com`)
  const { request, call } = await identified(world, client, notary, nth)
  const phone = new Phone(world, client)
  await world.restart()
  const code = String((await phone.post(`/calls/${call}/code`)).body['code'])
  await placeOrder(world, request)
  await world.restart()
  expect((await phone.enrol(request, code)).status).toBe(200)
  await world.restart()
  expect(await stepOf(phone)).toBe('pin')
  const half = (await phone.pin('284913')).body['half']
  await world.restart()
  expect(await stepOf(phone)).toBe('key')
  expect((await phone.pin('284913')).body['half']).toBe(half)
  const { serial } = (await phone.certify()).body
  await world.restart()
  expect(await stepOf(phone)).toBe('proof')
  expect((await phone.certify()).body['serial']).toBe(serial)
  expect((await phone.prove()).body).toMatchObject({ state: 'active', serial })
  await world.restart()
  expect(await stepOf(phone)).toBe('done')
})

test('a cartório that is suspended, or fraud, in the middle: no step goes on, and no certificate is left', async () => {
  const stop = [
    { name: 'suspend', calendar: null },
    { name: 'end_video', cns, mark: mark('fraud') },
    { name: 'close', why: 'gave_up' },
  ] as const
  for (const how of stop) {
    const early = await begun(false)
    await command(world, early.request, how)
    expect((await early.phone.pin('284913')).body['code'], how.name).toBe('certificate_gone')
    const late = await begun()
    await late.phone.certify()
    const { nonce } = (await late.phone.post(`/enrolments/${late.phone.enrolment}/nonce`)).body
    expect(nonce).toMatch(/^[\w-]{43}$/)
    await command(world, late.request, how)
    for (const answer of [await late.phone.certify(), await late.phone.prove()])
      expect([answer.status, answer.body['code']], how.name).toEqual([409, 'certificate_gone'])
    const view = await world.call(late.client, 'GET', `/api/enrolments/${late.phone.enrolment}`)
    expect(view.body).toMatchObject({ ended: true, certificate: null })
  }
})

test('revoked while the proof is on its way: the one that commits first decides, never an active revoked one', async () => {
  for (let i = 0; i < 4; i += 1) {
    const { phone, client } = await begun()
    const { id } = (await phone.certify()).body
    const [proved, revoked] = await Promise.all([
      phone.prove(),
      phone.post(`/certificates/${String(id)}/revoke`, { reason: 'key_compromise' }),
    ])
    expect([200, 409]).toContain(proved.status)
    expect(revoked.status).toBe(200)
    const now = await world.call(client, 'GET', `/api/certificates/${String(id)}`)
    expect(now.body['state']).toBe('revoked')
  }
})

test('a code is good for its own request and account alone, and not after its time', async () => {
  const [one, other] = [await begun(), await begun()]
  const thief = new Phone(world, other.client)
  expect((await thief.enrol(other.request, one.code)).body['code']).toBe('code_wrong')
  expect((await thief.enrol(one.request, one.code)).status).toBe(404)
  const client = await world.signIn(`cliente${(nth += 1)}@exemplo.com`)
  const made = await identified(world, client, notary, nth)
  const phone = new Phone(world, client)
  const code = String((await phone.post(`/calls/${made.call}/code`)).body['code'])
  await placeOrder(world, made.request)
  const { store } = world.house
  const { enrolmentCode } = store.tables
  await store.inTransaction(async (tx) => void (await tx.update(enrolmentCode).set({ expiresAt: Date.now() - 1 })))
  expect((await phone.enrol(made.request, code)).body['code']).toBe('code_expired')
  // Another short video, after the order, gives the next one; the first stays dead.
  const call = 'renewed'
  await command(world, made.request, { name: 'end_video', cns, mark: mark('identified', call) }, notary.person)
  const fresh = String((await phone.post(`/calls/${call}/code`)).body['code'])
  expect((await phone.enrol(made.request, code)).body['code']).toBe('code_wrong')
  expect((await phone.enrol(made.request, fresh)).status).toBe(200)
})
