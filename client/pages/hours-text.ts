import type { Interval } from '../../server/domain/hours.ts'

export const dayNames = [
  'Segunda-feira',
  'Terça-feira',
  'Quarta-feira',
  'Quinta-feira',
  'Sexta-feira',
  'Sábado',
  'Domingo',
]

const allDay: Interval = [0, 1440]
const usual: Interval = [540, 1020]

/** One opening of a day as its two fields hold it: "09:00" and "17:00". */
export interface Span {
  opens: string
  closes: string
}

/** A date with hours of its own, as its fields hold it. */
export interface SpecialDraft {
  date: string
  reason: string
  act: string
  spans: Span[]
}

/** "09:00" from minutes of the day; 1440 is written 00:00 in a field, the midnight at the end. */
export function timeText(minutes: number): string {
  const at = minutes % 1440
  return `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`
}

/** The fields of a day from its intervals. */
export function spansOf(intervals: readonly Interval[]): Span[] {
  return intervals.map(([opens, closes]) => ({ opens: timeText(opens), closes: timeText(closes) }))
}

/** "09:00 às 12:00 e 13:30 às 17:00", "24 horas", "Fechado". */
export function dayWords(spans: readonly Span[]): string {
  if (spans.length === 0) return 'Fechado'
  if (spans.length === 1 && isAllDay(spans)) return '24 horas'
  return spans
    .map(({ opens, closes }) => `${opens || '…'} às ${closes === '00:00' ? '24:00' : closes || '…'}`)
    .join(' e ')
}

/** "horário de Brasília", of an IANA zone at an instant (ms). */
export function zoneWords(zone: string, at: number): string {
  const named = new Intl.DateTimeFormat('pt-BR', { timeZone: zone, timeZoneName: 'long' }).formatToParts(at)
  const words = named.find(({ type }) => type === 'timeZoneName')?.value ?? zone
  return words.replace('Padrão ', '').replace('Horário', 'horário')
}

/** Open from midnight to midnight. */
export function isAllDay(spans: readonly Span[]): boolean {
  return spans.length === 1 && spans[0]?.opens === '00:00' && spans[0].closes === '00:00'
}

/** The fields of a day of 24 hours. */
export const fullDay = (): Span[] => spansOf([allDay])

/** A further opening after the last: one hour of lunch later, or the usual day. */
export function nextSpan(spans: readonly Span[]): Span {
  const last = minutesOf(spans.at(-1)?.closes ?? '')
  if (last === null || last === 0 || last > 1320) return spansOf([usual])[0] ?? { opens: '', closes: '' }
  return { opens: timeText(last + 60), closes: timeText(Math.min(last + 300, 1439)) }
}

/** Minutes of the day from "09:00"; null when it isn't a time. */
export function minutesOf(text: string): number | null {
  const found = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text)
  return found ? Number(found[1]) * 60 + Number(found[2]) : null
}

/** The intervals of a day, or why they can't be used: the words of the server, at once. */
export function readSpans(spans: readonly Span[]): Interval[] | string {
  const read: [number, number][] = []
  for (const { opens, closes } of spans) {
    const [from, to] = [minutesOf(opens), minutesOf(closes)]
    if (from === null || to === null) return 'Preencha as duas horas.'
    const end = to === 0 ? 1440 : to
    if (end <= from) return 'O fechamento precisa ser depois da abertura.'
    read.push([from, end])
  }
  read.sort((a, b) => a[0] - b[0])
  return read.some(([from], i) => from < (read[i - 1]?.[1] ?? 0)) ? 'Os períodos se sobrepõem.' : read
}

/** "24/11/2026" from "2026-11-24". */
export function dateWords(date: string): string {
  return date.split('-').reverse().join('/')
}
