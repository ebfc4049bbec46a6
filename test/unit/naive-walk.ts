import type { Hours } from '../../server/domain/hours.ts'

const step = 60_000
const readers = new Map<string, Intl.DateTimeFormat>()

/** What the wall clock of `zone` shows: its date, English weekday and minute of the day. */
export function wallClock(at: number, zone: string): { date: string; weekday: string; minute: number } {
  let reader = readers.get(zone)
  if (!reader) {
    reader = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      weekday: 'short',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
    readers.set(zone, reader)
  }
  const read = /^(\w+), (\d+)\/(\d+)\/(\d+), (\d+):(\d+)$/.exec(reader.format(at))
  if (!read) throw new Error(`unreadable wall clock: ${reader.format(at)}`)
  const [, weekday = '', month, day, year, hour, minute] = read
  return { date: `${year}-${month}-${day}`, weekday, minute: Number(hour) * 60 + Number(minute) }
}

/**
 * Business time the slow way, to check the fast one: looks at the cartório's wall clock at every minute. Knows no segment, no
 * prefix sum and no Temporal. The office goes by the furthest minute that the clock has shown today, so that an hour repeated
 * at the end of summer time neither reopens nor closes it.
 */
export function* minutes(hours: Hours, from: number): Generator<{ from: number; to: number; open: boolean }> {
  let [today, furthest] = ['', -1]
  // A day of at most 25 hours lies behind any minute of it.
  for (let at = Math.floor(from / step) * step - 26 * 60 * step; ; at += step) {
    const wall = wallClock(at, hours.zone)
    if (wall.date !== today) [today, furthest] = [wall.date, -1]
    furthest = Math.max(furthest, wall.minute)
    if (at + step <= from) continue
    const special = hours.special.find((day) => day.date === today)
    const weekday = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(wall.weekday)
    const intervals = special ? special.intervals : (hours.week[weekday] ?? [])
    const open = intervals.some(([opens, closes]) => furthest >= opens && furthest < closes)
    yield { from: Math.max(at, from), to: at + step, open }
  }
}

/** When `ms` business ms have passed since `from`, looking no further than `until`. */
export function naiveDue(hours: Hours, from: number, ms: number, until: number): number | null {
  let left = ms
  if (left === 0) return from
  for (const piece of minutes(hours, from)) {
    if (piece.from >= until) return null
    if (!piece.open) continue
    if (piece.from + left <= piece.to) return piece.from + left
    left -= piece.to - piece.from
  }
  return null
}

/** Business ms in [from, to). */
export function naiveWorked(hours: Hours, from: number, to: number): number {
  let sum = 0
  for (const piece of minutes(hours, from)) {
    if (piece.from >= to) break
    if (piece.open) sum += Math.min(piece.to, to) - piece.from
  }
  return sum
}
