import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { codeWords } from '../../server/domain/check-words.ts'
import { uuidv7 } from '../../server/db/uuid.ts'
import { checkIn, metByVideo, underWay } from '../kit/attend.ts'
import { always, cpfOf, startWorld, type Session, type World } from '../kit/house.ts'
import { cpfRecord, patient, startSerpro, type SerproStandIn } from '../kit/serpro.ts'

const reason = 'Conheço a pessoa e conferi o documento original.'
let serpro: SerproStandIn
let world: World
let client: Session
let notary: Session
let clerk: Session
let helper: Session
let rival: Session
let nth = 0
const who = () => ({ client, staff: notary })
const receita = (id: string) => world.call(notary, 'POST', `/api/requests/${id}/checks/receita`, {})
const note = (by: Session, id: string, kind: string, body: object) =>
  world.call(by, 'POST', `/api/requests/${id}/checks/${kind}/note`, body)
const view = async (id: string, by = notary) => (await world.call(by, 'GET', `/api/requests/${id}`)).body

beforeAll(async () => {
  serpro = await startSerpro()
  world = await startWorld({ env: serpro.env({ receita: true }), checkTimes: { ...patient, everyMs: 60_000 } })
  await world.office('900001', '3550308', always)
  await world.office('900002', '3548500', always)
  notary = await world.staff('tabeliao@exemplo.com', '900001', 'tabeliao')
  clerk = await world.staff('escrevente@exemplo.com', '900001', 'escrevente')
  helper = await world.staff('atendente@exemplo.com', '900001', 'atendente')
  rival = await world.staff('rival@exemplo.com', '900002', 'tabeliao')
}, 60_000)
beforeEach(async () => {
  nth += 1
  client = await world.signIn(`cliente${nth}@exemplo.com`)
  // The circuit of an earlier test may be open still.
  await new Promise((resolve) => setTimeout(resolve, patient.breakMs + 20))
  serpro.answer('GET /cpf', { status: 200, body: cpfRecord(cpfOf(nth), 0) })
})
afterAll(async () => {
  await world.end()
  await serpro.down()
})

test('the answer at submission counts; asked again it is a new run; every question is an audit row', async () => {
  const id = await underWay(world, who(), nth)
  expect(checkIn(await view(id), 'receita')).toMatchObject({
    outcome: 'approved',
    words: codeWords.regular,
    source: 'Receita Federal (Serpro)',
    at: world.clock.now,
    by: null,
    need: null,
    can: { ask: true, tick: false, override: false },
  })
  world.clock.now += 1_000
  serpro.answer('GET /cpf', { status: 200, body: cpfRecord(cpfOf(nth), 3) })
  const asked = await receita(id)
  expect(checkIn(asked.body, 'receita')).toMatchObject({
    outcome: 'failed',
    words: codeWords.deceased,
    at: world.clock.now,
    by: 'Sua equipe',
    need: 'override_with_tap',
    can: { override: true },
  })
  const { store } = world.house
  const rows = await store.read.select().from(store.tables.audit)
  const mine = rows.filter(({ subject }) => subject === id).map(({ action }) => action)
  expect(mine).toEqual(expect.arrayContaining(['check.answered', 'check.asked']))
  expect(mine.filter((action) => action === 'check.answered')).toHaveLength(2)
  // Neither the number nor the answer stands in clear anywhere: not in the log, not in the rows.
  const runs = JSON.stringify(await store.read.select().from(store.tables.checkRun))
  for (const text of [world.logs.join(), runs, JSON.stringify(rows)])
    expect(text).not.toMatch(new RegExp(`${cpfOf(nth)}|falecido|FICTICIA`, 'i'))
})

test('one question at a time; the same wish twice asks once', async () => {
  const id = await underWay(world, who(), nth)
  serpro.answer('GET /cpf', { status: 200, body: cpfRecord(cpfOf(nth), 0), afterMs: 150 })
  const before = serpro.calls('GET /cpf').length
  const key = { 'idempotency-key': uuidv7() }
  const path = `/api/requests/${id}/checks/receita`
  const first = world.call(notary, 'POST', path, {}, key)
  await new Promise((resolve) => setTimeout(resolve, 60))
  expect(checkIn(await view(id, clerk), 'receita')).toMatchObject({
    words: 'Consultando a Receita…',
    waiting: { step: 'asking' },
    can: { ask: false },
  })
  const second = await world.call(clerk, 'POST', path, {})
  expect([second.status, second.body['code']]).toEqual([409, 'check_running'])
  expect((await first).status).toBe(200)
  expect((await world.call(notary, 'POST', path, {}, key)).status).toBe(200)
  expect(serpro.calls('GET /cpf').length - before).toBe(1)
})

test('who may ask and note: those who decide, the override the tabelião alone, nobody else at all', async () => {
  serpro.answer('GET /cpf', { status: 404 })
  const id = await underWay(world, who(), nth)
  const path = `/api/requests/${id}/checks/receita`
  const tick = { kind: 'tick', outcome: 'no_source' }
  const codeOf = async (by: Session, where: string, body: object) => {
    const { status, body: told } = await world.call(by, 'POST', where, body)
    return [status, told['code'] ?? 'ok']
  }
  for (const where of [path, `${path}/note`, `/api/requests/${id}/checks/liveness`]) {
    const body = where === path ? {} : where.endsWith('note') ? tick : { outcome: 'approved' }
    expect(await codeOf(helper, where, body)).toEqual([403, 'forbidden_role'])
    for (const stranger of [rival, client]) expect(await codeOf(stranger, where, body)).toEqual([404, 'not_found'])
  }
  expect(await codeOf(clerk, `${path}/note`, { kind: 'override', outcome: 'no_source', text: reason })).toEqual([
    403,
    'forbidden_role',
  ])
  expect(checkIn(await view(id, clerk), 'receita')).toMatchObject({ can: { tick: true, override: false } })
  // What the note is for must still be what it was.
  expect(await codeOf(clerk, `${path}/note`, { ...tick, outcome: 'failed' })).toEqual([409, 'changed'])
  const ticked = await note(clerk, id, 'receita', tick)
  expect(checkIn(ticked.body, 'receita')).toMatchObject({ need: null, notes: [{ kind: 'tick', text: null }] })
  expect(await codeOf(notary, `/api/requests/${id}/checks/face`, {})).toEqual([409, 'check_off'])
  expect(await codeOf(notary, `/api/requests/${id}/checks/other`, {})).toEqual([404, 'not_found'])
})

test('an override needs words; it belongs to its answer and is void when another one comes', async () => {
  serpro.answer('GET /cpf', { status: 504 })
  const id = await underWay(world, who(), nth)
  const thin = await note(notary, id, 'receita', { kind: 'override', outcome: 'unavailable', text: 'ok' })
  expect([thin.status, thin.body['code']]).toEqual([422, 'reason_needed'])
  const done = await note(notary, id, 'receita', { kind: 'override', outcome: 'unavailable', text: reason })
  expect(checkIn(done.body, 'receita')).toMatchObject({ need: null, notes: [{ kind: 'override', text: reason }] })
  await new Promise((resolve) => setTimeout(resolve, patient.breakMs + 20))
  serpro.answer('GET /cpf', { status: 200, body: cpfRecord(cpfOf(nth), 9) })
  const asked = await receita(id)
  expect(checkIn(asked.body, 'receita')).toMatchObject({ need: 'override_with_tap', notes: [], outcome: 'failed' })
  // Demo mode waives the tap, and says so; see the same in production below.
  const again = await note(notary, id, 'receita', { kind: 'override', outcome: 'failed', text: reason })
  expect(checkIn(again.body, 'receita')).toMatchObject({ need: null, outcome: 'failed' })
})

test('liveness is stated after a video only, and as the word of whoever stated it', async () => {
  const id = await underWay(world, who(), nth)
  const path = `/api/requests/${id}/checks/liveness`
  const early = await world.call(clerk, 'POST', path, { outcome: 'approved' })
  expect([early.status, early.body['code']]).toEqual([409, 'video_needed'])
  await metByVideo(world, id, '900001', who())
  const stated = await world.call(clerk, 'POST', path, { outcome: 'approved', text: 'Piscou e virou o rosto.' })
  expect(checkIn(stated.body, 'liveness')).toMatchObject({
    outcome: 'approved',
    source: 'Declaração do cartório',
    by: 'Sua equipe',
    statement: 'Piscou e virou o rosto.',
    need: null,
  })
  const other = await world.call(notary, 'POST', path, { outcome: 'failed' })
  expect(checkIn(other.body, 'liveness')).toMatchObject({ outcome: 'failed', words: codeWords.not_alive })
})

describe('a source that is down for an hour', () => {
  test('delays the order alone: sending, clock and decision go on, and it recovers by itself', async () => {
    serpro.answer('GET /cpf', { status: 504 })
    const id = await underWay(world, who(), nth)
    const before = await view(id)
    expect(before).toMatchObject({ state: 'in_progress', late: false })
    expect((before['clock'] as { state: string }).state).toBe('stopped')
    await serpro.down()
    for (let i = 0; i < 6; i++) {
      world.clock.now += 10 * 60_000
      const asked = await receita(id)
      expect(checkIn(asked.body, 'receita')).toMatchObject({ outcome: 'unavailable', words: codeWords.down })
      expect(asked.body).toMatchObject({ state: 'in_progress', version: before['version'], order: { canPlace: false } })
    }
    // Somebody else sends and is decided in time meanwhile.
    client = await world.signIn(`outra${nth}@exemplo.com`)
    const other = await underWay(world, who(), 500 + nth)
    expect(await view(other)).toMatchObject({ state: 'in_progress', late: false })
    await serpro.up()
    await new Promise((resolve) => setTimeout(resolve, patient.breakMs + 50))
    serpro.answer('GET /cpf', { status: 200, body: cpfRecord(cpfOf(nth), 0) })
    expect(checkIn((await receita(id)).body, 'receita')).toMatchObject({ outcome: 'approved', need: null })
  })
})

test('a question that the server forgot ends as interrupted, and what was decided elsewhere ends too', async () => {
  const id = await underWay(world, who(), nth)
  const { store } = world.house
  const base = { request: id, cns: '900001', kind: 'receita', source: 'receita', outcome: null, by: 'x' } as const
  const open = { at: world.clock.now, waitsUntil: world.clock.now - 1, endedAt: null }
  await store.inTransaction(async (tx) => {
    await tx.insert(store.tables.checkRun).values({ ...base, ...open, id: uuidv7(), detail: null })
    // One that can't be opened must not stop the others.
    await tx
      .insert(store.tables.checkRun)
      .values({ ...base, ...open, id: uuidv7(), kind: 'face', detail: 'demo.broken' })
  })
  await world.house.checks.turn()
  const rows = (await store.read.select().from(store.tables.checkRun)).filter(({ request }) => request === id)
  expect(rows.filter(({ endedAt }) => endedAt === null)).toEqual([])
  expect(checkIn(await view(id), 'receita')).toMatchObject({ outcome: 'unavailable', words: codeWords.interrupted })
  expect(checkIn(await view(id), 'face')).toMatchObject({ outcome: 'unavailable', words: codeWords.interrupted })
})
