import type { ClockView } from '../../server/domain/clock-view.ts'
import {
  clockTime,
  digits,
  opensLongWords,
  otherZoneWords,
  reopensWords,
  spokenDuration,
  whenWords,
} from '../../server/domain/instant-words.ts'
import type { Face } from '../clock.ts'

/** How a countdown looks: its colour, its strokes and its icon go together, so that colour is never the only sign. */
export type Tone = 'calm' | 'half' | 'hurry' | 'paused' | 'expired' | 'kept' | 'late' | 'stale'

/** The IANA zone of this device. */
export function deviceZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone
}

/** The look of a face. */
export function toneOf(face: Face): Tone {
  if (face.kind === 'running') return face.step
  if (face.kind === 'stopped') return face.late ? 'late' : 'kept'
  return face.kind
}

/** The short state for a chip: "Quase vencendo", "Pausado — reabre seg 09:00", "Vencida há 4 min úteis". */
export function chipWords(view: ClockView, face: Face, now: number): string {
  switch (face.kind) {
    case 'running':
      return { calm: 'No prazo', half: 'Menos da metade', hurry: 'Quase vencendo' }[face.step]
    case 'paused':
      return `Pausado — ${because(face.reason)}${reopens(view, face.reopensAt, now)}`
    case 'expired':
      return 'Prazo vencido'
    case 'stopped':
      return face.late ? 'Fora do prazo' : 'Dentro do prazo'
    case 'stale':
      return 'Atualizando…'
  }
}

/** The absolute line, always there: "até 14:26 de hoje", "até 10:15 (08:15 em Rio Branco)", "Vencida há 4 min úteis". */
export function lineWords(view: ClockView, face: Face, now: number, brief = false): string {
  if (face.kind === 'expired') return `Vencida ${overdueWords(face.overdueMs)}`
  if (view.state === 'stopped') {
    return view.late ? 'Decisão registrada depois do prazo' : `Faltavam ${digits(view.remainingMs)} para o prazo`
  }
  return dueWords(view.dueAt, now, view, brief)
}

/** Minutes and seconds left for a list: "2 min 18 s"; empty where nothing counts. */
export function restWords(face: Face): string {
  if (face.kind !== 'running' && face.kind !== 'paused') return ''
  const total = Math.ceil(face.remainingMs / 1_000)
  return total < 60 ? `${total} s` : `${Math.floor(total / 60)} min ${total % 60} s`
}

/** The absolute deadline (epoch ms) as read on this device, with the cartório's hour when it differs; `brief` drops "de hoje". */
export function dueWords(dueAt: number, now: number, at: { zone: string; place: string }, brief = false): string {
  const here = deviceZone()
  const other = otherZoneWords(dueAt, here, at.zone, at.place)
  const day = opensLongWords(dueAt, now, here).split(', ')[0] ?? ''
  if (other !== null) return day === 'hoje' ? other : `${day}, ${other}`
  return day === 'hoje'
    ? `até ${clockTime(dueAt, here)}${brief ? '' : ' de hoje'}`
    : `até ${whenWords(dueAt, now, here)}`
}

/** "há 4 min úteis", from business ms after the deadline. */
export function overdueWords(ms: number): string {
  const minutes = Math.floor(ms / 60_000)
  if (minutes < 1) return 'há menos de 1 min útil'
  if (minutes === 1) return 'há 1 min útil'
  const hours = Math.floor(minutes / 60)
  if (hours === 0) return `há ${minutes} min úteis`
  return minutes % 60 === 0 ? `há ${hours} h úteis` : `há ${hours} h ${minutes % 60} min úteis`
}

/** The whole state as one spoken sentence, for the timer's label. */
export function spokenWords(view: ClockView, face: Face, now: number): string {
  switch (face.kind) {
    case 'running':
      return spokenDuration(face.remainingMs)
    case 'paused':
      return `Prazo pausado. ${spokenDuration(face.remainingMs)}. Reabre ${opens(view, face.reopensAt, now)}`
    case 'expired':
      return `Prazo vencido ${overdueWords(face.overdueMs)}`
    case 'stopped':
      return lineWords(view, face, now)
    case 'stale':
      return 'Atualizando o prazo'
  }
}

const marks = [10, 5, 2, 1].map((minutes) => minutes * 60_000)

/** What a screen reader is told between two faces: marks at 10, 5, 2 and 1 minutes and changes of state; else null. */
export function announcement(view: ClockView, from: Face, to: Face, now: number): string | null {
  if (to.kind === 'running' && from.kind === 'running') {
    const crossed = marks.findLast((mark) => from.remainingMs > mark && to.remainingMs <= mark)
    return crossed === undefined ? null : `${spokenDuration(crossed)}.`
  }
  if (to.kind === from.kind) return null
  if (to.kind === 'paused') return `Prazo pausado. Reabre ${opens(view, to.reopensAt, now)}.`
  if (to.kind === 'running' && from.kind === 'paused') return 'Prazo retomado.'
  return to.kind === 'expired' ? 'Prazo vencido.' : null
}

function because(reason: string | null): string {
  return reason === null || ['aberto', 'fechado', 'intervalo'].includes(reason) ? '' : `${reason}, `
}

function reopens(view: ClockView, at: number, now: number): string {
  return reopensWords(at, now, view.zone) + elsewhere(view, at)
}

function opens(view: ClockView, at: number, now: number): string {
  return opensLongWords(at, now, view.zone) + elsewhere(view, at)
}

function elsewhere(view: ClockView, at: number): string {
  return otherZoneWords(at, deviceZone(), view.zone, view.place) === null ? '' : ` em ${view.place}`
}
