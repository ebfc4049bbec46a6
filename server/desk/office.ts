import { nextOpening } from '../domain/calendar.ts'
import { fault, type Fault } from '../domain/fault.ts'
import { type Hours } from '../domain/hours.ts'
import { hoursFault } from '../domain/hours-fault.ts'
import { appendAudit } from '../db/audit.ts'
import { addCalendar } from '../db/calendars.ts'
import { cartorioByCns, setCredentialed } from '../db/cartorios.ts'
import { addAlarm, dropDigests } from '../db/alarms.ts'
import { waitingAt } from '../db/lists.ts'
import { settleIn, type ActTools } from './act.ts'
import type { Topics } from './announce.ts'

/**
 * A new version of a cartório's opening hours, and in the same commit every running clock projected on it (rules 7, 8).
 * @returns the version, or why the hours can't be used
 */
export async function setHours(
  tools: ActTools,
  cns: string,
  hours: Omit<Hours, 'version'>,
  actor: string,
): Promise<{ version: number } | Fault> {
  const wrong = hoursFault({ ...hours, version: 0 })
  if (wrong) return fault('invalid', { hours: wrong })
  const { store, places, time } = tools
  return store.inTransaction(async (tx, { afterCommit }) => {
    const at = time.now()
    if (!(await cartorioByCns(store, tx, cns))) return fault('not_found')
    places.forget(cns)
    const version = await addCalendar(store, tx, cns, hours, actor, at)
    await appendAudit(tx, store, { at, actor, action: 'cartorio.hours', subject: cns })
    const next = await places.calendar(tx, cns, version, at)
    const topics: Topics = new Set([`queue:${cns} office:${cns}`, `queue:${cns} queue:${cns}`])
    const opens = (await dropDigests(store, tx, cns)) > 0 ? nextOpening(next, at) : null
    if (opens !== null) await addAlarm(store, tx, { kind: 'digest', subject: cns, dueAt: opens })
    for (const row of await waitingAt(store, tx, cns)) {
      if (row.state.name !== 'waiting') continue
      const before = await places.calendar(tx, cns, row.state.clock.calendarVersion, row.state.clock.mark, at)
      const running = () => Promise.resolve(before)
      await settleIn(tools, { tx, at, row, running }, { name: 'reproject', before, next }, { actor }, topics)
    }
    afterCommit(() => tools.woken(topics))
    return { version }
  })
}

/** Opens a cartório for requests, once its team walked through hours and channels (rule 65). */
export async function credential(tools: ActTools, cns: string, actor: string): Promise<{ at: number } | Fault> {
  const { store, places, time } = tools
  return store.inTransaction(async (tx, { afterCommit }) => {
    const at = time.now()
    const facts = await places.facts(tx, cns, at)
    if (!facts) return fault('not_found')
    if (!facts.eligible) return fault('not_eligible')
    if (!facts.reachable) return fault('unreachable')
    if (facts.calendar.opens.length === 0) return fault('no_opening')
    await setCredentialed(store, tx, cns, at)
    await appendAudit(tx, store, { at, actor, action: 'cartorio.credential', subject: cns })
    afterCommit(() => tools.woken(new Set([`queue:${cns} queue:${cns}`, `queue:${cns} office:${cns}`])))
    return { at }
  })
}
