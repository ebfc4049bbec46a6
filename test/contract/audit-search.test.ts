import { join } from 'node:path'
import BetterSqlite from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { appendAudit } from '../../server/db/audit.ts'
import type { AuditSearchView, AuditVerifyView } from '../../server/http/admin-views.ts'
import { platformPerson, reactivateAt, suspendAt } from '../kit/admin.ts'
import { always, cpfOf, form, startWorld, type Session, type World } from '../kit/house.ts'

const cns = '900001'
const sent = form(1, { cns })
let world: World
let inspector: Session
let client: Session
let notary: Session
let protocol: string
beforeAll(async () => {
  world = await startWorld()
  await world.office(cns, '3550308', always)
  inspector = await platformPerson(world, 'corregedoria@exemplo.com', 'inspetor')
  const admin = await platformPerson(world, 'administracao@exemplo.com', 'admin')
  client = await world.signIn('cliente@exemplo.com')
  notary = await world.staff('tabeliao@exemplo.com', cns, 'tabeliao')
  await world.call(notary, 'PUT', '/api/me', { name: 'Tadeu Fictício Prado' })
  await suspendAt(world, admin, cns, 'Portaria 7')
  await reactivateAt(world, admin, cns)
  protocol = String((await world.call(client, 'POST', '/api/requests', sent)).body['protocol'])
  await world.call(notary, 'GET', `/api/queue?cartorio=${cns}`)
  await world.call(notary, 'GET', `/api/requests/${sent.id}`)
  await world.call(notary, 'POST', '/api/ccn/search?cartorio=900001', { cpf: cpfOf(1) })
  await world.call(notary, 'POST', `/api/requests/${sent.id}/decision`, { kind: 'create' })
})
afterAll(() => world.end())

const search = async (body: object, who = inspector) => {
  const { status, body: found } = await world.call(who, 'POST', '/api/admin/audit/search', body)
  expect(status).toBe(200)
  return found as unknown as AuditSearchView
}
const actions = ({ items }: AuditSearchView) => items.map(({ action }) => action)

test('by protocol: who read, listed and decided it, the newest first, staff by name and the client masked', async () => {
  const found = await search({ request: protocol })
  expect(actions(found)).toEqual(
    expect.arrayContaining(['request.submit', 'queue.read', 'request.read', 'request.decide']),
  )
  expect(found.items.map(({ seq }) => seq)).toEqual(found.items.map(({ seq }) => seq).toSorted((a, b) => b - a))
  const read = found.items.find(({ action }) => action === 'request.read')
  expect(read).toMatchObject({ words: 'Abriu a solicitação', actor: 'Tadeu Fictício Prado', subject: protocol })
  expect(found.items.find(({ action }) => action === 'request.submit')?.actor).toBe('Cliente c•••@exemplo.com')
  expect(await search({ request: sent.id })).toMatchObject({ items: found.items })
})

test('by person, cartório, subject and period', async () => {
  const about = await search({ email: 'cliente@exemplo.com', family: 'request' })
  expect(actions(about)).toContain('request.read')
  const place = await search({ cns, family: 'cartorio' })
  expect(actions(place)).toEqual(['cartorio.reactivate', 'cartorio.suspend'])
  expect(place.items[1]?.detail).toEqual(['motivo: Portaria 7', 'solicitações movidas: 0'])
  expect(actions(await search({ cns }))).toContain('request.decide')
  expect((await search({ request: protocol, to: world.clock.now - 1 })).items).toEqual([])
  expect((await search({ request: protocol, from: world.clock.now })).items.length).toBeGreaterThan(0)
})

test('what is not there is said so, and no search shows a CPF or its index', async () => {
  expect((await search({ request: '2026-9999999' })).unknown).toBe('request')
  expect((await search({ email: 'ninguem@exemplo.com' })).unknown).toBe('person')
  expect((await search({ cns: '999999' })).unknown).toBe('cartorio')
  const everything = await search({})
  const found = await search({ family: 'ccn' })
  expect(found.items.find(({ action }) => action === 'ccn.search')?.detail).toEqual([])
  const { store, sealer } = world.house
  for (const text of [cpfOf(1), sealer.blind('cpf', cpfOf(1)), 'Beatriz', 'cliente@exemplo.com'])
    expect(JSON.stringify([everything, found])).not.toContain(text)
  const rows = await store.read.select().from(store.tables.audit)
  expect(rows.filter(({ action }) => action === 'audit.search').length).toBeGreaterThan(5)
  expect(JSON.stringify(rows)).not.toContain('ninguem@exemplo.com')
})

test('pages go on where the last one ended', async () => {
  const { store, time } = world.house
  await store.inTransaction(async (tx) => {
    for (let n = 0; n < 60; n += 1)
      await appendAudit(tx, store, { at: time.now(), actor: 'system', action: 'outage', subject: String(n) })
  })
  const first = await search({})
  expect(first.items).toHaveLength(50)
  const rest = await search({ before: first.next })
  expect(rest.items[0]?.seq).toBe((first.items.at(-1)?.seq ?? 0) - 1)
})

test('the export says the same in a spreadsheet’s form and stands in the trail', async () => {
  const { body } = await world.call(inspector, 'POST', '/api/admin/audit/export', { request: protocol })
  const lines = String(body['csv']).trimEnd().split('\r\n')
  expect(lines[0]).toBe('\uFEFFlinha;instante;ação;o que;quem;sobre;detalhe;hash')
  expect(lines).toHaveLength(Number(body['rows']) + 1)
  expect(lines[1]?.split(';').slice(1, 4)).toEqual(['2026-11-24T13:00:00.000Z', expect.any(String), expect.any(String)])
  expect(actions(await search({ family: 'audit' }))).toContain('audit.export')
})

test('the chain is checked from the page, and an altered row is named', async () => {
  const verify = async () =>
    (await world.call(inspector, 'POST', '/api/admin/audit/verify', { from: 1 })).body as unknown as AuditVerifyView
  expect(await verify()).toMatchObject({ ok: true, done: true })
  expect(actions(await search({ family: 'audit' }))).toContain('audit.verify')
  const db = new BetterSqlite(join(world.dataDir, 'quinze.db'))
  db.exec("DROP TRIGGER audit_no_update; UPDATE audit SET actor = 'nobody' WHERE seq = 3")
  db.close()
  expect(await verify()).toEqual({ ok: false, seq: 3, why: 'altered' })
})
