import { afterAll, beforeAll, expect, test } from 'vitest'
import { proveSession } from '../../server/db/sessions.ts'
import { sweep } from '../../server/desk/retention.ts'
import { sweepRecordings } from '../../server/desk/recording.ts'
import { auditOf, endWith, liveCall, sendPiece, tickAll, underWay, webm, type Hall } from '../kit/call.ts'
import { always, cpfOf, form, freePort, startWorld, type Session } from '../kit/house.ts'
import { photoOf, sendPicture } from '../kit/pictures.ts'
import { productionEnv } from '../kit/production.ts'

// Rule 44: a suspicion of fraud freezes a request; the tabelião alone says in writing what becomes of it.
const day = 86_400_000
const reason = 'Conferido com o documento original no balcão.'
let hall: Hall
let notary: Session

beforeAll(async () => {
  const world = await startWorld()
  await world.office('900001', '3550308', always)
  await world.office('900002', '3548500', always)
  const staff = await world.staff('escrevente@exemplo.com', '900001', 'escrevente')
  hall = { world, staff, client: await world.signIn('cliente@exemplo.com') }
  notary = await world.staff('tabelia@exemplo.com', '900001', 'tabeliao')
})
afterAll(() => hall.world.end())

async function frozen(nth: number, ready?: string): Promise<string> {
  const id = ready ?? (await underWay(hall, nth))
  const call = await liveCall(hall, id)
  const { now } = hall.world.clock
  await sendPiece(hall, hall.staff, call, 0, webm('piece'), { from: now, to: now + 1_000 })
  await tickAll(hall, call)
  await endWith(hall, call, 'fraud', 'Rosto não confere com o documento')
  return id
}
const resolve = (who: Session | null, id: string, body: object, key?: string) =>
  hall.world.call(who, 'POST', `/api/requests/${id}/suspicion`, body, key ? { 'idempotency-key': key } : {})
const seen = async (who: Session, id: string) => (await hall.world.call(who, 'GET', `/api/requests/${id}`)).body
const told = async (id: string) => {
  const { store } = hall.world.house
  const rows = await store.read.select().from(store.tables.notice)
  return rows.filter(({ request, cns }) => request === id && cns === null).map(({ kind }) => kind)
}

test('put aside: it goes on as decided, its video void, its order open again, the terms anew', async () => {
  const { world, client, staff } = hall
  const id = await frozen(1)
  expect(await seen(notary, id)).toMatchObject({ suspicion: { open: true, can: true, whyNot: null, finding: null } })
  expect(await seen(staff, id)).toMatchObject({
    suspicion: { open: true, can: false, whyNot: expect.stringMatching(/^Só o tabelião/) },
  })
  for (const short of ['', 'Tudo ok'])
    expect((await resolve(notary, id, { finding: 'cleared', reason: short })).body['code']).toBe('reason_needed')
  world.clock.now += 3 * day
  const done = await resolve(notary, id, { finding: 'cleared', reason }, '0192f0c1-1111-7abc-8def-0123456789ab')
  expect(done.body).toMatchObject({
    state: 'in_progress',
    order: { placedAt: null, missing: expect.arrayContaining([expect.objectContaining({ what: 'video' })]) },
    suspicion: { open: false, can: false, finding: { finding: 'cleared', words: 'Suspeita afastada', text: reason } },
  })
  const again = await resolve(notary, id, { finding: 'cleared', reason }, '0192f0c1-1111-7abc-8def-0123456789ab')
  expect([again.status, again.body['version']]).toEqual([200, done.body['version']])
  expect((await resolve(notary, id, { finding: 'fraud', reason })).body).toMatchObject({ code: 'changed' })
  const { store } = world.house
  const alarms = (await store.read.select().from(store.tables.alarm)).filter(({ subject }) => subject === id)
  expect(alarms.map(({ kind }) => kind).toSorted()).toEqual(['remind', 'stall'])
  for (const { dueAt } of alarms) expect(dueAt).toBeGreaterThan(world.clock.now + day)
  expect(await told(id)).toContain('cleared')
  expect(await auditOf(hall, id)).toContain(`request.resolve ${notary.person}`)
  // The way on: another video, which now identifies.
  const call = await liveCall(hall, id)
  await tickAll(hall, call)
  await endWith(hall, call, 'identified')
  const { missing } = (await seen(notary, id))['order'] as { missing: { what: string }[] }
  expect(missing.map(({ what }) => what)).not.toContain('video')
  expect(JSON.stringify(await seen(client, id))).not.toContain(reason)
})

test('confirmed: closed, told in neutral words, its evidence kept beyond every term', async () => {
  const { world, client, staff } = hall
  const sent = form(2)
  await sendPicture(world, client, { id: sent.id, kind: 'photo' }, await photoOf(240, 180))
  await world.call(client, 'POST', '/api/requests', sent)
  await world.call(staff, 'POST', `/api/requests/${sent.id}/decision`, { kind: 'create' })
  const id = await frozen(2, sent.id)
  const done = await resolve(notary, id, { finding: 'fraud', reason })
  expect(done.body).toMatchObject({ state: 'closed', order: null, suspicion: { finding: { finding: 'fraud' } } })
  expect(await told(id)).toContain('ended')
  const view = await seen(client, id)
  expect(view).toMatchObject({ state: 'closed', can: { cancel: false } })
  const events = view['events'] as { kind: string; words: string }[]
  expect(events.at(-1)).toMatchObject({ kind: 'resolve', words: 'Encerrada pelo cartório depois da análise' })
  expect(JSON.stringify(view)).not.toMatch(/fraude|suspeita/i)
  expect(JSON.stringify(view)).not.toContain(reason)
  const { store, time, vault } = world.house
  for (const [table, column] of [
    [store.tables.entry, 'body'],
    [store.tables.audit, 'detail'],
  ] as const)
    expect(JSON.stringify(await store.read.select().from(table)), column).not.toContain('balcão')
  world.clock.now += 3_000 * day
  const onError = (error: unknown) => {
    throw error
  }
  await sweep({ store, time, vault, onError, days: 30 })
  await sweepRecordings({ ...world.house, time }, 1_826)
  expect((await world.call(notary, 'GET', `/api/requests/${id}/images/photo`)).status).toBe(200)
  const list = await world.call(notary, 'GET', `/api/requests/${id}/calls`)
  expect(list.body.items).toMatchObject([{ reason: 'fraud', recording: { segments: 1 } }])
  // Nobody is locked out: the same person may ask again.
  expect((await world.call(client, 'POST', '/api/requests', form(2, { cpf: cpfOf(2) }))).status).toBe(201)
})

test('the tabelião of its own cartório and nobody else; an own request never', async () => {
  const { world, client, staff } = hall
  const id = await frozen(3)
  const other = await world.staff('outro@exemplo.com', '900002', 'tabeliao')
  const finding = { finding: 'cleared', reason }
  for (const [who, status] of [
    [null, 401],
    [client, 404],
    [other, 404],
    [staff, 403],
  ] as const)
    expect((await resolve(who, id, finding)).status).toBe(status)
  const mine = await underWay({ ...hall, client: notary }, 5)
  const own = { ...hall, client: notary }
  await endWith(own, await liveCall(own, mine), 'fraud', 'Rosto não confere com o documento')
  expect((await resolve(notary, mine, finding)).body).toMatchObject({ code: 'forbidden_role', status: 403 })
  const atendente = await world.staff('atendente@exemplo.com', '900001', 'atendente')
  await resolve(notary, id, finding)
  expect(await seen(atendente, id)).toMatchObject({ suspicion: { finding: { finding: 'cleared', text: null } } })
})

test('at a cartório that was suspended meanwhile its client chooses another one', async () => {
  const { world } = hall
  const id = await frozen(4)
  const { store } = world.house
  await store.inTransaction(async (tx) => {
    await tx.update(store.tables.cartorio).set({ suspendedAt: world.clock.now })
  })
  const done = await resolve(notary, id, { finding: 'cleared', reason })
  expect([done.status, done.body]).toEqual([200, { ok: true }])
  expect(await seen(hall.client, id)).toMatchObject({ state: 'choosing', can: { choose: true } })
  expect(await told(id)).toContain('choose_again')
})

test('in production the word needs a fresh tap of the passkey (rule 67)', { timeout: 60_000 }, async () => {
  const port = String(await freePort())
  let later = 0
  const time = { now: Date.now, real: () => Date.now() + later, shift: () => {}, movable: false }
  const env = { ...productionEnv(), PORT: port, PUBLIC_URL: `http://localhost:${port}` }
  const world = await startWorld({ demo: false, time, env })
  try {
    await world.office('900001', '3550308', always)
    const tabeliao = await world.staff('tabeliao@exemplo.com', '900001', 'tabeliao')
    const client = await world.signIn('cliente@exemplo.com')
    const { auth, store } = world.house
    const tapped = async (ago: number) => {
      const [session] = await auth.sessions(tabeliao.person)
      later += 6_000
      await store.inTransaction((tx) => proveSession(tx, session?.id ?? '', time.real() - ago))
    }
    await tapped(0)
    const own: Hall = { world, client, staff: tabeliao }
    const id = await underWay(own, 1)
    await endWith(own, await liveCall(own, id), 'fraud', 'Rosto não confere com o documento')
    const word = () => world.call(tabeliao, 'POST', `/api/requests/${id}/suspicion`, { finding: 'cleared', reason })
    await tapped(6 * 60_000)
    expect((await word()).body).toMatchObject({ code: 'needs_tap' })
    await tapped(60_000)
    expect((await word()).body).toMatchObject({ state: 'in_progress' })
  } finally {
    await world.end()
  }
})
