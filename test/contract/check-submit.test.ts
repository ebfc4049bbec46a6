import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { blemishWords, codeWords } from '../../server/domain/check-words.ts'
import { faultWords } from '../../server/domain/words.ts'
import { always, cpfOf, form, startWorld, type Session, type World } from '../kit/house.ts'
import { checkIn } from '../kit/attend.ts'
import { cpfRecord, patient, startSerpro, type SerproAnswer, type SerproStandIn } from '../kit/serpro.ts'

let serpro: SerproStandIn
let world: World
let client: Session
let notary: Session
let nth = 100
const times = { ...patient, hurryMs: 1_000, everyMs: 60_000 }
const calls = () => serpro.calls('GET /cpf').length
const send = (sent: object, who = client) => world.call(who, 'POST', '/api/requests', sent)
const says = (code: number, more = {}): SerproAnswer => ({ status: 200, body: cpfRecord('', code, more) })

async function start(more: Record<string, string> = {}): Promise<void> {
  world = await startWorld({
    env: { ...serpro.env({ receita: true }), ...more },
    checkTimes: times,
  })
}

beforeAll(async () => {
  serpro = await startSerpro()
  await start()
  await world.office('900001', '3550308', always)
  notary = await world.staff('tabeliao@exemplo.com', '900001', 'tabeliao')
}, 60_000)
beforeEach(async () => {
  nth += 10
  client = await world.signIn(`cliente${nth}@exemplo.com`)
})
afterEach(() => new Promise((resolve) => setTimeout(resolve, times.breakMs + 20)))
afterAll(async () => {
  await world.end()
  await serpro.down()
})

async function stored(): Promise<number> {
  const { store } = world.house
  return (await store.read.select().from(store.tables.request)).length
}

test.each([
  [3, says(3)],
  [5, says(5)],
  [8, says(8)],
  [9, says(9)],
  ['a minor', { status: 422, body: {} }],
] as [number | string, SerproAnswer][])(
  '%s stops with one neutral sentence, and nothing is stored',
  async (_what, answer) => {
    serpro.answer('GET /cpf', answer)
    const before = await stored()
    const refused = await send(form(nth))
    expect(refused.status).toBe(422)
    expect(refused.body).toMatchObject({ code: 'cpf_stopped', detail: faultWords({ fault: 'cpf_stopped' }) })
    expect(JSON.stringify(refused.body)).not.toMatch(/falecid|cancelad|nul[oa]|menor|receita/i)
    expect(await stored()).toBe(before)
    const { store } = world.house
    const left = (await store.read.select().from(store.tables.checkRun)).filter(({ by }) => by === client.person)
    // Only that one more number was asked for today, under a blind index.
    expect(left).toMatchObject([{ cns: '', outcome: null, detail: null }])
    expect(JSON.stringify(left)).not.toContain(cpfOf(nth))
  },
)

test.each([
  ['regular', says(0), null, codeWords.regular],
  ['suspended', says(2), blemishWords, codeWords.suspended],
  ['pending', says(4), blemishWords, codeWords.pending],
  ['another name: nothing is revealed', says(3, { nome: 'OUTRA' }), null, codeWords.mismatch],
  ['not known', { status: 404 }, null, codeWords.unregistered],
  ['partial', { status: 206, body: cpfRecord('', 2, { nome: null }) }, null, codeWords.partial],
  ['down', { status: 504 }, null, codeWords.down],
  ['silent', 'hang', null, codeWords.down],
  ['garbage', { status: 200, body: '<html>' }, null, codeWords.down],
] as [string, SerproAnswer, string | null, string][])('%s goes through', async (_what, answer, notice, words) => {
  serpro.answer('GET /cpf', answer)
  const sent = form(nth)
  const made = await send(sent)
  expect([made.status, made.body['notice']]).toEqual([201, notice])
  expect((await world.call(client, 'GET', `/api/requests/${sent.id}`)).body['notice']).toBe(notice)
  await world.call(notary, 'POST', `/api/requests/${sent.id}/decision`, { kind: 'create' })
  const seen = (await world.call(notary, 'GET', `/api/requests/${sent.id}`)).body
  expect(checkIn(seen, 'receita')).toMatchObject({ words, warning: notice !== null })
})

test('a client who waits at the form is not held up by a silent source', async () => {
  serpro.answer('GET /cpf', 'hang')
  const begun = performance.now()
  expect((await send(form(nth))).status).toBe(201)
  expect(performance.now() - begun).toBeLessThan(times.hurryMs + 1_500)
})

test('a repeat, an open request and a form with faults ask nobody', async () => {
  serpro.answer('GET /cpf', says(0))
  const sent = form(nth)
  expect((await send(sent)).status).toBe(201)
  const before = calls()
  expect((await send(sent)).status).toBe(200)
  expect((await send({ ...form(nth), cpf: sent.cpf })).body).toMatchObject({ code: 'already_open' })
  expect((await send({ ...form(nth + 1), cpf: '11111111111' })).status).toBe(422)
  expect(calls()).toBe(before)
})

test('three different CPFs a day for an account, refused ones too; kept over a restart; free again tomorrow', async () => {
  const { dataDir } = world
  serpro.answer('GET /cpf', says(0), says(3), says(0), says(0))
  expect((await send(form(nth))).status).toBe(201)
  expect((await send(form(nth + 1))).body).toMatchObject({ code: 'cpf_stopped' })
  expect((await send(form(nth + 2))).status).toBe(201)
  const before = calls()
  const refused = await send(form(nth + 3))
  expect([refused.status, refused.body['code']]).toEqual([429, 'cpf_limit'])
  const { now } = world.clock
  await world.stop()
  await start({ DATA_DIR: dataDir })
  world.clock.now = now + 60_000
  expect((await send(form(nth + 3))).body).toMatchObject({ code: 'cpf_limit' })
  expect(calls()).toBe(before)
  // The same number again is none more; neither is another account's business.
  expect((await send(form(nth + 1))).status).toBe(201)
  const other = await world.signIn(`outra${nth}@exemplo.com`)
  expect((await send(form(nth + 4), other)).status).toBe(201)
  world.clock.now += 24 * 3_600_000
  expect((await send(form(nth + 3))).status).toBe(201)
})
