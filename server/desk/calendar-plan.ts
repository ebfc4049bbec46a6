import { allotted, due, sameFrom, type Calendar } from '../domain/calendar.ts'
import { reproject } from '../domain/clock.ts'
import { compile, type Hours } from '../domain/hours.ts'
import type { Current } from '../db/calendars.ts'
import type { CartorioRow } from '../db/cartorios.ts'
import { layersFor, type LayerBook, type LayerRef } from '../db/layers.ts'
import { waitingAt } from '../db/lists.ts'
import type { Db } from '../db/open.ts'
import type { RequestRow } from '../db/requests.ts'
import type { ActTools } from './act.ts'

/** A cartório whose calendar an edit changes: the version in force, the one that it would get, and the layers behind that. */
export type Change = {
  readonly place: CartorioRow
  readonly before: Hours
  readonly next: Hours
  readonly refs: LayerRef[]
}

/** A running clock that gets a new projection; `from` and `to` are its due instants (ms) and may be the same. */
export type Move = {
  readonly row: RequestRow
  readonly place: CartorioRow
  readonly from: number
  readonly to: number
  readonly before: Calendar
  readonly next: Calendar
}

/** What an edit does to clocks at one instant. `overdue` ran out before: they expire first and are never revived (rules 7, 8). */
export type Plan = {
  readonly running: number
  readonly moves: readonly Move[]
  readonly overdue: readonly RequestRow[]
}

/** A change of what the layers say, for a cartório that keeps its own hours. */
export function changeOf({ place, hours, layers: had }: Current, before: LayerBook, after: LayerBook): Change {
  const { refs, layers } = layersFor(after, place)
  const version = place.calendarVersion
  return {
    place,
    // One from before there were layers had none.
    before: { ...hours, version, layers: had === null ? [] : layersFor(before, place).layers },
    next: { ...hours, version: version + 1, layers },
    refs,
  }
}

export type Compiled = (hours: Hours) => Calendar

/** The calendar of an edit from now on; compiled once, however many clocks go by it. */
export function compiledOnce(at: number): Compiled {
  const made = new Map<Hours, Calendar>()
  return (hours) => {
    const known = made.get(hours)
    if (known) return known
    const usual = compile(hours, at)
    // Opened for less than the allowance in all these weeks: the remainder may end far away.
    const found = due(usual, at, allotted) === null ? compile(hours, at, 800) : usual
    made.set(hours, found)
    return found
  }
}

/**
 * Which clocks these changes move and to when; reads only. A clock whose calendar stays the same from now on is left alone: no
 * row, no notice.
 */
export async function planClocks(
  tools: ActTools,
  db: Db,
  changes: readonly Change[],
  at: number,
  compiled = compiledOnce(at),
): Promise<Plan> {
  const { store, places } = tools
  const byCns = new Map(changes.map((change) => [change.place.cns, change]))
  const moves: Move[] = []
  const overdue: RequestRow[] = []
  let running = 0
  for (const row of await waitingAt(store, db, [...byCns.keys()])) {
    const change = byCns.get(row.cns ?? '')
    if (row.state.name !== 'waiting' || !change) continue
    const { clock } = row.state
    if (at >= clock.dueAt) {
      overdue.push(row)
      continue
    }
    running += 1
    const mark = Math.min(clock.mark, at)
    const before = await places.calendar(db, clock.cns, clock.calendarVersion, mark, Math.max(at, clock.mark))
    const next = compiled(change.next)
    if (sameFrom(before, next, at)) continue
    const moved = reproject(clock, before, next, at)
    if (moved) moves.push({ row, place: change.place, from: clock.dueAt, to: moved.dueAt, before, next })
  }
  return { running, moves, overdue }
}
