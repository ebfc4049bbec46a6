import type { DayEntry, DayRule } from '../../server/domain/day-rules.ts'
import type { Hours, Interval, Week } from '../../server/domain/hours.ts'

// The calendar once more, without a line of the house's: no Temporal, no segments, no prefix sums. Zones without summer time only.
const day = 86_400_000
const step = 60_000
export const offsets: Readonly<Record<string, number>> = {
  'America/Sao_Paulo': -3,
  'America/Rio_Branco': -5,
  'America/Noronha': -2,
}
/** Easter Sundays as the Church prints them. */
const easters: Readonly<Record<number, string>> = {
  2025: '2025-04-20',
  2026: '2026-04-05',
  2027: '2027-03-28',
  2028: '2028-04-16',
  2029: '2029-04-01',
  2030: '2030-04-21',
  2031: '2031-04-13',
}

/** Every minute of `days` local days from the day of an instant on: 1 where the cartório is open. */
export type Minutes = { readonly base: number; readonly open: Uint8Array }

const dates = new Map<number, string>()
function dateOf(n: number): string {
  const date = dates.get(n) ?? new Date(n * day).toISOString().slice(0, 10)
  dates.set(n, date)
  return date
}
/** 1 is Monday; 1 January 1970 was a Thursday. */
const weekdayOf = (n: number): number => ((((n + 3) % 7) + 7) % 7) + 1

export function naiveMinutes(hours: Hours, from: number, days: number): Minutes {
  const offset = (offsets[hours.zone] ?? 0) * 3_600_000
  const first = Math.floor((from + offset) / day)
  const open = new Uint8Array(days * 1440)
  for (let n = 0; n < days; n++)
    for (const [opens, closes] of naiveDay(hours, first + n)) open.fill(1, n * 1440 + opens, n * 1440 + closes)
  return { base: first * day - offset, open }
}

function naiveDay(hours: Hours, n: number): readonly Interval[] {
  const date = dateOf(n)
  let week: Week = hours.week
  for (const later of hours.later ?? []) if (later.from <= date) week = later.week
  const usual = week[weekdayOf(n) - 1] ?? []
  let intervals = usual
  const layers = [...(hours.layers ?? []), { layer: 'cartorio', entries: hours.days ?? [] }]
  for (const { layer, entries } of layers)
    for (const entry of entries)
      if ((layer === 'cartorio' || entry.act !== null) && holds(entry.rule, n)) intervals = effect(entry, usual)
  return intervals
}

function effect({ effect: does }: DayEntry, usual: readonly Interval[]): readonly Interval[] {
  if (!('intervals' in does)) return does.kind === 'open' ? usual : []
  if (does.kind === 'hours') return does.intervals
  const left: Interval[] = []
  for (let at = 0; at < 1440; at++) {
    const both = [usual, does.intervals].every((list) => list.some(([opens, closes]) => at >= opens && at < closes))
    if (both) left.push([at, at + 1])
  }
  return left
}

function holds(rule: DayRule, n: number): boolean {
  if (rule.on === 'date') return dateOf(n) === rule.date
  for (let back = 0; back < 7; back++) {
    const origin = n - back
    const date = dateOf(origin)
    const year = Number(date.slice(0, 4))
    const { first = year, last = year } = rule.years ?? {}
    // The year that counts is that of the feast, which Easter's days may leave.
    const feast = rule.on === 'fixed' ? isOn(date, rule.month, rule.day) : isEaster(origin - rule.days)
    if (!feast || year < first || year > last) continue
    const moved = rule.moved?.from.includes(weekdayOf(origin)) ?? false
    const shift = moved ? ((rule.moved?.to ?? 0) - weekdayOf(origin) + 7) % 7 : 0
    if (shift === back) return true
  }
  return false
}

const isOn = (date: string, month: number, dayOfMonth: number): boolean =>
  Number(date.slice(5, 7)) === month && Number(date.slice(8, 10)) === dayOfMonth
const isEaster = (n: number): boolean => easters[Number(dateOf(n).slice(0, 4))] === dateOf(n)

/** The open pieces of [from, to), minute by minute. */
export function naivePieces({ base, open }: Minutes, from: number, to: number): [from: number, to: number][] {
  const pieces: [number, number][] = []
  for (let at = from; at < to;) {
    const n = Math.floor((at - base) / step)
    if (n < 0 || n >= open.length) throw new Error('beyond the naive calendar')
    const end = Math.min(to, base + (n + 1) * step)
    const last = pieces.at(-1)
    if (open[n] === 1) {
      if (last && last[1] === at) last[1] = end
      else pieces.push([at, end])
    }
    at = end
  }
  return pieces
}

/** When `ms` of open time have passed since `from`; null beyond the naive calendar. */
export function naiveEnd({ base, open }: Minutes, from: number, ms: number): number | null {
  let left = ms
  if (left === 0) return from
  for (let n = Math.floor((from - base) / step); n < open.length; n++) {
    if (open[n] !== 1) continue
    const begins = Math.max(from, base + n * step)
    const ends = base + (n + 1) * step
    if (begins + left <= ends) return begins + left
    left -= ends - begins
  }
  return null
}

export const sumOf = (pieces: readonly (readonly [number, number])[]): number =>
  pieces.reduce((sum, [from, to]) => sum + to - from, 0)
/** A date so many days after the day of an instant in a zone. */
export const dateAfter = (at: number, zone: string, days: number): string =>
  dateOf(Math.floor((at + (offsets[zone] ?? 0) * 3_600_000) / day) + days)
