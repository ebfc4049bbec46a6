type Wall = {
  readonly day: number
  readonly weekday: number
  readonly date: string
  readonly year: string
  readonly time: string
}

const short = ['seg', 'ter', 'qua', 'qui', 'sex', 'sáb', 'dom']
const long = ['segunda', 'terça', 'quarta', 'quinta', 'sexta', 'sábado', 'domingo']
const formatters = new Map<string, Intl.DateTimeFormat>()

/** "14:26": the wall clock of an IANA zone at the instant `at` (ms). Every function here throws RangeError for an unknown zone. */
export function clockTime(at: number, zone: string): string {
  return wall(at, zone).time
}

/** "hoje, 14:26", "ontem, …", "amanhã, …", "seg, 09:00" up to 6 days ahead, "24/11, 09:06", with the year when it is far. */
export function whenWords(at: number, now: number, zone: string): string {
  const there = wall(at, zone)
  const ahead = there.day - wall(now, zone).day
  if (ahead === -1) return `ontem, ${there.time}`
  if (ahead === 1) return `amanhã, ${there.time}`
  return `${dayWords(there, ahead, short)}, ${there.time}`
}

/** "reabre hoje 13:30", "reabre seg 09:00". The weekday, never "amanhã": it holds in the reader's own zone as well. */
export function reopensWords(at: number, now: number, zone: string): string {
  const there = wall(at, zone)
  return `reabre ${dayWords(there, there.day - wall(now, zone).day, short)} ${there.time}`
}

/** "segunda, 09:00", for "O cartório abre segunda, 09:00"; "hoje, 13:30"; from 7 days on "24/11, 09:00". */
export function opensLongWords(at: number, now: number, zone: string): string {
  const there = wall(at, zone)
  return `${dayWords(there, there.day - wall(now, zone).day, long)}, ${there.time}`
}

/**
 * "até 10:15 (08:15 em Rio Branco)": a deadline (ms) on the device's clock and on the cartório's, with weekdays when the dates
 * differ. Null when both clocks read the same at that instant.
 */
export function otherZoneWords(at: number, deviceZone: string, cartorioZone: string, place: string): string | null {
  const here = wall(at, deviceZone)
  const there = wall(at, cartorioZone)
  if (here.day === there.day && here.time === there.time) return null
  const words = (w: Wall) => (here.day === there.day ? w.time : `${short[w.weekday]} ${w.time}`)
  return `até ${words(here)} (${words(there)} em ${place})`
}

/** "Faltam 10 minutos e 42 segundos úteis", from business ms; a begun second counts whole, as in `digits`. */
export function spokenDuration(ms: number): string {
  const total = seconds(ms)
  const [minutes, rest] = [Math.floor(total / 60), total % 60]
  const parts = [minutes > 0 && plural(minutes, 'minuto'), (rest > 0 || minutes === 0) && plural(rest, 'segundo')]
  const said = parts.filter((part) => part !== false).join(' e ')
  return total === 1 || total === 60 ? `Falta ${said} útil` : `Faltam ${said} úteis`
}

/** "10:42", from business ms. 00:00 is shown only when nothing is left. */
export function digits(ms: number): string {
  const total = seconds(ms)
  return `${pad(Math.floor(total / 60))}:${pad(total % 60)}`
}

function dayWords(there: Wall, ahead: number, names: readonly string[]): string {
  if (ahead === 0) return 'hoje'
  if (ahead > 0 && ahead < 7) return names[there.weekday] ?? there.date
  // Half a year away a bare day and month could be read as the wrong year.
  return Math.abs(ahead) > 180 ? `${there.date}/${there.year}` : there.date
}

function wall(at: number, zone: string): Wall {
  const part = { year: '', month: '', day: '', hour: '', minute: '' }
  for (const { type, value } of formatter(zone).formatToParts(at))
    if (type in part) part[type as keyof typeof part] = value
  const day = Date.UTC(Number(part.year), Number(part.month) - 1, Number(part.day)) / 86_400_000
  return {
    day,
    // Day 0, 1 January 1970, was a Thursday.
    weekday: (((day + 3) % 7) + 7) % 7,
    date: `${part.day}/${part.month}`,
    year: part.year,
    time: `${part.hour}:${part.minute}`,
  }
}

function formatter(zone: string): Intl.DateTimeFormat {
  let found = formatters.get(zone)
  if (found === undefined) {
    found = new Intl.DateTimeFormat('pt-BR', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    })
    formatters.set(zone, found)
  }
  return found
}

function seconds(ms: number): number {
  return Math.max(0, Math.ceil(ms / 1000))
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

function pad(value: number): string {
  return String(value).padStart(2, '0')
}

const days = new Map<string, Intl.DateTimeFormat>()
const quarter = 15 * 60_000
const known = new Map<string, { quarter: number; day: string }>()

/** The calendar day of a zone at an instant (ms), as YYYY-MM-DD. */
export function dayOf(at: number, zone: string): string {
  // Every zone's day begins on a quarter of an hour, so within one the answer stays the same.
  const now = Math.floor(at / quarter)
  const last = known.get(zone)
  if (last?.quarter === now) return last.day
  const format = days.get(zone) ?? new Intl.DateTimeFormat('en-CA', { timeZone: zone })
  days.set(zone, format)
  const day = format.format(at)
  known.set(zone, { quarter: now, day })
  return day
}
