import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startWorld, type Session, type World } from '../kit/house.ts'
import { activePhone, cns, identified, newKey, Phone, placeOrder } from '../kit/phone.ts'

let world: World
let client: Session
let notary: Session
let nth = 0
beforeAll(async () => {
  world = await startWorld()
  await world.office(cns, '3548500')
  notary = await world.staff('tabeliao@exemplo.com', cns, 'tabeliao')
})
afterAll(() => world.end())
const newClient = async () => (client = await world.signIn(`cliente${(nth += 1)}@exemplo.com`))

describe('from the code to the certificate', () => {
  test('the whole way, each step again without harm', async () => {
    await newClient()
    const { request, call } = await identified(world, client, notary, nth)
    const phone = new Phone(world, client)
    const shown = await phone.post(`/calls/${call}/code`)
    expect(shown.body['code']).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/)
    expect((await phone.post(`/calls/${call}/code`)).body['code']).toBe('code_shown')
    const code = String(shown.body['code'])
    expect((await phone.enrol(request, code)).body['code']).toBe('not_ordered')
    await placeOrder(world, request)
    const typed = code.toLowerCase().replace('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')
    const begun = await phone.enrol(request, typed)
    expect(begun.body).toMatchObject({
      step: 'pin',
      pinLeft: 5,
      locked: false,
      subject: { name: 'Beatriz Fictícia Nunes' },
    })
    const again = await phone.enrol(request, code)
    expect(again.body['enrolment']).toBe(begun.body['enrolment'])
    expect((await phone.certify()).body['code']).toBe('pin_needed')
    const half = (await phone.pin('284913')).body['half']
    expect(half).toMatch(/^[\w-]{43}$/)
    expect((await phone.pin('284913')).body['half']).toBe(half)
    const first = await phone.certify()
    expect(first.status).toBe(200)
    expect((await phone.certify()).body).toEqual(first.body)
    expect((await phone.prove(newKey())).body['code']).toBe('proof_wrong')
    const view = await world.call(client, 'GET', `/api/enrolments/${phone.enrolment}`)
    expect(view.body).toMatchObject({ step: 'proof', certificate: { serial: first.body['serial'] } })
    const proved = await phone.prove()
    expect(proved.body).toMatchObject({ state: 'active', stateWords: 'Válido', serial: first.body['serial'] })
    expect((await phone.prove()).body).toMatchObject({ state: 'active' })
    const now = await world.call(client, 'GET', `/api/requests/${request}`)
    expect(now.body).toMatchObject({ state: 'completed', stateWords: 'Concluída' })
    const listed = await world.call(client, 'GET', '/api/certificates')
    expect(listed.body.items).toHaveLength(1)
    const done = await world.call(client, 'GET', `/api/enrolments/${phone.enrolment}`)
    expect(done.body['step']).toBe('done')
  })

  test('another key revokes the earlier serial first, and the notary sees the outcome', async () => {
    await newClient()
    const made = await activePhone(world, client, notary, nth)
    const mine = await world.call(notary, 'GET', `/api/clients?cartorio=${cns}`)
    expect(JSON.stringify(mine.body)).toContain(String(made.view['id']))
  })
})
