import { expect, test } from 'vitest'
import { dateWords, effectWords, intervalsWords, listed, ruleWords } from '../../server/domain/calendar-words.ts'
import type { DayEffect, DayRule } from '../../server/domain/day-rules.ts'

test.each<[DayRule, string]>([
  [{ on: 'date', date: '2026-12-08' }, '8 de dezembro de 2026'],
  [{ on: 'date', date: '2026-05-01' }, '1º de maio de 2026'],
  [{ on: 'fixed', month: 12, day: 8 }, 'todo 8 de dezembro'],
  [{ on: 'fixed', month: 12, day: 8, years: { first: 2024 } }, 'todo 8 de dezembro, desde 2024'],
  [{ on: 'fixed', month: 12, day: 8, years: { first: 2024, last: 2026 } }, 'todo 8 de dezembro, de 2024 a 2026'],
  [{ on: 'fixed', month: 12, day: 8, years: { last: 2026 } }, 'todo 8 de dezembro, até 2026'],
  [{ on: 'fixed', month: 12, day: 8, years: { first: 2026, last: 2026 } }, 'todo 8 de dezembro, só em 2026'],
  [
    { on: 'fixed', month: 11, day: 15, moved: { from: [2, 3, 4], to: 5 } },
    '15 de novembro, movido para sexta quando cai de terça a quinta',
  ],
  [
    { on: 'fixed', month: 8, day: 11, moved: { from: [3, 1], to: 7 }, years: { first: 2005 } },
    '11 de agosto, movido para domingo quando cai em segunda ou quarta, desde 2005',
  ],
  [
    { on: 'fixed', month: 8, day: 11, moved: { from: [6], to: 1 } },
    '11 de agosto, movido para segunda quando cai em sábado',
  ],
  [{ on: 'easter', days: -47 }, '47 dias antes da Páscoa'],
  [{ on: 'easter', days: -1 }, '1 dia antes da Páscoa'],
  [{ on: 'easter', days: 60, years: { first: 2024 } }, '60 dias depois da Páscoa, desde 2024'],
  [{ on: 'easter', days: 0 }, 'no domingo de Páscoa'],
  [{ on: 'easter', days: -2 }, 'na Sexta-feira da Paixão'],
])('%j is %s', (rule, words) => expect(ruleWords(rule)).toBe(words))

test.each<[DayEffect, string]>([
  [{ kind: 'closed' }, 'fechado'],
  [{ kind: 'open' }, 'aberto apesar do feriado'],
  [{ kind: 'half', intervals: [[480, 720]] }, 'meio expediente: 08:00–12:00'],
  [
    {
      kind: 'hours',
      intervals: [
        [480, 720],
        [780, 1440],
      ],
    },
    'horário especial: 08:00–12:00 e 13:00–24:00',
  ],
])('%j is %s', (effect, words) => expect(effectWords(effect)).toBe(words))

test('dates, intervals and lists', () => {
  expect(dateWords('2026-03-09')).toBe('9 de março de 2026')
  expect(intervalsWords([])).toBe('fechado')
  expect([listed([]), listed(['a']), listed(['a', 'b']), listed(['a', 'b', 'c'])]).toEqual([
    '',
    'a',
    'a e b',
    'a, b e c',
  ])
})
