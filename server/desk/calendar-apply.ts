import { isOpen, nextOpening, closesAt, sameFrom } from '../domain/calendar.ts'
import type { Cause } from '../domain/clock.ts'
import { isFault } from '../domain/fault.ts'
import { addAlarm, digestsAt, dropAlarm, warningsDue } from '../db/alarms.ts'
import { addCalendars } from '../db/calendars.ts'
import type { Db } from '../db/open.ts'
import { requestById, type RequestRow } from '../db/requests.ts'
import { settleIn, type ActTools } from './act.ts'
import type { Topics } from './announce.ts'
import { compiledOnce, planClocks, type Change, type Compiled } from './calendar-plan.ts'
import { movePoolHours, poolHoursLeft } from './pool-hour.ts'

/** Who edits a calendar and why; the reason and the act are public and go to everybody whose clock moves. */
export type Editor = {
  readonly actor: string
  readonly reason: string | null
  readonly act: string | null
}

/**
 * Writes the next versions and does everything that follows from them in the caller's transaction: running clocks projected
 * anew with journal, ledger, alarms, notices and audit rows (rules 7, 8), digests at the new openings, pool hours (rule 29).
 * @returns how many clocks got another due instant
 */
export async function applyChanges(
  tools: ActTools,
  tx: Db,
  { changes, by, at }: { changes: readonly Change[]; by: Editor; at: number },
  topics: Topics,
): Promise<number> {
  const { store, places } = tools
  const { actor, reason, act } = by
  places.forget(new Set(changes.map(({ place }) => place.cns)))
  const compiled = compiledOnce(at)
  const plan = await planClocks(tools, tx, changes, at, compiled)
  const pools = await poolHoursLeft(tools, tx, new Set(changes.map(({ place }) => place.uf)), at)
  const versions = changes.map(({ place, next, refs }) => ({ cns: place.cns, hours: next, layers: refs }))
  await addCalendars(store, tx, versions, { author: actor, at, act, reason })
  await moveDigests(tools, tx, { changes, at, compiled })
  const look = (row: RequestRow) => ({ tx, at, row, running: () => Promise.resolve(null) })
  for (const row of plan.overdue) await settleIn(tools, look(row), { name: 'expire' }, { actor: 'system' }, topics)
  const cause: { cause?: Cause } = reason === null ? {} : { cause: { reason, ...(act === null ? {} : { act }) } }
  const warnings = await warningsDue(store, tx, at)
  let moved = 0
  for (const { row, before, next, from, to } of plan.moves) {
    const command = { name: 'reproject', before, next, ...cause } as const
    const done = await settleIn(tools, look(row), command, { actor }, topics)
    if (!isFault(done) && from !== to) moved += 1
    // Its alarm was due and went with the old projection: nobody would hear that 5 minutes are left.
    const warned = warnings.has(row.id) ? await requestById(store, tx, row.id) : null
    if (warned) await settleIn(tools, look(warned), { name: 'warn' }, { actor: 'system' }, topics)
  }
  await movePoolHours(tools, tx, pools, at)
  for (const { place } of changes)
    topics.add(`queue:${place.cns} office:${place.cns}`).add(`queue:${place.cns} queue:${place.cns}`)
  return moved
}

/** A digest waits for an opening (rule 34): where the hours change, for the one that follows now. */
async function moveDigests(
  tools: ActTools,
  tx: Db,
  { changes, at, compiled }: { changes: readonly Change[]; at: number; compiled: Compiled },
): Promise<void> {
  const byCns = new Map(changes.map((change) => [change.place.cns, change]))
  for (const alarm of await digestsAt(tools.store, tx, [...byCns.keys()])) {
    const change = byCns.get(alarm.subject)
    // One that is due rings by itself, and waits then if it has to.
    if (!change || alarm.dueAt <= at) continue
    const [before, next] = [compiled(change.before), compiled(change.next)]
    if (sameFrom(before, next, at)) continue
    await dropAlarm(tools.store, tx, alarm)
    // Open before and after: it waited for the day's break or the next morning, and still does.
    const pause = isOpen(before, at) && isOpen(next, at) ? closesAt(next, at) : at
    const opens = pause === null ? null : nextOpening(next, pause)
    if (opens !== null) await addAlarm(tools.store, tx, { kind: 'digest', subject: alarm.subject, dueAt: opens })
  }
}
