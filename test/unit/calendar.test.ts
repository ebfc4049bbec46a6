import { describe, expect, it } from 'vitest'
import {
  allotted,
  closesAt,
  due,
  explain,
  isOpen,
  minute,
  nextOpening,
  worked,
  type Calendar,
} from '../../server/domain/calendar.ts'
import { compile, type Hours, type Interval, type SpecialDay } from '../../server/domain/hours.ts'
import { hoursFault } from '../../server/domain/hours-fault.ts'

const hour = 60 * minute
const [nineToFive, allDay, eightToTwo]: [Interval, Interval, Interval] = [
  [540, 1020],
  [0, 1440],
  [480, 840],
]
const lunch: Interval[] = [
  [540, 720],
  [810, 1020],
]
const weekdays = (...intervals: Interval[]) => [1, 2, 3, 4, 5, 6, 7].map((day) => (day < 6 ? intervals : []))
const everyDay = (...intervals: Interval[]) => [1, 2, 3, 4, 5, 6, 7].map(() => intervals)
const closed = (date: string, reason = 'Feriado', act = 'Lei 1'): SpecialDay => ({ date, intervals: [], reason, act })
const hours = (week: Hours['week'], special: SpecialDay[] = [], zone = 'America/Sao_Paulo'): Hours => ({
  zone,
  version: 1,
  week,
  special,
})
const utc = (text: string) => Date.parse(text)
const at = (c: Calendar, from: string, ms = allotted) => {
  const instant = due(c, utc(from), ms)
  return instant === null ? null : new Date(instant).toISOString()
}
const on = (rules: Hours, from: string) => compile(rules, utc(from))

const paulista = hours(weekdays(nineToFive))
const golden: [string, Hours, string, string][] = [
  [
    'Good Friday in Acre',
    hours(weekdays(eightToTwo), [closed('2027-03-26')], 'America/Rio_Branco'),
    '2027-03-26T23:50:00-05:00',
    '2027-03-29T13:15:00.000Z',
  ],
  ['6 minutes left at closing', paulista, '2026-11-24T16:51:00-03:00', '2026-11-25T12:06:00.000Z'],
  ['exactly at closing', paulista, '2026-11-24T16:45:00-03:00', '2026-11-24T20:00:00.000Z'],
  ['one second later', paulista, '2026-11-24T16:45:01-03:00', '2026-11-25T12:00:01.000Z'],
  ['lunch', hours(weekdays(...lunch)), '2026-11-24T11:55:00-03:00', '2026-11-24T16:40:00.000Z'],
  [
    'eve of 20 November and a weekend',
    hours(weekdays(nineToFive), [closed('2026-11-20')]),
    '2026-11-19T16:59:00-03:00',
    '2026-11-23T12:14:00.000Z',
  ],
  [
    'another zone',
    hours(weekdays(eightToTwo), [], 'America/Rio_Branco'),
    '2026-11-24T08:05:00-03:00',
    '2026-11-24T13:15:00.000Z',
  ],
  [
    'special hours in MT',
    hours(weekdays(nineToFive), [{ date: '2026-06-24', intervals: [[450, 810]], reason: 'Jogo' }], 'America/Cuiaba'),
    '2026-06-24T13:25:00-04:00',
    '2026-06-25T13:10:00.000Z',
  ],
  [
    'Christmas',
    hours(weekdays(nineToFive), [closed('2026-12-24'), closed('2026-12-25')]),
    '2026-12-23T16:50:00-03:00',
    '2026-12-28T12:05:00.000Z',
  ],
  ['a day of 24 hours', hours(everyDay(allDay)), '2026-11-24T23:50:00-03:00', '2026-11-25T03:05:00.000Z'],
]

describe('due', () => {
  it.each(golden)('golden: %s', (_, rules, from, expected) => {
    expect(hoursFault(rules)).toBeNull()
    expect(at(on(rules, from), from)).toBe(expected)
  })

  it('keeps the milliseconds of a request that crosses closing', () => {
    expect(at(on(paulista, '2026-11-24T12:00Z'), '2026-11-24T16:45:36.789-03:00')).toBe('2026-11-25T12:00:36.789Z')
  })

  it('starts at the opening when sent at closing, before opening or at lunch', () => {
    const c = on(hours(weekdays(...lunch)), '2026-11-24T03:00Z')
    expect(at(c, '2026-11-24T17:00:00-03:00')).toBe('2026-11-25T12:15:00.000Z')
    expect(at(c, '2026-11-24T03:00:00-03:00')).toBe('2026-11-24T12:15:00.000Z')
    expect(at(c, '2026-11-24T12:00:00-03:00')).toBe('2026-11-24T16:45:00.000Z')
    expect(at(c, '2026-11-24T11:45:00-03:00')).toBe('2026-11-24T15:00:00.000Z')
  })

  it('does not stop for Good Friday unless an act says so', () => {
    const vitoria = hours(weekdays([540, 1080]))
    expect(at(on(vitoria, '2027-03-26T12:00Z'), '2027-03-26T10:00:00-03:00')).toBe('2027-03-26T13:15:00.000Z')
  })

  it('is due at once when nothing is allotted, open or not', () => {
    const c = on(paulista, '2026-11-24T03:00Z')
    expect(at(c, '2026-11-24T23:00:00-03:00', 0)).toBe('2026-11-25T02:00:00.000Z')
    expect(at(c, '2026-11-24T10:00:00-03:00', 0)).toBe('2026-11-24T13:00:00.000Z')
  })

  it('answers null when the calendar ends first', () => {
    const from = '2026-11-24T12:00Z'
    expect(at(on(hours(weekdays()), from), from)).toBeNull()
    const c = compile(paulista, utc(from), 1)
    expect(at(c, from, 8 * hour)).toBe('2026-11-24T20:00:00.000Z')
    expect(at(c, from, 8 * hour + 1)).toBeNull()
  })

  it('refuses an instant outside the calendar and a negative time', () => {
    const c = on(paulista, '2026-11-24T12:00Z')
    for (const wrong of [c.from - 1, c.until + 1, Number.NaN]) {
      expect(() => due(c, wrong, allotted)).toThrow(RangeError)
      expect(() => isOpen(c, wrong)).toThrow(RangeError)
      expect(() => nextOpening(c, wrong)).toThrow(RangeError)
    }
    expect(() => worked(c, c.from, c.until + 1)).toThrow(RangeError)
    expect(() => explain(c, c.from - 1, c.until)).toThrow(RangeError)
    expect(() => due(c, c.from, -1)).toThrow(RangeError)
  })
})

describe('openings', () => {
  const c = on(hours(weekdays(...lunch)), '2026-11-24T12:00Z')
  const instants = (local: string) => utc(`2026-11-24T${local}-03:00`)

  it('are half-open', () => {
    expect(
      ['08:59:59.999', '09:00', '11:59:59.999', '12:00', '13:30', '17:00'].map((t) => isOpen(c, instants(t))),
    ).toEqual([false, true, true, false, true, false])
  })

  it('tell the next opening and the closing', () => {
    expect(nextOpening(c, instants('10:00'))).toBe(instants('10:00'))
    expect(nextOpening(c, instants('12:00'))).toBe(instants('13:30'))
    expect(nextOpening(c, instants('17:00'))).toBe(utc('2026-11-25T09:00-03:00'))
    expect(nextOpening(c, c.until)).toBeNull()
    expect(closesAt(c, instants('10:00'))).toBe(instants('12:00'))
    expect(closesAt(c, instants('12:00'))).toBeNull()
  })

  it('run through midnight, and a cartório that never closes has no closing', () => {
    const night = on(hours(everyDay([0, 120], [1320, 1440])), '2026-11-24T12:00Z')
    expect(closesAt(night, instants('23:00'))).toBe(utc('2026-11-25T02:00-03:00'))
    const always = on(hours(everyDay(allDay)), '2026-11-24T12:00Z')
    expect(closesAt(always, instants('23:00'))).toBeNull()
    expect(always.opens).toHaveLength(1)
  })

  it('count the two halves of a split interval as one', () => {
    const split = on(hours(weekdays([540, 720], [720, 1020])), '2026-11-24T12:00Z')
    expect(closesAt(split, instants('10:00'))).toBe(instants('17:00'))
  })
})

describe('explain', () => {
  const told = (rules: Hours, from: string, to: string) =>
    explain(on(rules, from), utc(from), utc(to)).map((s) => [
      new Date(s.from - 3 * hour).toISOString().slice(5, 16),
      s.counted,
      s.reason,
      s.act,
    ])

  it('names lunch, night, holiday with its act, and weekend', () => {
    const rules = hours(weekdays(...lunch), [closed('2026-11-20', 'Consciência Negra', 'Lei 14.759/2023')])
    expect(told(rules, '2026-11-19T11:55-03:00', '2026-11-23T09:05-03:00')).toEqual([
      ['11-19T11:55', true, 'aberto', undefined],
      ['11-19T12:00', false, 'intervalo', undefined],
      ['11-19T13:30', true, 'aberto', undefined],
      ['11-19T17:00', false, 'fechado', undefined],
      ['11-20T00:00', false, 'Consciência Negra', 'Lei 14.759/2023'],
      ['11-21T00:00', false, 'fechado', undefined],
      ['11-23T09:00', true, 'aberto', undefined],
    ])
  })

  it('blames an early closing only for the hours that it took', () => {
    const rules = hours(weekdays(...lunch), [{ date: '2027-02-10', intervals: [[780, 960]], reason: 'Cinzas' }])
    expect(told(rules, '2027-02-10T08:00-03:00', '2027-02-11T09:30-03:00')).toEqual([
      ['02-10T08:00', false, 'fechado', undefined],
      ['02-10T09:00', false, 'Cinzas', undefined],
      ['02-10T12:00', false, 'fechado', undefined],
      ['02-10T13:00', true, 'aberto', undefined],
      ['02-10T16:00', false, 'Cinzas', undefined],
      ['02-10T17:00', false, 'fechado', undefined],
      ['02-11T09:00', true, 'aberto', undefined],
    ])
  })

  it('joins a holiday of two days, but not two acts', () => {
    const span = ['2027-02-08T00:00-03:00', '2027-02-10T00:00-03:00'] as const
    const carnival = (...acts: string[]) =>
      hours(
        weekdays(nineToFive),
        acts.map((act, i) => closed(`2027-02-0${8 + i}`, 'Carnaval', act)),
      )
    expect(told(carnival('Ato 1', 'Ato 1'), ...span)).toEqual([['02-08T00:00', false, 'Carnaval', 'Ato 1']])
    expect(told(carnival('Ato 1', 'Ato 2'), ...span)).toEqual([
      ['02-08T00:00', false, 'Carnaval', 'Ato 1'],
      ['02-09T00:00', false, 'Carnaval', 'Ato 2'],
    ])
  })

  it('opens a Saturday by act, and cuts a span inside a holiday', () => {
    const saturday = hours(weekdays(nineToFive), [{ date: '2026-11-28', intervals: [[600, 660]], reason: 'Mutirão' }])
    expect(told(saturday, '2026-11-28T10:30-03:00', '2026-11-28T12:00-03:00')).toEqual([
      ['11-28T10:30', true, 'aberto', undefined],
      ['11-28T11:00', false, 'fechado', undefined],
    ])
    const holiday = hours(weekdays(nineToFive), [closed('2026-11-24', 'Feriado', 'Lei 1')])
    expect(told(holiday, '2026-11-24T10:00-03:00', '2026-11-24T11:00-03:00')).toEqual([
      ['11-24T10:00', false, 'Feriado', 'Lei 1'],
    ])
    expect(told(holiday, '2026-11-24T10:00-03:00', '2026-11-24T10:00-03:00')).toEqual([])
  })
})
