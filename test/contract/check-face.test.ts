import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { codeWords, faceConsent } from '../../server/domain/check-words.ts'
import { detailOf } from '../../server/desk/check-runs.ts'
import { checkIn, underWay } from '../kit/attend.ts'
import { always, cpfOf, startWorld, type Session, type World } from '../kit/house.ts'
import { patient, startSerpro, type SerproStandIn } from '../kit/serpro.ts'

const base = '/v5/pessoa-fisica/app'
const pin = 'FC3UAXQXC'
const photo = new Uint8Array([0xff, 0xd8, 0xff, 9, 9, 9])
let serpro: SerproStandIn
let world: World
let client: Session
let notary: Session
let nth = 300

async function start(flow: 'v4' | 'v5', more: Record<string, string> = {}): Promise<void> {
  const times = { ...patient, everyMs: 600_000, pollMs: 1 }
  world = await startWorld({ env: { ...serpro.env({ datavalid: flow }), ...more }, checkTimes: times })
}
async function people(): Promise<void> {
  await world.office('900001', '3550308', always)
  notary = await world.staff('tabeliao@exemplo.com', '900001', 'tabeliao')
}
const ask = (id: string) => world.call(notary, 'POST', `/api/requests/${id}/checks/face`, {})
const agree = (id: string, agrees = true, who = client) =>
  world.call(who, 'POST', `/api/requests/${id}/checks/face/consent`, { agrees })
const staffSees = async (id: string) => checkIn((await world.call(notary, 'GET', `/api/requests/${id}`)).body, 'face')
const clientSees = async (id: string) => (await world.call(client, 'GET', `/api/requests/${id}`)).body['face']
const turn = async () => {
  await new Promise((resolve) => setTimeout(resolve, 5))
  await world.house.checks.turn()
}
const giveNewPin = () => {
  const end = new Date(Date.now() + 300_000).toISOString()
  serpro.answer(`POST ${base}/pin`, { status: 200, body: { pin, data_hora_expiracao: end } })
  serpro.answer(`POST ${base}/resultado`, { status: 422, body: { code: 'DV171' } })
}
const signed = async (cpf: string, seal = 'A') =>
  serpro.answer(`POST ${base}/resultado`, { status: 200, body: { jws: await serpro.signed({ cpf, pin, seal }) } })

beforeAll(async () => {
  serpro = await startSerpro()
}, 60_000)
afterAll(() => serpro.down())
beforeEach(async () => {
  nth += 1
  client = await world.signIn(`cliente${nth}@exemplo.com`)
  giveNewPin()
})

describe('v5', () => {
  beforeAll(async () => {
    await start('v5')
    await people()
  }, 60_000)
  afterAll(() => world.end())

  test('consent first, then a PIN that the client alone sees, then a signed result', async () => {
    const id = await underWay(world, { client, staff: notary }, nth)
    expect(checkIn((await ask(id)).body, 'face')).toMatchObject({ waiting: { step: 'consent' }, can: { ask: false } })
    expect(await clientSees(id)).toMatchObject({ step: 'consent', pin: null, text: faceConsent.text.v5 })
    expect(serpro.calls(`POST ${base}/pin`)).toHaveLength(0)
    const stranger = await world.signIn(`estranho${nth}@exemplo.com`)
    for (const other of [stranger, notary]) expect((await agree(id, true, other)).status).toBe(404)
    const given = await agree(id)
    expect(given.body['face']).toMatchObject({ step: 'pin', pin, flow: 'v5' })
    const seen = await world.call(notary, 'GET', `/api/requests/${id}`)
    expect(checkIn(seen.body, 'face')).toMatchObject({ waiting: { step: 'pin', pin: null } })
    expect(JSON.stringify(seen.body)).not.toContain(pin)
    await turn()
    expect(await clientSees(id)).toMatchObject({ step: 'pin' })
    await signed(cpfOf(nth))
    const heard: string[] = []
    const topics = [`account:${client.person}`, 'queue:900001']
    const end = world.house.live.listen(topics, (keys) => void heard.push(...keys))
    await turn()
    end()
    // Keys alone travel, to both sides and to the list.
    expect(new Set(heard)).toEqual(new Set([`request:${id}`, 'queue:900001']))
    expect(await staffSees(id)).toMatchObject({ outcome: 'approved', words: codeWords.face_match, waiting: null })
    expect(await clientSees(id)).toMatchObject({ step: 'done', pin: null })
    // What was agreed to is kept, field by field; the PIN is not.
    const { store, sealer } = world.house
    const run = (await store.read.select().from(store.tables.checkRun)).find(({ request }) => request === id)
    const detail = run && detailOf(sealer, run)
    expect(detail).toMatchObject({ consent: { version: faceConsent.version, fields: ['cpf', 'biometria_facial'] } })
    expect(detail).not.toHaveProperty('pin')
    expect(`${world.logs.join()}${JSON.stringify(run)}`).not.toMatch(new RegExp(`${pin}|${cpfOf(nth)}`))
  })

  test('a restart goes on with what waits', async () => {
    const id = await underWay(world, { client, staff: notary }, nth)
    await ask(id)
    await agree(id)
    const { dataDir, clock } = world
    await world.stop()
    await start('v5', { DATA_DIR: dataDir })
    world.clock.now = clock.now + 1_000
    expect(await clientSees(id)).toMatchObject({ step: 'pin', pin })
    await signed(cpfOf(nth), 'C')
    await turn()
    expect(await staffSees(id)).toMatchObject({ outcome: 'failed', words: codeWords.face_differs })
  })

  test.each([
    ['nobody used it', { status: 422, body: { code: 'DV171' } }, codeWords.pin_expired],
    ['the source is away at the very end', { status: 503 }, codeWords.down],
  ])('a PIN whose time is over (%s) is no result, and another one may be asked for', async (_why, last, words) => {
    const id = await underWay(world, { client, staff: notary }, nth)
    await ask(id)
    await agree(id)
    serpro.answer(`POST ${base}/resultado`, last)
    world.clock.now += 301_000
    await turn()
    expect(await staffSees(id)).toMatchObject({ outcome: 'unavailable', words, waiting: null, can: { ask: true } })
    expect(await clientSees(id)).toMatchObject({ step: 'ended', ended: expect.stringContaining('pedir de novo') })
  })

  test('while the source stumbles the PIN goes on waiting', async () => {
    const id = await underWay(world, { client, staff: notary }, nth)
    await ask(id)
    await agree(id)
    for (const answer of [{ status: 429, headers: { 'retry-after': '0' } }, { status: 503 }, 'drop'] as const) {
      serpro.answer(`POST ${base}/resultado`, answer)
      await turn()
      expect(await staffSees(id)).toMatchObject({ waiting: { step: 'pin' } })
    }
  })

  test('no PIN to be had, a client who refuses, one who never answers: unavailable, each with its sentence', async () => {
    const id = await underWay(world, { client, staff: notary }, nth)
    await ask(id)
    await agree(id, false)
    expect(await staffSees(id)).toMatchObject({ outcome: 'unavailable', words: codeWords.consent_refused })
    expect((await agree(id)).body).toMatchObject({ code: 'changed' })
    world.clock.now += 1
    await ask(id)
    serpro.answer(`POST ${base}/pin`, { status: 422, body: { code: 'DV213' } })
    await agree(id)
    expect(await staffSees(id)).toMatchObject({ outcome: 'unavailable', words: codeWords.down })
    world.clock.now += 1
    await ask(id)
    world.clock.now += 25 * 3_600_000
    await turn()
    expect(await staffSees(id)).toMatchObject({ outcome: 'unavailable', words: codeWords.consent_late })
  })

  test('what leaves the cartório is asked about no more', async () => {
    const id = await underWay(world, { client, staff: notary }, nth)
    await ask(id)
    await agree(id)
    await world.call(client, 'POST', `/api/requests/${id}/cancel`, {})
    const before = serpro.calls(`POST ${base}/resultado`).length
    await turn()
    expect(serpro.calls(`POST ${base}/resultado`)).toHaveLength(before)
    const { store } = world.house
    const run = (await store.read.select().from(store.tables.checkRun)).find(({ request }) => request === id)
    expect(run).toMatchObject({ outcome: 'unavailable', waitsUntil: null })
  })
})

describe('v4', () => {
  const route = 'POST /v4/pf-facial'
  beforeAll(async () => {
    await start('v4')
    await people()
  }, 60_000)
  afterAll(() => world.end())

  async function photographed(id: string): Promise<void> {
    const { vault, store } = world.house
    const { file, hash } = await vault.put('images', photo, `image:${id}:photo`)
    const size = { bytes: photo.length, width: 800, height: 600 }
    const row = { request: id, kind: 'photo', account: client.person, file, mime: 'image/jpeg', hash, ...size } as const
    await store.inTransaction(async (tx) => {
      await tx.insert(store.tables.image).values({ ...row, at: world.clock.now, expiresAt: null })
    })
  }

  test('without a photo nothing is asked, and the sentence says so', async () => {
    const id = await underWay(world, { client, staff: notary }, nth)
    expect((await ask(id)).body).toMatchObject({ code: 'photo_missing' })
    expect(await staffSees(id)).toMatchObject({ outcome: 'not_run', need: 'override' })
  })

  test('with consent the photo of the form is compared at once', async () => {
    const id = await underWay(world, { client, staff: notary }, nth)
    await photographed(id)
    serpro.answer(route, { status: 200, body: { biometria_facial: { disponivel: false } } })
    await ask(id)
    expect(serpro.calls(route)).toHaveLength(0)
    expect(await clientSees(id)).toMatchObject({ step: 'consent', flow: 'v4' })
    await agree(id)
    expect(JSON.parse(serpro.calls(route)[0]?.body ?? '')).toMatchObject({
      validacao: { biometria_facial: { base64: Buffer.from(photo).toString('base64') } },
    })
    expect(await staffSees(id)).toMatchObject({ outcome: 'no_source', words: codeWords.no_portrait, need: 'tick' })
  })

  test('a photo that was altered on the disk is not sent', async () => {
    const id = await underWay(world, { client, staff: notary }, nth)
    await photographed(id)
    const { store, vault } = world.house
    const image = (await store.read.select().from(store.tables.image)).find(({ request }) => request === id)
    await vault.remove(image?.file ?? '')
    const before = serpro.calls(route).length
    await ask(id)
    await agree(id)
    expect(await staffSees(id)).toMatchObject({ outcome: 'unavailable', words: codeWords.no_photo })
    expect(serpro.calls(route)).toHaveLength(before)
  })
})
