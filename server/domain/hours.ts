import { due, type Calendar, type Note } from './calendar.ts'

/** Minutes of the local day, half-open, 0..1440; [0, 1440) is a day of 24 hours (domain.md rules 4 and 5). */
export type Interval = readonly [opens: number, closes: number]

/** A date (YYYY-MM-DD) whose intervals replace the week's; no interval means closed. `act` is the legal act behind it. */
export type SpecialDay = {
  readonly date: string
  readonly intervals: readonly Interval[]
  readonly reason: string
  readonly act?: string
}

/** The opening hours of one cartório in its IANA zone. `week[0]` is Monday. No holiday is assumed (domain.md rule 2). */
export type Hours = {
  readonly zone: string
  readonly version: number
  readonly week: readonly (readonly Interval[])[]
  readonly special: readonly SpecialDay[]
}

type Day = { readonly date: Temporal.PlainDate; readonly zone: string; readonly start: number; readonly end: number }

const weekdays = ['segunda', 'terça', 'quarta', 'quinta', 'sexta', 'sábado', 'domingo']

/** Why these hours can't be used, as a sentence for the screen; null when they can. */
export function hoursFault(hours: Hours): string | null {
  if (!zoneExists(hours.zone)) return 'O fuso horário não existe.'
  if (hours.week.length !== 7) return 'A semana precisa ter sete dias.'
  for (const [i, intervals] of hours.week.entries()) {
    const fault = intervalsFault(intervals)
    if (fault !== null) return `${weekdays[i]}: ${fault}`
  }
  const seen = new Set<string>()
  for (const { date, intervals, reason } of hours.special) {
    if (!dateExists(date)) return `A data ${date} não existe.`
    if (seen.has(date)) return `${date}: esta data aparece duas vezes.`
    seen.add(date)
    if (reason.trim() === '') return `${date}: diga o motivo.`
    const fault = intervalsFault(intervals)
    if (fault !== null) return `${date}: ${fault}`
  }
  return null
}

/**
 * The open segments of `days` local days, beginning with the day that holds the instant `from` (ms).
 * A minute of the local day is the instant at which the cartório's wall clock first reaches it: a minute repeated when the
 * clock goes back counts once as a boundary (Temporal's 'compatible'), one skipped when it goes forward is the jump itself.
 * Throws RangeError for an unknown zone.
 */
export function compile(hours: Hours, from: number, days = 75): Calendar {
  const special = new Map(hours.special.map((day) => [day.date, day]))
  const open: Note[] = []
  const notes: Note[] = []
  const first = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(hours.zone).toPlainDate()
  const beginning = startOf(first, hours.zone)
  let [date, start] = [first, beginning]
  for (let n = 0; n < days; n++) {
    const next = date.add({ days: 1 })
    const end = startOf(next, hours.zone)
    readDay({ date, zone: hours.zone, start, end }, hours.week[date.dayOfWeek - 1] ?? [], special, open, notes)
    ;[date, start] = [next, end]
  }
  const before = new Float64Array(open.length)
  let sum = 0
  for (const [i, segment] of open.entries()) {
    before[i] = sum
    sum += segment.to - segment.from
  }
  return {
    zone: hours.zone,
    version: hours.version,
    from: beginning,
    until: start,
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
  const special = new Map(hours.special.map((day) => [day.date, day.intervals]))
  let date = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(hours.zone).toPlainDate()
  let left = n
  for (let i = 0; i < 400; i++) {
    date = date.add({ days: 1 })
    const intervals = special.get(date.toString()) ?? hours.week[date.dayOfWeek - 1] ?? []
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

function intervalsFault(intervals: readonly Interval[]): string | null {
  const sorted = [...intervals].sort((a, b) => a[0] - b[0])
  let end = 0
  for (const [opens, closes] of sorted) {
    if (![opens, closes].every((at) => Number.isInteger(at) && at >= 0 && at <= 1440))
      return 'use horários entre 00:00 e 24:00.'
    if (closes <= opens) return 'o fechamento precisa ser depois da abertura.'
    if (opens < end) return 'os intervalos se sobrepõem.'
    end = closes
  }
  return null
}

function zoneExists(zone: string): boolean {
  // An offset such as -03:00 is a zone to Temporal, but it has no history and no place.
  if (!/^[A-Za-z]/.test(zone)) return false
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone).timeZoneId !== ''
  } catch {
    return false
  }
}

function dateExists(date: string): boolean {
  try {
    return Temporal.PlainDate.from(date).toString() === date
  } catch {
    return false
  }
}
