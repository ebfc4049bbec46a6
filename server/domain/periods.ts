import { dayOf } from './instant-words.ts'

/** How days are put together. */
export const grains = ['day', 'month', 'year'] as const
export type Grain = (typeof grains)[number]

/** Days of the cartórios' own calendars, YYYY-MM-DD, both included. */
export type Span = { readonly from: string; readonly to: string }

/** How many letters of YYYY-MM-DD name the period. */
export const grainLength: Record<Grain, number> = { day: 10, month: 7, year: 4 }

const most: Record<Grain, number> = { day: 366, month: 120, year: 30 }
const longest: Record<Grain, number> = { day: 1, month: 31, year: 366 }
const day = 86_400_000

/** The instant (ms) of a date at midnight in UTC, for arithmetic with dates; null for what is none, such as 2026-02-30. */
export function parseDay(text: string): number | null {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN
  return Number.isFinite(at) && dayOf(at, 'UTC') === text ? at : null
}

/** The date so many days later, or earlier. Throws RangeError for what is no date. */
export const addDays = (date: string, days: number): string => dayOf((parseDay(date) ?? NaN) + days * day, 'UTC')

/** Every period that the span touches, oldest first: '2026-11-24', '2026-11', '2026'. Null when the span is none, or too long. */
export function periodsOf({ from, to }: Span, grain: Grain): string[] | null {
  const [first, last] = [parseDay(from), parseDay(to)]
  if (first === null || last === null || last < first || last - first > most[grain] * longest[grain] * day) return null
  const names = new Set<string>()
  // Whole days at midnight in UTC: no zone, hence no day of another length.
  for (let at = first; at <= last; at += grain === 'day' ? day : 27 * day)
    names.add(dayOf(at, 'UTC').slice(0, grainLength[grain]))
  names.add(to.slice(0, grainLength[grain]))
  return names.size > most[grain] ? null : [...names]
}

const months = ['jan', 'fev', 'mar', 'abr', 'mai', 'jun', 'jul', 'ago', 'set', 'out', 'nov', 'dez']

/** "24 nov", "nov 2026", "2026". @param year adds it to a day as well */
export function periodWords(period: string, year = false): string {
  const [y = '', m, d] = period.split('-')
  if (m === undefined) return y
  const name = months[Number(m) - 1] ?? m
  if (d === undefined) return `${name} ${y}`
  return `${Number(d)} ${name}${year ? ` ${y}` : ''}`
}
