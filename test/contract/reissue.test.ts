import { afterAll, beforeAll, expect, test } from 'vitest'
import { requestById } from '../../server/db/requests.ts'
import { exclusivityOf } from '../../server/db/exclusivity.ts'
import { issueTerms } from '../../server/domain/certificate.ts'
import { exclusivityEnd } from '../../server/domain/term.ts'
import type { Time } from '../../server/desk/time.ts'
import { endWith, liveCall, tickAll, type Hall } from '../kit/call.ts'
import { nineToFive, always, startWorld, tuesdayTen, type Session, type World } from '../kit/house.ts'
import { activePhone, cns, newKey, Phone } from '../kit/phone.ts'

// Rule 51: another phone at the same cartório after a short video, with the whole script and on the same request.
const hour = 3_600_000
const other = '900002'
let world: World
let notary: Session
let elsewhere: Session
let nth = 0
/** Real time, which rules codes, proofs and exclusivity. */
let now = Date.parse('2028-02-29T15:00:00Z')
let business = tuesdayTen
const time: Time = { now: () => business, real: Date.now, shift: () => {}, movable: true }

beforeAll(async () => {
  world = await startWorld({ time })
  // Sessions were given the machine's own clock at the start and keep it.
  time.real = () => now
  await world.office(cns, '3548500', nineToFive)
  await world.office(other, '3550308', always)
  notary = await world.staff('tabeliao@exemplo.com', cns, 'tabeliao')
  elsewhere = await world.staff('outro@exemplo.com', other, 'tabeliao')
})
afterAll(() => world.end())

async function holder() {
  const client = await world.signIn(`cliente${(nth += 1)}@exemplo.com`)
  const made = await activePhone(world, client, notary, nth)
  const hall: Hall = { world, client, staff: notary }
  now += hour
  return { ...made, client, hall, old: String(made.view['id']) }
}
type Holder = Awaited<ReturnType<typeof holder>>

/** A short video that identifies the client again; gives the code that it led to. */
async function anotherVideo({ hall, request, phone }: Holder): Promise<string> {
  const call = await liveCall(hall, request)
  await tickAll(hall, call)
  expect((await endWith(hall, call, 'identified')).status).toBe(200)
  return String((await phone.post(`/calls/${call}/code`)).body['code'])
}

/** Another phone up to its certificate, which nobody proved yet. */
async function onAnother(one: Holder): Promise<Phone> {
  const phone = new Phone(world, one.client)
  expect((await phone.enrol(one.request, await anotherVideo(one))).status).toBe(200)
  await phone.pin('517302')
  expect((await phone.certify()).status).toBe(200)
  return phone
}
const certificate = async (who: Holder, id: unknown) =>
  (await world.call(who.client, 'GET', `/api/certificates/${String(id)}`)).body
const stateOf = async (who: Holder, id: unknown) => (await certificate(who, id))['state']
const request = async (who: Holder) => (await world.call(who.client, 'GET', `/api/requests/${who.request}`)).body
const kept = async ({ request }: Holder) =>
  (await requestById(world.house.store, world.house.store.read, request))?.state
const revoke = (who: Holder, id: unknown) =>
  who.phone.post(`/certificates/${String(id)}/revoke`, { reason: 'key_compromise' })

test('the whole way: the first phone serves until the second one is proved, and not a moment longer', async () => {
  const one = await holder()
  const { hall, old, phone: first } = one
  expect((await request(one))['reissue']).toEqual({ codeUntil: null, whyNot: null })
  const call = await liveCall(hall, one.request)
  expect((await endWith(hall, call, 'identified')).body['code']).toBe('order_missing')
  await tickAll(hall, call)
  expect((await endWith(hall, call, 'identified')).body).toMatchObject({ reason: 'identified', ordered: true })
  const code = String((await first.post(`/calls/${call}/code`)).body['code'])
  const waits = await request(one)
  expect(waits).toMatchObject({ state: 'completed', reissue: { codeUntil: business + issueTerms.renewed } })

  const second = new Phone(world, one.client)
  expect((await second.enrol(one.request, code)).body).toMatchObject({
    step: 'pin',
    subject: { name: 'Beatriz Fictícia Nunes', cns },
  })
  expect((await new Phone(world, one.client).enrol(one.request, code)).body['code']).toBe('code_expired')
  await second.pin('517302')
  // The first phone opens its key, but gets no other certificate without a video of its own.
  expect((await first.pin('284913')).status).toBe(200)
  expect((await first.certify(newKey())).body['code']).toBe('certificate_gone')
  const { id } = (await second.certify()).body
  expect([await stateOf(one, old), await stateOf(one, id)]).toEqual(['active', 'issued'])

  expect((await second.prove()).body).toMatchObject({ state: 'active', id, request: one.request })
  expect(await certificate(one, old)).toMatchObject({ state: 'revoked', reason: 'superseded', revokedAt: now })
  expect(await kept(one)).toEqual({ name: 'completed', cns, certificate: id })
  const { store, sealer } = world.house
  expect(await exclusivityOf(store, store.read, sealer.blind('cpf', one.cpf), now)).toEqual({
    cns,
    until: exclusivityEnd(now, 'America/Sao_Paulo'),
  })
  expect((await first.pin('284913')).body['code']).toBe('certificate_gone')
  expect((await second.prove()).body).toMatchObject({ state: 'active', id })
  const told = (await store.read.select().from(store.tables.notice)).filter((each) => each.request === one.request)
  expect(told.filter(({ kind }) => kind === 'completed')).toHaveLength(4)
  const words = ((await request(one))['events'] as { words: string }[]).map((each) => each.words)
  expect(words.slice(-2)).toEqual([
    'Videoconferência encerrada: identificado',
    'Certificado emitido de novo e ativado em outro celular',
  ])
  // And once more, from the second phone to a third.
  const third = await onAnother(one)
  expect((await third.prove()).body).toMatchObject({ state: 'active' })
  expect(await stateOf(one, id)).toBe('revoked')
})

test('not proved in 72 hours: that one is revoked, the request stays as it was, the first goes on', async () => {
  const one = await holder()
  const second = await onAnother(one)
  now += issueTerms.proof + 1
  await world.house.keeper.turn()
  expect(await certificate(one, second.certificate['id'])).toMatchObject({ state: 'revoked', reason: 'not_proved' })
  expect(await stateOf(one, one.old)).toBe('active')
  expect(await kept(one)).toMatchObject({ name: 'completed', certificate: one.old })
  expect((await second.prove()).body['code']).toBe('certificate_gone')
  expect((await one.phone.pin('284913')).status).toBe(200)
  const third = await onAnother(one)
  expect((await third.prove()).body).toMatchObject({ state: 'active' })
})

test('revoked while the proof is on its way: never two in force, and nothing revoked comes back', async () => {
  for (let i = 0; i < 3; i += 1) {
    const one = await holder()
    const second = await onAnother(one)
    const { id } = second.certificate
    const [proved] = await Promise.all([second.prove(), revoke(one, one.old)])
    expect(proved.status).toBe(200)
    expect([await stateOf(one, one.old), await stateOf(one, id)]).toEqual(['revoked', 'active'])
    const two = await holder()
    const late = await onAnother(two)
    const answers = await Promise.all([late.prove(), revoke(two, late.certificate['id'])])
    expect([200, 409]).toContain(answers[0].status)
    expect(await stateOf(two, late.certificate['id'])).toBe('revoked')
    const now = await kept(two)
    const won = now?.name === 'completed' && now.certificate === late.certificate['id']
    expect(await stateOf(two, two.old)).toBe(won ? 'revoked' : 'active')
  }
})

test('a suspicion of fraud voids what the videos gave and leaves the certificate to the notary', async () => {
  const one = await holder()
  const second = await onAnother(one)
  const call = await liveCall(one.hall, one.request)
  expect((await endWith(one.hall, call, 'fraud', 'Outra pessoa no vídeo')).status).toBe(200)
  expect((await second.prove()).body['code']).toBe('certificate_gone')
  expect(await stateOf(one, second.certificate['id'])).toBe('revoked')
  expect(await stateOf(one, one.old)).toBe('active')
  expect(await kept(one)).toMatchObject({ name: 'completed', certificate: one.old, renewal: { reason: 'fraud' } })
  expect((await one.phone.post(`/calls/${call}/code`)).status).toBe(404)
  expect((await one.phone.pin('284913')).status).toBe(200)
})

test('revoked by the notary: a code of an earlier video is void, too; by the holder, it is what the lost phone needs', async () => {
  const [one, two] = [await holder(), await holder()]
  const [code, mine] = [await anotherVideo(one), await anotherVideo(two)]
  const taken = { reason: 'key_compromise' }
  expect((await world.call(notary, 'POST', `/api/certificates/${one.old}/revoke`, taken)).status).toBe(200)
  expect((await revoke(two, two.old)).status).toBe(200)
  expect((await new Phone(world, one.client).enrol(one.request, code)).body['code']).toBe('code_expired')
  const second = new Phone(world, two.client)
  expect((await second.enrol(two.request, mine)).status).toBe(200)
  await second.pin('517302')
  expect((await second.certify()).status).toBe(200)
  expect((await second.prove()).body['state']).toBe('active')
})

test('asking for the video: the cartório hears of it in its hours, once for each question, and nobody else may ask', async () => {
  const one = await holder()
  const { store } = world.house
  const rung = async () =>
    (await store.read.select().from(store.tables.notice)).filter(
      (each) => each.kind === 'new_phone' && each.request === one.request,
    )
  const ask = (who: Session) => world.call(who, 'POST', `/api/requests/${one.request}/call/ask`, {})
  expect((await ask(one.client)).body).toEqual({ now: business, toldAt: business })
  expect(await rung()).toMatchObject([{ cns, person: null, at: business }])
  for (const who of [notary, elsewhere]) expect((await ask(who)).status).toBe(404)
  business += 10 * hour
  expect((await ask(one.client)).body['toldAt']).toBe(tuesdayTen + 23 * hour)
  business = tuesdayTen
  expect((await ask(one.client)).status).toBe(200)
  expect((await ask(one.client)).status).toBe(429)
  expect(await rung()).toHaveLength(3)
})

test('no room on a request whose certificate was replaced from another one, or at a suspended cartório', async () => {
  const one = await holder()
  const open = () => world.call(notary, 'POST', `/api/requests/${one.request}/call`, {})
  const { cartorio } = world.house.store.tables
  const suspend = (at: number | null) =>
    world.house.store.inTransaction(async (tx) => void (await tx.update(cartorio).set({ suspendedAt: at })))
  const code = await anotherVideo(one)
  await suspend(now)
  expect((await open()).body['code']).toBe('suspended')
  const second = new Phone(world, one.client)
  expect((await second.enrol(one.request, code)).body['code']).toBe('suspended')
  await suspend(null)
  await activePhone(world, one.client, elsewhere, nth, { cns: other })
  expect((await open()).body['code']).toBe('newer_elsewhere')
  expect((await second.enrol(one.request, code)).body['code']).toBe('newer_elsewhere')
  expect((await one.phone.post(`/requests/${one.request}/call/ask`)).body['code']).toBe('newer_elsewhere')
  expect((await request(one))['reissue']).toMatchObject({
    codeUntil: null,
    whyNot: expect.stringContaining('mais novo'),
  })
})
