import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { markPlaced } from '../../server/db/orders.ts'
import { proveSession } from '../../server/db/sessions.ts'
import type { Registry } from '../../server/desk/registry.ts'
import { settle } from '../../server/desk/wishes.ts'
import { isFault } from '../../server/domain/fault.ts'
import { toolsOf } from '../../server/http/intent.ts'
import { wholeInput, wholeRecord } from '../kit/ccn.ts'
import { always, cpfOf, form, freePort, startWorld, tuesdayTen } from '../kit/house.ts'
import { ccnWorld, day } from './ccn-kit.ts'
import { productionEnv } from '../kit/production.ts'

let w: Awaited<ReturnType<typeof ccnWorld>>
beforeAll(async () => {
  w = await ccnWorld()
})
afterAll(() => w.world.end())

describe('who may', () => {
  test('another cartório, the client and the signed out find nothing, an atendente only reads', async () => {
    const { record } = await w.created(6)
    const paths = ['', '/versions/1']
    for (const who of [w.stranger, w.client])
      for (const path of paths) expect((await w.get(who, `/api/ccn/${record}${path}`)).status).toBe(404)
    for (const path of paths) expect((await w.get(null, `/api/ccn/${record}${path}`)).status).toBe(401)
    const body = { base: 1, data: wholeInput(6) }
    expect((await w.post(w.stranger, `/api/ccn/${record}`, body)).status).toBe(404)
    expect((await w.post(w.client, `/api/ccn/${record}`, body)).status).toBe(404)
    const refused = await w.post(w.clerk, `/api/ccn/${record}`, body)
    expect([refused.status, refused.body['code']]).toEqual([403, 'forbidden_role'])
    for (const id of ['unknown', '0192f0c1-1111-7abc-8def-0123456789ab', '%20'])
      expect((await w.get(w.notary, `/api/ccn/${id}`)).status).toBe(404)
    expect((await w.record(w.notary, record)).version).toBe(1)
  })

  test('its own versions stay readable to a cartório that lost the request (rule 31)', async () => {
    const { id, record } = await w.created(7)
    w.world.clock.now += 8 * day
    await w.world.house.alarms.ring()
    expect((await w.post(w.client, `/api/requests/${id}/release`, {})).body).toMatchObject({ state: 'released' })
    expect((await w.get(w.notary, `/api/requests/${id}`)).status).toBe(404)
    expect(await w.record(w.notary, record)).toMatchObject({ version: 1, orders: [] })
    expect((await w.post(w.notary, `/api/ccn/${record}`, { base: 1, data: wholeInput(7) })).body).toMatchObject({
      version: 2,
    })
  })
})

test('"criar" once more keeps what the cartório had completed (rule 37), and the record page hears of it', async () => {
  const { id, record } = await w.created(8)
  await w.post(w.notary, `/api/ccn/${record}`, { base: 1, data: wholeInput(8) })
  await w.post(w.client, `/api/requests/${id}/cancel`, {})
  w.world.clock.now += day
  const heard: string[] = []
  const deaf = w.world.house.live.listen(['queue:900001'], (keys) => heard.push(...keys))
  const again = await w.created(8, { phone: '(11) 91234-5678', name: 'Beatriz Fictícia Lima' })
  deaf()
  expect(again.record).toBe(record)
  expect(heard).toContain(`ccn:${record}`)
  const whole = wholeRecord(8)
  const kept = {
    filiation: whole.filiation,
    document: whole.document,
    homeAddress: whole.homeAddress,
    spouse: whole.spouse,
  }
  expect(await w.record(w.notary, record)).toMatchObject({
    version: 3,
    lacking: [],
    data: { ...kept, name: 'Beatriz Fictícia Lima', phone: '+5511912345678' },
  })
  expect((await w.request(again.id)).order).toMatchObject({ ccnVersion: 3 })
})

test('before the decision the request tells what differs, with both values', async () => {
  const { id } = await w.created(9)
  await w.post(w.client, `/api/requests/${id}/cancel`, {})
  const sent = form(9, { phone: '(11) 91234-5678', ibge: '3509502' })
  await w.post(w.client, '/api/requests', sent)
  expect((await w.request(sent.id)).ccn?.differs).toEqual([
    { field: 'municipio', label: 'Município onde mora', mine: 'Santos', theirs: 'Campinas' },
    { field: 'phone', label: 'Celular', mine: '(13) 98765-4321', theirs: '(11) 91234-5678' },
  ])
})

test('a placed order keeps the version that it was checked with', async () => {
  const { id, record } = await w.created(10)
  const { store } = w.world.house
  const saved = await w.post(w.notary, `/api/ccn/${record}`, { base: 1, data: wholeInput(10) })
  expect(saved.body).toMatchObject({ version: 2 })
  await store.inTransaction((tx) => markPlaced(store, tx, id, w.notary.person, w.world.clock.now))
  await w.post(w.notary, `/api/ccn/${record}`, { base: 2, data: wholeInput(10, { profession: 'médica' }) })
  expect((await w.request(id)).order).toMatchObject({ ccnVersion: 2 })
  expect(await w.record(w.notary, record)).toMatchObject({ version: 3, orders: [{ placedAt: w.world.clock.now }] })
})

test('outside the demo a record opens only in a session opened with a passkey (rule 67)', async () => {
  let later = 0
  const real = () => Date.now() + later
  const port = String(await freePort())
  const strict = await startWorld({
    demo: false,
    env: { ...productionEnv(), PORT: port, PUBLIC_URL: `http://localhost:${port}` },
    time: { now: () => tuesdayTen, real, shift: () => {}, movable: false },
  })
  try {
    await strict.office('900001', '3550308', always)
    const notary = await strict.staff('tabeliao@exemplo.com', '900001', 'tabeliao')
    const { store, registry, auth } = strict.house
    const holder = { cns: '900001', cpf: cpfOf(1) }
    const made = { data: wholeRecord(1), author: notary.person, request: null, at: tuesdayTen }
    const { record } = await store.inTransaction((tx) => registry.add(tx, holder, made))
    const body = { base: 1, data: wholeInput(1, { profession: 'médica' }) }
    const all = async () => [
      await strict.call(notary, 'GET', `/api/ccn/${record}`),
      await strict.call(notary, 'GET', `/api/ccn/${record}/versions/1`),
      await strict.call(notary, 'POST', '/api/ccn/search?cartorio=900001', { cpf: cpfOf(1) }),
      await strict.call(notary, 'POST', `/api/ccn/${record}`, body),
    ]
    const audited = () => store.read.$count(store.tables.audit)
    const before = await audited()
    expect((await all()).map((each) => [each.status, each.body['code']])).toEqual(
      Array.from({ length: 4 }, () => [403, 'needs_passkey']),
    )
    expect(await audited()).toBe(before)
    const [session] = await auth.sessions(notary.person)
    await store.inTransaction((tx) => proveSession(tx, session?.id ?? '', real()))
    // What is believed of a session without asking is older by then.
    later = 10_000
    expect((await all()).map(({ status }) => status)).toEqual([200, 200, 200, 200])
  } finally {
    await strict.end()
  }
})

test('another registry may stand in for the embedded one: a decision writes through it', async () => {
  const { house } = w.world
  const sent = form(11)
  await w.post(w.client, '/api/requests', sent)
  const added: unknown[] = []
  const own = house.registry
  const registry: Registry = {
    ...own,
    latest: async () => null,
    async add(_tx, holder, { data, author, request, at }) {
      added.push({ holder, name: data.name, author, request })
      return { record: 'elsewhere', version: 1, at, author, origin: 'request', request, data }
    },
  }
  const wish = { actor: w.notary.person, request: sent.id, intent: undefined }
  const before = await house.store.read.$count(house.store.tables.ccn)
  const done = await settle({ ...toolsOf(house), registry }, wish, '900001', { kind: 'create' })
  expect(isFault(done)).toBe(false)
  const holder = { cns: '900001', cpf: cpfOf(11) }
  expect(added).toEqual([{ holder, name: 'Beatriz Fictícia Nunes', author: w.notary.person, request: sent.id }])
  expect(await house.store.read.$count(house.store.tables.ccn)).toBe(before)
})

test('nothing personal is in the log', () => {
  const all = w.world.logs.join('')
  expect(all).not.toMatch(/Fictícia|98765-?4321|11010-?001|12\.345\.678|exemplo\.com/)
  for (let nth = 1; nth < 10; nth++) expect(all).not.toContain(cpfOf(nth))
})
