import { datesOf, type DayEntry, type LayerName } from './day-rules.ts'
import type { Hours, Interval, SpecialDay } from './hours.ts'

/** The entries of one layer that hold for a cartório, in the order in which they were written. */
export type LayerEntries = { readonly layer: LayerName; readonly entries: readonly DayEntry[] }

/** A day as all layers leave it; `layer` had the last word. `intervals` are what is open, ordinary ones where it reopened. */
export type LayeredDay = SpecialDay & { readonly layer: LayerName }

/** The intervals of the week that holds on a date, without any special day. */
export function ordinaryOn(hours: Hours, date: Temporal.PlainDate): readonly Interval[] {
  const day = date.toString()
  const week = hours.later?.findLast(({ from }) => from <= day)?.week ?? hours.week
  return week[date.dayOfWeek - 1] ?? []
}

/**
 * Every day of the years [first, last] that the layers change, from the nation down to the cartório's own entries and special
 * days: a lower layer overrules, and within a layer what was written later. An entry without an act changes nothing, but for
 * the cartório's own: its author and instant stand in the calendar's version, and a flooded office is closed before any act.
 */
export function layeredDays(hours: Hours, first: number, last: number): Map<string, LayeredDay> {
  const days = new Map<string, LayeredDay>()
  const own: LayerEntries = { layer: 'cartorio', entries: [...hours.special.map(asEntry), ...(hours.days ?? [])] }
  for (const { layer, entries } of [...(hours.layers ?? []), own])
    for (const entry of entries) {
      if (entry.act === null && layer !== 'cartorio') continue
      for (let year = first - 1; year <= last; year++)
        for (const date of datesOf(entry.rule, year)) days.set(date, dayOf(hours, layer, entry, date))
    }
  return days
}

function dayOf(hours: Hours, layer: LayerName, { effect, reason, act }: DayEntry, date: string): LayeredDay {
  const ordinary = ordinaryOn(hours, Temporal.PlainDate.from(date))
  const day = { date, reason, layer, ...(act === null ? {} : { act }) }
  switch (effect.kind) {
    case 'closed':
      return { ...day, intervals: [] }
    case 'open':
      return { ...day, intervals: ordinary }
    case 'half':
      return { ...day, intervals: ordinary.flatMap((one) => effect.intervals.flatMap((other) => common(one, other))) }
    case 'hours':
      return { ...day, intervals: effect.intervals }
    default:
      return effect satisfies never
  }
}

/** A special day of the form that the console once wrote. */
export function asEntry({ date, intervals, reason, act }: SpecialDay): DayEntry {
  const effect = intervals.length === 0 ? ({ kind: 'closed' } as const) : ({ kind: 'hours', intervals } as const)
  return { rule: { on: 'date', date }, effect, reason, act: act ?? null }
}

function common(one: Interval, other: Interval): Interval[] {
  const [opens, closes] = [Math.max(one[0], other[0]), Math.min(one[1], other[1])]
  return opens < closes ? [[opens, closes]] : []
}
