import type { DayEffect, DayRule } from './day-rules.ts'
import type { Interval } from './hours.ts'

/** The months as they are written within a sentence, from January on. */
export const months = [
  'janeiro',
  'fevereiro',
  'março',
  'abril',
  'maio',
  'junho',
  'julho',
  'agosto',
  'setembro',
  'outubro',
  'novembro',
  'dezembro',
]
const weekdays = ['segunda', 'terça', 'quarta', 'quinta', 'sexta', 'sábado', 'domingo']
const special: Readonly<Record<number, string>> = { 0: 'no domingo de Páscoa', [-2]: 'na Sexta-feira da Paixão' }

/**
 * When a rule holds: "8 de dezembro de 2026", "todo 8 de dezembro, desde 2024", "47 dias antes da Páscoa", "15 de novembro, movido
 * para sexta quando cai de terça a quinta".
 */
export function ruleWords(rule: DayRule): string {
  if (rule.on === 'date') return dateWords(rule.date)
  const { moved, years } = rule
  const base = rule.on === 'fixed' ? `${moved ? '' : 'todo '}${dayWords(rule.day, rule.month)}` : easterWords(rule.days)
  return [base, moved ? movedWords(moved) : '', years ? yearsWords(years) : ''].filter(Boolean).join(', ')
}

/** What an entry does to its day: "fechado", "meio expediente: 08:00–12:00", "horário especial: …", "aberto apesar do feriado". */
export function effectWords(effect: DayEffect): string {
  switch (effect.kind) {
    case 'closed':
      return 'fechado'
    case 'open':
      return 'aberto apesar do feriado'
    case 'half':
      return `meio expediente: ${intervalsWords(effect.intervals)}`
    case 'hours':
      return `horário especial: ${intervalsWords(effect.intervals)}`
    default:
      return effect satisfies never
  }
}

/** "08:00–12:00 e 13:00–17:00"; "fechado" when there is none. Minutes of the local day; 1440 is 24:00. */
export function intervalsWords(intervals: readonly Interval[]): string {
  const spans = intervals.map(([opens, closes]) => `${minuteWords(opens)}–${minuteWords(closes)}`)
  return spans.length === 0 ? 'fechado' : listed(spans)
}

/** "8 de dezembro de 2026", from YYYY-MM-DD. */
export function dateWords(date: string): string {
  const [year = '', month = '', day = ''] = date.split('-')
  return `${dayWords(Number(day), Number(month))} de ${year}`
}

/** "a, b e c". */
export const listed = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} e ${words.at(-1)}`

const minuteWords = (at: number): string =>
  `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`

const dayWords = (day: number, month: number): string => `${day === 1 ? '1º' : day} de ${months[month - 1] ?? '?'}`

function easterWords(days: number): string {
  const named = special[days]
  if (named) return named
  const count = Math.abs(days)
  return `${count} ${count === 1 ? 'dia' : 'dias'} ${days < 0 ? 'antes' : 'depois'} da Páscoa`
}

function movedWords({ from, to }: { readonly from: readonly number[]; readonly to: number }): string {
  const days = [...from].sort((a, b) => a - b)
  const names = days.map((day) => weekdays[day - 1] ?? '?')
  const row = days.length > 2 && days.every((day, i) => i === 0 || day === (days[i - 1] ?? 0) + 1)
  const when = row ? `de ${names[0]} a ${names.at(-1)}` : `em ${listed(names).replace(/ e (?=\S+$)/, ' ou ')}`
  return `movido para ${weekdays[to - 1] ?? '?'} quando cai ${when}`
}

function yearsWords({ first, last }: { readonly first?: number; readonly last?: number }): string {
  if (first !== undefined && first === last) return `só em ${first}`
  if (first !== undefined && last !== undefined) return `de ${first} a ${last}`
  if (first !== undefined) return `desde ${first}`
  return last === undefined ? '' : `até ${last}`
}
