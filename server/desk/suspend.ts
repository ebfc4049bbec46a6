import { fault, isFault, type Fault } from '../domain/fault.ts'
import { appendAudit } from '../db/audit.ts'
import { sealedEntry } from '../db/audit-detail.ts'
import { cartorioByCns } from '../db/cartorios.ts'
import type { Db } from '../db/open.ts'
import { requestById, toRequest, type RequestRow } from '../db/requests.ts'
import { allowPulls, openCallsAt, requestsToMove, setSuspension, suspensionSeal } from '../db/suspension.ts'
import { settleIn, type ActTools, type Look } from './act.ts'
import type { Topics } from './announce.ts'
import { callTopics, closeCall } from './call-close.ts'

/** Somebody of the administration, about one cartório, and why. */
export type Measure = { cns: string; actor: string; why: string }

/** Whoever shows this cartório, its queue or a choice of cartórios. */
const shownAt = (cns: string): string[] => [
  'all cartorios',
  `platform admin:cartorio:${cns}`,
  'platform admin:cartorios',
  `queue:${cns} queue:${cns}`,
  `queue:${cns} office:${cns}`,
]

/**
 * Suspends a cartório in one commit with everything that follows: what waits, has expired or is under way there is its client's to
 * choose anew (stopped clocks, void orders, codes and rooms, certificates that nobody proved), rooms for a new phone end. What is
 * frozen stays as evidence; certificates in force stay in force. Faults: not_found, stale (suspended already), reason_needed.
 * @returns how many requests moved
 */
export async function suspend(
  tools: ActTools,
  { cns, actor, why }: Measure,
): Promise<{ at: number; moved: number } | Fault> {
  const { store, sealer, places, time } = tools
  const reason = why.trim()
  if (!reason) return fault('reason_needed')
  return store.inTransaction(async (tx, { afterCommit }) => {
    const at = time.now()
    const place = await cartorioByCns(store, tx, cns)
    if (!place) return fault('not_found')
    if (place.suspendedAt !== null) return fault('stale')
    const topics: Topics = new Set(shownAt(cns))
    await setSuspension(store, tx, cns, { at, why: sealer.seal(reason, suspensionSeal(cns)) }, at)
    let moved = 0
    for (const row of await requestsToMove(store, tx, cns)) {
      await moveOut(tools, tx, row, { at, actor }, topics)
      moved += 1
    }
    for (const call of await openCallsAt(store, tx, cns)) {
      await closeCall(tools, tx, call, { reason: 'technical', actor, at })
      for (const topic of callTopics(call)) topics.add(topic)
    }
    const entry = { at, actor, action: 'cartorio.suspend', subject: cns }
    await appendAudit(tx, store, sealedEntry(sealer, entry, { why: reason, moved }))
    afterCommit(() => {
      places.forget(new Set([cns]))
      tools.woken(topics)
    })
    return { at, moved }
  })
}

/** A clock that ran out before expires first, dated when it was due, as in every other act. */
async function moveOut(
  tools: ActTools,
  tx: Db,
  row: RequestRow,
  { at, actor }: { at: number; actor: string },
  topics: Topics,
): Promise<void> {
  const { store, places } = tools
  const look = (now: RequestRow): Look => ({
    tx,
    at,
    row: now,
    async running() {
      if (now.state.name !== 'waiting') return null
      const { clock } = now.state
      return places.calendar(tx, clock.cns, clock.calendarVersion, clock.mark, at)
    },
  })
  const { state } = toRequest(row)
  let now = row
  if (state.name === 'waiting' && at >= state.clock.dueAt) {
    await settleIn(tools, look(row), { name: 'expire' }, { actor: 'system' }, topics)
    now = (await requestById(store, tx, row.id)) ?? row
  }
  const here = look(now)
  const done = await settleIn(tools, here, { name: 'suspend', calendar: await here.running() }, { actor }, topics)
  // Nothing may stay behind: the commit is taken back instead.
  if (isFault(done)) throw new Error(`A request of a suspended cartório could not be moved: ${done.fault}`)
}

/** Lets a suspended cartório be chosen and pull again. Faults: not_found, stale (not suspended), reason_needed. */
export async function reactivate(tools: ActTools, { cns, actor, why }: Measure): Promise<{ at: number } | Fault> {
  const { store, sealer, places, time } = tools
  const reason = why.trim()
  if (!reason) return fault('reason_needed')
  return store.inTransaction(async (tx, { afterCommit }) => {
    const at = time.now()
    const place = await cartorioByCns(store, tx, cns)
    if (!place) return fault('not_found')
    if (place.suspendedAt === null) return fault('stale')
    await setSuspension(store, tx, cns, null, at)
    const entry = { at, actor, action: 'cartorio.reactivate', subject: cns }
    await appendAudit(tx, store, sealedEntry(sealer, entry, { why: reason }))
    afterCommit(() => {
      places.forget(new Set([cns]))
      tools.woken(new Set([...shownAt(cns), `pool:${place.uf} pool:${place.uf}`]))
    })
    return { at }
  })
}

/** Changes how many pulled requests a cartório may have undecided. Faults: not_found, stale (`before` is not the present one), reason_needed. */
export async function setCap(
  tools: ActTools,
  { cns, actor, why }: Measure,
  { before, cap }: { before: number; cap: number },
): Promise<{ cap: number } | Fault> {
  const { store, sealer, places, time } = tools
  const reason = why.trim()
  if (!reason) return fault('reason_needed')
  return store.inTransaction(async (tx, { afterCommit }) => {
    const at = time.now()
    const place = await cartorioByCns(store, tx, cns)
    if (!place) return fault('not_found')
    if (place.pullCap !== before) return fault('stale')
    await allowPulls(store, tx, cns, cap, at)
    const entry = { at, actor, action: 'cartorio.cap', subject: cns }
    await appendAudit(tx, store, sealedEntry(sealer, entry, { why: reason, before, after: cap }))
    afterCommit(() => {
      places.forget(new Set([cns]))
      tools.woken(new Set([...shownAt(cns), `queue:${cns} pool:${place.uf}`]))
    })
    return { cap }
  })
}
