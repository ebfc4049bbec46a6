import type { LayerName } from '../../server/domain/day-rules.ts'
import type { Interval } from '../../server/domain/hours.ts'
import { whenWords } from '../../server/domain/instant-words.ts'
import type { MovedClock, PreviewView } from '../../server/http/calendar-views.ts'
import { dayWords, spansOf } from './hours-text.ts'

/** Who says that a day is not like the others. */
export const layerWords: Record<LayerName, string> = {
  nation: 'nacional',
  uf: 'estadual',
  municipio: 'municipal',
  cartorio: 'do cartório',
}

const day = new Intl.DateTimeFormat('pt-BR', { weekday: 'short', day: '2-digit', month: '2-digit', timeZone: 'UTC' })

/** "ter 08/12/2026" from "2026-12-08"; the text itself while it is no date. */
export function dateLine(date: string): string {
  const at = Date.parse(`${date}T12:00:00Z`)
  if (Number.isNaN(at)) return date
  const [weekday = '', rest = ''] = day.format(at).split(', ')
  return `${weekday.replace('.', '')} ${rest}/${date.slice(0, 4)}`
}

/** "09:00 às 12:00", "Fechado". */
export const openWords = (intervals: readonly Interval[]): string => dayWords(spansOf(intervals))

/** "hoje 14:26", "amanhã 09:06", for the middle of a sentence. */
export const momentWords = (at: number, now: number, zone: string): string =>
  whenWords(at, now, zone).replace(', ', ' ')

/** "…0382 de hoje 14:26 para amanhã 09:06": the number as people say it on the phone. */
export function moveWords(move: MovedClock, now: number): string {
  const { protocol, from, to, zone } = move
  return `…${protocol.slice(-4)} de ${momentWords(from, now, zone)} para ${momentWords(to, now, zone)}`
}

/** What an edit would do to the clocks that run, in one sentence. */
export function movingWords({ moving, running }: Pick<PreviewView, 'moving' | 'running'>): string {
  if (running === 0) return 'Nenhum prazo está em andamento agora.'
  if (moving === 0) return 'Nenhum prazo em andamento muda.'
  return moving === 1 ? '1 prazo em andamento muda.' : `${count(moving)} prazos em andamento mudam.`
}

/** What an edit did, for the news at the edge of the screen. */
export function editedWords({ moved }: { moved: number }): string {
  if (moved === 0) return 'Salvo. Nenhum prazo mudou.'
  return moved === 1
    ? 'Salvo. 1 prazo recalculado; cliente e cartório foram avisados.'
    : `Salvo. ${count(moved)} prazos recalculados; clientes e cartórios foram avisados.`
}

const figures = new Intl.NumberFormat('pt-BR')

/** "1.204". */
export const count = (n: number): string => figures.format(n)

/** "1 cartório", "1.204 cartórios". */
export const counted = (n: number, one: string, many = `${one}s`): string => `${count(n)} ${n === 1 ? one : many}`
