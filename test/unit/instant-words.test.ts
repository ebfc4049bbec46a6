import { describe, expect, it } from 'vitest'
import {
  clockTime,
  digits,
  opensLongWords,
  otherZoneWords,
  reopensWords,
  spokenDuration,
  whenWords,
} from '../../server/domain/instant-words.ts'

const [paulo, branco] = ['America/Sao_Paulo', 'America/Rio_Branco']
const tuesday = Date.parse('2026-11-24T14:11:00-03:00')
const at = (local: string) => Date.parse(`${local}-03:00`)

describe('instants in words', () => {
  it('clockTime reads the wall in its zone', () => {
    expect(clockTime(at('2026-11-24T14:26:59'), paulo)).toBe('14:26')
    expect(clockTime(at('2026-11-24T00:00:00'), paulo)).toBe('00:00')
    expect(clockTime(at('2026-11-24T00:00:00'), branco)).toBe('22:00')
    expect(() => clockTime(tuesday, 'America/Atlantida')).toThrow(RangeError)
  })

  it.each([
    ['2026-11-24T14:26', 'hoje, 14:26'],
    ['2026-11-24T00:00', 'hoje, 00:00'],
    ['2026-11-23T23:59', 'ontem, 23:59'],
    ['2026-11-25T09:00', 'amanhã, 09:00'],
    ['2026-11-26T09:00', 'qui, 09:00'],
    ['2026-11-28T09:00', 'sáb, 09:00'],
    ['2026-11-30T09:00', 'seg, 09:00'],
    ['2026-12-01T09:06', '01/12, 09:06'],
    ['2026-11-22T09:06', '22/11, 09:06'],
    ['2027-01-04T09:00', '04/01, 09:00'],
    ['2027-11-24T09:06', '24/11/2027, 09:06'],
    ['2025-11-24T09:06', '24/11/2025, 09:06'],
  ])('whenWords on Tuesday 24 November 2026: %s → %s', (instant, words) => {
    expect(whenWords(at(instant), tuesday, paulo)).toBe(words)
  })

  it('counts days and weekdays in the given zone, across a change of year', () => {
    const almostMidnight = at('2026-12-31T23:30')
    const opening = at('2027-01-01T00:30')
    expect(whenWords(opening, almostMidnight, paulo)).toBe('amanhã, 00:30')
    expect(whenWords(opening, almostMidnight, branco)).toBe('hoje, 22:30')
    expect(opensLongWords(at('2026-11-30T01:00'), tuesday, branco)).toBe('domingo, 23:00')
  })

  it('reopensWords and opensLongWords name the weekday, tomorrow as well', () => {
    const [soon, friday, week] = [at('2026-11-24T15:30'), at('2026-11-27T09:00'), at('2026-12-01T09:00')]
    expect(reopensWords(soon, tuesday, paulo)).toBe('reabre hoje 15:30')
    expect(reopensWords(at('2026-11-30T09:00'), at('2026-11-29T12:00'), paulo)).toBe('reabre seg 09:00')
    expect(reopensWords(friday, tuesday, paulo)).toBe('reabre sex 09:00')
    expect(reopensWords(week, tuesday, paulo)).toBe('reabre 01/12 09:00')
    expect(opensLongWords(soon, tuesday, paulo)).toBe('hoje, 15:30')
    expect(opensLongWords(at('2026-11-30T09:00'), tuesday, paulo)).toBe('segunda, 09:00')
    expect(opensLongWords(week, tuesday, paulo)).toBe('01/12, 09:00')
  })

  it('otherZoneWords speaks only when the two clocks differ at that instant', () => {
    const due = Date.parse('2026-11-24T13:15:00Z')
    expect(otherZoneWords(due, paulo, branco, 'Rio Branco')).toBe('até 10:15 (08:15 em Rio Branco)')
    expect(otherZoneWords(due, 'America/Bahia', paulo, 'São Paulo')).toBeNull()
    const summer = Date.parse('2018-12-10T13:15:00Z')
    expect(otherZoneWords(summer, 'America/Bahia', paulo, 'São Paulo')).toBe('até 10:15 (11:15 em São Paulo)')
    const midnight = at('2026-11-24T00:30')
    expect(otherZoneWords(midnight, paulo, branco, 'Rio Branco')).toBe('até ter 00:30 (seg 22:30 em Rio Branco)')
  })
})

describe('durations', () => {
  it.each([
    [642_000, '10:42', 'Faltam 10 minutos e 42 segundos úteis'],
    [641_001, '10:42', 'Faltam 10 minutos e 42 segundos úteis'],
    [900_000, '15:00', 'Faltam 15 minutos úteis'],
    [61_000, '01:01', 'Faltam 1 minuto e 1 segundo úteis'],
    [60_000, '01:00', 'Falta 1 minuto útil'],
    [59_000, '00:59', 'Faltam 59 segundos úteis'],
    [1, '00:01', 'Falta 1 segundo útil'],
    [0, '00:00', 'Faltam 0 segundos úteis'],
    [-5_000, '00:00', 'Faltam 0 segundos úteis'],
    [6_000_000, '100:00', 'Faltam 100 minutos úteis'],
  ])('%i ms is %s: %s', (ms, shown, said) => {
    expect(digits(ms)).toBe(shown)
    expect(spokenDuration(ms)).toBe(said)
  })
})
