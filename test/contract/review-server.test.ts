import { request as httpRequest } from 'node:http'
import { desc, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { unfinishedAt } from '../../server/db/lists.ts'
import { uuidv7 } from '../../server/db/uuid.ts'
import { acceptInvitation, endRole, invite } from '../../server/identity/roles.ts'
import type { Email } from '../../server/domain/contact.ts'
import { always, form, startWorld, type Session, type World } from '../kit/house.ts'

const minute = 60_000
const day = 24 * 60 * minute
let world: World
let client: Session
let first: Session
let second: Session

beforeAll(async () => {
  world = await startWorld({
    limits: { write: null, submit: null, search: null, release: { points: 2, seconds: 3600 } },
  })
  await world.office('900001', '3550308')
  await world.office('900002', '3548500', always)
  first = await world.staff('primeiro@exemplo.com', '900001', 'tabeliao')
  second = await world.staff('segundo@exemplo.com', '900002', 'tabeliao')
  client = await world.signIn('cliente@exemplo.com')
})
afterAll(() => world.end())

const post = (who: Session, path: string, body: unknown = {}, headers = {}) =>
  world.call(who, 'POST', `/api/requests/${path}`, body, headers)
const queueOf = (who: Session, cns: string) => world.call(who, 'GET', `/api/queue?cartorio=${cns}`)

/** Sent to the first cartório, expired there and released; gives its id and the pool's. */
async function released(nth: number): Promise<{ id: string; poolId: string }> {
  const sent = form(nth)
  expect((await world.call(client, 'POST', '/api/requests', sent)).status).toBe(201)
  world.clock.now += 15 * minute
  await world.house.alarms.ring()
  expect((await post(client, `${sent.id}/release`)).body['state']).toBe('released')
  const pool = await world.call(second, 'GET', '/api/pool?cartorio=900002')
  const [card] = pool.body.items as { poolId: string }[]
  return { id: sent.id, poolId: card?.poolId ?? '' }
}

describe('a release that comes back (rules 18, 26, 27)', () => {
  test('given back, withdrawn two days later, decided late: each screen shows the first cartório’s own clock', async () => {
    const { id, poolId } = await released(1)
    expect(Number.parseInt(poolId.slice(0, 8) + poolId.slice(9, 13), 16), 'the card tells no instant').toBe(0)
    expect((await post(second, `${poolId}/pull`, { cartorio: '900002' })).status).toBe(200)
    const key = { 'idempotency-key': uuidv7() }
    for (const _try of [1, 2])
      expect((await post(second, `${id}/give-back`, { reason: 'sem pessoal' }, key)).body).toEqual({ ok: true })
    expect((await post(second, `${id}/give-back`, { reason: 'outro' }, key)).status).toBe(404)
    expect((await post(first, `${id}/give-back`, { reason: 'sem pessoal' }, key)).status).toBe(409)

    world.clock.now += 2 * day
    for (const cns of ['900001', '900002']) world.house.places.forget(new Set([cns]))
    const back = await post(client, `${id}/withdraw-release`)
    expect(back.body).toMatchObject({ state: 'expired', clock: { state: 'expired', place: 'São Paulo' } })
    const queue = await queueOf(first, '900001')
    expect(queue.body['waiting']).toMatchObject([{ id, clock: { state: 'expired' } }])
    const why = await world.call(first, 'GET', `/api/requests/${id}/explain`)
    expect(why.body).toMatchObject({ place: 'São Paulo', stretches: [{ counted: true, reason: 'aberto' }] })
    expect((await post(first, `${id}/decision`, { kind: 'create' })).body).toMatchObject({
      late: true,
      clock: { state: 'stopped', remainingMs: 0, late: true },
    })
  })

  test('released and withdrawn in turns it is not a siren for a whole UF', async () => {
    const { id } = await released(2)
    // A cartório that knows the id can't use up the client's turns.
    for (const who of [first, first, second]) expect((await post(who, `${id}/release`)).status).toBe(404)
    for (const path of ['withdraw-release', 'release', 'withdraw-release'])
      expect((await post(client, `${id}/${path}`)).status).toBe(200)
    const often = await post(client, `${id}/release`)
    expect([often.status, often.body['code']]).toEqual([429, 'too_many'])
    expect((await post(client, `${id}/cancel`)).status).toBe(200)
  })
})

describe('one row that can not be read', () => {
  test('hides neither the queue of the cartório nor the client’s other requests, and is reported', async () => {
    const [broken, whole] = [form(3, { cns: '900002' }), form(4, { cns: '900002' })]
    for (const each of [broken, whole]) await world.call(client, 'POST', '/api/requests', each)
    const { store } = world.house
    const { request } = store.tables
    await store.inTransaction(async (tx) => {
      await tx.update(request).set({ data: 'k1.AAAA' }).where(eq(request.id, broken.id))
    })
    const queue = await queueOf(second, '900002')
    expect(queue.body['waiting']).toMatchObject([
      { id: broken.id, name: 'Dados ilegíveis', clock: { state: 'running' } },
      { id: whole.id, name: 'Beatriz Fictícia Nunes' },
    ])
    const own = await world.call(client, 'GET', '/api/requests')
    const ids = (own.body.items as { id: string }[]).map(({ id }) => id)
    expect(ids).toContain(whole.id)
    expect(ids).not.toContain(broken.id)
    expect(world.logs.join('')).toContain('request unreadable')
    for (const each of [broken, whole]) await post(client, `${each.id}/cancel`)
  })

  test('what is under way never pushes a new request over the end of the queue', async () => {
    const [old, fresh] = [form(5, { cns: '900002' }), form(6, { cns: '900002' })]
    await world.call(client, 'POST', '/api/requests', old)
    expect((await post(second, `${old.id}/decision`, { kind: 'create' })).status).toBe(200)
    world.clock.now += minute
    await world.call(client, 'POST', '/api/requests', fresh)
    expect((await unfinishedAt(world.house.store, '900002', 1)).map(({ id }) => id)).toEqual([fresh.id])
  })

  test('the reading of a CCN record is an audit row of its own (rule 60)', async () => {
    const again = form(5, { cns: '900002' })
    const other = await world.signIn('outra@exemplo.com')
    await world.call(other, 'POST', '/api/requests', again)
    const seen = await world.call(second, 'GET', `/api/requests/${again.id}`)
    expect(seen.body).toMatchObject({ otherRequests: true, ccn: { latest: 1 } })
    const { audit } = world.house.store.tables
    const rows = await world.house.store.read.select().from(audit).orderBy(desc(audit.seq)).limit(2)
    expect(rows).toMatchObject([
      { action: 'ccn.read', actor: second.person, subject: again.id, detail: '900002:1' },
      { action: 'request.read', actor: second.person, subject: again.id },
    ])
  })
})

describe('the street door', () => {
  test('HEAD on the stream leaves nobody listening, and one person can not open streams without end', async () => {
    const { live } = world.house
    const before = live.size
    const head = httpRequest(`${world.url}/api/stream`, { method: 'HEAD', headers: { cookie: client.cookie } })
    const status = await new Promise((resolve) =>
      head.on('response', (answer) => resolve(answer.resume().statusCode)).end(),
    )
    expect([status, live.size]).toEqual([200, before])
    const stop = new AbortController()
    const open = () => fetch(`${world.url}/api/stream`, { headers: { cookie: client.cookie }, signal: stop.signal })
    const streams = await Promise.all(Array.from({ length: 45 }, open))
    expect(streams.filter((each) => each.status === 200)).toHaveLength(40)
    expect(streams.filter((each) => each.status === 429)).toHaveLength(5)
    stop.abort()
    await expect.poll(() => live.size).toBe(before)
    const again = await fetch(`${world.url}/api/stream`, { headers: { cookie: client.cookie } })
    expect(again.status).toBe(200)
    await again.body?.cancel()
  })

  test('answers are kept nowhere, and metrics are for this machine only', async () => {
    for (const path of ['/api/me', '/api/requests', '/api/requests/none']) {
      const answer = await fetch(`${world.url}${path}`, { headers: { cookie: client.cookie } })
      expect(answer.headers.get('cache-control'), path).toBe('no-store')
    }
    const metrics = await world.call(null, 'GET', '/metrics')
    expect(String(metrics.body['text'])).toContain('route="/api/requests/:id",status="404"')
    for (const header of ['x-forwarded-for', 'forwarded'])
      expect((await world.call(null, 'GET', '/metrics', undefined, { [header]: '203.0.113.9' })).status).toBe(404)
  })

  test('who may not manage is told whom to ask, and a test that fails speaks of the test', async () => {
    const clerk = await world.staff('escrevente@exemplo.com', '900001', 'escrevente')
    const hours = await world.call(clerk, 'PUT', '/api/office/hours?cartorio=900001', {
      week: Array(7).fill([]),
      special: [],
    })
    expect([hours.status, hours.body['detail']]).toEqual([
      403,
      expect.stringMatching(/Peça a um substituto ou ao tabelião\.$/),
    ])
    const tried = await world.call(client, 'POST', '/api/preferences/test', { channel: 'push' })
    expect([tried.status, tried.body['detail']]).toEqual([409, expect.stringMatching(/^O aviso de teste não chegou/)])
  })
})

test('an invitation does not outlive the role of whoever made it', async () => {
  const { store, sealer } = world.house
  const helper = await world.staff('substituto@exemplo.com', '900001', 'substituto')
  const friend = await world.signIn('amigo@exemplo.com')
  const at = world.clock.now
  const given = {
    email: 'amigo@exemplo.com' as Email,
    role: 'escrevente',
    cns: '900001',
    by: helper.person,
    at,
  } as const
  const made = await invite(store, sealer, given)
  if ('fault' in made) throw new Error(made.fault)
  const { role } = store.tables
  const [mine] = await store.read.select().from(role).where(eq(role.person, helper.person))
  expect(await endRole(store, { id: mine?.id ?? '', by: first.person, at })).toBeNull()
  const accepted = await acceptInvitation(store, sealer, { id: made.id, person: friend.person, at })
  expect(accepted).toEqual({ fault: 'invitation_gone' })
  const renewed = await invite(store, sealer, { ...given, by: first.person })
  if ('fault' in renewed) throw new Error(renewed.fault)
  const then = await acceptInvitation(store, sealer, { id: renewed.id, person: friend.person, at })
  expect(then).toMatchObject({ cns: '900001' })
})
