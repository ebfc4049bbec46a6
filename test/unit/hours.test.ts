import { describe, expect, it } from 'vitest'
import { allotted, due, minute, worked } from '../../server/domain/calendar.ts'
import { compile, compileSpan, project, type Hours, type Interval, type SpecialDay } from '../../server/domain/hours.ts'
import { hoursFault } from '../../server/domain/hours-fault.ts'

const hour = 60 * minute
const nineToFive: Interval = [540, 1020]
const weekdays = (...intervals: Interval[]) => [1, 2, 3, 4, 5, 6, 7].map((day) => (day < 6 ? intervals : []))
const everyDay = (...intervals: Interval[]) => [1, 2, 3, 4, 5, 6, 7].map(() => intervals)
const hours = (week: Hours['week'], special: SpecialDay[] = [], zone = 'America/Sao_Paulo'): Hours => ({
  zone,
  version: 1,
  week,
  special,
})
const paulista = hours(weekdays(nineToFive))
const utc = (text: string) => Date.parse(text)

describe('summer time in São Paulo', () => {
  const always = hours(everyDay([0, 1440]))
  const day = (rules: Hours, date: string) => {
    const c = compile(rules, utc(`${date}T15:00Z`), 1)
    return { c, length: c.until - c.from, open: worked(c, c.from, c.until) }
  }

  it.each([
    ['2017-10-15', 23],
    ['2018-02-17', 25],
    ['2018-11-04', 23],
    ['2019-02-16', 25],
    ['2018-11-05', 24],
  ])('%s has %i hours, all of them counted', (date, length) => {
    expect(day(always, date)).toMatchObject({ length: length * hour, open: length * hour })
  })

  it('begins at 01:00 when midnight does not exist', () => {
    const { c } = day(hours(everyDay([0, 30], [30, 90])), '2018-11-04')
    expect([...c.opens, ...c.closes]).toEqual([utc('2018-11-04T03:00Z'), utc('2018-11-04T03:30Z')])
    expect(day(hours(everyDay([0, 60])), '2018-11-04').open).toBe(0)
  })

  it('closes for good at the first 23:30 and works through the second one', () => {
    expect(day(hours(everyDay([1380, 1410])), '2018-02-17').open).toBe(30 * minute)
    expect(day(hours(everyDay([1410, 1440])), '2018-02-17').open).toBe(90 * minute)
  })

  it('keeps office hours at the same wall clock on both sides', () => {
    const c = compile(hours(everyDay(nineToFive)), utc('2018-02-16T15:00Z'))
    expect(due(c, utc('2018-02-17T16:50:00-02:00'), allotted)).toBe(utc('2018-02-18T12:05Z'))
  })

  it('jumps in the middle of a day elsewhere', () => {
    const berlin = hours(everyDay([90, 150], [150, 240]), [], 'Europe/Berlin')
    expect(day(berlin, '2026-03-29').open).toBe(90 * minute)
    expect(day(berlin, '2026-10-25').open).toBe(210 * minute)
  })
})

describe('hours', () => {
  it('project beyond the first horizon, and give up in the end', () => {
    const yearly = hours(weekdays(), [{ date: '2028-01-05', intervals: [[540, 560]], reason: 'Correição' }])
    expect(project(yearly, utc('2026-11-24T12:00Z'), allotted)).toBe(utc('2028-01-05T12:15Z'))
    expect(project(hours(weekdays()), utc('2026-11-24T12:00Z'), allotted)).toBeNull()
  })

  it('cover a whole span and what follows it', () => {
    const [from, to] = [utc('2026-01-01T02:59Z'), utc('2026-11-24T12:00Z')]
    const c = compileSpan(paulista, from, to)
    expect(c.from).toBe(utc('2025-12-31T03:00Z'))
    expect(c.until).toBeGreaterThan(to + 75 * 24 * hour)
  })

  const special = (date: string, reason = 'Feriado', intervals: Interval[] = []) =>
    hours(weekdays(nineToFive), [{ date, intervals, reason }])

  it.each([
    ['O fuso horário não existe.', hours(weekdays(nineToFive), [], 'America/Atlantida')],
    ['O fuso horário não existe.', hours(weekdays(nineToFive), [], '-03:00')],
    ['A semana precisa ter sete dias.', hours([[nineToFive]])],
    ['segunda: o fechamento precisa ser depois da abertura.', hours(weekdays([720, 540]))],
    ['segunda: o fechamento precisa ser depois da abertura.', hours(weekdays([720, 720]))],
    ['segunda: os intervalos se sobrepõem.', hours(weekdays([700, 900], [540, 720]))],
    ['segunda: use horários entre 00:00 e 24:00.', hours(weekdays([540, 1441]))],
    ['segunda: use horários entre 00:00 e 24:00.', hours(weekdays([540.5, 720]))],
    ['A data 30/02/2026 não existe.', special('2026-02-30')],
    ['A data 24/11/2026 não existe.', special('24/11/2026')],
    ['24/11/2026: diga o motivo.', special('2026-11-24', ' ')],
    ['24/11/2026: os intervalos se sobrepõem.', special('2026-11-24', 'Jogo', [nineToFive, [480, 840]])],
    [
      '24/11/2026: esta data aparece duas vezes.',
      hours(
        weekdays(),
        [1, 2].map(() => ({ date: '2026-11-24', intervals: [], reason: 'Feriado' })),
      ),
    ],
  ])('refuse: %s', (fault, rules) => {
    expect(hoursFault(rules)).toBe(fault)
  })

  it('accept touching intervals, 24 hours, closed weeks and closed days', () => {
    const fine = [hours(weekdays([720, 1020], [540, 720])), hours(everyDay([0, 1440])), hours(weekdays())]
    for (const rules of [...fine, special('2028-02-29')]) expect(hoursFault(rules)).toBeNull()
  })
})
