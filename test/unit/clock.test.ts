import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { allotted, due, worked } from '../../server/domain/calendar.ts'
import {
  credit,
  foldTicks,
  reproject,
  restAt,
  startClock,
  stopTick,
  tick,
  type Clock,
} from '../../server/domain/clock.ts'
import { calendar, clockAt, minute, never, ordinary, sp, ten } from './request-cases.ts'

const lunch = calendar(
  [
    [540, 720],
    [810, 1020],
  ],
  [],
  2,
)

describe('a clock', () => {
  test('starts with 15 business minutes, or not at all', () => {
    expect(startClock('a', ordinary, ten)).toEqual({
      cns: 'a',
      calendarVersion: 1,
      startedAt: ten,
      mark: ten,
      remainingMs: allotted,
      dueAt: ten + 15 * minute,
    })
    expect(startClock('a', never, ten)).toBeNull()
  })

  test('what is left shrinks in opening time only and never goes below zero', () => {
    const clock = clockAt('a', sp('24T16:51'))
    const left = (text: string) => restAt(clock, ordinary, sp(text)) / minute
    expect([left('24T16:51'), left('24T16:55'), left('24T17:00'), left('24T23:00')]).toEqual([15, 11, 6, 6])
    expect([left('25T09:05'), left('25T09:06'), left('27T12:00')]).toEqual([1, 0, 0])
    expect(restAt(clock, ordinary, clock.mark - minute)).toBe(allotted)
  })
})

describe('an edited calendar (rules 7, 8)', () => {
  const clock = clockAt('a', sp('24T11:50'))

  test('keeps what was used and projects the rest from now on', () => {
    const moved = reproject(clock, ordinary, lunch, sp('24T11:55'))
    expect(moved).toEqual({
      ...clock,
      calendarVersion: 2,
      mark: sp('24T11:55'),
      remainingMs: 10 * minute,
      dueAt: sp('24T13:35'),
    })
  })

  test('is never projected into the past', () => {
    const closing = calendar([[540, 600]], [], 3)
    expect(reproject(clock, ordinary, closing, sp('24T11:55'))?.dueAt).toBe(sp('25T09:10'))
  })

  test('leaves what is already due, and what the new hours would never end', () => {
    expect(reproject(clock, ordinary, lunch, clock.dueAt)).toBeNull()
    expect(reproject(clock, ordinary, lunch, clock.dueAt - 1)).not.toBeNull()
    expect(reproject(clock, ordinary, never, sp('24T11:55'))).toBeNull()
  })

  test('two edits that change nothing leave the due instant where it was', () => {
    const once = reproject(clock, ordinary, ordinary, sp('24T11:52'))
    expect(once && reproject(once, ordinary, ordinary, sp('24T11:58'))?.dueAt).toBe(clock.dueAt)
  })
})

describe('an outage (rule 10)', () => {
  const clock = clockAt('a', sp('24T16:51'))

  test('gives back its minutes inside opening hours', () => {
    expect(credit(clock, ordinary, sp('24T16:53'), sp('24T16:56'))).toEqual({
      ...clock,
      mark: sp('24T16:56'),
      remainingMs: 13 * minute,
      dueAt: sp('25T09:09'),
    })
  })

  test('counts from the start of a clock that began meanwhile', () => {
    expect(credit(clock, ordinary, sp('24T16:00'), sp('24T16:52'))?.remainingMs).toBe(allotted)
  })

  test('across the deadline: what was left when it began is left when it ends', () => {
    const over = credit(clock, ordinary, sp('24T16:55'), sp('26T10:00'))
    expect(over).toMatchObject({ remainingMs: 11 * minute, dueAt: sp('26T10:11') })
  })

  test('outside opening hours, before the clock or after its end it costs nothing', () => {
    expect(credit(clock, ordinary, sp('24T17:00'), sp('25T09:00'))).toBeNull()
    expect(credit(clock, ordinary, sp('24T10:00'), sp('24T16:51'))).toBeNull()
    expect(credit(clock, ordinary, clock.dueAt, sp('25T12:00'))).toBeNull()
  })

  test('registered twice it is given once', () => {
    const once = credit(clock, ordinary, sp('24T16:53'), sp('24T16:56'))
    expect(once && credit(once, ordinary, sp('24T16:53'), sp('24T16:56'))).toBeNull()
    const longer = once && credit(once, ordinary, sp('24T16:53'), sp('24T16:58'))
    expect(longer).toEqual(credit(clock, ordinary, sp('24T16:53'), sp('24T16:58')))
  })
})

describe('the ledger (rule 15)', () => {
  test('folds to the running clock, and to none once stopped', () => {
    const started = clockAt('a')
    const moved = reproject(started, ordinary, lunch, ten + minute)
    if (!moved) throw new Error('not moved')
    expect(foldTicks([])).toBeNull()
    expect(foldTicks([tick('start', started)])).toEqual(started)
    expect(foldTicks([tick('start', started), tick('project', moved)])).toEqual(moved)
    const stop = stopTick(moved, ten + 2 * minute, 13 * minute)
    expect(foldTicks([tick('start', started), tick('project', moved), stop])).toBeNull()
    const again = clockAt('b', ten + 5 * minute)
    expect(foldTicks([tick('start', started), stop, tick('start', again)])).toEqual(again)
  })

  const calendars = [ordinary, lunch, calendar([[600, 960]], [], 3), calendar([[0, 1440]], [], 4)]
  const move = fc.record({
    kind: fc.constantFrom('project' as const, 'credit' as const),
    after: fc.integer({ min: 1, max: 9 * 60 * minute }),
    length: fc.integer({ min: 1, max: 26 * 60 * minute }),
    to: fc.constantFrom(...calendars.keys()),
  })

  test('adds up whatever edits and outages come: used + left = 15 minutes, and nothing ends in the past', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 86_400_000 }), fc.array(move, { maxLength: 6 }), (start, moves) => {
        let on = ordinary
        let clock: Clock | null = startClock('a', on, sp('24T00:00') + start)
        if (!clock) throw new Error('no opening')
        const ledger = [tick('start', clock)]
        let used = 0
        for (const { kind, after, length, to } of moves) {
          const at: number = clock.mark + after
          const next = calendars[to] ?? on
          const moved: Clock | null =
            kind === 'project' ? reproject(clock, on, next, at) : credit(clock, on, at, at + length)
          if (!moved) continue
          used += worked(on, clock.mark, at)
          clock = moved
          if (kind === 'project') on = next
          ledger.push(tick(kind, clock))
          expect(used + clock.remainingMs).toBe(allotted)
          expect(clock.dueAt).toBeGreaterThan(at)
          expect(clock.dueAt).toBe(due(on, clock.mark, clock.remainingMs))
          expect(foldTicks(ledger)).toEqual(clock)
        }
        expect(restAt(clock, on, clock.dueAt - 1)).toBeGreaterThan(0)
        expect(restAt(clock, on, clock.dueAt)).toBe(0)
      }),
      { numRuns: 400 },
    )
  })
})
