import { describe, expect, it } from 'vitest'
import { datesOf, easter, type DayRule } from '../../server/domain/day-rules.ts'

// Western Easter Sundays as printed in the tests of dateutil (github.com/dateutil/dateutil, tests/test_easter.py).
const easters = `
  2000-04-23 2001-04-15 2002-03-31 2003-04-20 2004-04-11 2005-03-27 2006-04-16 2007-04-08 2008-03-23 2009-04-12
  2010-04-04 2011-04-24 2012-04-08 2013-03-31 2014-04-20 2015-04-05 2016-03-27 2017-04-16 2018-04-01 2019-04-21
  2020-04-12 2021-04-04 2022-04-17 2023-04-09 2024-03-31 2025-04-20 2026-04-05 2027-03-28 2028-04-16 2029-04-01
  2030-04-21 2031-04-13 2032-03-28 2033-04-17 2034-04-09 2035-03-25 2036-04-13 2037-04-05 2038-04-25 2039-04-10
  2040-04-01`
  .trim()
  .split(/\s+/)

const overYears = (rule: DayRule, first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, i) => datesOf(rule, first + i)).flat()

describe('Easter', () => {
  it('falls on the published Sundays of 2000 to 2040', () => {
    expect(easters).toHaveLength(41)
    expect(easters.map((date) => easter(Number(date.slice(0, 4))).toString())).toEqual(easters)
    expect(new Set(easters.map((date) => Temporal.PlainDate.from(date).dayOfWeek))).toEqual(new Set([7]))
  })

  it('holds at the ends of its range: 22 March and 25 April', () => {
    expect([1818, 2285, 1943, 2038].map((year) => easter(year).toString().slice(5))).toEqual([
      '03-22',
      '03-22',
      '04-25',
      '04-25',
    ])
  })

  it('carries the days around it, over the end of a month', () => {
    const around = [-48, -47, -46, -2, 0, 8, 60].map((days) => datesOf({ on: 'easter', days }, 2024))
    expect(around.flat()).toEqual([
      '2024-02-12',
      '2024-02-13',
      '2024-02-14',
      '2024-03-29',
      '2024-03-31',
      '2024-04-08',
      '2024-05-30',
    ])
  })
})

describe('one date', () => {
  it('holds in its own year only', () => {
    const rule: DayRule = { on: 'date', date: '2026-06-24' }
    expect(overYears(rule, 2024, 2030)).toEqual(['2026-06-24'])
  })
})

describe('a day of every year', () => {
  it('holds from the first to the last year of its act, both included', () => {
    const day = { on: 'fixed', month: 11, day: 20 } as const
    expect(overYears({ ...day, years: { first: 2024 } }, 2022, 2025)).toEqual(['2024-11-20', '2025-11-20'])
    expect(overYears({ ...day, years: { last: 2024 } }, 2023, 2026)).toEqual(['2023-11-20', '2024-11-20'])
    expect(overYears({ ...day, years: { first: 2025, last: 2025 } }, 2023, 2026)).toEqual(['2025-11-20'])
    expect(overYears({ on: 'easter', days: 60, years: { first: 2026 } }, 2025, 2027)).toEqual([
      '2026-06-04',
      '2027-05-27',
    ])
  })

  it('29 February holds in leap years only', () => {
    const rule: DayRule = { on: 'fixed', month: 2, day: 29 }
    expect(overYears(rule, 2023, 2032)).toEqual(['2024-02-29', '2028-02-29', '2032-02-29'])
    expect(datesOf(rule, 1900)).toEqual([])
  })

  it('of a month that has no such day never holds', () => {
    expect(overYears({ on: 'fixed', month: 4, day: 31 }, 2024, 2030)).toEqual([])
  })
})

describe('moved by law', () => {
  const friday = { from: [2, 3, 4], to: 5 }

  // 23 January of these years falls on Monday to Sunday, in this order.
  it.each([
    [2023, '2023-01-23'],
    [2024, '2024-01-26'],
    [2030, '2030-01-25'],
    [2025, '2025-01-24'],
    [2026, '2026-01-23'],
    [2027, '2027-01-23'],
    [2028, '2028-01-23'],
  ])('Acre keeps 23 January %i on %s', (year, kept) => {
    expect(datesOf({ on: 'fixed', month: 1, day: 23, moved: friday }, year)).toEqual([kept])
  })

  it('each weekday was tried', () => {
    const tried = [2023, 2024, 2030, 2025, 2026, 2027, 2028].map(
      (year) => Temporal.PlainDate.from({ year, month: 1, day: 23 }).dayOfWeek,
    )
    expect(tried).toEqual([1, 2, 3, 4, 5, 6, 7])
  })

  it('to the next Sunday, as Santa Catarina does', () => {
    const sunday = { from: [1, 2, 3, 4, 5, 6], to: 7 }
    const rule: DayRule = { on: 'fixed', month: 8, day: 11, moved: sunday }
    expect(overYears(rule, 2024, 2026)).toEqual(['2024-08-11', '2025-08-17', '2026-08-16'])
  })

  it('out of the year, and counted to the year of the day itself', () => {
    const rule: DayRule = { on: 'fixed', month: 12, day: 31, moved: friday }
    expect(datesOf(rule, 2024)).toEqual(['2025-01-03'])
    expect(datesOf(rule, 2025)).toEqual(['2026-01-02'])
    expect(datesOf({ ...rule, years: { last: 2024 } }, 2025)).toEqual([])
  })

  it('a day that already is the one it would move to stays', () => {
    expect(datesOf({ on: 'easter', days: -2, moved: { from: [5], to: 5 } }, 2027)).toEqual(['2027-03-26'])
    expect(datesOf({ on: 'easter', days: -3, moved: friday }, 2027)).toEqual(['2027-03-26'])
  })
})
