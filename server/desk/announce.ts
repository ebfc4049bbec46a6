import { isOpen, nextOpening } from '../domain/calendar.ts'
import { ownerOf, type Decision, type Notice, type Request, type StaffNotice } from '../domain/request.ts'
import { cartorioByCns, type CartorioRow } from '../db/cartorios.ts'
import type { Db } from '../db/open.ts'
import { addNotice, type NoticeFacts } from '../db/outbox.ts'
import { addAlarm } from '../db/alarms.ts'
import type { ActTools } from './act.ts'

/** "topic key" pairs: who may hear of it, and which query of theirs has changed. Keys travel, never data. */
export type Topics = Set<string>

export type Changed = { decision: Decision; before: Request | null; protocol: string; at: number }

/** Notices that a closed cartório finds in its digest at opening; the others are of no use by then (rule 34). */
const waitsForOpening: readonly StaffNotice[] = [
  'new',
  'overdue',
  'five_minutes',
  'available',
  'rescheduled',
  'no_video',
  'completed',
  'closed',
]

/** Writes the notices of a decision into the outbox, in the decision's own commit, and collects whom to wake. */
export async function announce(tools: ActTools, tx: Db, changed: Changed, topics: Topics): Promise<void> {
  const { decision, before } = changed
  const { next } = decision
  topics.add(`account:${next.account} requests`).add(`account:${next.account} request:${next.id}`)
  for (const cns of new Set([before && ownerOf(before.state), ownerOf(next.state)]))
    if (cns) topics.add(`queue:${cns} queue:${cns}`).add(`queue:${cns} request:${next.id}`)
  if (before?.state.name === 'released' || next.state.name === 'released') topics.add(`pool:${next.uf} pool:${next.uf}`)
  for (const notice of decision.notices) await tell(tools, tx, changed, notice)
}

async function tell(tools: ActTools, tx: Db, changed: Changed, notice: Notice): Promise<void> {
  const { next } = changed.decision
  if (notice.to === 'client') {
    const cns = ownerOf(next.state)
    const facts = factsOf(changed, cns ? await cartorioByCns(tools.store, tx, cns) : null)
    await add(tools, tx, changed, { kind: notice.kind, person: next.account, cns: null, facts })
  } else if (notice.to === 'cartorio') await ring(tools, tx, changed, notice.cns, notice.kind)
  else
    for (const puller of await tools.places.pullers(tx, notice.uf, notice.except, changed.at))
      // The pool knows a request under an id of its own: its protocol number stays out (rule 26).
      await ring(tools, tx, { ...changed, protocol: '' }, puller.cns, 'available')
}

/** Inside its opening hours a cartório is alerted at once; outside, at its next opening, in one digest. */
async function ring(tools: ActTools, tx: Db, changed: Changed, cns: string, kind: StaffNotice): Promise<void> {
  const { at } = changed
  const row = await cartorioByCns(tools.store, tx, cns)
  if (!row) return
  const calendar = await tools.places.calendar(tx, cns, row.calendarVersion, at)
  if (isOpen(calendar, at)) {
    const facts = factsOf(changed, row)
    return add(tools, tx, changed, { kind, person: null, cns, facts })
  }
  const opens = waitsForOpening.includes(kind) ? nextOpening(calendar, at) : null
  if (opens !== null) await addAlarm(tools.store, tx, { kind: 'digest', subject: cns, dueAt: opens })
}

type Told = {
  kind: Parameters<typeof addNotice>[3]['kind']
  person: string | null
  cns: string | null
  facts: NoticeFacts
}

async function add({ store, sealer }: ActTools, tx: Db, { decision, at }: Changed, told: Told): Promise<void> {
  const { id, version } = decision.next
  await addNotice(tx, store, sealer, { at, request: id, version, ...told })
}

/** Protocol, deadline and place, as they are at a cartório: nothing that names a person. */
function factsOf({ decision, protocol }: Changed, row: CartorioRow | null): NoticeFacts {
  const { state, uf } = decision.next
  // Whoever lost the request is not told the next one's deadline.
  const dueAt = state.name === 'waiting' && state.cns === row?.cns ? { dueAt: state.clock.dueAt } : {}
  const place = row ? { zone: row.zone, place: row.municipio } : {}
  const { cause } = decision.entry
  const why = cause ? { reason: cause.reason, ...(cause.act ? { act: cause.act } : {}) } : {}
  return { ...(protocol ? { protocol } : {}), uf, ...dueAt, ...place, ...why }
}
