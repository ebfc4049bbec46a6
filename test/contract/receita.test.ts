import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { outcomeOf, readReceita } from '../../server/domain/check-answers.ts'
import { codeWords } from '../../server/domain/check-words.ts'
import type { Receita } from '../../server/domain/sources.ts'
import { makeReceita } from '../../server/outside/receita.ts'
import { makeSerpro } from '../../server/outside/serpro.ts'
import { cpfRecord, patient, quick, startSerpro, type SerproAnswer, type SerproStandIn } from '../kit/serpro.ts'

const cpf = '40442820135'
const person = { name: 'Beatriz Fictícia Nunes', birthDate: '1984-03-12' }
const route = 'GET /cpf'
let serpro: SerproStandIn
let receita: Receita
/** For silence, which nobody should have to wait for here. */
let brisk: Receita
const client = (times: typeof quick): Receita =>
  makeReceita(serpro.url, makeSerpro({ tokenUrl: serpro.tokenUrl, key: 'key', secret: 'secret', times }))

beforeEach(async () => {
  serpro = await startSerpro()
  receita = client(patient)
  brisk = client(quick)
})
afterEach(() => serpro.down())

const record = (code: number | string, more: Record<string, unknown> = {}) => cpfRecord(cpf, code, more)
const ok = (body: unknown): SerproAnswer => ({ status: 200, body })

describe('every documented answer leads to its outcome and sentence', () => {
  test.each([
    ['200 regular', ok(record(0)), 'approved', codeWords.regular],
    ['200 with a number for a code', ok(record(0, { situacao: { codigo: 0 } })), 'approved', codeWords.regular],
    ['200 with a day in ISO 8601', ok(record(0, { nascimento: '1984-03-12' })), 'approved', codeWords.regular],
    ['200 with slashes', ok(record(0, { nascimento: '12/03/1984' })), 'approved', codeWords.regular],
    ['200 suspended', ok(record(2)), 'approved', codeWords.suspended],
    ['200 deceased', ok(record(3)), 'failed', codeWords.deceased],
    ['200 pending', ok(record(4)), 'approved', codeWords.pending],
    ['200 duplicated', ok(record(5)), 'failed', codeWords.duplicated],
    ['200 void', ok(record(8)), 'failed', codeWords.void],
    ['200 cancelled', ok(record(9)), 'failed', codeWords.cancelled],
    ['200 other name', ok(record(0, { nome: 'OUTRA PESSOA' })), 'failed', codeWords.mismatch],
    ['200 other birth', ok(record(3, { nascimento: '13031984' })), 'failed', codeWords.mismatch],
    ['206 whole', { status: 206, body: record(0) }, 'approved', codeWords.regular],
    ['206 no name', { status: 206, body: record(0, { nome: null }) }, 'unavailable', codeWords.partial],
    ['206 no status', { status: 206, body: record(0, { situacao: null }) }, 'unavailable', codeWords.partial],
    ['206 nothing', { status: 206, body: { ni: cpf } }, 'unavailable', codeWords.partial],
    ['400', { status: 400, body: { mensagem: 'inválido' } }, 'unavailable', codeWords.down],
    ['403', { status: 403 }, 'unavailable', codeWords.down],
    ['404', { status: 404 }, 'no_source', codeWords.unregistered],
    ['422 minor', { status: 422, body: { mensagem: 'menor' } }, 'failed', codeWords.withheld],
    ['429', { status: 429, headers: { 'retry-after': '60' } }, 'unavailable', codeWords.down],
    ['500', { status: 500 }, 'unavailable', codeWords.down],
    ['504', { status: 504, body: '<html>Gateway Timeout</html>' }, 'unavailable', codeWords.down],
    ['redirect', { status: 302, headers: { location: 'http://127.0.0.1:1/' } }, 'unavailable', codeWords.down],
    ['garbage', { status: 200, body: '<html>manutenção</html>' }, 'unavailable', codeWords.down],
    ['broken JSON', { status: 200, body: '{"ni":"40' }, 'unavailable', codeWords.down],
    ['JSON of something else', ok({ ok: true }), 'unavailable', codeWords.down],
    ['JSON of a wrong shape', ok({ nome: 7, situacao: 'x' }), 'unavailable', codeWords.down],
    ['an array', ok([1]), 'unavailable', codeWords.down],
    ['too much', ok({ nome: 'x'.repeat(600_000) }), 'unavailable', codeWords.down],
    ['silence', 'hang', 'unavailable', codeWords.down],
    ['a broken line', 'drop', 'unavailable', codeWords.down],
    ['a line broken in the middle', 'cut', 'unavailable', codeWords.down],
  ] as [string, SerproAnswer, string, string][])('%s', async (_name, answer, outcome, words) => {
    serpro.answer(route, answer)
    const said = await (answer === 'hang' ? brisk : receita).ask(cpf, false)
    const code = readReceita(said, person)
    expect([outcomeOf(code), codeWords[code]]).toEqual([outcome, words])
    // A failure is told as a code; the number, the address and what was said stay out of it.
    if (said.got === 'down')
      expect(said.why).toMatch(/^(http \d{3}|timeout|garbage|too large|network( [A-Z_]+)?|circuit open)$/)
  })
})

describe('the gateway', () => {
  test('one token serves all, also those who come at once, and is renewed before its end', async () => {
    serpro.answer(route, ok(record(0)))
    await Promise.all(Array.from({ length: 20 }, () => receita.ask(cpf, false)))
    expect(serpro.tokens.made).toBe(1)
    expect(serpro.calls(route)).toHaveLength(20)
    expect(serpro.calls(route)[0]?.headers.authorization).toBe('Bearer token-1')
  })

  test('a short-lived token is fetched anew', async () => {
    serpro.tokens.seconds = 0
    serpro.answer(route, ok(record(0)))
    await receita.ask(cpf, false)
    await receita.ask(cpf, false)
    expect(serpro.tokens.made).toBe(2)
  })

  test('a token that was forgotten is renewed once for all who used it', async () => {
    serpro.answer(route, ok(record(0)))
    await receita.ask(cpf, false)
    serpro.tokens.valid.clear()
    const all = await Promise.all(Array.from({ length: 10 }, () => receita.ask(cpf, false)))
    expect(all.every(({ got }) => got === 'record')).toBe(true)
    expect(serpro.tokens.made).toBe(2)
  })

  test.each([
    [{ status: 401 }, 'token 401'],
    [{ status: 200, body: '<html>' }, 'token 200'],
    [{ status: 500 }, 'token 500'],
    ['drop', /^token network/],
  ] as [SerproAnswer, string | RegExp][])('no token (%j): no question', async (refusal, why) => {
    serpro.tokens.refuse = refusal
    const said = await receita.ask(cpf, false)
    expect(said).toMatchObject({ got: 'down', why: typeof why === 'string' ? why : expect.stringMatching(why) })
    expect(serpro.calls(route)).toHaveLength(0)
  })

  test('a stumble is tried again, a wait that was asked for is kept, a long one is an answer', async () => {
    serpro.answer(route, { status: 503 }, 'drop', ok(record(0)))
    expect(await receita.ask(cpf, false)).toMatchObject({ got: 'record' })
    serpro.answer(route, { status: 429, headers: { 'retry-after': '0' } }, ok(record(0)))
    expect(await receita.ask(cpf, false)).toMatchObject({ got: 'record' })
    const before = serpro.calls(route).length
    serpro.answer(route, { status: 429, headers: { 'retry-after': '3600' } }, ok(record(0)))
    expect(await receita.ask(cpf, false)).toEqual({ got: 'down', why: 'http 429', retryAfterMs: 3_600_000 })
    expect(serpro.calls(route)).toHaveLength(before + 1)
  })

  test('whoever waits at a form gets an answer or none within the hurry, and one more try at most', async () => {
    serpro.answer(route, 'hang')
    const begun = performance.now()
    expect(await brisk.ask(cpf, true)).toEqual({ got: 'down', why: 'timeout' })
    expect(performance.now() - begun).toBeLessThan(quick.hurryMs + 300)
    serpro.answer(route, { status: 500 })
    const before = serpro.calls(route).length
    await brisk.ask(cpf, true)
    expect(serpro.calls(route).length - before).toBe(2)
  })

  test('after five failures nobody is asked for a while; then one probe opens the way for all', async () => {
    serpro.answer(route, { status: 503 })
    await receita.ask(cpf, false)
    await receita.ask(cpf, false)
    const before = serpro.calls(route).length
    expect(before).toBe(5)
    expect(await receita.ask(cpf, false)).toEqual({ got: 'down', why: 'circuit open' })
    expect(serpro.calls(route)).toHaveLength(before)
    serpro.answer(route, ok(record(0)))
    await new Promise((resolve) => setTimeout(resolve, quick.breakMs + 20))
    const all = await Promise.all(Array.from({ length: 5 }, () => receita.ask(cpf, false)))
    expect(all.every(({ got }) => got === 'record')).toBe(true)
  })

  test('refusals that are answers do not open the circuit', async () => {
    serpro.answer(route, { status: 404 })
    for (let i = 0; i < 8; i++) expect(await receita.ask(cpf, false)).toEqual({ got: 'unknown' })
  })
})
