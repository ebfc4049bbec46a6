import type { OwnEdit } from '../domain/calendar-edit.ts'
import type { DayEntry } from '../domain/day-rules.ts'
import { fault, isFault, type Fault } from '../domain/fault.ts'
import type { Hours } from '../domain/hours.ts'
import { asEntry } from '../domain/layers.ts'
import { appendAudit } from '../db/audit.ts'
import { setCredentialed } from '../db/cartorios.ts'
import type { ActTools } from './act.ts'
import { editOwn } from './calendar-own.ts'

/**
 * A new version of a cartório's opening hours by its week and its special days, on whatever version there is; rules and weeks
 * to come that the calendar holds besides stay as they are. Everything that follows is in the same commit (rules 7, 8).
 */
export async function setHours(
  tools: ActTools,
  cns: string,
  { week, special }: Omit<Hours, 'version'>,
  actor: string,
): Promise<{ version: number } | Fault> {
  const kept = ({ rule, effect }: DayEntry) => rule.on !== 'date' || effect.kind === 'open' || effect.kind === 'half'
  const edit = ({ later, own }: OwnEdit) => ({
    week,
    later,
    own: [...own.filter(kept), ...special.map(asEntry)],
  })
  const done = await editOwn(tools, cns, { base: null, reason: null, act: null, edit }, actor)
  return isFault(done) ? done : { version: done.version }
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
