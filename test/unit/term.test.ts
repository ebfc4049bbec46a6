import { describe, expect, test } from 'vitest'
import { daysUntil, exclusivityEnd } from '../../server/domain/term.ts'

const sp = 'America/Sao_Paulo'

describe('three years by calendar (rule 54)', () => {
  test.each([
    ['an ordinary day', '2026-11-24T10:00:00-03:00', sp, '2029-11-25T00:00:00-03:00'],
    ['its first instant', '2026-11-24T00:00:00-03:00', sp, '2029-11-25T00:00:00-03:00'],
    ['its last second', '2026-11-24T23:59:59-03:00', sp, '2029-11-25T00:00:00-03:00'],
    [
      '29 February: the day is missing, 1 March is the last',
      '2028-02-29T12:00:00-03:00',
      sp,
      '2031-03-02T00:00:00-03:00',
    ],
    ['28 February stays the 28th', '2028-02-28T12:00:00-03:00', sp, '2031-03-01T00:00:00-03:00'],
    ['29 February to a leap year would not exist either', '2024-02-29T12:00:00-03:00', sp, '2027-03-02T00:00:00-03:00'],
    ['31 December', '2026-12-31T12:00:00-03:00', sp, '2030-01-01T00:00:00-03:00'],
    [
      'the zone of the cartório decides the day: Acre',
      '2026-11-25T01:00:00-03:00',
      'America/Rio_Branco',
      '2029-11-25T00:00:00-05:00',
    ],
    ['Fernando de Noronha', '2026-11-24T23:30:00-03:00', 'America/Noronha', '2029-11-26T00:00:00-02:00'],
  ])('%s', (_what, issued, zone, end) => {
    expect(new Date(exclusivityEnd(Date.parse(issued), zone)).toISOString()).toBe(new Date(end).toISOString())
  })

  test('an unknown zone is an error', () => {
    expect(() => exclusivityEnd(0, 'Mars/Olympus')).toThrow(RangeError)
  })

  test('whole days until then, in the zone', () => {
    const now = Date.parse('2026-11-24T23:00:00-03:00')
    expect(daysUntil(Date.parse('2026-11-25T00:00:00-03:00'), now, sp)).toBe(1)
    expect(daysUntil(Date.parse('2026-11-24T00:00:00-03:00'), now, sp)).toBe(0)
    expect(daysUntil(Date.parse('2026-11-20T00:00:00-03:00'), now, sp)).toBe(-4)
  })
})
