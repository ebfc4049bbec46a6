import { closesAt, isOpen, nextOpening, type Calendar } from '../domain/calendar.ts'
import { addAlarm, dropAlarm, poolHoursIn } from '../db/alarms.ts'
import type { Db } from '../db/open.ts'
import type { ActTools } from './act.ts'

const poolHour = 60 * 60_000

/** When one hour of opening time of those that may pull will have passed (rule 29); null when nobody may. */
export async function poolHourAt(
  tools: ActTools,
  tx: Db,
  uf: string,
  except: readonly string[],
  at: number,
): Promise<number | null> {
  const calendars = await pulling(tools, tx, uf, except, at)
  return calendars.length === 0 ? null : unionDue(calendars, at, poolHour)
}

type PoolHour = {
  readonly uf: string
  readonly subject: string
  readonly dueAt: number
  readonly excluded: readonly string[]
  /** Business ms of the union that are left. */
  readonly left: number
}

/** What is left of the pool hours of these UFs on the calendars in force: to be read before an edit is written. */
export async function poolHoursLeft(
  tools: ActTools,
  tx: Db,
  ufs: ReadonlySet<string>,
  at: number,
): Promise<PoolHour[]> {
  const found: PoolHour[] = []
  const union = remembering(tools, tx, at)
  for (const uf of ufs)
    for (const { subject, dueAt, excluded } of await poolHoursIn(tools.store, tx, uf)) {
      if (dueAt <= at) continue
      const left = unionWorked(await union(uf, excluded), at, dueAt)
      found.push({ uf, subject, dueAt, excluded, left })
    }
  return found
}

/** Projects what was left on the calendars that are in force now; one whose union never opens again keeps its instant. */
export async function movePoolHours(tools: ActTools, tx: Db, hours: readonly PoolHour[], at: number): Promise<void> {
  const union = remembering(tools, tx, at)
  for (const { uf, subject, dueAt, excluded, left } of hours) {
    const next = unionDue(await union(uf, excluded), at, left)
    if (next === null || next === dueAt) continue
    await dropAlarm(tools.store, tx, { subject, kind: 'pool_hour', dueAt })
    await addAlarm(tools.store, tx, { subject, kind: 'pool_hour', dueAt: next })
  }
}

/** The calendars of those that may pull, asked once per UF. */
function remembering(tools: ActTools, tx: Db, at: number) {
  const known = new Map<string, ReturnType<ActTools['places']['pullers']>>()
  return async (uf: string, excluded: readonly string[]): Promise<Calendar[]> => {
    const all = known.get(uf) ?? tools.places.pullers(tx, uf, [], at)
    known.set(uf, all)
    return (await all).filter(({ cns }) => !excluded.includes(cns)).map(({ calendar }) => calendar)
  }
}

async function pulling(tools: ActTools, tx: Db, uf: string, except: readonly string[], at: number) {
  return (await tools.places.pullers(tx, uf, except, at)).map(({ calendar }) => calendar)
}

/** The instant when `ms` have passed during which at least one of the calendars was open. */
export function unionDue(calendars: readonly Calendar[], from: number, ms: number): number | null {
  let left = ms
  for (const { opens, closes } of unionFrom(calendars, from)) {
    if (opens + left <= closes) return opens + left
    left -= closes - opens
  }
  return null
}

/** How many ms of [from, to) at least one of the calendars is open. */
export function unionWorked(calendars: readonly Calendar[], from: number, to: number): number {
  let sum = 0
  for (const { opens, closes } of unionFrom(calendars, from)) {
    if (opens >= to) break
    sum += Math.min(closes, to) - opens
  }
  return sum
}

/** The stretches from `from` on in which at least one is open, in order; two may touch. */
function* unionFrom(calendars: readonly Calendar[], from: number): Generator<{ opens: number; closes: number }> {
  let at = from
  for (;;) {
    // One that was compiled earlier may end before the next opening of another.
    const known = calendars.filter((calendar) => at <= calendar.until)
    const open = known.filter((calendar) => isOpen(calendar, at))
    if (open.length > 0) {
      const closes = Math.max(...open.map((calendar) => closesAt(calendar, at) ?? Infinity))
      yield { opens: at, closes }
      if (closes === Infinity) return
      at = closes
      continue
    }
    const openings = known.flatMap((calendar) => nextOpening(calendar, at) ?? [])
    if (openings.length === 0) return
    at = Math.min(...openings)
  }
}
