import { due, type Calendar, type Note } from './calendar.ts'
import type { DayEntry } from './day-rules.ts'
import { layeredDays, ordinaryOn, type LayerEntries } from './layers.ts'

/** Minutes of the local day, half-open, 0..1440; [0, 1440) is a day of 24 hours (domain.md rules 4 and 5). */
export type Interval = readonly [opens: number, closes: number]

/** A date (YYYY-MM-DD) whose intervals replace the week's; no interval means closed. `act` is the legal act behind it. */
export type SpecialDay = {
  readonly date: string
  readonly intervals: readonly Interval[]
  readonly reason: string
  readonly act?: string
}

/** Seven days, Monday first. */
export type Week = readonly (readonly Interval[])[]

/** A week that holds from a date (YYYY-MM-DD) on, with the act behind it. */
export type LaterWeek = { readonly from: string; readonly week: Week; readonly act?: string }

/**
 * The opening hours of one cartório in its IANA zone. `later` is sorted by date; `days` are its own closures, special hours
 * and reopenings; `layers` what the nation, the UF and the município say. No holiday is assumed (domain.md rule 2).
 */
export type Hours = {
  readonly zone: string
  readonly version: number
  readonly week: Week
  readonly later?: readonly LaterWeek[]
  readonly special: readonly SpecialDay[]
  readonly days?: readonly DayEntry[]
  readonly layers?: readonly LayerEntries[]
}

type Day = { readonly date: Temporal.PlainDate; readonly zone: string; readonly start: number; readonly end: number }

/**
 * The open segments of `days` local days, beginning with the day that holds the instant `from` (ms).
 * A minute of the local day is the instant at which the cartório's wall clock first reaches it: a minute repeated when the
 * clock goes back counts once as a boundary (Temporal's 'compatible'), one skipped when it goes forward is the jump itself.
 * Throws RangeError for an unknown zone.
 */
export function compile(hours: Hours, from: number, days = 75): Calendar {
  const open: Note[] = []
  const notes: Note[] = []
  const first = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(hours.zone).toPlainDate()
  const special = layeredDays(hours, first.year, first.add({ days }).year)
  const span = daysFrom(first, hours.zone, days)
  for (const day of span) readDay(day, ordinaryOn(hours, day.date), special, open, notes)
  const before = new Float64Array(open.length)
  let sum = 0
  for (const [i, segment] of open.entries()) {
    before[i] = sum
    sum += segment.to - segment.from
  }
  return {
    zone: hours.zone,
    version: hours.version,
    from: span[0]?.start ?? from,
    until: span.at(-1)?.end ?? from,
    opens: Float64Array.from(open, (segment) => segment.from),
    closes: Float64Array.from(open, (segment) => segment.to),
    before,
    notes,
  }
}

/** A calendar that knows every instant of [from, to] (ms) and `ahead` more days: to read a clock that began at `from`. */
export function compileSpan(hours: Hours, from: number, to: number, ahead = 75): Calendar {
  return compile(hours, from, Math.ceil(Math.max(0, to - from) / 86_400_000) + ahead + 2)
}

/** The instant (ms) when `businessMs` have passed since `from`; null when not within 800 days (never loop: rule 9). */
export function project(hours: Hours, from: number, businessMs: number): number | null {
  for (const days of [75, 400, 800]) {
    const at = due(compile(hours, from, days), from, businessMs)
    if (at !== null) return at
  }
  return null
}

/**
 * The opening (ms) of the first day with hours after `n` whole such days have followed the day of `at`: when `n` business days
 * are over. A day and night cartório opens at midnight. Null when not within 400 days.
 */
export function businessDaysAfter(hours: Hours, at: number, n: number): number | null {
  let date = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(hours.zone).toPlainDate()
  const special = layeredDays(hours, date.year, date.year + 2)
  let left = n
  for (let i = 0; i < 400; i++) {
    date = date.add({ days: 1 })
    const intervals = special.get(date.toString())?.intervals ?? ordinaryOn(hours, date)
    if (intervals.length === 0) continue
    if (left === 0) {
      const day = {
        date,
        zone: hours.zone,
        start: startOf(date, hours.zone),
        end: startOf(date.add({ days: 1 }), hours.zone),
      }
      return instantOf(day, Math.min(...intervals.map(([opens]) => opens)))
    }
    left -= 1
  }
  return null
}

// Asking Temporal where a day begins is nearly all that a calendar costs, and an edit of a layer compiles thousands of one day.
const known = new Map<string, Day[]>()

function daysFrom(first: Temporal.PlainDate, zone: string, n: number): readonly Day[] {
  const key = `${zone} ${first.toString()}`
  const days = known.get(key) ?? []
  if (!known.has(key)) {
    if (known.size >= 64) known.clear()
    known.set(key, days)
  }
  while (days.length < n) {
    const last = days.at(-1)
    const date = last ? last.date.add({ days: 1 }) : first
    const [start, end] = [last?.end ?? startOf(date, zone), startOf(date.add({ days: 1 }), zone)]
    days.push({ date, zone, start, end })
  }
  return days.length === n ? days : days.slice(0, n)
}

/** Cuts one local day where something changes and files each piece under open time, a reason, or neither. */
function readDay(
  day: Day,
  ordinary: readonly Interval[],
  special: ReadonlyMap<string, SpecialDay>,
  open: Note[],
  notes: Note[],
): void {
  const exception = special.get(day.date.toString())
  const intervals = exception?.intervals ?? ordinary
  const cuts = [...new Set([0, 1440, ...ordinary.flat(), ...intervals.flat()])].sort((a, b) => a - b)
  const opening = Math.min(...intervals.map(([opens]) => opens))
  const closing = Math.max(...intervals.map(([, closes]) => closes))
  for (const [i, cut] of cuts.entries()) {
    const [from, to] = [instantOf(day, cut), instantOf(day, cuts[i + 1] ?? 1440)]
    if (holds(intervals, cut)) append(open, { from, to, reason: 'aberto' })
    // Only the time that the special day takes from the ordinary hours is its doing; the night after it is an ordinary night.
    else if (exception && (intervals.length === 0 || holds(ordinary, cut)))
      append(notes, { from, to, reason: exception.reason, ...(exception.act !== undefined && { act: exception.act }) })
    else if (cut >= opening && cut < closing) append(notes, { from, to, reason: 'intervalo' })
  }
}

function append(list: Note[], piece: Note): void {
  if (piece.to <= piece.from) return
  const last = list.at(-1)
  if (last && last.to === piece.from && last.reason === piece.reason && last.act === piece.act)
    list[list.length - 1] = { ...last, to: piece.to }
  else list.push(piece)
}

function holds(intervals: readonly Interval[], at: number): boolean {
  return intervals.some(([opens, closes]) => opens <= at && at < closes)
}

function instantOf(day: Day, at: number): number {
  if (at === 0) return day.start
  if (at === 1440) return day.end
  if (day.end - day.start === 86_400_000) return day.start + at * 60_000
  const wall = day.date.toPlainDateTime({ hour: Math.floor(at / 60), minute: at % 60 })
  const earlier = wall.toZonedDateTime(day.zone, { disambiguation: 'earlier' })
  if (earlier.toPlainDateTime().equals(wall)) return earlier.epochMilliseconds
  return earlier.getTimeZoneTransition('next')?.epochMilliseconds ?? earlier.epochMilliseconds
}

function startOf(date: Temporal.PlainDate, zone: string): number {
  return date.toZonedDateTime(zone).epochMilliseconds
}
