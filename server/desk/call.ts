import { callTerms, refusedAt, type CallParty } from '../domain/call.ts'
import { fault, type Fault } from '../domain/fault.ts'
import { lastSeenBy, type ClientNotice, type StaffNotice } from '../domain/request.ts'
import { appendAudit } from '../db/audit.ts'
import { addCall, callById, changeCall, openCallOf, type CallRow } from '../db/calls.ts'
import { addMark, marksOf } from '../db/call-marks.ts'
import { cartorioByCns } from '../db/cartorios.ts'
import type { Db } from '../db/open.ts'
import { addNotice } from '../db/outbox.ts'
import { personById, staffOf } from '../db/people.ts'
import { requestById, type RequestRow } from '../db/requests.ts'
import { uuidv7 } from '../db/uuid.ts'
import { callTopics, closeCall, roomTopics, type CallTools } from './call-close.ts'
import { acrossIsHere } from './presence.ts'
import { consentName, deliveredName, newestLegal } from './legal.ts'
import { whyNoReissue } from './reissue.ts'

/** A client that comes back within this time (ms) is not announced to the cartório again. */
const announced = 60_000

/**
 * Opens a room for a request that is under way, bound to this member of staff and the request's client, and rings the client
 * (rule 41). After the order a room is for a new enrolment code (rule 69), after the certificate for another phone (rule 51).
 * Faults: not_found, changed, suspended, newer_elsewhere, call_busy with `who`, forbidden_role for one's own request.
 */
export async function openCall(
  tools: CallTools,
  { actor, request, cns }: { actor: string; request: string; cns: string },
): Promise<{ id: string; made: boolean } | Fault> {
  const { store, sealer, time, presence } = tools
  return store.inTransaction(async (tx, { afterCommit }) => {
    const at = time.now()
    const row = await requestById(store, tx, request)
    if (!row || lastSeenBy(row.state) !== cns) return fault('not_found')
    const refused = row.state.name === 'in_progress' ? null : await whyNoReissue(tools, tx, row)
    if (refused) return refused
    if (row.account === actor) return fault('forbidden_role', { ask: 'a outra pessoa do cartório' })
    const open = await openCallOf(store, tx, request)
    if (open?.staff === actor) return { id: open.id, made: false }
    if (open && !(await isDeserted(tools, tx, open, at))) {
      const who = (await personById(store, sealer, tx, open.staff))?.name
      return fault('call_busy', who ? { who } : {})
    }
    if (open) await closeCall(tools, tx, open, { reason: 'technical', actor: 'system', at })
    const call = { id: uuidv7(), request, cns, account: row.account, staff: actor, openedAt: at }
    await addCall(store, tx, call)
    await appendAudit(tx, store, { at, actor, action: 'call.open', subject: call.id, detail: request })
    await tell(tools, tx, call, row, 'call')
    afterCommit(() => {
      if (open) presence.forget(open.id)
      presence.take(call.id, { live: false, inside: [], dropped: [] })
      tools.woken(new Set([...(open ? callTopics(open) : []), ...roomTopics(call)]))
    })
    return { id: call.id, made: true }
  })
}

/** Whether a colleague may take over: nobody met yet, and whoever opened the room has gone, or works here no more. */
async function isDeserted({ store, presence }: CallTools, tx: Db, open: CallRow, at: number): Promise<boolean> {
  if (!(await staffOf(store, tx, open.cns, at)).includes(open.staff)) return true
  return open.state === 'waiting' && presence.awayMs(open.id, 'staff') > callTerms.resume
}

type Room = Pick<CallRow, 'id' | 'request' | 'cns' | 'account' | 'staff'>

/** Writes what one of the two people is told, in the commit of the fact: the client, or the member of staff that is meant. */
export async function tell(
  { store, sealer, time }: CallTools,
  tx: Db,
  call: Room,
  row: RequestRow,
  kind: Extract<ClientNotice | StaffNotice, 'call' | 'in_room' | 'five_more'>,
): Promise<void> {
  const place = await cartorioByCns(store, tx, call.cns)
  const where = place ? { zone: place.zone, place: place.municipio } : {}
  const facts = { protocol: row.protocol, uf: row.uf, ...where }
  const to = kind === 'call' ? { person: call.account, cns: null } : { person: call.staff, cns: call.cns }
  await addNotice(tx, store, sealer, { at: time.now(), kind, request: row.id, version: row.version, facts, ...to })
}

/** Runs one act on a call that is still open; its two people hear of it after the commit. Fault: call_over. */
export async function inCall<T>(
  tools: CallTools,
  id: string,
  work: (tx: Db, call: CallRow, at: number) => Promise<T | Fault>,
): Promise<T | Fault> {
  const { store, time } = tools
  return store.inTransaction(async (tx, { afterCommit }) => {
    const call = await callById(store, tx, id)
    if (!call || call.endedAt !== null) return fault('call_over')
    afterCommit(() => tools.woken(new Set(callTopics(call))))
    return work(tx, call, time.now())
  })
}

/** Rings the client once more. */
export const ringAgain = (tools: CallTools, id: string): Promise<true | Fault> =>
  inCall(tools, id, async (tx, call, at) => {
    const row = await requestById(tools.store, tx, call.request)
    if (row) await tell(tools, tx, call, row, 'call')
    await addMark(tools.store, tx, id, { kind: 'rung', attempt: call.attempt, by: 'staff', at })
    return true as const
  })

/**
 * The client's answer to being recorded (rule 41). What was agreed to before is kept; a no holds until the next yes. `shown` is the
 * version that the screen had (the delivered one where it names none): fault stale once a newer one was published, so that nobody
 * agrees to what was not read.
 */
export const answerConsent = (tools: CallTools, id: string, accepted: boolean, shown?: string): Promise<true | Fault> =>
  inCall(tools, id, async (tx, call, at) => {
    const { store } = tools
    const refused = refusedAt(await marksOf(store, tx, id)) !== null
    if (accepted ? call.consentAt !== null && !refused : refused) return true as const
    const version = consentName(await newestLegal(store, tx, 'recording'))
    if (accepted && (shown ?? deliveredName) !== version) return fault('stale')
    if (accepted) await changeCall(store, tx, id, { consentAt: at, consentText: version })
    const kind = accepted ? ('consent' as const) : ('consent_refused' as const)
    await addMark(store, tx, id, { kind, attempt: call.attempt, by: 'client', at })
    await appendAudit(tx, store, {
      at,
      actor: call.account,
      action: `call.${kind}`,
      subject: id,
      detail: version,
    })
    return true as const
  })

/** Whether the client may be filmed. */
export async function hasConsent({ store }: CallTools, db: Db, { id, consentAt }: CallRow): Promise<boolean> {
  return consentAt !== null && refusedAt(await marksOf(store, db, id)) === null
}

/** A side enters. With both in, pictures may flow; a client that finds nobody has the cartório called. Faults: call_over, consent_needed. */
export async function joinCall(tools: CallTools, found: CallRow, party: CallParty): Promise<true | Fault> {
  const { store, presence } = tools
  if (found.endedAt !== null) return fault('call_over')
  if (party === 'client' && !(await hasConsent(tools, store.read, found))) return fault('consent_needed')
  // Before the transaction, so that of two who enter at once the second finds the first.
  const { back } = presence.heard(found.id, party)
  const done = await inCall(tools, found.id, async (tx, call, at) => {
    const { id } = call
    const attempt = call.attempt + (back ? 1 : 0)
    const before = await marksOf(store, tx, id)
    const both = acrossIsHere(presence, id, party)
    const starts = call.state === 'waiting' && both ? { state: 'live' as const, startedAt: at } : {}
    if (back || both) await changeCall(store, tx, id, { attempt, ...starts })
    await addMark(store, tx, id, { kind: `joined_${party}`, attempt, by: party, at })
    if (back) await addMark(store, tx, id, { kind: 'resumed', attempt, by: party, at })
    const last = before.findLast(({ kind }) => kind === 'joined_client')
    if (party === 'client' && !both && (!last || at - last.at > announced)) {
      const row = await requestById(store, tx, call.request)
      if (row) await tell(tools, tx, call, row, 'in_room')
    }
    return { starts: 'state' in starts }
  }).catch((error: unknown) => {
    // It did not come in: the drop that it would have ended is still there, and the next try stamps the return (rule 43).
    presence.left(found.id, party)
    presence.undo(found.id, party, back)
    throw error
  })
  if ('fault' in done) return done
  if (done.starts) {
    presence.live(found.id)
    store.publish(...roomTopics(found))
  }
  return true
}

/** A side goes away and may come back; one that is gone for longer than a reload has dropped. */
export async function leaveCall(tools: CallTools, id: string, party: CallParty): Promise<true | Fault> {
  const { store, presence } = tools
  presence.left(id, party)
  return inCall(tools, id, async (tx, { attempt }, at) => {
    await addMark(store, tx, id, { kind: `left_${party}`, attempt, by: party, at })
    return true as const
  })
}

/** The heartbeat of somebody in the room, without a write unless it ends a drop. Gives whether the side counts as inside. */
export async function stillHere(tools: CallTools, id: string, party: CallParty): Promise<boolean | Fault> {
  const { presence } = tools
  const known = presence.seen(id, party)
  if (!known.inside && !presence.isDropped(id, party)) return false
  const { back } = presence.heard(id, party)
  if (!back) return true
  try {
    const done = await markBack(tools, id, party)
    return typeof done === 'object' ? done : true
  } catch (error) {
    presence.undo(id, party, true)
    throw error
  }
}

const markBack = (tools: CallTools, id: string, by: CallParty): Promise<true | Fault> =>
  inCall(tools, id, async (tx, call, at) => {
    const attempt = call.attempt + 1
    await changeCall(tools.store, tx, id, { attempt })
    await addMark(tools.store, tx, id, { kind: 'resumed', attempt, by, at })
    return true as const
  })
