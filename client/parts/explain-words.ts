import type { ClockView } from '../../server/domain/clock-view.ts'
import { clockTime, otherZoneWords, whenWords } from '../../server/domain/instant-words.ts'
import type { ExplainView, MoveView, StretchView } from '../../server/http/explain-views.ts'
import { deviceZone } from './ring-words.ts'

type Place = Pick<ExplainView, 'now' | 'zone'>

const plain: Record<string, string> = {
  aberto: 'cartório aberto',
  fechado: 'cartório fechado',
  intervalo: 'intervalo do cartório',
}

/** "Por que 09:06?": the question that a deadline raises, on the clock of the device that shows it. */
export function whyWords(clock: ClockView | null): string {
  return clock && 'dueAt' in clock ? `Por que ${clockTime(clock.dueAt, deviceZone())}?` : 'Como o prazo é contado'
}

/** The same over the answer, which tells the cartório's hours: "Por que 08:15 em Rio Branco?" where they are others. */
export function explainTitle({ dueAt, zone, place }: Pick<ExplainView, 'dueAt' | 'zone' | 'place'>): string {
  if (dueAt === null) return 'Como o prazo foi contado'
  const elsewhere = otherZoneWords(dueAt, deviceZone(), zone, place) !== null
  return `Por que ${clockTime(dueAt, zone)}${elsewhere ? ` em ${place}` : ''}?`
}

/** "15 min úteis: 6 min hoje + 9 min amanhã", each day in the cartório's zone. */
export function sumWords({ stretches, countedMs, now, zone }: ExplainView): string {
  const days = new Map<string, number>()
  for (const { counted, from, to } of stretches) {
    if (!counted) continue
    const day = whenWords(from, now, zone).split(', ')[0] ?? ''
    days.set(day, (days.get(day) ?? 0) + to - from)
  }
  const sum = `${length(countedMs)} ${countedMs === 60_000 ? 'útil' : 'úteis'}`
  if (days.size === 0) return sum
  return `${sum}: ${[...days].map(([day, ms]) => `${length(ms)} ${day}`).join(' + ')}`
}

/** Stretches that follow each other for the same reason as one: a calendar changed in between without changing them. */
export function joined(stretches: readonly StretchView[]): StretchView[] {
  const all: StretchView[] = []
  for (const next of stretches) {
    const last = all.at(-1)
    const same = last?.to === next.from && last.counted === next.counted && reasonWords(last) === reasonWords(next)
    if (last && same) all[all.length - 1] = { ...last, to: next.to }
    else all.push(next)
  }
  return all
}

/** "hoje, 14:20 – 14:26"; both days where they differ. */
export function spanWords({ from, to }: Pick<StretchView, 'from' | 'to'>, { now, zone }: Place): string {
  const [begin, end] = [whenWords(from, now, zone), whenWords(to, now, zone)]
  return begin.split(', ')[0] === end.split(', ')[0] ? `${begin} – ${clockTime(to, zone)}` : `${begin} – ${end}`
}

/** "Não conta: feriado municipal — Lei 1.234/1990". */
export function reasonWords({ counted, reason, act }: StretchView): string {
  return `${counted ? 'Conta' : 'Não conta'}: ${plain[reason] ?? reason}${act ? ` — ${act}` : ''}`
}

/** "Hoje às 12:03 o prazo passou de hoje 15:10 para amanhã 09:06: meio expediente — Decreto 12/2026." */
export function movedWords({ at, from, to, reason, act }: MoveView, { now, zone }: Place): string {
  const when = (instant: number) => whenWords(instant, now, zone).replace(', ', ' ')
  const said = whenWords(at, now, zone).replace(', ', ' às ')
  const words = `${said} o prazo passou de ${when(from)} para ${when(to)}: ${reason}${act ? ` — ${act}` : ''}.`
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** "6 min", "6 min 12 s", "1 h 20 min", from ms. */
export function length(ms: number): string {
  const total = Math.round(ms / 1_000)
  const [minutes, seconds] = [Math.floor(total / 60), total % 60]
  if (minutes === 0) return `${seconds} s`
  if (minutes >= 60)
    return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
  return seconds === 0 ? `${minutes} min` : `${minutes} min ${seconds} s`
}
