import { describe, expect, test } from 'vitest'
import {
  isReason,
  outcomeOf,
  readFace,
  readReceita,
  stopsSubmission,
  warns,
} from '../../server/domain/check-answers.ts'
import { codeWords } from '../../server/domain/check-words.ts'
import type { ReceitaAnswer } from '../../server/domain/sources.ts'

const person = { name: 'João da Conceição  Souza-Lima', birthDate: '1984-03-12' }
const record = (
  status: number | null,
  more: Partial<Extract<ReceitaAnswer, { got: 'record' }>> = {},
): ReceitaAnswer => ({
  got: 'record',
  status,
  name: 'JOAO DA CONCEICAO SOUZA LIMA',
  birthDate: '1984-03-12',
  ...more,
})

describe('the Receita', () => {
  test.each([
    [record(0), 'regular', 'approved', false, false],
    [record(2), 'suspended', 'approved', false, true],
    [record(4), 'pending', 'approved', false, true],
    [record(3), 'deceased', 'failed', true, false],
    [record(5), 'duplicated', 'failed', true, false],
    [record(8), 'void', 'failed', true, false],
    [record(9), 'cancelled', 'failed', true, false],
    [record(7), 'down', 'unavailable', false, false],
    [record(null), 'partial', 'unavailable', false, false],
    [record(0, { name: null }), 'partial', 'unavailable', false, false],
    [record(3, { birthDate: null }), 'partial', 'unavailable', false, false],
    [record(0, { name: 'JOAO DA CONCEICAO SOUZA' }), 'mismatch', 'failed', false, false],
    [record(0, { birthDate: '1984-12-03' }), 'mismatch', 'failed', false, false],
    [record(0, { name: null, birthDate: '1984-12-03' }), 'mismatch', 'failed', false, false],
    [{ got: 'unknown' }, 'unregistered', 'no_source', false, false],
    [{ got: 'minor' }, 'withheld', 'failed', true, false],
    [{ got: 'down', why: 'timeout' }, 'down', 'unavailable', false, false],
  ] as [ReceitaAnswer, string, string, boolean, boolean][])('%j → %s', (answer, code, outcome, stops, blemish) => {
    const read = readReceita(answer, person)
    expect([read, outcomeOf(read), stopsSubmission(read), warns(read)]).toEqual([code, outcome, stops, blemish])
  })

  test('a mismatch reads the same whatever the status is (rule 68)', () => {
    const all = [0, 2, 3, 4, 5, 8, 9, 7, null].map((status) => readReceita(record(status, { name: 'Outra' }), person))
    expect(new Set(all)).toEqual(new Set(['mismatch']))
  })

  test.each(['joão da conceição souza lima', 'JOÃO  DA CONCEIÇÃO, SOUZA-LIMA ', 'Joao da Conceicao Souza Lima'])(
    'the name %s is the same',
    (name) => expect(readReceita(record(0, { name }), person)).toBe('regular'),
  )
})

test.each([
  [{ got: 'match' }, 'face_match', 'approved'],
  [{ got: 'differs' }, 'face_differs', 'failed'],
  [{ got: 'refused' }, 'face_refused', 'failed'],
  [{ got: 'no_portrait' }, 'no_portrait', 'no_source'],
  [{ got: 'expired' }, 'pin_expired', 'unavailable'],
  [{ got: 'down', why: 'http 504' }, 'down', 'unavailable'],
] as const)('a face: %j → %s', (answer, code, outcome) => {
  const read = readFace(answer)
  expect(read).toBe(code)
  expect(read && outcomeOf(read)).toBe(outcome)
})

test('no result yet is none', () => expect(readFace({ got: 'not_yet' })).toBeNull())

test('every code has one sentence of its own', () => {
  const said = Object.values(codeWords)
  expect(new Set(said).size).toBe(said.length)
  for (const words of said) expect(words).toMatch(/^[A-ZÀ-Ú].+\.$/u)
})

test.each([
  ['', false],
  ['ok', false],
  ['!!!!!!!!!!!!', false],
  ['123456789012', false],
  ['nove letr', false],
  ['Conheço a família', true],
])('a reason %j: %s', (text, good) => expect(isReason(text)).toBe(good))
