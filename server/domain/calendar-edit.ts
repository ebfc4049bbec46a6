import { allotted, closesAt, due, isOpen, minute } from './calendar.ts'
import { dateWords, listed } from './calendar-words.ts'
import { datesOf, type DayEntry, type DayRule } from './day-rules.ts'
import { compile, project, type Hours, type Interval, type LaterWeek, type Week } from './hours.ts'
import { entryFault, hoursFault } from './hours-fault.ts'
import { asEntry, layeredDays, ordinaryOn } from './layers.ts'

/** What a cartório says of itself in one edit: `week` holds from now on, `later` weeks from their dates on. */
export type OwnEdit = {
  readonly week: Week
  readonly later: readonly LaterWeek[]
  readonly own: readonly DayEntry[]
}

const horizon = 30 * 86_400_000

/** A calendar as its editor shows it on a date (YYYY-MM-DD): the week in force, those still to come, all own entries in one list. */
export function ownOf(hours: Hours, today: string): OwnEdit {
  return {
    week: hours.later?.findLast(({ from }) => from <= today)?.week ?? hours.week,
    later: (hours.later ?? []).filter(({ from }) => from > today),
    own: [...hours.special.map(asEntry), ...(hours.days ?? [])],
  }
}

/** The calendar after an edit: its zone, its layers and its number are not the editor's to choose. */
export function withOwn(base: Pick<Hours, 'zone' | 'layers'>, version: number, { week, later, own }: OwnEdit): Hours {
  return { zone: base.zone, version, week, special: [], days: own, later, layers: base.layers ?? [] }
}

/**
 * Why a cartório's edit can't be made, as a sentence; null when it can. What stood there before is left in peace.
 * @param today the date at the cartório @param at the server's instant (ms)
 */
export function ownFault(before: OwnEdit, next: Hours, today: string, at: number): string | null {
  const wrong = hoursFault(next)
  if (wrong !== null) return wrong
  const early = next.later?.find(({ from }) => from <= today)
  if (early) return `O novo horário da semana começa em ${dateWords(early.from)}: escolha uma data a partir de amanhã.`
  const entries = next.days ?? []
  const bad = entries.find((entry, i) => entries.findIndex((other) => onSame(entry.rule, other.rule)) < i)
  if (bad?.rule.on === 'date') return `${dateWords(bad.rule.date)}: esta data aparece duas vezes.`
  const past = pastFault(before.own, entries, today)
  if (past !== null) return past
  if (!opensWithin(next, at)) return 'Com este calendário o cartório não abre nos próximos 30 dias.'
  // A clock that runs would have nowhere to go and stay on the calendar that is gone.
  return project(next, at, allotted) === null ? 'Com este calendário os 15 minutos úteis nunca se completam.' : null
}

/** Why the entries of a wider layer can't be used; those that stood there before (`known`) are left in peace. */
export function layerFault(known: readonly DayEntry[], entries: readonly DayEntry[], today: string): string | null {
  for (const entry of entries) {
    if (known.some((each) => isSame(each, entry))) continue
    const wrong = entryFault(entry)
    if (wrong !== null) return wrong
    if (!entry.act?.trim()) return `${entry.reason}: informe o ato legal (lei, decreto ou portaria).`
  }
  return pastFault(known, entries, today)
}

/** Names at most three of those that would not open in 30 days. */
export function closedForLong(names: readonly string[]): string {
  const more = names.length - 3
  const shown = more > 0 ? [...names.slice(0, 3), `mais ${more}`] : names
  return `Com esta mudança ${names.length === 1 ? 'não abre' : 'não abrem'} nos próximos 30 dias: ${listed(shown)}.`
}

/** Whether there is any opening in the 30 days after `at` (ms), as the choice of a cartório asks (rule 9). */
export function opensWithin(hours: Hours, at: number): boolean {
  // Nearly every cartório opens within the week: the rest is looked at only where none does.
  if (due(compile(hours, at, 7), at, 1) !== null) return true
  const first = due(compile(hours, at, 33), at, 1)
  return first !== null && first <= at + horizon
}

/**
 * The own entries with which a cartório that is open at `at` closes at the next whole minute for the rest of its day, and when
 * that is (ms); null when it is closed. They take the place of what else it said of this date.
 */
export function closedNow(hours: Hours, at: number, why: { reason: string; act: string | null }) {
  const calendar = compile(hours, at, 1)
  if (!isOpen(calendar, at)) return null
  const usual = closesAt(calendar, at) ?? calendar.until
  const closing = Math.ceil(at / minute) * minute
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(hours.zone)
  const wall = Temporal.Instant.fromEpochMilliseconds(closing).toZonedDateTimeISO(hours.zone)
  const date = local.toPlainDate()
  const today = date.toString()
  const end = wall.toPlainDate().equals(date) ? wall.hour * 60 + wall.minute : 1440
  const kept = openOn(hours, date).flatMap(([opens, closes]): Interval[] =>
    opens < end ? [[opens, Math.min(closes, end)]] : [],
  )
  const effect = kept.length === 0 ? ({ kind: 'closed' } as const) : ({ kind: 'hours', intervals: kept } as const)
  const entry: DayEntry = { rule: { on: 'date', date: today }, effect, ...why }
  const before = ownOf(hours, today)
  const own = [...before.own.filter(({ rule }) => !onSame(rule, entry.rule)), entry]
  return { edit: { ...before, own }, closing, usual }
}

export type ChangedDay = {
  readonly date: string
  readonly before: readonly Interval[]
  readonly after: readonly Interval[]
  readonly reason: string
}

/** The dates of the next `days` days, from `today` (YYYY-MM-DD) on, on which two calendars of a zone open differently. */
export function changedDays(before: Hours, after: Hours, today: string, days = 90): ChangedDay[] {
  const first = Temporal.PlainDate.from(today)
  const last = first.add({ days })
  const [old, fresh] = [before, after].map((hours) => layeredDays(hours, first.year, last.year))
  const changed: ChangedDay[] = []
  for (let date = first; Temporal.PlainDate.compare(date, last) < 0; date = date.add({ days: 1 })) {
    const [was, is] = [old?.get(date.toString()), fresh?.get(date.toString())]
    const [from, to] = [was?.intervals ?? ordinaryOn(before, date), is?.intervals ?? ordinaryOn(after, date)]
    if (JSON.stringify(from) === JSON.stringify(to)) continue
    const reason = is?.reason ?? was?.reason ?? 'horário da semana'
    changed.push({ date: date.toString(), before: from, after: to, reason })
  }
  return changed
}

/** The first date from `today` on on which a rule holds; null when none comes. */
export function nextDate(rule: DayRule, today: string): string | null {
  if (rule.on === 'date') return rule.date >= today ? rule.date : null
  const year = Number(today.slice(0, 4))
  // A 29 February comes at least every eighth year; a moved day may belong to the year before.
  for (let each = year - 1; each <= Math.max(year, rule.years?.first ?? 0) + 8; each++)
    for (const date of datesOf(rule, each)) if (date >= today) return date
  return null
}

/** Whether two entries say the same; who wrote them and where they were read does not matter. */
export function isSame(a: DayEntry, b: DayEntry): boolean {
  return textOf(a) === textOf(b)
}

const textOf = ({ rule, effect, reason, act }: DayEntry): string => canonical([rule, effect, reason, act])

/** JSON with sorted keys: what came over the wire may have them in another order. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, each: unknown) =>
    each !== null && typeof each === 'object' && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  )
}

const onSame = (a: DayRule, b: DayRule): boolean => a.on === 'date' && b.on === 'date' && a.date === b.date

function openOn(hours: Hours, date: Temporal.PlainDate): readonly Interval[] {
  return layeredDays(hours, date.year, date.year).get(date.toString())?.intervals ?? ordinaryOn(hours, date)
}

function pastFault(before: readonly DayEntry[], entries: readonly DayEntry[], today: string): string | null {
  for (const entry of entries) {
    if (entry.rule.on !== 'date' || entry.rule.date >= today) continue
    if (!before.some((each) => isSame(each, entry)))
      return `${dateWords(entry.rule.date)} já passou: escolha outra data.`
  }
  return null
}
