import { generateKeyPairSync } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { issue } from '../../server/desk/issue.ts'
import { issueToolsOf } from '../../server/http/intent.ts'
import { startWorld, type Session, type World } from '../kit/house.ts'
import { activePhone, cns, command, csrOf, identified, mark, newKey, Phone, placeOrder } from '../kit/phone.ts'

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
    const ordered = await world.call(client, 'GET', `/api/requests/${request}`)
    expect(ordered.body['stateWords']).toBe('Pronta para emitir')
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

  test('the notary sees whose certificate it is, and each reading is a row', async () => {
    await newClient()
    const made = await activePhone(world, client, notary, nth)
    const mine = await world.call(notary, 'GET', `/api/clients?cartorio=${cns}`)
    expect(mine.body.items?.at(-1)).toMatchObject({ name: 'Beatriz Fictícia Nunes', soon: false })
    const seen = await world.call(notary, 'GET', `/api/certificates/${String(made.view['id'])}`)
    expect(seen.body).toMatchObject({ as: 'staff', der: null, can: { revoke: true } })
    const rows = await world.house.store.read.select().from(world.house.store.tables.audit)
    const reads = rows.filter(({ action, actor }) => action === 'certificate.read' && actor === notary.person)
    expect(reads.map(({ subject }) => subject)).toEqual([cns, made.view['id']])
    const request = await world.call(notary, 'GET', `/api/requests/${made.request}`)
    const { record } = request.body['ccn'] as { record: string }
    const ccn = await world.call(notary, 'GET', `/api/ccn/${record}`)
    expect(ccn.body['certificates']).toMatchObject([{ id: made.view['id'], state: 'active', stateWords: 'Válido' }])
    const stranger = await world.signIn('estranha@exemplo.com')
    for (const path of [`/api/certificates/${String(made.view['id'])}`, `/api/clients?cartorio=${cns}`])
      expect((await world.call(stranger, 'GET', path)).status).toBe(404)
  })
})

/** A phone that has chosen its PIN. */
async function ready() {
  await newClient()
  const made = await identified(world, client, notary, nth)
  await placeOrder(world, made.request)
  const phone = new Phone(world, client)
  await phone.enrol(made.request, String((await phone.post(`/calls/${made.call}/code`)).body['code']))
  await phone.pin('284913')
  return { ...made, phone }
}
const stateOf = async (phone: Phone) => {
  const { store } = world.house
  const rows = await store.read.select().from(store.tables.certificate)
  return rows.filter(({ enrolment }) => enrolment === phone.enrolment).map(({ state, reason }) => [state, reason])
}

describe('what does not lead to a certificate', () => {
  test('another key: the earlier serial is revoked before the new one is signed', async () => {
    const { phone } = await ready()
    const first = (await phone.certify()).body
    phone.key = newKey()
    const second = (await phone.certify()).body
    expect(second['serial']).not.toBe(first['serial'])
    expect(await stateOf(phone)).toEqual([
      ['revoked', 'superseded'],
      ['issued', null],
    ])
    const both = await Promise.all([phone.certify(newKey()), phone.certify(newKey())])
    expect(both.map(({ status }) => status)).toEqual([200, 200])
    expect((await stateOf(phone)).filter(([state]) => state === 'issued')).toHaveLength(1)
  })

  test('a session without the phone certifies no key of its own, and the phone’s stays as it was', async () => {
    const { phone } = await ready()
    const mine = (await phone.certify()).body
    const thief = new Phone(world, client)
    thief.enrolment = phone.enrolment
    expect((await thief.certify()).status).toBe(404)
    expect((await thief.prove()).status).toBe(422)
    expect(await stateOf(phone)).toEqual([['issued', null]])
    expect((await phone.prove()).body).toMatchObject({ state: 'active', serial: mine['serial'] })
  })

  test('revoked before it was in force: the same phone gets no other without another code', async () => {
    const { phone } = await ready()
    const { id } = (await phone.certify()).body
    expect((await phone.post(`/certificates/${String(id)}/revoke`, { reason: 'key_compromise' })).status).toBe(200)
    expect((await phone.certify()).body['code']).toBe('certificate_gone')
    expect((await phone.certify(newKey())).body['code']).toBe('certificate_gone')
    expect((await phone.prove()).body['code']).toBe('certificate_gone')
    expect(await stateOf(phone)).toEqual([['revoked', 'key_compromise']])
  })

  test('a signer that fails spends the serial; the next try has another', async () => {
    const { phone } = await ready()
    const tools = issueToolsOf(world.house)
    const { ca } = tools
    if (!ca) throw new Error('no authority')
    const broken = { ...tools, ca: { ...ca, sign: () => Promise.reject(new Error('no token')) } }
    const wish = { enrolment: phone.enrolment, account: client.person, secret: phone.secret, csr: csrOf(phone.key) }
    expect(await issue(broken, wish)).toEqual({ fault: 'issue_off' })
    expect(await stateOf(phone)).toEqual([['revoked', 'not_proved']])
    expect((await phone.certify()).status).toBe(200)
    expect((await phone.prove()).body['state']).toBe('active')
  })

  test('a request that is none, or signed by another key, or on another curve', async () => {
    const { phone } = await ready()
    const csr = csrOf(phone.key)
    const tampered = Buffer.from(csr)
    tampered[csr.length - 3] = (tampered[csr.length - 3] ?? 0) ^ 1
    const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' })
    for (const wrong of [Buffer.from('nonsense'), tampered, csrOf(p384)]) {
      const answer = await phone.post(`/enrolments/${phone.enrolment}/certificate`, {
        secret: phone.secret.toString('base64url'),
        csr: wrong.toString('base64url'),
      })
      expect([answer.status, answer.body['code']]).toEqual([422, 'csr_invalid'])
    }
    expect(await stateOf(phone)).toEqual([])
  })

  test('giving up after the order closes it, and what was under way is void', async () => {
    const { phone, request } = await ready()
    await phone.certify()
    const left = await phone.post(`/requests/${request}/give-up`)
    expect(left.body).toMatchObject({ state: 'closed', stateWords: 'Encerrada' })
    expect(await stateOf(phone)).toEqual([['revoked', 'not_proved']])
    expect((await phone.prove()).body['code']).toBe('certificate_gone')
    expect((await phone.post(`/requests/${request}/give-up`)).status).toBe(409)
  })

  test('a suspicion of fraud after the order freezes it; a renewal needs the whole script', async () => {
    const { phone, request } = await ready()
    await phone.certify()
    const half = { name: 'end_video', cns, mark: { ...mark('identified'), whole: false } } as const
    await expect(command(world, request, half)).rejects.toThrow('order_missing')
    await command(world, request, { name: 'end_video', cns, mark: mark('fraud') })
    expect(await stateOf(phone)).toEqual([['revoked', 'not_proved']])
    expect((await phone.certify(newKey())).body['code']).toBe('certificate_gone')
  })

  test('a wrong code counts to five; a used one is another phone’s no more', async () => {
    await newClient()
    const made = await identified(world, client, notary, nth)
    await placeOrder(world, made.request)
    const phone = new Phone(world, client)
    const code = String((await phone.post(`/calls/${made.call}/code`)).body['code'])
    expect((await phone.enrol(made.request, 'ZZZZ-ZZZZ')).body['facts']).toEqual({ left: 4 })
    expect((await phone.enrol(made.request, code)).status).toBe(200)
    const other = new Phone(world, client)
    expect((await other.enrol(made.request, code)).body['code']).toBe('code_expired')
    for (let i = 0; i < 4; i += 1) await other.enrol(made.request, 'ZZZZ-ZZZZ')
    expect((await other.enrol(made.request, 'ZZZZ-ZZZZ')).body['code']).toBe('code_locked')
    const stranger = new Phone(world, await world.signIn('alheia@exemplo.com'))
    expect((await stranger.enrol(made.request, code)).status).toBe(404)
    expect((await stranger.post(`/calls/${made.call}/code`)).status).toBe(404)
  })
})
