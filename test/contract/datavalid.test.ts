import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { outcomeOf, readFace } from '../../server/domain/check-answers.ts'
import { codeWords } from '../../server/domain/check-words.ts'
import type { Face, FaceAnswer } from '../../server/domain/sources.ts'
import { makeDatavalid } from '../../server/outside/datavalid.ts'
import { makeSerpro } from '../../server/outside/serpro.ts'
import { patient, quick, startSerpro, type SerproAnswer, type SerproStandIn } from '../kit/serpro.ts'

const cpf = '40442820135'
const pin = 'FC3UAXQXC'
const privacy = { template: 'T1', token: 'consent-token', cnpj: '00000000000191' }
const photo = new Uint8Array([0xff, 0xd8, 0xff, 1, 2, 3])
let serpro: SerproStandIn

beforeAll(async () => {
  serpro = await startSerpro()
})
afterAll(() => serpro.down())

const client = <F extends 'v4' | 'v5'>(flow: F, times = patient): Extract<Face, { flow: F }> => {
  const gateway = makeSerpro({ tokenUrl: serpro.tokenUrl, key: 'key', secret: 'secret', times })
  return makeDatavalid({ url: serpro.url, flow, privacy, keysEveryMs: 0 }, gateway) as Extract<Face, { flow: F }>
}
const told = (answer: FaceAnswer) => {
  const code = readFace(answer)
  return code ? [outcomeOf(code), codeWords[code]] : ['waiting', '']
}
const ok = (body: unknown): SerproAnswer => ({ status: 200, body })

describe('v4, with the photo of the form', () => {
  const route = 'POST /v4/pf-facial'
  const face = (probabilidade: string, more = {}) =>
    ok({ biometria_facial: { disponivel: true, probabilidade, similaridade: 0.9, ...more } })

  test.each([
    ['Altíssima', face('Altíssima probabilidade'), 'approved', codeWords.face_match],
    ['Alta', face('Alta probabilidade'), 'approved', codeWords.face_match],
    ['Baixa', face('Baixa probabilidade'), 'failed', codeWords.face_differs],
    ['Baixíssima', face('Baixíssima probabilidade'), 'failed', codeWords.face_differs],
    ['an unknown word', face('Altamente improvável'), 'failed', codeWords.face_differs],
    ['no portrait', face('', { disponivel: false }), 'no_source', codeWords.no_portrait],
    ['no portrait, in words', ok({ biometria_face: { disponivel: 'false' } }), 'no_source', codeWords.no_portrait],
    ['nobody by this CPF', { status: 404 }, 'no_source', codeWords.no_portrait],
    ['a face without a word', ok({ biometria_facial: { disponivel: true } }), 'unavailable', codeWords.down],
    ['no face in the answer', ok({ nome: true }), 'unavailable', codeWords.down],
    ['a poor photo', { status: 422, body: { code: 'DV045' } }, 'unavailable', codeWords.down],
    ['429', { status: 429, headers: { 'retry-after': '60' } }, 'unavailable', codeWords.down],
    ['504', { status: 504 }, 'unavailable', codeWords.down],
    ['garbage', { status: 200, body: '<html>' }, 'unavailable', codeWords.down],
    ['silence', 'hang', 'unavailable', codeWords.down],
    ['a broken line', 'drop', 'unavailable', codeWords.down],
  ] as [string, SerproAnswer, string, string][])('%s', async (_name, answer, outcome, words) => {
    serpro.answer(route, answer)
    const datavalid = client('v4', answer === 'hang' ? quick : patient)
    expect(told(await datavalid.compare(cpf, photo, 'image/jpeg'))).toEqual([outcome, words])
  })

  test('sends the CPF and the photo, and nothing else of the person', async () => {
    serpro.answer(route, face('Alta probabilidade'))
    await client('v4').compare(cpf, photo, 'image/png')
    expect(JSON.parse(serpro.calls(route).at(-1)?.body ?? '')).toEqual({
      cpf,
      validacao: {
        biometria_facial: { vivacidade: false, formato: 'PNG', base64: Buffer.from(photo).toString('base64') },
      },
    })
  })

  test('a format that the source does not read is not sent', async () => {
    const before = serpro.taken.length
    expect(await client('v4').compare(cpf, photo, 'image/webp')).toMatchObject({ got: 'down' })
    expect(serpro.taken).toHaveLength(before)
  })
})

describe('v5, with a PIN for the gov.br app', () => {
  const base = '/v5/pessoa-fisica/app'
  const result = `POST ${base}/resultado`
  beforeEach(() => serpro.answer(`GET ${base}/jwks`))

  test('a PIN is asked for with the consent of the contract; its end is read with and without a zone', async () => {
    const soon = new Date(Date.now() + 300_000)
    serpro.answer(`POST ${base}/pin`, ok({ pin, data_hora_expiracao: soon.toISOString() }))
    expect(await client('v5').pin(cpf)).toEqual({ got: 'pin', pin, expiresAt: soon.getTime() })
    expect(JSON.parse(serpro.calls(`POST ${base}/pin`).at(-1)?.body ?? '')).toEqual({
      privacidade: { rfb: { id_template: 'T1' }, senatran: { token: 'consent-token', cnpj_anuente: '00000000000191' } },
      cpf,
      tipo: 'FACIAL',
      expira_em: 300,
      qtd_tentativas: 3,
    })
    const brazilian = new Date(soon.getTime() - 3 * 3_600_000).toISOString().replace('T', ' ').slice(0, 19)
    serpro.answer(`POST ${base}/pin`, ok({ pin, data_hora_expiracao: brazilian }))
    expect(await client('v5').pin(cpf)).toMatchObject({ expiresAt: Math.floor(soon.getTime() / 1000) * 1000 })
  })

  test.each([
    [{ status: 422, body: { code: 'DV213' } }, 'http 422'],
    [{ status: 429, headers: { 'retry-after': '9' } }, 'http 429'],
    [{ status: 504 }, 'http 504'],
    [{ status: 200, body: '<html>' }, 'garbage'],
    [{ status: 200, body: { pin: '' } }, 'garbage'],
  ] as [SerproAnswer, string][])('no PIN: %j', async (answer, why) => {
    serpro.answer(`POST ${base}/pin`, answer)
    expect(await client('v5').pin(cpf)).toMatchObject({ got: 'down', why })
  })

  test.each([
    ['not yet', { status: 422, body: { code: 'DV171', args: [] } }, 'waiting', ''],
    ['not yet, as plain text', { status: 422, body: 'DV171: prova de vida pendente' }, 'waiting', ''],
    ['PIN expired', { status: 422, body: { code: 'DV172' } }, 'unavailable', codeWords.pin_expired],
    ['tries used up', { status: 422, body: { code: 'DV173' } }, 'failed', codeWords.face_refused],
    ['life refused', { status: 422, body: { code: 'DV061' } }, 'failed', codeWords.face_refused],
    ['PIN not known', { status: 422, body: { code: 'DV170' } }, 'unavailable', codeWords.down],
    ['a field without consent', { status: 422, body: 'sem consentimento' }, 'unavailable', codeWords.down],
    ['wrong length, as text', { status: 400, body: 'pin : valor deve possuir 9' }, 'unavailable', codeWords.down],
    ['429', { status: 429 }, 'unavailable', codeWords.down],
    ['503', { status: 503 }, 'unavailable', codeWords.down],
    ['garbage', { status: 200, body: '<html>' }, 'unavailable', codeWords.down],
    ['no signature at all', ok({ jws: 'a.b.c' }), 'unavailable', codeWords.down],
    ['silence', 'hang', 'unavailable', codeWords.down],
  ] as [string, SerproAnswer, string, string][])('a result: %s', async (_name, answer, outcome, words) => {
    serpro.answer(result, answer)
    expect(told(await client('v5', answer === 'hang' ? quick : patient).result(cpf, pin))).toEqual([outcome, words])
  })

  test.each([
    ['A', {}, 'match'],
    ['B', {}, 'differs'],
    ['a', {}, 'differs'],
    [undefined, {}, 'differs'],
    ['A', { biometria_face: { disponivel: false } }, 'no_portrait'],
    ['A', { pin: 'OTHERPIN9' }, 'down'],
    ['A', { exp: 1_600_000_000 }, 'down'],
  ])('seal %s %j → %s', async (seal, more, got) => {
    const jws = await serpro.signed({ cpf, pin, ...(seal ? { seal } : {}), more })
    serpro.answer(result, ok({ jws }))
    expect(await client('v5').result(cpf, pin)).toMatchObject({ got })
  })

  test('an approval of somebody else approves nobody', async () => {
    serpro.answer(result, ok({ jws: await serpro.signed({ cpf: '63017285995', pin, seal: 'A' }) }))
    expect(await client('v5').result(cpf, pin)).toEqual({ got: 'down', why: 'other person' })
    serpro.answer(result, ok({ jws: await serpro.signed({ pin, seal: 'A' }) }))
    expect(await client('v5').result(cpf, pin)).toEqual({ got: 'down', why: 'other person' })
  })

  test('forged, altered and unsigned answers prove nothing', async () => {
    const jws = await serpro.signed({ cpf, pin, seal: 'B' })
    const [head = '', body = '', signature = ''] = jws.split('.')
    const turned = Buffer.from(
      JSON.stringify({ ...JSON.parse(Buffer.from(body, 'base64url').toString()), selo_biometrico: 'A' }),
    )
    const none = Buffer.from('{"alg":"none"}').toString('base64url')
    const symmetric = Buffer.from('{"alg":"HS256","kid":"k1"}').toString('base64url')
    const forged = [
      `${head}.${turned.toString('base64url')}.${signature}`,
      `${none}.${turned.toString('base64url')}.`,
      `${symmetric}.${turned.toString('base64url')}.${signature}`,
    ]
    for (const each of forged) {
      serpro.answer(result, ok({ jws: each }))
      expect(await client('v5').result(cpf, pin)).toEqual({ got: 'down', why: 'signature' })
    }
  })

  test('keys that were rotated are fetched anew; a key that is shown no more proves nothing', async () => {
    const datavalid = client('v5')
    serpro.answer(result, ok({ jws: await serpro.signed({ cpf, pin, seal: 'A' }) }))
    expect(await datavalid.result(cpf, pin)).toEqual({ got: 'match' })
    const old = await serpro.signed({ cpf, pin, seal: 'A' })
    await serpro.rotate()
    serpro.answer(result, ok({ jws: await serpro.signed({ cpf, pin, seal: 'A' }) }), ok({ jws: old }))
    expect(await datavalid.result(cpf, pin)).toEqual({ got: 'match' })
    expect(await datavalid.result(cpf, pin)).toEqual({ got: 'down', why: 'signature' })
  })

  test('without the keys an answer is not believed', async () => {
    serpro.answer(result, ok({ jws: await serpro.signed({ cpf, pin, seal: 'A' }) }))
    serpro.answer(`GET ${base}/jwks`, { status: 404 })
    expect(await client('v5').result(cpf, pin)).toEqual({ got: 'down', why: 'signature' })
  })
})
