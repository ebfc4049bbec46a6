import { allotted, due, worked, type Calendar } from './calendar.ts'

/**
 * A running clock: `remainingMs` business ms were left at `mark`, so it ends at `dueAt` (all instants in ms).
 * `calendarVersion` names the opening hours of `cns` that the projection used.
 */
export type Clock = {
  readonly cns: string
  readonly calendarVersion: number
  readonly startedAt: number
  readonly mark: number
  readonly remainingMs: number
  readonly dueAt: number
}

/** Why a clock was moved: in words, with the legal act, and for an outage its span (ms, half-open). */
export type Cause = {
  readonly reason: string
  readonly act?: string
  readonly from?: number
  readonly to?: number
}

/** One row of the ledger: everything that moved a clock (rule 15). `dueAt` is null once it stopped. */
export type Tick = {
  readonly kind: 'start' | 'stop' | 'credit' | 'project'
  readonly at: number
  readonly cns: string
  readonly calendarVersion: number
  readonly remainingMs: number
  readonly dueAt: number | null
  readonly cause?: Cause | null
}

/** Starts 15 business minutes at `at`; null when the calendar has no such opening (rule 9). */
export function startClock(cns: string, calendar: Calendar, at: number): Clock | null {
  const dueAt = due(calendar, at, allotted)
  if (dueAt === null) return null
  return { cns, calendarVersion: calendar.version, startedAt: at, mark: at, remainingMs: allotted, dueAt }
}

/** Business ms left at `at`, never below zero. */
export const restAt = (clock: Clock, calendar: Calendar, at: number): number =>
  at >= clock.dueAt ? 0 : Math.max(0, clock.remainingMs - worked(calendar, clock.mark, Math.max(at, clock.mark)))

/**
 * Projects what is left on a new calendar from `at` on (rules 7 and 8).
 * Used time stays used; what was already due stays due: then, and when no opening follows, null.
 */
export function reproject(clock: Clock, before: Calendar, next: Calendar, at: number): Clock | null {
  if (at >= clock.dueAt) return null
  const remainingMs = restAt(clock, before, at)
  const dueAt = due(next, at, remainingMs)
  if (dueAt === null) return null
  return { ...clock, calendarVersion: next.version, mark: at, remainingMs, dueAt }
}

/** Gives back the opening time inside an outage `[from, to)` (rule 10); null when it cost this clock nothing. */
export function credit(clock: Clock, calendar: Calendar, from: number, to: number): Clock | null {
  const begun = Math.max(from, clock.mark)
  if (begun >= clock.dueAt || worked(calendar, begun, Math.min(to, clock.dueAt)) === 0) return null
  const remainingMs = restAt(clock, calendar, begun)
  const dueAt = due(calendar, to, remainingMs)
  return dueAt === null ? null : { ...clock, mark: to, remainingMs, dueAt }
}

/**
 * Gives a running clock `ms` of business time back at `at` (rule 10, an outage registered later): never more than it was
 * allotted, never to one that has run out. Null when it changes nothing.
 */
export function grant(clock: Clock, calendar: Calendar, at: number, ms: number): Clock | null {
  if (at >= clock.dueAt) return null
  const left = restAt(clock, calendar, at)
  const remainingMs = Math.min(allotted, left + Math.max(0, ms))
  const dueAt = remainingMs > left ? due(calendar, at, remainingMs) : null
  return dueAt === null ? null : { ...clock, mark: Math.max(at, clock.mark), remainingMs, dueAt }
}

/** The ledger row that brings a clock to its present projection. */
export const tick = (kind: 'start' | 'credit' | 'project', clock: Clock, cause?: Cause): Tick => ({
  kind,
  at: clock.mark,
  cns: clock.cns,
  calendarVersion: clock.calendarVersion,
  remainingMs: clock.remainingMs,
  dueAt: clock.dueAt,
  ...(cause ? { cause } : {}),
})

/** The row that ends a clock; `remainingMs` is what was left, 0 when it ran out. */
export const stopTick = (clock: Clock, at: number, remainingMs: number): Tick => ({
  kind: 'stop',
  at,
  cns: clock.cns,
  calendarVersion: clock.calendarVersion,
  remainingMs,
  dueAt: null,
})

/** The clock as its ledger tells it: the fold that explains any past screen. Null when it is stopped. */
export function foldTicks(ticks: readonly Tick[]): Clock | null {
  let clock: Clock | null = null
  for (const row of ticks) {
    if (row.kind === 'stop' || row.dueAt === null) clock = null
    else
      clock = {
        cns: row.cns,
        calendarVersion: row.calendarVersion,
        startedAt: row.kind === 'start' || clock === null ? row.at : clock.startedAt,
        mark: row.at,
        remainingMs: row.remainingMs,
        dueAt: row.dueAt,
      }
  }
  return clock
}
