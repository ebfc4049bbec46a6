import type { DayEffect, DayRule } from '../../server/domain/day-rules.ts'
import type { EntryBody } from '../../server/http/calendar-views.ts'
import { readSpans, spansOf, type Span } from './hours-text.ts'

/** An entry of a calendar as its fields hold it. */
export interface EntryDraft {
  on: DayRule['on']
  date: string
  day: string
  month: string
  /** Days after Easter Sunday, negative before it; 'other' asks for `offset`. */
  easter: string
  offset: string
  first: string
  last: string
  effect: DayEffect['kind']
  spans: Span[]
  reason: string
  act: string
}

/** A sentence for each field at fault. */
export type EntryFaults = Partial<Record<'date' | 'day' | 'offset' | 'years' | 'spans' | 'reason' | 'act', string>>

/** Days that the laws of holidays name by their distance from Easter. */
export const easterDays: readonly { days: number; label: string }[] = [
  { days: -48, label: 'Segunda-feira de Carnaval' },
  { days: -47, label: 'Terça-feira de Carnaval' },
  { days: -46, label: 'Quarta-feira de Cinzas' },
  { days: -3, label: 'Quinta-feira Santa' },
  { days: -2, label: 'Sexta-feira da Paixão' },
  { days: 60, label: 'Corpus Christi' },
]

const empty: EntryDraft = {
  on: 'date',
  date: '',
  day: '',
  month: '1',
  easter: '-2',
  offset: '',
  first: '',
  last: '',
  effect: 'closed',
  spans: [],
  reason: '',
  act: '',
}

/** The fields of an entry, or of a new one beginning with `more`. */
export function entryDraft(entry: EntryBody | null, more: Partial<EntryDraft> = {}): EntryDraft {
  if (!entry) return { ...empty, spans: [], ...more }
  const { rule, effect, reason, act } = entry
  const draft = { ...empty, ...more, on: rule.on, effect: effect.kind, reason, act: act ?? '' }
  draft.spans = 'intervals' in effect ? spansOf(effect.intervals) : []
  if (rule.on === 'date') return { ...draft, date: rule.date }
  const years = { first: yearText(rule.years?.first), last: yearText(rule.years?.last) }
  if (rule.on === 'fixed') return { ...draft, ...years, day: String(rule.day), month: String(rule.month) }
  const known = easterDays.some(({ days }) => days === rule.days)
  return { ...draft, ...years, easter: known ? String(rule.days) : 'other', offset: String(rule.days) }
}

const yearText = (year: number | undefined) => (year === undefined ? '' : String(year))

/**
 * The entry that the fields make, or what is wrong with each. `before` keeps what the form has no field for: on which weekdays
 * a law moves the day. @param actNeeded the administration's entries close nothing without an act
 */
export function readEntry(draft: EntryDraft, actNeeded: boolean, before: EntryBody | null): EntryBody | EntryFaults {
  const faults: EntryFaults = {}
  const rule = readRule(draft, before, faults)
  const effect = readEffect(draft, faults)
  const [reason, act] = [draft.reason.trim(), draft.act.trim()]
  if (reason === '') faults.reason = 'Diga o motivo.'
  if (actNeeded && act === '') faults.act = 'Cite a lei, o decreto ou o ato: sem ele o dia não muda.'
  return Object.keys(faults).length > 0 ? faults : { rule, effect, reason, act: act || null }
}

/** Whether the fields made an entry. */
export const isEntry = (read: EntryBody | EntryFaults): read is EntryBody => 'rule' in read

function readRule(draft: EntryDraft, before: EntryBody | null, faults: EntryFaults): DayRule {
  if (draft.on === 'date') {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(draft.date)) faults.date = 'Escolha a data.'
    return { on: 'date', date: draft.date }
  }
  const old = before?.rule
  const rest = { ...readYears(draft, faults), ...(old && 'moved' in old && old.moved ? { moved: old.moved } : {}) }
  if (draft.on === 'fixed') {
    const [day, month] = [Number(draft.day), Number(draft.month)]
    // 2024 was a leap year: 29 February is a day of every fourth year.
    const last = new Date(Date.UTC(2024, month, 0)).getUTCDate()
    if (!Number.isInteger(day) || day < 1 || day > last) faults.day = 'Este dia não existe no mês.'
    return { on: 'fixed', month, day, ...rest }
  }
  const days = Number(draft.easter === 'other' ? draft.offset || 'none' : draft.easter)
  if (!Number.isInteger(days) || Math.abs(days) > 100)
    faults.offset = 'Diga quantos dias depois da Páscoa, com “-” para antes.'
  return { on: 'easter', days, ...rest }
}

function readYears({ first, last }: EntryDraft, faults: EntryFaults): { years?: { first?: number; last?: number } } {
  const years = { ...(first && { first: Number(first) }), ...(last && { last: Number(last) }) }
  if (Object.values(years).some((year) => !Number.isInteger(year) || year < 1900 || year > 2200))
    faults.years = 'Use o ano com quatro números.'
  else if (years.first && years.last && years.last < years.first) faults.years = 'O último ano vem antes do primeiro.'
  return first || last ? { years } : {}
}

function readEffect({ effect, spans }: EntryDraft, faults: EntryFaults): DayEffect {
  if (effect === 'closed' || effect === 'open') return { kind: effect }
  const read = readSpans(spans)
  if (typeof read === 'string') faults.spans = read
  else if (read.length === 0) faults.spans = 'Diga em que horário abre.'
  return { kind: effect, intervals: typeof read === 'string' ? [] : read }
}
