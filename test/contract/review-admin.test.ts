import { afterAll, beforeAll, expect, test } from 'vitest'
import { appendAudit, verifyAudit } from '../../server/db/audit.ts'
import { callById } from '../../server/db/calls.ts'
import { changeCode, newestCode } from '../../server/db/enrolments.ts'
import { auditCsv } from '../../server/http/audit-csv.ts'
import type { AuditSearchView } from '../../server/http/admin-views.ts'
import type { OfficeView } from '../../server/http/views.ts'
import { auditOf, platformPerson } from '../kit/admin.ts'
import { at, openRoom, startHall, underWay, viewOf, type Hall } from '../kit/call.ts'
import { form, startWorld, type Session } from '../kit/house.ts'
import { identified, placeOrder } from '../kit/phone.ts'
import { photoOf, sendPicture } from '../kit/pictures.ts'
import { productionEnv, provePasskey } from '../kit/production.ts'
import { decree, santos } from './calendar-kit.ts'

const cns = '900001'
let hall: Hall
let admin: Session
let inspector: Session
let boss: Session
beforeAll(async () => {
  hall = await startHall()
  admin = await platformPerson(hall.world, 'administracao@exemplo.com', 'admin')
  inspector = await platformPerson(hall.world, 'corregedoria@exemplo.com', 'inspetor')
  boss = await hall.world.staff('titular@exemplo.com', cns, 'tabeliao')
})
afterAll(() => hall.world.end())

const turn = (name: string, on: boolean) =>
  hall.world.call(admin, 'PUT', `/api/admin/features/${name}`, { on, reason: 'Manutenção' })
const search = async (body: object) =>
  (await hall.world.call(inspector, 'POST', '/api/admin/audit/search', body)).body as unknown as AuditSearchView

test('a cap that the administration lowered is not the cartório’s to raise again; one it raised is', async () => {
  const { world } = hall
  const limit = (before: number, cap: number) =>
    world.call(admin, 'PUT', `/api/admin/cartorios/${cns}/cap`, { before, cap, reason: 'Pegas sem decisão' })
  const own = async (cap: number) =>
    (await world.call(boss, 'PUT', `/api/office/pull-cap?cartorio=${cns}`, { cap })).status
  const pulls = async () =>
    ((await world.call(boss, 'GET', `/api/office?cartorio=${cns}`)).body as unknown as OfficeView).pulls
  expect((await limit(5, 2)).status).toBe(200)
  expect([await own(5), await own(3), await own(1)]).toEqual([422, 422, 200])
  expect(await pulls()).toMatchObject({ cap: 1, most: 2 })
  expect((await limit(1, 20)).status).toBe(200)
  expect([await own(3), await own(21), await own(20)]).toEqual([200, 422, 200])
  expect((await limit(20, 5)).status).toBe(200)
})

test('what reaches every cartório asks for a fresh tap: a layer, an outage, a channel’s letters', async () => {
  const strict = await startWorld({ demo: false, env: productionEnv() })
  try {
    const person = await platformPerson(strict, 'administracao@exemplo.com', 'admin')
    const acts: [string, string, object][] = [
      ['PUT', santos, decree],
      ['POST', '/api/admin/outages', { from: 1, to: 2, reason: 'Queda' }],
      ['POST', '/api/admin/outbox/retry', { channel: 'email', since: 0 }],
    ]
    const codes = () =>
      Promise.all(
        acts.map(async ([method, path, body]) => (await strict.call(person, method, path, body)).body['code']),
      )
    await provePasskey(strict, person.person, 6 * 60_000)
    await strict.restart()
    expect(await codes()).toEqual(['needs_tap', 'needs_tap', 'needs_tap'])
    expect((await strict.call(person, 'POST', '/api/admin/outbox/retry', { id: 'x' })).body['code']).toBe('not_found')
    expect((await strict.call(person, 'POST', `${santos}/preview`, decree)).status).toBe(200)
  } finally {
    await strict.end()
  }
})

test('a question in vain leaves a row too, without the e-mail: it tells whether somebody has an account', async () => {
  const rows = async () => (await auditOf(hall.world, 'audit')).filter(({ actor }) => actor === inspector.person)
  const before = (await rows()).length
  expect((await search({ email: 'ninguem@exemplo.com' })).unknown).toBe('person')
  expect((await search({ request: '2026-9999999' })).unknown).toBe('request')
  await hall.world.call(inspector, 'POST', '/api/admin/audit/export', { email: 'ninguem@exemplo.com' })
  expect((await rows()).slice(before).map(({ action }) => action)).toEqual([
    'audit.search',
    'audit.search',
    'audit.export',
  ])
  const found = await search({ family: 'audit' })
  expect(found.items[0]?.action).toBe('audit.search')
  expect(JSON.stringify([found, await rows()])).not.toContain('ninguem')
  expect(found.items.find(({ action }) => action === 'audit.export')?.detail).toEqual(['não encontrado: person'])
})

test('a client’s requests are found in the lists that name them, however many they are', async () => {
  const { world, client, staff } = hall
  const { store, time } = world.house
  const cancelled = form(94, { cns })
  for (const sent of [cancelled, form(95, { cns })]) await world.call(client, 'POST', '/api/requests', sent)
  await world.call(staff, 'GET', `/api/queue?cartorio=${cns}`)
  const email = 'cliente@exemplo.com'
  const lists = (await search({ email, family: 'queue' })).items
  expect(lists).toMatchObject([
    { action: 'queue.read', detail: [expect.stringMatching(/^\d+ solicitações na lista$/)] },
  ])
  const found = await search({ request: cancelled.id, family: 'queue' })
  expect(found.items).toEqual(lists)
  // Other rows' details are no lists, whatever stands in them.
  await store.inTransaction((tx) =>
    appendAudit(tx, store, { at: time.now(), actor: 'system', action: 'queue.other', subject: 'x', detail: 'a"b,\\' }),
  )
  expect((await search({ email, family: 'queue' })).items).toEqual(lists)
})

test('the reason for which an inspector opened a picture is read in the trail', async () => {
  const { world, client } = hall
  const sent = form(90, { cns })
  await sendPicture(world, client, { id: sent.id, kind: 'photo' }, await photoOf(240, 180))
  const { body } = await world.call(client, 'POST', '/api/requests', sent)
  const path = `/api/admin/process/${body['protocol']}/pictures/photo`
  expect((await world.call(inspector, 'POST', path, { reason: 'Reclamação 12/2026' })).status).toBe(200)
  const row = (await search({ family: 'image' })).items[0]
  expect(row).toMatchObject({ action: 'image.inspect', detail: ['motivo: Reclamação 12/2026', 'foto: photo'] })
})

test('of two who turn the same switch at once, also in one commit, the second is told', async () => {
  const { features } = hall.world.house
  const one = { name: 'sms', on: false, why: 'Operadora fora', at: 1, real: 1 }
  const both = await Promise.all([features.set({ ...one, actor: 'a' }), features.set({ ...one, actor: 'b' })])
  expect(both).toMatchObject([{ on: false }, { fault: 'stale' }])
  expect((await auditOf(hall.world, 'sms')).length).toBe(1)
  await turn('sms', true)
})

test('a page that does not say which text it showed agrees to the delivered one only', async () => {
  const { world, client } = hall
  const room = await openRoom(hall, await underWay(hall, 91))
  await world.call(admin, 'POST', '/api/admin/legal/recording', { base: 1, body: 'Sei que sou gravada.' })
  const { version } = viewOf(await world.call(client, 'GET', `/api/calls/${room}`)).consent
  expect((await at(hall, client, room, 'consent', { accepted: true })).body['code']).toBe('stale')
  expect((await callById(world.house.store, world.house.store.read, room))?.consentAt).toBeNull()
  expect((await at(hall, client, room, 'consent', { accepted: true, version })).status).toBe(200)
})

test('a code does not run out while issuing is switched off', async () => {
  const { world, client, staff } = hall
  const { store } = world.house
  const ordered = await identified(world, client, staff, 92)
  await placeOrder(world, ordered.request)
  const code = async () => (await newestCode(store, store.read, ordered.request)) ?? expect.fail('no code')
  await turn('issue', false)
  const before = await code()
  // As if the pause had begun four days ago, when the code had three to live.
  const { features } = world.house
  await features.set({ name: 'issue', on: true, why: 'x', actor: 'a', at: 1, real: Date.now() })
  const far = Date.now() - 4 * 86_400_000
  await features.set({ name: 'issue', on: false, why: 'x', actor: 'a', at: 1, real: far })
  await store.inTransaction((tx) => changeCode(store, tx, before.id, { expiresAt: far + 3 * 86_400_000 }))
  await turn('issue', true)
  const days = ((await code()).expiresAt - Date.now()) / 86_400_000
  expect(days).toBeGreaterThan(2.99)
  expect(days).toBeLessThan(3.01)
})

test('no cell of the trail’s file begins a formula, also not behind a line break', () => {
  const view = { seq: 1, at: 0, action: 'a', words: 'b', actor: '\n=1+1', subject: null, detail: [] }
  expect(auditCsv([view], [])).toContain(`"'\n=1+1"`)
})

test('the chain is whole after all of it', async () => {
  expect(await verifyAudit(hall.world.house.store)).toMatchObject({ ok: true })
})
