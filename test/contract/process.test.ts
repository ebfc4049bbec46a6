import { afterAll, beforeAll, expect, test } from 'vitest'
import { factsOf } from '../../server/db/audit-detail.ts'
import { uuidv7 } from '../../server/db/uuid.ts'
import { api } from '../../server/http/app.ts'
import type { ProcessView } from '../../server/http/process-views.ts'
import { always, cpfOf, form, startWorld, tuesdayTen, type Session, type World } from '../kit/house.ts'
import { photoOf, sendPicture } from '../kit/pictures.ts'

// Rule 61: an inspector follows a request by its protocol, without its client, and opens a picture only for a reason.
const minute = 60_000
const reason = 'Procedimento 123/2026, verificação da identidade'
let world: World
let people: Record<'client' | 'notary' | 'admin' | 'inspetor' | 'nobody', Session>
let id = ''
let protocol = ''
let picture: Buffer

async function platform(email: string, role: 'admin' | 'inspetor'): Promise<Session> {
  const session = await world.signIn(email)
  const { store } = world.house
  await store.inTransaction(async (tx) => {
    const row = {
      id: uuidv7(),
      person: session.person,
      cns: null,
      role,
      since: tuesdayTen - 1,
      until: null,
      by: 'system',
    }
    await tx.insert(store.tables.role).values(row)
  })
  return session
}

beforeAll(async () => {
  world = await startWorld()
  await world.office('900001', '3548500', always)
  people = {
    client: await world.signIn('cliente@exemplo.com'),
    notary: await world.staff('tabeliao@exemplo.com', '900001', 'tabeliao'),
    admin: await platform('admin@exemplo.com', 'admin'),
    inspetor: await platform('inspetora@exemplo.com', 'inspetor'),
    nobody: { person: '', cookie: '' },
  }
  id = uuidv7()
  picture = await photoOf(240, 180)
  await sendPicture(world, people.client, { id, kind: 'photo' }, picture)
  const sent = await world.call(people.client, 'POST', '/api/requests', form(1, { id }))
  protocol = String(sent.body['protocol'])
  world.clock.now += 4 * minute
  await world.call(people.notary, 'POST', `/api/requests/${id}/decision`, {
    kind: 'reject',
    reason: 'other',
    text: 'segredo',
  })
})
afterAll(() => world.end())

const rowsOf = async (action: string) => {
  const { store } = world.house
  return (await store.read.select().from(store.tables.audit)).filter((row) => row.action === action)
}
const read = (who: Session, what = protocol) => world.call(who, 'GET', `/api/admin/process/${what}`)
const open = (who: Session, body: object = { reason }, kind = 'photo', what = protocol) =>
  world.call(who, 'POST', `/api/admin/process/${what}/pictures/${kind}`, body)
const statuses = async (go: (who: Session) => Promise<{ status: number }>) => {
  const found: Record<string, number> = {}
  for (const [who, session] of Object.entries(people)) found[who] = (await go(session)).status
  return found
}
const none = { client: 404, notary: 404, admin: 404, inspetor: 404, nobody: 401 }

test('these routes and no other, and who opens them', async () => {
  const routes = api(world.house).routes.filter(({ method, path }) => method !== 'ALL' && path.includes('/process'))
  expect(new Set(routes.map(({ method, path }) => `${method} ${path}`))).toEqual(
    new Set(['GET /admin/process/:protocol', 'POST /admin/process/:protocol/pictures/:kind']),
  )
  expect(await statuses((who) => read(who))).toEqual({ ...none, admin: 200, inspetor: 200 })
  expect(await statuses((who) => open(who))).toEqual({ ...none, inspetor: 200 })
  expect(await statuses((who) => read(who, '2026-9999999'))).toEqual(none)
  expect(await statuses((who) => open(who, { reason }, 'photo', '2026-9999999'))).toEqual(none)
  expect((await rowsOf('process.read')).map(({ actor }) => actor)).toEqual([
    people.admin.person,
    people.inspetor.person,
  ])
})

test('the course with times, decision and place; nothing of the client, no free text', async () => {
  const { body } = await read(people.inspetor)
  const view = body as unknown as ProcessView
  expect(view).toMatchObject({ id, protocol, uf: 'SP', pictures: [{ kind: 'photo' }] })
  expect(view.stays).toMatchObject([
    {
      n: 1,
      cartorio: { cns: '900001' },
      late: false,
      businessMs: 4 * minute,
      decisionWords: 'Rejeitada: Outro motivo',
    },
  ])
  expect(view.events.map(({ words }) => words)).toEqual(['Solicitação enviada', 'Rejeitada: Outro motivo'])
  const told = JSON.stringify(body)
  for (const secret of ['Beatriz', 'Fictícia', cpfOf(1), 'segredo', 'exemplo.com', '98765', people.client.person])
    expect(told.includes(secret), secret).toBe(false)
})

test('a picture opens for a reason, which is kept sealed with who and when; without one nothing opens', async () => {
  const before = (await rowsOf('image.inspect')).length
  for (const body of [{}, { reason: '' }, { reason: '   curto   ' }, { reason: 'x'.repeat(501) }])
    expect([422, 400]).toContain((await open(people.inspetor, body)).status)
  for (const kind of ['document_front', 'outro'])
    expect((await open(people.inspetor, { reason }, kind)).status).toBe(404)
  expect(await rowsOf('image.inspect')).toHaveLength(before)

  const opened = await open(people.inspetor)
  expect([opened.status, opened.type]).toEqual([200, 'image/jpeg'])
  const row = (await rowsOf('image.inspect')).at(-1)
  expect(row).toMatchObject({ actor: people.inspetor.person, subject: id })
  expect(row?.detail).not.toContain('Procedimento')
  expect(row && factsOf(world.house.sealer, row)).toEqual({ why: reason, picture: 'photo' })
  expect(world.logs.join('\n')).not.toContain('Procedimento')
})
