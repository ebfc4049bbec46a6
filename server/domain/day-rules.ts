import type { Interval } from './hours.ts'

/** From the widest to the office itself: a lower layer overrules what those above it say of a day. */
export const layerNames = ['nation', 'uf', 'municipio', 'cartorio'] as const
export type LayerName = (typeof layerNames)[number]

/** First and last year (inclusive) in which an act held; open where left out. */
type Years = { readonly first?: number; readonly last?: number }

/** Kept on the next weekday `to` when the date falls on one of `from` (ISO weekdays, 1 = Monday), as Acre does by law. */
type Moved = { readonly from: readonly number[]; readonly to: number }

/** On which dates an entry holds: one date (YYYY-MM-DD), a day of every year (month 1–12), or days after Easter Sunday. */
export type DayRule =
  | { readonly on: 'date'; readonly date: string }
  | {
      readonly on: 'fixed'
      readonly month: number
      readonly day: number
      readonly years?: Years
      readonly moved?: Moved
    }
  | { readonly on: 'easter'; readonly days: number; readonly years?: Years; readonly moved?: Moved }

/**
 * What such a day does to the ordinary hours: closed; half, which leaves of them only what lies inside `intervals`; hours,
 * which replaces them; open, which lets them hold although a wider layer closes. Minutes of the local day, half-open.
 */
export type DayEffect =
  { readonly kind: 'closed' | 'open' } | { readonly kind: 'half' | 'hours'; readonly intervals: readonly Interval[] }

/**
 * One entry of a layer. `act` is the legal act as one would cite it, null when none was read: such an entry is "a confirmar"
 * and changes no day (domain.md, "Easy to get wrong"). `source` says where the act was read.
 */
export type DayEntry = {
  readonly rule: DayRule
  readonly effect: DayEffect
  readonly reason: string
  readonly act: string | null
  readonly source?: string
}

/** The dates (YYYY-MM-DD) of one year on which a rule holds. A rule moved into the next year belongs to its own year. */
export function datesOf(rule: DayRule, year: number): string[] {
  if (rule.on === 'date') return rule.date.startsWith(`${String(year).padStart(4, '0')}-`) ? [rule.date] : []
  const { first, last } = rule.years ?? {}
  if (year < (first ?? year) || year > (last ?? year)) return []
  const date = rule.on === 'easter' ? easter(year).add({ days: rule.days }) : fixed(year, rule.month, rule.day)
  return date ? [moved(date, rule.moved).toString()] : []
}

/** Easter Sunday of the Gregorian calendar, by the anonymous algorithm that Meeus prints (Astronomical Algorithms, ch. 8). */
export function easter(year: number): Temporal.PlainDate {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7
  const n = h + l - 7 * Math.floor((a + 11 * h + 22 * l) / 451) + 114
  return Temporal.PlainDate.from({ year, month: Math.floor(n / 31), day: (n % 31) + 1 })
}

// 29 February holds in leap years only.
function fixed(year: number, month: number, day: number): Temporal.PlainDate | null {
  const date = Temporal.PlainDate.from({ year, month, day }, { overflow: 'constrain' })
  return date.day === day ? date : null
}

function moved(date: Temporal.PlainDate, rule: Moved | undefined): Temporal.PlainDate {
  if (!rule?.from.includes(date.dayOfWeek)) return date
  return date.add({ days: (rule.to - date.dayOfWeek + 7) % 7 })
}
