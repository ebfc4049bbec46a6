import { asc, gt } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CcnRecordView, CcnVersionView } from '../../server/http/ccn-views.ts'
import type { StaffRequestView } from '../../server/http/views.ts'
import { wholeInput, wholeRecord } from '../kit/ccn.ts'
import { always, cpfOf, form, startWorld, type Session, type World } from '../kit/house.ts'

let world: World
let notary: Session
let colleague: Session
let clerk: Session
let stranger: Session
let client: Session
const day = 86_400_000

beforeAll(async () => {
  world = await startWorld()
  await world.office('900001', '3550308', always)
  await world.office('900002', '3548500', always)
  notary = await world.staff('tabeliao@exemplo.com', '900001', 'tabeliao')
  colleague = await world.staff('escrevente@exemplo.com', '900001', 'escrevente')
  clerk = await world.staff('atendente@exemplo.com', '900001', 'atendente')
  stranger = await world.staff('outro@exemplo.com', '900002', 'tabeliao')
  client = await world.signIn('cliente@exemplo.com')
})
afterAll(() => world.end())

const call = (who: Session | null, method: string, path: string, body?: unknown) => world.call(who, method, path, body)
const post = (who: Session, path: string, body: unknown) => call(who, 'POST', path, body)
const open = async (who: Session, record: string) =>
  (await call(who, 'GET', `/api/ccn/${record}`)).body as unknown as CcnRecordView
const requestOf = async (id: string) =>
  (await call(notary, 'GET', `/api/requests/${id}`)).body as unknown as StaffRequestView

/** A request decided "criar", and its record. */
async function created(nth: number, more: Record<string, unknown> = {}): Promise<{ id: string; record: string }> {
  const sent = form(nth, more)
  expect((await post(client, '/api/requests', sent)).status).toBe(201)
  const done = await post(notary, `/api/requests/${sent.id}/decision`, { kind: 'create' })
  expect(done.status).toBe(200)
  return { id: sent.id, record: (done.body as unknown as StaffRequestView).ccn?.record ?? '' }
}

/** The rows of the audit trail that `work` adds, but for those of the lists. */
async function auditOf(
  work: () => Promise<unknown>,
): Promise<{ action: string; actor: string; detail: string | null }[]> {
  const { store } = world.house
  const { audit } = store.tables
  const since = await store.read.$count(audit)
  await work()
  const rows = await store.read.select().from(audit).where(gt(audit.seq, since)).orderBy(asc(audit.seq))
  return rows.map(({ action, actor, detail }) => ({ action, actor, detail }))
}

describe('search', () => {
  test('finds the own cartório’s record by CPF, masked or not, and says what it lacks; another cartório finds nothing', async () => {
    const { record } = await created(1)
    const cpf = cpfOf(1)
    const masked = `${cpf.slice(0, 3)}.${cpf.slice(3, 6)}.${cpf.slice(6, 9)}-${cpf.slice(9)}`
    for (const [who, typed] of [
      [notary, cpf],
      [clerk, masked],
    ] as const) {
      const found = await post(who, '/api/ccn/search?cartorio=900001', { cpf: typed })
      expect(found.body).toMatchObject({ record, summary: { name: 'Beatriz Fictícia Nunes', version: 1 } })
      expect(JSON.stringify(found.body)).toContain('Filiação')
    }
    const other = await post(stranger, '/api/ccn/search?cartorio=900002', { cpf })
    expect(other.body).toEqual({ record: null, summary: null })
    expect((await post(stranger, '/api/ccn/search?cartorio=900001', { cpf })).status).toBe(404)
    expect((await post(client, '/api/ccn/search?cartorio=900001', { cpf })).status).toBe(404)
    const wrong = await post(notary, '/api/ccn/search?cartorio=900001', { cpf: '11111111111' })
    expect([wrong.status, wrong.body['fields']]).toEqual([422, { cpf: 'CPF inválido. Confira os 11 números.' }])
  })

  test('is an audit row, found or not, and is limited', async () => {
    const search = (nth: number) => post(colleague, '/api/ccn/search?cartorio=900001', { cpf: cpfOf(nth) })
    const rows = await auditOf(async () => {
      await search(1)
      await search(999)
    })
    expect(rows.map(({ action, actor }) => [action, actor])).toEqual([
      ['ccn.search', colleague.person],
      ['ccn.search', colleague.person],
    ])
    expect(new Set(rows.map(({ detail }) => detail)).size).toBe(2)
    let last = await search(1)
    for (let i = 0; i < 60 && last.status === 200; i++) last = await search(1)
    expect([last.status, last.body['code']]).toEqual([429, 'too_many'])
  })
})

describe('a record', () => {
  test('is completed in a new version; the open order goes on with it and both sides hear of it', async () => {
    const { id, record } = await created(2)
    expect((await requestOf(id)).order).toMatchObject({
      ccnVersion: 1,
      missing: [{ what: 'ccn' }, { what: 'video' }, {}, {}, {}],
    })
    const heard: string[] = []
    const topics = ['queue:900001', `account:${client.person}`, 'queue:900002']
    const deaf = world.house.live.listen(topics, (keys) => heard.push(...keys))
    world.clock.now += day
    const rows = await auditOf(async () => {
      const saved = await post(notary, `/api/ccn/${record}`, { base: 1, data: wholeInput(2) })
      expect(saved.status).toBe(200)
      expect(saved.body).toMatchObject({
        version: 2,
        lacking: [],
        data: wholeRecord(2),
        orders: [{ request: id, placedAt: null }],
      })
    })
    deaf()
    expect(rows).toEqual([
      { action: 'ccn.add', actor: notary.person, detail: '900001:2' },
      { action: 'ccn.read', actor: notary.person, detail: '900001:2' },
    ])
    expect(heard.toSorted()).toEqual([`ccn:${record}`, 'queue:900001', `request:${id}`, `request:${id}`])
    const { order } = await requestOf(id)
    expect(order).toMatchObject({ ccnVersion: 2 })
    expect(order?.missing.some(({ what }) => what === 'ccn')).toBe(false)
  })

  test('shows its versions, newest first, and what each one changed; every opening is a row', async () => {
    const { record } = await created(3)
    world.clock.now += day
    await post(notary, `/api/ccn/${record}`, { base: 1, data: wholeInput(3) })
    await post(colleague, `/api/ccn/${record}`, { base: 2, data: wholeInput(3, { profession: 'médica' }) })
    const rows = await auditOf(async () => {
      const view = await open(clerk, record)
      expect(view.versions).toMatchObject([
        { version: 3, origin: 'edit', protocol: null },
        { version: 2, origin: 'edit', at: world.clock.now },
        { version: 1, origin: 'request' },
      ])
      expect(view.versions[2]?.protocol).toMatch(/^2026-/)
      expect(view.can).toEqual({ edit: false })
      expect(view.whyNot).toContain('Seu papel')
      const third = (await call(clerk, 'GET', `/api/ccn/${record}/versions/3`)).body as unknown as CcnVersionView
      expect(third).toMatchObject({ version: 3, before: 2 })
      expect(third.differences).toEqual([
        { field: 'profession', label: 'Profissão', before: 'professora', after: 'médica' },
      ])
      const first = (await call(clerk, 'GET', `/api/ccn/${record}/versions/1`)).body as unknown as CcnVersionView
      expect(first).toMatchObject({ before: null, differences: [], data: { name: 'Beatriz Fictícia Nunes' } })
    })
    expect(rows.map(({ action, detail }) => `${action} ${detail}`)).toEqual([
      'ccn.read 900001:3',
      'ccn.read 900001:3',
      'ccn.read 900001:2',
      'ccn.read 900001:1',
    ])
    for (const n of ['4', '0', '-1', 'x', '1.5', '99999999999'])
      expect((await call(clerk, 'GET', `/api/ccn/${record}/versions/${n}`)).status).toBe(404)
  })

  test('of two who edit the same version the second gets the newest one; a repeat of one’s own work makes no version', async () => {
    const { record } = await created(4)
    const mine = { base: 1, data: wholeInput(4) }
    const theirs = { base: 1, data: wholeInput(4, { profession: 'médica' }) }
    const [a, b] = await Promise.all([
      post(notary, `/api/ccn/${record}`, mine),
      post(colleague, `/api/ccn/${record}`, theirs),
    ])
    expect([a.status, b.status].toSorted()).toEqual([200, 409])
    const [won, lost] = a.status === 200 ? [mine, b] : [theirs, a]
    expect(lost.body).toMatchObject({
      code: 'ccn_moved',
      detail: expect.stringContaining('enquanto você editava'),
      record: { version: 2, data: { profession: won.data.profession }, versions: [{ version: 2 }, { version: 1 }] },
    })
    // As after a lost answer: the same body again, made on the version before.
    const rows = await auditOf(async () => {
      const again = await post(a.status === 200 ? notary : colleague, `/api/ccn/${record}`, won)
      expect([again.status, again.body['version']]).toEqual([200, 2])
    })
    expect(rows.map(({ action }) => action)).toEqual(['ccn.read'])
  })

  test('with faults is refused field by field, and nothing is written', async () => {
    const { record } = await created(5)
    const data = wholeInput(5, { name: 'Beatriz', spouse: '' })
    const bad = await post(notary, `/api/ccn/${record}`, {
      base: 1,
      data: { ...data, document: { ...data.document, issuedOn: '01/01/2030' } },
    })
    expect(bad.status).toBe(422)
    expect(Object.keys(bad.body['fields'] as object)).toEqual(['name', 'spouse', 'document.issuedOn'])
    const shapes = [
      {},
      { base: 0, data },
      { base: 1 },
      { base: 1, data: { ...data, more: 1 } },
      { base: 1, data: { ...data, filiation: ['a', 'b', 'c', 'd', 'e'] } },
    ]
    for (const body of shapes) expect((await post(notary, `/api/ccn/${record}`, body)).status).toBe(422)
    expect((await open(notary, record)).version).toBe(1)
  })
})

describe('who may', () => {
  test('another cartório, the client and the signed out find nothing, an atendente only reads', async () => {
    const { record } = await created(6)
    const paths = ['', '/versions/1']
    for (const who of [stranger, client])
      for (const path of paths) expect((await call(who, 'GET', `/api/ccn/${record}${path}`)).status).toBe(404)
    for (const path of paths) expect((await call(null, 'GET', `/api/ccn/${record}${path}`)).status).toBe(401)
    const body = { base: 1, data: wholeInput(6) }
    expect((await post(stranger, `/api/ccn/${record}`, body)).status).toBe(404)
    expect((await post(client, `/api/ccn/${record}`, body)).status).toBe(404)
    const refused = await post(clerk, `/api/ccn/${record}`, body)
    expect([refused.status, refused.body['code']]).toEqual([403, 'forbidden_role'])
    for (const id of ['unknown', '0192f0c1-1111-7abc-8def-0123456789ab', '%20'])
      expect((await call(notary, 'GET', `/api/ccn/${id}`)).status).toBe(404)
    expect((await open(notary, record)).version).toBe(1)
  })

  test('its own versions stay readable to a cartório that lost the request (rule 31)', async () => {
    const { id, record } = await created(7)
    await post(client, `/api/requests/${id}/cancel`, {})
    expect(await open(notary, record)).toMatchObject({ version: 1, orders: [] })
    expect((await post(notary, `/api/ccn/${record}`, { base: 1, data: wholeInput(7) })).body).toMatchObject({
      version: 2,
    })
  })
})

test('"criar" once more keeps what the cartório had completed (rule 37), and the record page hears of it', async () => {
  const { id, record } = await created(8)
  await post(notary, `/api/ccn/${record}`, { base: 1, data: wholeInput(8) })
  await post(client, `/api/requests/${id}/cancel`, {})
  world.clock.now += day
  const heard: string[] = []
  const deaf = world.house.live.listen(['queue:900001'], (keys) => heard.push(...keys))
  const again = await created(8, { phone: '(11) 91234-5678', name: 'Beatriz Fictícia Lima' })
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
  expect(await open(notary, record)).toMatchObject({
    version: 3,
    lacking: [],
    data: { ...kept, name: 'Beatriz Fictícia Lima', phone: '+5511912345678' },
  })
  expect((await requestOf(again.id)).order).toMatchObject({ ccnVersion: 3 })
})

test('before the decision the request tells what differs, with both values', async () => {
  const { id } = await created(9)
  await post(client, `/api/requests/${id}/cancel`, {})
  const sent = form(9, { phone: '(11) 91234-5678', ibge: '3509502' })
  await post(client, '/api/requests', sent)
  expect((await requestOf(sent.id)).ccn?.differs).toEqual([
    { field: 'municipio', label: 'Município onde mora', mine: 'Santos', theirs: 'Campinas' },
    { field: 'phone', label: 'Celular', mine: '(13) 98765-4321', theirs: '(11) 91234-5678' },
  ])
})

test('nothing personal is in the log', () => {
  const all = world.logs.join('')
  expect(all).not.toMatch(/Fictícia|98765|11010|12\.345\.678|exemplo\.com/)
  for (let nth = 1; nth < 10; nth++) expect(all).not.toContain(cpfOf(nth))
})
