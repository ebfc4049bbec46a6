import { describe, expect, test } from 'vitest'
import { minute, sameFrom } from '../../server/domain/calendar.ts'
import {
  changedDays,
  closedForLong,
  closedNow,
  isSame,
  nextDate,
  opensWithin,
  ownOf,
  withOwn,
} from '../../server/domain/calendar-edit.ts'
import { layersOf, listedEntries, specialDays } from '../../server/domain/calendar-list.ts'
import type { DayEffect, DayEntry, DayRule } from '../../server/domain/day-rules.ts'
import { compile, type Hours, type Interval } from '../../server/domain/hours.ts'
import { sp } from './request-cases.ts'

const nine: Interval[] = [[540, 1020]]
const why = { reason: 'Falta de energia', act: null }
const week = (day: Interval[]) => [day, day, day, day, day, [], []]
const of = (more: Partial<Hours> = {}): Hours => ({
  zone: 'America/Sao_Paulo',
  version: 1,
  week: week(nine),
  special: [],
  ...more,
})
const entry = (rule: DayRule, effect: DayEffect = { kind: 'closed' }, act: string | null = 'Lei 1'): DayEntry => ({
  rule,
  effect,
  reason: 'Feriado',
  act,
})
const on = (date: string): DayRule => ({ on: 'date', date })

describe('closing now', () => {
  const closing = (hours: Hours, at: number) => {
    const found = closedNow(hours, at, why)
    const effect = found?.edit.own.at(-1)?.effect
    return (
      found && {
        closing: found.closing,
        usual: found.usual,
        left: effect && 'intervals' in effect ? effect.intervals : [],
      }
    )
  }

  test('at the next whole minute, for the rest of the day', () => {
    const usual = sp('24T17:00')
    expect(closing(of(), sp('24T10:00') + 1)).toEqual({ closing: sp('24T10:01'), usual, left: [[540, 601]] })
    expect(closing(of(), sp('24T10:00'))).toEqual({ closing: sp('24T10:00'), usual, left: [[540, 600]] })
    expect(closing(of(), sp('24T16:59') + 1)).toEqual({ closing: usual, usual, left: nine })
    expect(closing(of(), sp('24T09:00'))).toEqual({ closing: sp('24T09:00'), usual, left: [] })
  })

  test('the afternoon goes with the morning, and what a layer had cut stays cut', () => {
    const lunch: Interval[] = [
      [540, 720],
      [810, 1020],
    ]
    expect(closing(of({ week: week(lunch) }), sp('24T11:00'))).toMatchObject({
      usual: sp('24T12:00'),
      left: [[540, 660]],
    })
    const half = entry(on('2026-11-24'), { kind: 'half', intervals: [[600, 720]] })
    const layers = [{ layer: 'municipio', entries: [half] }] as const
    expect(closing(of({ layers }), sp('24T11:00'))).toMatchObject({ usual: sp('24T12:00'), left: [[600, 660]] })
  })

  test('day and night: until midnight, and never a minute of tomorrow', () => {
    const hours = of({ week: Array.from({ length: 7 }, () => [[0, 1440]] as Interval[]) })
    expect(closing(hours, sp('24T23:59') + 30_000)).toEqual({
      closing: sp('25T00:00'),
      usual: sp('25T00:00'),
      left: [[0, 1440]],
    })
    const closed = closedNow(hours, sp('24T22:00'), why)
    const next = compile(withOwn(hours, 2, closed?.edit ?? ownOf(hours, '2026-11-24')), sp('24T22:00'))
    expect(next.opens[1]).toBe(sp('25T00:00'))
  })

  test('closed already: at night, at lunch, at the very closing', () => {
    for (const at of ['24T08:59', '24T17:00', '28T10:00']) expect(closedNow(of(), sp(at), why)).toBeNull()
  })

  test('takes the place of what was said of this date before, and of nothing else', () => {
    const days = [entry(on('2026-11-24'), { kind: 'open' }), entry(on('2026-11-25'))]
    expect(closedNow(of({ days }), sp('24T10:00'), why)?.edit.own).toMatchObject([{ rule: on('2026-11-25') }, why])
  })
})

describe('the editor’s view', () => {
  test('the week in force, the weeks to come, and special days of the old form as entries', () => {
    const long = week([[480, 1200]])
    const later = [
      { from: '2026-11-20', week: long },
      { from: '2026-12-01', week: week([]) },
    ]
    const special = [{ date: '2026-12-24', intervals: [[540, 720]] as Interval[], reason: 'Véspera' }]
    const found = ownOf(of({ later, special, days: [entry(on('2026-12-31'))] }), '2026-11-24')
    expect(found).toMatchObject({ week: long, later: [{ from: '2026-12-01' }] })
    expect(found.own).toMatchObject([
      { reason: 'Véspera', act: null, effect: { kind: 'hours' } },
      { reason: 'Feriado' },
    ])
    const again = compile(withOwn(of(), 2, found), sp('24T00:00'))
    expect(
      sameFrom(again, compile(of({ later, special, days: [entry(on('2026-12-31'))] }), sp('24T00:00')), sp('24T00:00')),
    ).toBe(true)
  })

  test('entries are the same whatever the order of their keys', () => {
    const a = entry({ on: 'fixed', month: 1, day: 2 })
    const b = {
      act: 'Lei 1',
      reason: 'Feriado',
      effect: { kind: 'closed' },
      rule: { day: 2, month: 1, on: 'fixed' },
    } as const
    expect(isSame(a, b)).toBe(true)
    expect(isSame(a, { ...b, act: 'Lei 2' })).toBe(false)
  })
})

test('the days that change, with the reason of whatever made them', () => {
  const next = of({
    days: [entry(on('2026-11-25')), entry(on('2026-11-28'))],
    later: [{ from: '2027-02-20', week: week([]) }],
  })
  const changed = changedDays(of(), next, '2026-11-24')
  expect(changed[0]).toEqual({ date: '2026-11-25', before: nine, after: [], reason: 'Feriado' })
  // A Saturday was closed before; from 20 February on every weekday of the 90 days is.
  expect(changed.map(({ date }) => date)).toEqual(['2026-11-25', '2027-02-22'].slice(0, changed.length))
  expect(changedDays(next, of(), '2026-11-24')[0]).toMatchObject({ before: [], after: nine, reason: 'Feriado' })
  expect(changedDays(of(), of({ version: 9 }), '2026-11-24')).toEqual([])
})

test.each<[DayRule, string, string | null]>([
  [on('2026-11-24'), '2026-11-24', '2026-11-24'],
  [on('2026-11-23'), '2026-11-24', null],
  [on('2041-01-01'), '2026-11-24', '2041-01-01'],
  [{ on: 'fixed', month: 2, day: 29 }, '2096-03-01', '2104-02-29'],
  [{ on: 'fixed', month: 1, day: 1, years: { first: 2040 } }, '2026-11-24', '2040-01-01'],
  [{ on: 'fixed', month: 1, day: 1, years: { last: 2026 } }, '2026-11-24', null],
  [{ on: 'easter', days: -47 }, '2026-11-24', '2027-02-09'],
  [{ on: 'fixed', month: 12, day: 30, moved: { from: [3], to: 5 } }, '2026-11-24', '2027-01-01'],
  [{ on: 'fixed', month: 12, day: 30, moved: { from: [3], to: 5 } }, '2027-01-01', '2027-01-01'],
])('%j from %s on comes next on %s', (rule, today, date) => expect(nextDate(rule, today)).toBe(date))

test('thirty days without an opening', () => {
  const until = (date: string): Partial<Hours> => ({ week: week([]), later: [{ from: date, week: week(nine) }] })
  expect(opensWithin(of(until('2026-12-24')), sp('24T10:00'))).toBe(true)
  expect(opensWithin(of(until('2026-12-25')), sp('24T10:00'))).toBe(false)
  expect(closedForLong(['A'])).toBe('Com esta mudança não abre nos próximos 30 dias: A.')
  expect(closedForLong(['A', 'B', 'C'])).toBe('Com esta mudança não abrem nos próximos 30 dias: A, B e C.')
  expect(closedForLong(['A', 'B', 'C', 'D', 'E'])).toBe(
    'Com esta mudança não abrem nos próximos 30 dias: A, B, C e mais 2.',
  )
})

test('of two entries on a date the lower acts, one without an act never above the cartório', () => {
  const eighth: DayRule = { on: 'fixed', month: 12, day: 8 }
  const layers = [
    { layer: 'nation', entries: [entry(eighth), entry({ on: 'fixed', month: 12, day: 25 })] },
    { layer: 'uf', entries: [entry(on('2026-12-08'), { kind: 'closed' }, null)] },
  ] as const
  const hours = of({ layers, days: [entry(on('2026-12-08'), { kind: 'open' }, null)] })
  expect(listedEntries(layersOf(hours), '2026-11-24').map(({ layer, next, acting }) => [layer, next, acting])).toEqual([
    ['nation', '2026-12-08', false],
    ['nation', '2026-12-25', true],
    ['uf', '2026-12-08', false],
    ['cartorio', '2026-12-08', true],
  ])
  expect(specialDays(hours, '2026-11-24')).toMatchObject([
    { date: '2026-12-08', intervals: nine, layer: 'cartorio' },
    { date: '2026-12-25', intervals: [], layer: 'nation' },
  ])
})

test('two calendars are the same from where they differ no more', () => {
  const at = sp('24T10:00')
  const cut = of({ days: [entry(on('2026-11-24'))] })
  const [a, b] = [compile(of(), at), compile(cut, at)]
  expect(sameFrom(a, a, at)).toBe(true)
  expect(sameFrom(a, b, at)).toBe(false)
  expect(sameFrom(a, b, sp('24T17:00') - 1)).toBe(false)
  expect(sameFrom(a, b, sp('24T17:00'))).toBe(true)
  expect(sameFrom(a, compile(of(), sp('23T10:00'), 20), at)).toBe(true)
  expect(sameFrom(a, compile(of({ week: week([]) }), at), at)).toBe(false)
  expect(sameFrom(compile(of({ week: week([]) }), at), a, at)).toBe(false)
  const late = of({ days: [entry(on('2026-11-24'), { kind: 'hours', intervals: [[540, 1021]] })] })
  expect(sameFrom(a, compile(late, at), at)).toBe(false)
  expect(sameFrom(a, compile(late, at), at + 7 * 60 * minute + minute)).toBe(true)
})
