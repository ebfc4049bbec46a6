import type { DayEntry, DayRule } from './day-rules.ts'
import type { Hours, Interval, Week } from './hours.ts'

const weekdays = ['segunda', 'terça', 'quarta', 'quinta', 'sexta', 'sábado', 'domingo']

/** Why these hours can't be used, as a sentence for the screen; null when they can. */
export function hoursFault(hours: Hours): string | null {
  if (!zoneExists(hours.zone)) return 'O fuso horário não existe.'
  const wrong = weekFault(hours.week) ?? laterFault(hours) ?? first(hours.days ?? [], entryFault)
  if (wrong !== null) return wrong
  const seen = new Set<string>()
  for (const { date, intervals, reason } of hours.special) {
    if (!dateExists(date)) return `A data ${shown(date)} não existe.`
    if (seen.has(date)) return `${shown(date)}: esta data aparece duas vezes.`
    seen.add(date)
    if (reason.trim() === '') return `${shown(date)}: diga o motivo.`
    const fault = intervalsFault(intervals)
    if (fault !== null) return `${shown(date)}: ${fault}`
  }
  return null
}

/** Why an entry of any layer can't be used, as a sentence; null when it can. */
export function entryFault({ rule, effect, reason }: DayEntry): string | null {
  if (reason.trim() === '') return 'Diga o motivo.'
  const wrong = ruleFault(rule)
  if (wrong !== null) return `${reason}: ${wrong}`
  if (!('intervals' in effect)) return null
  const none = effect.intervals.length === 0 ? 'diga em que horário abre.' : null
  const fault = none ?? intervalsFault(effect.intervals)
  return fault === null ? null : `${reason}: ${fault}`
}

function ruleFault(rule: DayRule): string | null {
  if (rule.on === 'date') return dateExists(rule.date) ? null : `a data ${shown(rule.date)} não existe.`
  const { first: from, last } = rule.years ?? {}
  if (from !== undefined && last !== undefined && last < from) return 'o último ano vem antes do primeiro.'
  // The year is a leap one: 29 February is a day of every fourth year.
  if (rule.on === 'fixed') {
    const day = `2024-${String(rule.month).padStart(2, '0')}-${String(rule.day).padStart(2, '0')}`
    return dateExists(day) ? null : 'este dia não existe no mês.'
  }
  return Number.isInteger(rule.days) && Math.abs(rule.days) <= 100
    ? null
    : 'diga quantos dias antes ou depois da Páscoa.'
}

function laterFault({ later = [] }: Hours): string | null {
  let before = ''
  for (const { from, week } of later) {
    if (!dateExists(from)) return `A data ${shown(from)} não existe.`
    if (from <= before) return `${shown(from)}: já há um horário que começa nesta data ou depois dela.`
    const fault = weekFault(week)
    if (fault !== null) return `A partir de ${shown(from)}, ${fault}`
    before = from
  }
  return null
}

function weekFault(week: Week): string | null {
  if (week.length !== 7) return 'A semana precisa ter sete dias.'
  return first([...week.entries()], ([i, intervals]) => {
    const fault = intervalsFault(intervals)
    return fault === null ? null : `${weekdays[i]}: ${fault}`
  })
}

function first<T>(list: readonly T[], faultOf: (each: T) => string | null): string | null {
  for (const each of list) {
    const fault = faultOf(each)
    if (fault !== null) return fault
  }
  return null
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

/** "24/11/2026" from YYYY-MM-DD; whatever else was sent, as it is. */
function shown(date: string): string {
  const [whole, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date) ?? []
  return whole === undefined ? date : `${day}/${month}/${year}`
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
