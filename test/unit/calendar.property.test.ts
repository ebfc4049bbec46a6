import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { closesAt, due, explain, isOpen, minute, nextOpening, worked } from '../../server/domain/calendar.ts'
import { compile, type Hours, type Interval, type SpecialDay } from '../../server/domain/hours.ts'
import { hoursFault } from '../../server/domain/hours-fault.ts'
import { naiveDue, naiveWorked, wallClock } from './naive-walk.ts'

const day = 24 * 60 * minute
const horizon = 12

// Instants around which something happens to the clocks of that zone, and ordinary weeks.
const places: [zone: string, date: string][] = [
  ['America/Rio_Branco', '2027-03-26'],
  ['America/Sao_Paulo', '2026-11-20'],
  ['America/Noronha', '2026-12-31'],
  ['America/Sao_Paulo', '2017-10-15'],
  ['America/Sao_Paulo', '2018-02-17'],
  ['America/Sao_Paulo', '2018-11-04'],
  ['America/Cuiaba', '2019-02-16'],
  ['America/Rio_Branco', '2008-06-24'],
  ['Europe/Berlin', '2026-03-29'],
  ['Europe/Berlin', '2026-10-25'],
  ['Australia/Lord_Howe', '2026-04-05'],
]

const edge = fc.oneof(fc.constantFrom(0, 120, 540, 720, 780, 1020, 1410, 1440), fc.integer({ min: 0, max: 1440 }))
const intervals = fc
  .uniqueArray(edge, { maxLength: 6 })
  .map((edges) => edges.sort((a, b) => a - b))
  .map((edges) =>
    edges.flatMap((opens, i): Interval[] => {
      const closes = edges[i + 1]
      return i % 2 === 0 && closes !== undefined ? [[opens, closes]] : []
    }),
  )
const specials = (near: string) =>
  fc
    .uniqueArray(
      fc.record({ offset: fc.integer({ min: -3, max: 8 }), intervals, reason: fc.constantFrom('Feriado', 'Cinzas') }),
      { selector: ({ offset }) => offset, maxLength: 4 },
    )
    .map((days) =>
      days.map(({ offset, ...rest }): SpecialDay => ({
        date: new Date(Date.parse(near) + offset * day).toISOString().slice(0, 10),
        ...rest,
      })),
    )

/** Random hours and two instants, in order, near an interesting date; the calendar covers `horizon` days from the first. */
const worlds = fc.constantFrom(...places).chain(([zone, date]) =>
  fc
    .record({
      week: fc.array(intervals, { minLength: 7, maxLength: 7 }),
      special: specials(date),
      from: fc.integer({ min: -2 * day, max: 2 * day }),
      span: fc.integer({ min: 0, max: 4 * day }),
    })
    .map(({ week, special, from, span }) => {
      const rules: Hours = { zone, version: 1, week, special }
      const at = Date.parse(date) + from
      return { rules, from: at, to: at + span, c: compile(rules, at, horizon) }
    }),
)
const business = fc.oneof(fc.integer({ min: 0, max: 20 * minute }), fc.integer({ min: 0, max: 2 * day }))
const runs = { numRuns: 400 }

/** Cuts every interval in two at an arbitrary minute. */
const split = (list: readonly Interval[], by: number) =>
  list.flatMap(([opens, closes]): Interval[] => {
    const cut = opens + 1 + (by % Math.max(1, closes - opens - 1))
    return cut < closes
      ? [
          [opens, cut],
          [cut, closes],
        ]
      : [[opens, closes]]
  })

describe('the calendar, for any hours', () => {
  it('is made of usable hours', () => {
    fc.assert(
      fc.property(worlds, ({ rules }) => hoursFault(rules) === null),
      runs,
    )
  })

  it('worked undoes due', () => {
    fc.assert(
      fc.property(worlds, business, ({ c, from }, ms) => {
        const end = due(c, from, ms)
        if (end === null) expect(worked(c, from, c.until)).toBeLessThan(ms)
        else expect(worked(c, from, end)).toBe(ms)
      }),
      runs,
    )
  })

  it('due is the first such instant, and at most a closing', () => {
    fc.assert(
      fc.property(worlds, business, ({ c, from }, ms) => {
        const end = due(c, from, ms)
        if (end !== null && ms > 0) expect([worked(c, from, end - 1), isOpen(c, end - 1)]).toEqual([ms - 1, true])
      }),
      runs,
    )
  })

  it('due grows with both arguments', () => {
    fc.assert(
      fc.property(worlds, business, business, ({ c, from, to }, a, b) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)]
        const end = (at: number, ms: number) => due(c, at, ms) ?? Infinity
        expect(end(from, less)).toBeLessThanOrEqual(end(from, more))
        expect(end(from, a)).toBeLessThanOrEqual(end(to, a))
      }),
      runs,
    )
  })

  it('worked adds up', () => {
    fc.assert(
      fc.property(worlds, fc.double({ min: 0, max: 1, noNaN: true }), ({ c, from, to }, share) => {
        const between = from + Math.floor((to - from) * share)
        expect(worked(c, from, between) + worked(c, between, to)).toBe(worked(c, from, to))
      }),
      runs,
    )
  })

  it('explain tiles the span, adds up to worked and agrees with isOpen', () => {
    fc.assert(
      fc.property(worlds, ({ c, from, to }) => {
        const stretches = explain(c, from, to)
        expect(stretches.map((s) => s.from)).toEqual([from, ...stretches.map((s) => s.to)].slice(0, stretches.length))
        expect(stretches.at(-1)?.to ?? from).toBe(to)
        let counted = 0
        for (const s of stretches) {
          expect(s.to).toBeGreaterThan(s.from)
          expect([isOpen(c, s.from), isOpen(c, s.to - 1)]).toEqual([s.counted, s.counted])
          if (s.counted) counted += s.to - s.from
          else expect(['fechado', 'intervalo', 'Feriado', 'Cinzas']).toContain(s.reason)
        }
        expect(counted).toBe(worked(c, from, to))
      }),
      runs,
    )
  })

  it('counts no instant outside the opening hours on the wall', () => {
    const sure = fc.constantFrom(...places.filter(([, date]) => date >= '2026-11' && date < '2027-04'))
    fc.assert(
      fc.property(worlds, sure, fc.double({ min: 0, max: 1, noNaN: true }), ({ rules }, [zone, date], share) => {
        const here = { ...rules, zone }
        const from = Date.parse(date)
        const c = compile(here, from, horizon)
        for (const s of explain(c, from, from + 4 * day)) {
          const wall = wallClock(s.from + Math.floor((s.to - s.from - 1) * share), zone)
          const index = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(wall.weekday)
          const today = here.special.find((special) => special.date === wall.date)?.intervals ?? here.week[index] ?? []
          expect(today.some(([opens, closes]) => opens <= wall.minute && wall.minute < closes)).toBe(s.counted)
        }
      }),
      runs,
    )
  })

  it('does not change when an interval is split', () => {
    fc.assert(
      fc.property(worlds, business, fc.nat(1440), ({ rules, c, from, to }, ms, by) => {
        const week = rules.week.map((list) => split(list, by))
        const special = rules.special.map((other) => ({ ...other, intervals: split(other.intervals, by) }))
        const other = compile({ ...rules, week, special }, from, horizon)
        expect(due(other, from, ms)).toBe(due(c, from, ms))
        expect(explain(other, from, to)).toEqual(explain(c, from, to))
        expect(closesAt(other, from)).toBe(closesAt(c, from))
      }),
      runs,
    )
  })

  it('does not depend on the day from which it was compiled', () => {
    fc.assert(
      fc.property(worlds, business, ({ rules, c, to }, ms) => {
        const later = compile(rules, to, 4)
        const end = due(later, to, ms)
        if (end !== null) expect(due(c, to, ms)).toBe(end)
        expect(nextOpening(c, to)).toBe(nextOpening(later, to) ?? nextOpening(c, to))
      }),
      runs,
    )
  })

  it('equals the naive walk, summer time included', () => {
    fc.assert(
      fc.property(worlds, business, ({ rules, c, from, to }, ms) => {
        expect(due(c, from, ms)).toBe(naiveDue(rules, from, ms, c.until))
        expect(worked(c, from, to)).toBe(naiveWorked(rules, from, to))
      }),
      { numRuns: 150 },
    )
  })
})
