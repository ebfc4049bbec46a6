import { allotted, closesAt, explain, isOpen, nextOpening, worked, type Calendar } from '../domain/calendar.ts'
import type { ClockView } from '../domain/clock-view.ts'
import { restAt, type Clock, type Tick } from '../domain/clock.ts'

type Place = { readonly zone: string; readonly place: string }
const totalMs = allotted

/** A running clock as ready instants: open and counting, or paused until a reopening (ms; business ms). */
export function runningView(clock: Clock, calendar: Calendar, now: number, at: Place): ClockView {
  const { dueAt } = clock
  const base = { totalMs, now, dueAt, ...at }
  if (now >= dueAt) return { ...base, state: 'expired', overdueMs: worked(calendar, dueAt, now) }
  const remainingMs = restAt(clock, calendar, now)
  if (isOpen(calendar, now)) {
    const closes = closesAt(calendar, now)
    const pausesAt = closes !== null && closes < dueAt ? closes : null
    const reopensAt = pausesAt === null ? null : nextOpening(calendar, pausesAt)
    return { ...base, state: 'running', remainingMs, pausesAt, reopensAt }
  }
  const reopensAt = nextOpening(calendar, now) ?? dueAt
  const reason = explain(calendar, now, reopensAt).find((stretch) => !stretch.counted)?.reason ?? 'fechado'
  return { ...base, state: 'paused', remainingMs, reopensAt, reason }
}

export const expiredView = (dueAt: number, calendar: Calendar, now: number, at: Place): ClockView => ({
  state: 'expired',
  totalMs,
  now,
  dueAt,
  overdueMs: worked(calendar, dueAt, now),
  ...at,
})

/** What was left when a decision stopped the last clock. */
export function stoppedView(ticks: readonly Tick[], late: boolean, now: number, at: Place): ClockView | null {
  const last = ticks.at(-1)
  return last?.kind === 'stop' ? { state: 'stopped', totalMs, now, remainingMs: last.remainingMs, late, ...at } : null
}
