import { nextDate } from './calendar-edit.ts'
import { datesOf, type DayEntry, type LayerName } from './day-rules.ts'
import type { Hours } from './hours.ts'
import { asEntry, layeredDays, type LayeredDay, type LayerEntries } from './layers.ts'

/** An entry of a calendar with its next date (YYYY-MM-DD) and whether it decides what is open on it. */
export type ListedEntry<E extends DayEntry = DayEntry> = {
  readonly layer: LayerName
  readonly entry: E
  readonly next: string | null
  readonly acting: boolean
}

/** Everything that a calendar holds, widest first: the layers above, then what the cartório says itself. */
export function layersOf(hours: Hours): LayerEntries[] {
  const own = { layer: 'cartorio', entries: [...hours.special.map(asEntry), ...(hours.days ?? [])] } as const
  return [...(hours.layers ?? []), own]
}

/**
 * The entries of some layers in order, each with its next date from `today` on. One without an act acts at the cartório only; of
 * two on one date the later one acts.
 */
export function listedEntries(layers: readonly LayerEntries[], today: string): ListedEntry[] {
  const all = layers.flatMap(({ layer, entries }) => entries.map((entry) => ({ layer, entry })))
  const next = all.map(({ entry }) => nextDate(entry.rule, today))
  const wanted = new Map<string, number>()
  for (const date of next) if (date !== null) wanted.set(date, -1)
  const years = new Set([...wanted.keys()].flatMap((date) => [Number(date.slice(0, 4)) - 1, Number(date.slice(0, 4))]))
  for (const [i, { layer, entry }] of all.entries()) {
    if (entry.act === null && layer !== 'cartorio') continue
    for (const year of years) for (const date of datesOf(entry.rule, year)) if (wanted.has(date)) wanted.set(date, i)
  }
  return all.map(({ layer, entry }, i) => {
    const date = next[i] ?? null
    const able = entry.act !== null || layer === 'cartorio'
    return { layer, entry, next: date, acting: able && (date === null || wanted.get(date) === i) }
  })
}

/** The days of the next `days` days that are not like the others, as all layers leave them; the nearest first. */
export function specialDays(hours: Hours, today: string, days = 90): LayeredDay[] {
  const first = Temporal.PlainDate.from(today)
  const last = first.add({ days })
  const end = last.toString()
  return [...layeredDays(hours, first.year, last.year).values()]
    .filter(({ date }) => date >= today && date < end)
    .toSorted((a, b) => (a.date < b.date ? -1 : 1))
}
