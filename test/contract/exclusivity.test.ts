import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { activate, certificateById } from '../../server/db/certificates.ts'
import { newestCrl } from '../../server/db/crl.ts'
import { exclusivityOf } from '../../server/db/exclusivity.ts'
import { exclusivityEnd } from '../../server/domain/term.ts'
import { issueTerms } from '../../server/domain/certificate.ts'
import { makeKeeper } from '../../server/desk/keep.ts'
import { issueToolsOf } from '../../server/http/intent.ts'
import type { Time } from '../../server/desk/time.ts'
import { always, startWorld, tuesdayTen, type Session, type World } from '../kit/house.ts'
import { activePhone, cns, identified, Phone, placeOrder } from '../kit/phone.ts'

const acre = '900007'
let world: World
let notary: Session
let other: Session
let nth = 0
/** Real time, which the house asks for terms: certificates, codes, proofs. */
let now = Date.parse('2028-02-29T15:00:00Z')
const time: Time = { now: () => tuesdayTen, real: Date.now, shift: () => {}, movable: true }

beforeAll(async () => {
  world = await startWorld({ time })
  // Sessions were given the machine's own clock at the start and keep it.
  time.real = () => now
  await world.office(cns, '3548500', always)
  await world.office(acre, '1200401', always)
  notary = await world.staff('sp@exemplo.com', cns, 'tabeliao')
  other = await world.staff('ac@exemplo.com', acre, 'tabeliao')
})
afterAll(() => world.end())

const someone = () => world.signIn(`cliente${(nth += 1)}@exemplo.com`)
const blind = (cpf: string) => world.house.sealer.blind('cpf', cpf)
const holder = (cpf: string) => exclusivityOf(world.house.store, world.house.store.read, blind(cpf), now)
const stateOf = async (id: unknown) =>
  certificateById(world.house.store, world.house.store.read, String(id)).then((row) => row?.state)

describe('exclusivity is a fact (rules 53 to 55)', () => {
  test('29 February at two zones; notAfter is one second before the end', async () => {
    const client = await someone()
    const made = await activePhone(world, client, notary, nth)
    expect(await holder(made.cpf)).toEqual({ cns, until: Date.parse('2031-03-02T00:00:00-03:00') })
    expect(made.view['notAfter']).toBe(Date.parse('2031-03-01T23:59:59-03:00'))
    const client2 = await someone()
    const far = await activePhone(world, client2, other, nth, { cns: acre })
    expect(await holder(far.cpf)).toEqual({ cns: acre, until: Date.parse('2031-03-02T00:00:00-05:00') })
  })

  test('a renewal starts a new period, the older is revoked in the same commit, and periods do not add up', async () => {
    const client = await someone()
    const first = await activePhone(world, client, notary, nth)
    now += 100 * 86_400_000
    const second = await activePhone(world, client, notary, nth)
    expect(await holder(first.cpf)).toEqual({ cns, until: exclusivityEnd(now, 'America/Sao_Paulo') })
    const old = await certificateById(world.house.store, world.house.store.read, String(first.view['id']))
    expect(old).toMatchObject({ state: 'revoked', reason: 'superseded', exclusiveUntil: now, revokedAt: now })
    expect(await stateOf(second.view['id'])).toBe('active')
  })

  test('revoked without a successor, nobody has it', async () => {
    const client = await someone()
    const made = await activePhone(world, client, notary, nth)
    const id = String(made.view['id'])
    const strangers = await world.call(other, 'POST', `/api/certificates/${id}/revoke`, { reason: 'cessation' })
    expect(strangers.status).toBe(404)
    const done = await world.call(notary, 'POST', `/api/certificates/${id}/revoke`, { reason: 'affiliation_changed' })
    expect(done.body).toMatchObject({ state: 'revoked', as: 'staff', der: null, subjectName: null })
    expect(await holder(made.cpf)).toBeNull()
    const told = world.house.store.read.select().from(world.house.store.tables.notice)
    const kinds = (await told).filter((row) => row.request === made.request && row.kind === 'revoked')
    expect(kinds.map(({ person, cns: place }) => person ?? place).toSorted()).toEqual([cns, client.person].toSorted())
  })

  test('a transfer that fails half-way changes nothing; later it moves whole', async () => {
    const client = await someone()
    const first = await activePhone(world, client, notary, nth)
    now += 86_400_000
    const made = await identified(world, client, other, nth, { cns: acre })
    await placeOrder(world, made.request, acre)
    const phone = new Phone(world, client)
    await phone.enrol(made.request, String((await phone.post(`/calls/${made.call}/code`)).body['code']))
    await phone.pin('284913')
    await phone.certify()
    // The last statement of the commit fails: the request may not be completed twice in the audit chain.
    world.house.store.raw.exec(
      `CREATE TRIGGER half BEFORE INSERT ON notice WHEN new.kind = 'completed' BEGIN SELECT RAISE(ABORT, 'half-way'); END`,
    )
    expect((await phone.prove()).status).toBe(500)
    expect(await holder(first.cpf)).toMatchObject({ cns })
    expect(await stateOf(phone.certificate['id'])).toBe('issued')
    expect(await stateOf(first.view['id'])).toBe('active')
    world.house.store.raw.exec('DROP TRIGGER half')
    expect((await phone.prove()).body['state']).toBe('active')
    expect(await holder(first.cpf)).toMatchObject({ cns: acre })
    expect(await stateOf(first.view['id'])).toBe('revoked')
  })

  test('two activations in a race: one wins, the other is told, and the index refuses a second active one', async () => {
    const client = await someone()
    const made = await identified(world, client, notary, nth)
    await placeOrder(world, made.request)
    const phone = new Phone(world, client)
    await phone.enrol(made.request, String((await phone.post(`/calls/${made.call}/code`)).body['code']))
    await phone.pin('284913')
    await phone.certify()
    const both = await Promise.all([phone.prove(), phone.prove()])
    // The nonce of one replaced the other's, or both saw the same certificate in force: never two.
    expect(both.some(({ body }) => body['state'] === 'active')).toBe(true)
    for (const { status } of both) expect([200, 409, 422]).toContain(status)

    // Another account with the same CPF, and an older certificate that comes second.
    const [store, id] = [world.house.store, String(phone.certificate['id'])]
    const row = await certificateById(store, store.read, id)
    if (!row) throw new Error('no row')
    const twin = { ...row, id: 'twin', serial: 'twin', code: 'twin', state: 'issued' as const }
    await store.inTransaction(async (tx) => void (await tx.insert(store.tables.certificate).values(twin)))
    const second = store.inTransaction((tx) => activate(store, tx, 'twin', { provedAt: now, exclusiveUntil: now }))
    await expect(second).rejects.toSatisfy((error) => store.isUniqueViolation(error))
    // A newer one came into force meanwhile: the older is told, and takes nothing back.
    const late = await identified(world, client, notary, nth)
    await placeOrder(world, late.request)
    const slow = new Phone(world, client)
    await slow.enrol(late.request, String((await slow.post(`/calls/${late.call}/code`)).body['code']))
    await slow.pin('284913')
    await slow.certify()
    await store.inTransaction(async (tx) => {
      const { certificate } = store.tables
      await tx
        .update(certificate)
        .set({ preparedAt: now + 1 })
        .where(eq(certificate.id, id))
    })
    const told = await slow.prove()
    expect([told.status, told.body['code']]).toEqual([409, 'certificate_gone'])
    expect([await stateOf(id), await stateOf(slow.certificate['id'])]).toEqual(['active', 'issued'])
  })

  test('no proof in 72 hours: revoked, closed, told; the list holds the serial', async () => {
    const client = await someone()
    const made = await identified(world, client, notary, nth)
    await placeOrder(world, made.request)
    const phone = new Phone(world, client)
    await phone.enrol(made.request, String((await phone.post(`/calls/${made.call}/code`)).body['code']))
    await phone.pin('284913')
    await phone.certify()
    now += issueTerms.proof - 1000
    await world.house.keeper.turn()
    expect(await stateOf(phone.certificate['id'])).toBe('issued')
    now += 2000
    await world.house.keeper.turn()
    expect(await stateOf(phone.certificate['id'])).toBe('revoked')
    const request = await world.call(client, 'GET', `/api/requests/${made.request}`)
    expect(request.body).toMatchObject({ state: 'closed', stateWords: 'Encerrada' })
    expect((await phone.prove()).body['code']).toBe('certificate_gone')
    const list = await world.house.keeper.list()
    expect(Buffer.from(list?.der ?? '', 'base64').toString('hex')).toContain(String(phone.certificate['serial']))
  })
})

test('the list follows a revocation without being asked, and is renewed daily', async () => {
  const client = await someone()
  const made = await activePhone(world, client, notary, nth)
  now += 1
  await world.house.keeper.list()
  const keeper = makeKeeper(issueToolsOf(world.house), 30)
  const { store } = world.house
  const lists = async () => (await newestCrl(store))?.number ?? 0
  const before = await lists()
  keeper.start()
  try {
    await new Promise((resolve) => setTimeout(resolve, 150))
    expect(await lists(), 'nothing happened').toBe(before)
    await made.phone.post(`/certificates/${String(made.view['id'])}/revoke`, { reason: 'cessation' })
    now += 1
    await expect.poll(lists, { timeout: 5_000 }).toBe(before + 1)
    now += 86_400_000
    await expect.poll(lists, { timeout: 5_000 }).toBe(before + 2)
  } finally {
    await keeper.stop()
  }
})
