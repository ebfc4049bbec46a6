import { expect, test } from 'vitest'
import { inTimeShare } from '../../server/domain/figures.ts'
import { addDays, parseDay, periodsOf, periodWords } from '../../server/domain/periods.ts'

test('dates are read by the calendar', () => {
  expect(parseDay('2028-02-29')).toBe(Date.UTC(2028, 1, 29))
  for (const wrong of ['2026-02-29', '2026-2-3', '2026-13-01', '', '24/11/2026', '2026-11-24T00:00Z'])
    expect(parseDay(wrong), wrong).toBeNull()
  expect(addDays('2026-03-01', -1)).toBe('2026-02-28')
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
})

test('a span has every period that it touches, and no other', () => {
  expect(periodsOf({ from: '2026-02-27', to: '2026-03-01' }, 'day')).toEqual(['2026-02-27', '2026-02-28', '2026-03-01'])
  expect(periodsOf({ from: '2026-01-31', to: '2026-04-01' }, 'month')).toEqual([
    '2026-01',
    '2026-02',
    '2026-03',
    '2026-04',
  ])
  expect(periodsOf({ from: '2025-12-31', to: '2027-01-01' }, 'year')).toEqual(['2025', '2026', '2027'])
  expect(periodsOf({ from: '2024-01-01', to: '2033-12-31' }, 'month')).toHaveLength(120)
  expect(periodsOf({ from: '2024-01-01', to: '2024-12-31' }, 'day')).toHaveLength(366)
})

test('what is no span, or too long for its periods, is refused', () => {
  expect(periodsOf({ from: '2026-03-02', to: '2026-03-01' }, 'day')).toBeNull()
  expect(periodsOf({ from: '2026-02-30', to: '2026-03-01' }, 'day')).toBeNull()
  expect(periodsOf({ from: '2024-01-01', to: '2025-01-01' }, 'day')).toBeNull()
  expect(periodsOf({ from: '0001-01-01', to: '9999-12-31' }, 'year')).toBeNull()
})

test('periods have short words', () => {
  expect(['2026-11-04', '2026-11', '2026'].map((each) => periodWords(each))).toEqual(['4 nov', 'nov 2026', '2026'])
  expect(periodWords('2026-11-04', true)).toBe('4 nov 2026')
})

test('the share in time is of those whose time is over; without any there is none', () => {
  expect(inTimeShare({ inTime: 3, late: 1, undecided: 1 })).toBe(0.6)
  expect(inTimeShare({ inTime: 0, late: 0, undecided: 0 })).toBeNull()
})
