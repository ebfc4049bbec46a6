import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { count } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { uuidv7 } from '../../server/db/uuid.ts'
import { always, cpfOf, form, startWorld, type Session, type World } from '../kit/house.ts'

let world: World
let client: Session
let stranger: Session
let notary: Session
let clerk: Session
let other: Session
let open: string

beforeAll(async () => {
  world = await startWorld()
  await world.office('900001', '3550308', always)
  await world.office('900002', '3548500', always)
  notary = await world.staff('tabeliao@exemplo.com', '900001', 'tabeliao')
  clerk = await world.staff('atendente@exemplo.com', '900001', 'atendente')
  other = await world.staff('outro@exemplo.com', '900002', 'tabeliao')
  client = await world.signIn('cliente@exemplo.com')
  stranger = await world.signIn('estranho@exemplo.com')
  const sent = form(1)
  open = sent.id
  await world.call(client, 'POST', '/api/requests', sent)
})
afterAll(() => world.end())

const rows = async (): Promise<number[]> => {
  const { request, entry, notice, tick, alarm, ccn } = world.house.store.tables
  const all = [request, entry, notice, tick, alarm, ccn]
  return Promise.all(
    all.map(async (table) => (await world.house.store.read.select({ n: count() }).from(table))[0]?.n ?? 0),
  )
}

/** Nothing that was sent may come back, but for the words of the app itself. */
const expectRefusal = async (
  answer: Awaited<ReturnType<World['call']>>,
  status: number,
  code: string,
  words: RegExp,
) => {
  expect([answer.status, answer.body['code'], answer.type]).toEqual([
    status,
    code,
    'application/problem+json; charset=utf-8',
  ])
  expect(`${String(answer.body['detail'])} ${JSON.stringify(answer.body['fields'] ?? {})}`).toMatch(words)
}

const fields: [string, Record<string, unknown>, RegExp][] = [
  ['a CPF with wrong digits', { cpf: '12345678900' }, /CPF inválido\. Confira os 11 números/],
  ['a CPF of equal digits', { cpf: '111.111.111-11' }, /CPF inválido/],
  ['a CPF of letters', { cpf: 'abcdefghijk' }, /CPF inválido/],
  ['one name only', { name: 'Beatriz' }, /Informe nome e sobrenome/],
  ['a name with a bidi control', { name: 'Ana ‮Maria' }, /Informe nome e sobrenome/],
  ['a day that does not exist', { birthDate: '1984-02-30' }, /Data de nascimento inválida/],
  ['a birth in the future', { birthDate: '2030-01-01' }, /Data de nascimento inválida/],
  ['a landline', { phone: '(13) 3222-4321' }, /Celular com DDD/],
  ['an unknown município', { ibge: '9999999' }, /Escolha o município/],
  ['a CNS of letters', { cns: 'abc' }, /Escolha o cartório/],
  ['an id that is no UUIDv7', { id: '123' }, /Recomece a solicitação/],
  ['a field too long', { name: 'a'.repeat(201) }, /Informe nome e sobrenome/],
  ['a field of another type', { cpf: 12_345_678_900 }, /CPF inválido/],
  ['a missing field', { phone: undefined }, /Celular com DDD/],
]

describe('bad input gets its Portuguese sentence and status, and nothing is written', () => {
  test.each(fields)('%s', async (_name, wrong, words) => {
    const before = await rows()
    const answer = await world.call(client, 'POST', '/api/requests', form(2, wrong))
    await expectRefusal(answer, 422, 'invalid', words)
    expect(JSON.stringify(answer.body)).not.toContain(cpfOf(2))
    expect(await rows()).toEqual(before)
  })

  test('a minor is stopped with a neutral sentence and nothing stored', async () => {
    const before = await rows()
    await expectRefusal(
      await world.call(client, 'POST', '/api/requests', form(2, { birthDate: '2015-01-01' })),
      422,
      'minor',
      /maiores de 18/,
    )
    expect(await rows()).toEqual(before)
  })

  test('an unknown field, broken JSON, another type, a body too large', async () => {
    const before = await rows()
    const post = (body: unknown, headers?: Record<string, string>) =>
      world.call(client, 'POST', '/api/requests', body, headers)
    await expectRefusal(await post({ ...form(2), admin: true }), 422, 'invalid', /Confira/)
    await expectRefusal(await post('{"id":'), 400, 'malformed', /Não entendemos/)
    await expectRefusal(await post('[]'), 422, 'invalid', /Confira/)
    await expectRefusal(
      await post('a=1', { 'content-type': 'application/x-www-form-urlencoded' }),
      415,
      'unsupported_type',
      /não é aceito/,
    )
    await expectRefusal(await post({ ...form(2), name: 'a'.repeat(70_000) }), 413, 'too_large', /grande demais/)
    expect(await rows()).toEqual(before)
  })

  test('a cartório that can not be chosen, and the one open request', async () => {
    await expectRefusal(
      await world.call(client, 'POST', '/api/requests', form(2, { cns: '999999' })),
      409,
      'not_eligible',
      /Escolha outro/,
    )
    const again = await world.call(client, 'POST', '/api/requests', form(1))
    await expectRefusal(again, 409, 'already_open', /Você já tem uma solicitação aberta/)
    expect(again.body['facts']).toEqual({ id: open })
  })
})

describe('who may not, is told so or finds nothing', () => {
  const acts: [string, string, unknown][] = [
    ['GET', '', undefined],
    ['GET', '/explain', undefined],
    ['POST', '/release', {}],
    ['POST', '/withdraw-release', {}],
    ['POST', '/choose-cartorio', { cns: '900002' }],
    ['POST', '/cancel', {}],
    ['POST', '/pull', { cartorio: '900002' }],
    ['POST', '/give-back', { reason: 'x' }],
    ['POST', '/decision', { kind: 'create' }],
  ]
  test.each(acts)('somebody else’s request: %s …%s is not found', async (method, path, body) => {
    const before = await rows()
    for (const who of [stranger, other]) {
      const answer = await world.call(who, method, `/api/requests/${open}${path}`, body)
      await expectRefusal(answer, 404, 'not_found', /Não encontramos/)
    }
    expect((await world.call(null, method, `/api/requests/${open}${path}`, body)).status).toBe(401)
    expect(await rows()).toEqual(before)
  })

  test('ids of nothing, and ids that are no ids', async () => {
    for (const id of [uuidv7(), '1', "' OR 1=1 --", '%00', 'x'.repeat(5_000)]) {
      const answer = await world.call(client, 'GET', `/api/requests/${encodeURIComponent(id)}`)
      await expectRefusal(answer, 404, 'not_found', /Não encontramos/)
    }
  })

  test('the wrong role sees but does not decide; another’s queue is not found', async () => {
    const seen = await world.call(clerk, 'GET', `/api/requests/${open}`)
    expect(seen.body).toMatchObject({ as: 'staff', can: { decide: false }, whyNot: expect.stringMatching(/Seu papel/) })
    const decided = await world.call(clerk, 'POST', `/api/requests/${open}/decision`, { kind: 'create' })
    await expectRefusal(decided, 403, 'forbidden_role', /Seu papel/)
    for (const path of ['/api/queue', '/api/pool', '/api/office'])
      expect((await world.call(client, 'GET', `${path}?cartorio=900001`)).status, path).toBe(404)
    const rejected = await world.call(notary, 'POST', `/api/requests/${open}/decision`, {
      kind: 'reject',
      reason: 'other',
    })
    await expectRefusal(rejected, 422, 'reason_needed', /Escreva o motivo/)
    const used = await world.call(notary, 'POST', `/api/requests/${open}/decision`, {
      kind: 'use',
      ccnVersion: 1,
      checkedToday: true,
    })
    await expectRefusal(used, 409, 'ccn_missing', /Criar registro/)
  })

  test('a write from another site, without an origin, or with an ended session', async () => {
    const at = `/api/requests/${open}/cancel`
    await expectRefusal(
      await world.call(client, 'POST', at, {}, { origin: 'https://evil.example' }),
      403,
      'cross_site',
      /não veio do Quinze/,
    )
    const crossed = await world.call(client, 'POST', at, {}, { 'sec-fetch-site': 'cross-site' })
    await expectRefusal(crossed, 403, 'cross_site', /não veio do Quinze/)
    const gone = await world.signIn('indo@exemplo.com')
    expect((await world.call(gone, 'POST', '/api/sign-out', {})).status).toBe(200)
    await expectRefusal(await world.call(gone, 'POST', at, {}), 401, 'unauthenticated', /Entre de novo/)
  })

  test('the same key for another wish, another account’s draft id, and the same id with another body', async () => {
    const key = { 'idempotency-key': uuidv7() }
    const mine = form(7)
    expect((await world.call(stranger, 'POST', '/api/requests', mine)).status).toBe(201)
    await expectRefusal(await world.call(client, 'POST', '/api/requests', mine), 404, 'not_found', /Não encontramos/)
    const changed = await world.call(stranger, 'POST', '/api/requests', { ...mine, name: 'Outra Pessoa' })
    await expectRefusal(changed, 409, 'different_body', /já foi enviada com outros dados/)
    expect((await world.call(stranger, 'POST', `/api/requests/${mine.id}/cancel`, {}, key)).status).toBe(200)
    expect((await world.call(stranger, 'POST', `/api/requests/${mine.id}/cancel`, {}, key)).status).toBe(200)
    const reused = await world.call(stranger, 'POST', `/api/requests/${mine.id}/release`, {}, key)
    await expectRefusal(reused, 409, 'different_body', /outros dados/)
  })
})

describe('privacy', () => {
  const personal = [/Beatriz/, /Fict[ií]cia Nunes/, /98765-?4321/, /cliente@exemplo|tabeliao@exemplo/]
  const cpfs = () => [1, 2, 7].map((n) => cpfOf(n))

  test('no CPF, name, contact or code stands in any log line or metric', async () => {
    expect(world.logs.length).toBeGreaterThan(20)
    const metrics = await world.call(null, 'GET', '/metrics')
    const codes = world.mailbox.list().flatMap((mail) => /\b\d{6}\b/.exec(mail.text)?.[0] ?? [])
    expect(codes.length).toBeGreaterThan(3)
    for (const text of [...world.logs, String(metrics.body['text'])]) {
      for (const pattern of personal) expect(text).not.toMatch(pattern)
      for (const cpf of cpfs()) expect(text).not.toContain(cpf)
      expect(text).not.toContain(open)
    }
    const lines = world.logs.join('')
    for (const code of codes) expect(lines).not.toMatch(new RegExp(`\\b${code}\\b`))
    expect(String(metrics.body['text'])).toContain('quinze_http_seconds')
  })

  test('none of them is readable in the database files', () => {
    const files = readdirSync(world.dataDir).filter((name) => name.startsWith('quinze.db'))
    expect(files).toContain('quinze.db-wal')
    for (const file of files) {
      const bytes = readFileSync(join(world.dataDir, file)).toString('latin1')
      for (const pattern of personal) expect(bytes).not.toMatch(pattern)
      for (const cpf of cpfs()) expect(bytes).not.toContain(cpf)
    }
  })
})
