import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CcnVersionView } from '../../server/http/ccn-views.ts'
import { wholeInput, wholeRecord } from '../kit/ccn.ts'
import { cpfOf } from '../kit/house.ts'
import { ccnWorld, day } from './ccn-kit.ts'

let w: Awaited<ReturnType<typeof ccnWorld>>
beforeAll(async () => {
  w = await ccnWorld()
})
afterAll(() => w.world.end())

describe('search', () => {
  test('finds the own cartório’s record by CPF, masked or not, and says what it lacks; another cartório finds nothing', async () => {
    const { record } = await w.created(1)
    const cpf = cpfOf(1)
    const masked = `${cpf.slice(0, 3)}.${cpf.slice(3, 6)}.${cpf.slice(6, 9)}-${cpf.slice(9)}`
    for (const [who, typed] of [
      [w.notary, cpf],
      [w.clerk, masked],
    ] as const) {
      const found = await w.post(who, '/api/ccn/search?cartorio=900001', { cpf: typed })
      expect(found.body).toMatchObject({ record, summary: { name: 'Beatriz Fictícia Nunes', version: 1 } })
      expect(JSON.stringify(found.body)).toContain('Filiação')
    }
    const other = await w.post(w.stranger, '/api/ccn/search?cartorio=900002', { cpf })
    expect(other.body).toEqual({ now: w.world.clock.now, record: null, summary: null })
    expect((await w.post(w.stranger, '/api/ccn/search?cartorio=900001', { cpf })).status).toBe(404)
    expect((await w.post(w.client, '/api/ccn/search?cartorio=900001', { cpf })).status).toBe(404)
    const wrong = await w.post(w.notary, '/api/ccn/search?cartorio=900001', { cpf: '11111111111' })
    expect([wrong.status, wrong.body['fields']]).toEqual([422, { cpf: 'CPF inválido. Confira os 11 números.' }])
  })

  test('is an audit row, found or not, and is limited', async () => {
    const search = (nth: number) => w.post(w.colleague, '/api/ccn/search?cartorio=900001', { cpf: cpfOf(nth) })
    const rows = await w.auditOf(async () => {
      await search(1)
      await search(999)
    })
    expect(rows.map(({ action, actor }) => [action, actor])).toEqual([
      ['ccn.search', w.colleague.person],
      ['ccn.search', w.colleague.person],
    ])
    expect(new Set(rows.map(({ detail }) => detail)).size).toBe(2)
    let last = await search(1)
    for (let i = 0; i < 60 && last.status === 200; i++) last = await search(1)
    expect([last.status, last.body['code']]).toEqual([429, 'too_many'])
  })
})

describe('a record', () => {
  test('is completed in a new version; the open order goes on with it and both sides hear of it', async () => {
    const { id, record } = await w.created(2)
    expect((await w.request(id)).order).toMatchObject({
      ccnVersion: 1,
      missing: [{ what: 'ccn' }, { what: 'video' }, {}, {}, {}],
    })
    const heard: string[] = []
    const topics = ['queue:900001', `account:${w.client.person}`, 'queue:900002']
    const deaf = w.world.house.live.listen(topics, (keys) => heard.push(...keys))
    w.world.clock.now += day
    const rows = await w.auditOf(async () => {
      const saved = await w.post(w.notary, `/api/ccn/${record}`, { base: 1, data: wholeInput(2) })
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
      { action: 'ccn.add', actor: w.notary.person, detail: '900001:2' },
      { action: 'ccn.read', actor: w.notary.person, detail: '900001:2' },
    ])
    expect(heard.toSorted()).toEqual([`ccn:${record}`, 'queue:900001', `request:${id}`, `request:${id}`])
    const { order } = await w.request(id)
    expect(order).toMatchObject({ ccnVersion: 2 })
    expect(order?.missing.some(({ what }) => what === 'ccn')).toBe(false)
  })

  test('shows its versions, newest first, and what each one changed; every opening is a row', async () => {
    const { record } = await w.created(3)
    w.world.clock.now += day
    await w.post(w.notary, `/api/ccn/${record}`, { base: 1, data: wholeInput(3) })
    await w.post(w.colleague, `/api/ccn/${record}`, { base: 2, data: wholeInput(3, { profession: 'médica' }) })
    const rows = await w.auditOf(async () => {
      const view = await w.record(w.clerk, record)
      expect(view.versions).toMatchObject([
        { version: 3, origin: 'edit', protocol: null },
        { version: 2, origin: 'edit', at: w.world.clock.now },
        { version: 1, origin: 'request' },
      ])
      expect(view.versions[2]?.protocol).toMatch(/^2026-/)
      expect(view.can).toEqual({ edit: false })
      expect(view.whyNot).toContain('Seu papel')
      const third = (await w.get(w.clerk, `/api/ccn/${record}/versions/3`)).body as unknown as CcnVersionView
      expect(third).toMatchObject({ version: 3, before: 2 })
      expect(third.differences).toEqual([
        { field: 'profession', label: 'Profissão', before: 'professora', after: 'médica' },
      ])
      const first = (await w.get(w.clerk, `/api/ccn/${record}/versions/1`)).body as unknown as CcnVersionView
      expect(first).toMatchObject({
        before: null,
        origin: 'request',
        protocol: view.versions[2]?.protocol,
        differences: [],
        data: { name: 'Beatriz Fictícia Nunes' },
      })
    })
    expect(rows.map(({ action, detail }) => `${action} ${detail}`)).toEqual([
      'ccn.read 900001:3',
      'ccn.read 900001:3',
      'ccn.read 900001:2',
      'ccn.read 900001:1',
    ])
    for (const n of ['4', '0', '-1', 'x', '1.5', '99999999999'])
      expect((await w.get(w.clerk, `/api/ccn/${record}/versions/${n}`)).status).toBe(404)
  })

  test('of two who edit the same version the second gets the newest one; a repeat of one’s own work makes no version', async () => {
    const { record } = await w.created(4)
    const mine = { base: 1, data: wholeInput(4) }
    const theirs = { base: 1, data: wholeInput(4, { profession: 'médica' }) }
    const [a, b] = await Promise.all([
      w.post(w.notary, `/api/ccn/${record}`, mine),
      w.post(w.colleague, `/api/ccn/${record}`, theirs),
    ])
    expect([a.status, b.status].toSorted()).toEqual([200, 409])
    const [won, lost] = a.status === 200 ? [mine, b] : [theirs, a]
    expect(lost.body).toMatchObject({
      code: 'ccn_moved',
      detail: expect.stringContaining('enquanto você editava'),
      record: { version: 2, data: { profession: won.data.profession }, versions: [{ version: 2 }, { version: 1 }] },
    })
    // As after a lost answer: the same body again, made on the version before.
    const rows = await w.auditOf(async () => {
      const again = await w.post(a.status === 200 ? w.notary : w.colleague, `/api/ccn/${record}`, won)
      expect([again.status, again.body['version']]).toEqual([200, 2])
    })
    expect(rows.map(({ action }) => action)).toEqual(['ccn.read'])
  })

  test('with faults is refused field by field, and nothing is written', async () => {
    const { record } = await w.created(5)
    const data = wholeInput(5, { name: 'Beatriz', spouse: '' })
    const bad = await w.post(w.notary, `/api/ccn/${record}`, {
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
    for (const body of shapes) expect((await w.post(w.notary, `/api/ccn/${record}`, body)).status).toBe(422)
    expect((await w.record(w.notary, record)).version).toBe(1)
  })
})
