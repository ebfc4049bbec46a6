import { outcomeOf, type CheckCode } from '../domain/check-answers.ts'
import type { CheckKind } from '../domain/checks.ts'
import { fault, isFault, type Fault } from '../domain/fault.ts'
import type { Sources } from '../domain/sources.ts'
import { appendAudit } from '../db/audit.ts'
import { addRun, checkRunById, endRun, moveRun, openRun, type CheckRow } from '../db/checks.ts'
import type { Db } from '../db/open.ts'
import { requestById, type RequestRow } from '../db/requests.ts'
import type { Sealer } from '../db/seal.ts'
import type { ActTools } from './act.ts'
import type { Topics } from './announce.ts'

export type CheckTools = ActTools & {
  sources: Sources
  /** The client's photo of a request, opened; null without one, or when it can't be read. Rejects when the store is away. */
  photoOf(request: string): Promise<{ bytes: Uint8Array; mime: string } | null>
}

/** What is kept, sealed, of a question and its answer. Never what the source holds of the person. */
export type CheckDetail = {
  code?: CheckCode
  /** Code of a failure, for support. */
  why?: string
  /** How far a question about a face has come: waiting for the client's consent, asking, or a PIN given to the client. */
  step?: 'consent' | 'asking' | 'pin'
  pin?: string
  /** What the client agreed to, field by field, and when (ms). */
  consent?: { version: string; fields: readonly string[]; text: string; at: number }
  /** The statement that a person made. */
  text?: string
}

const context = (run: string): string => `check:${run}`

export const sealDetail = (sealer: Sealer, run: string, detail: CheckDetail): string =>
  sealer.sealJson(detail, context(run))

export const detailOf = (sealer: Sealer, run: CheckRow): CheckDetail =>
  run.detail === null ? {} : sealer.openJson<CheckDetail>(run.detail, context(run.id))

/** Whom a change of a check concerns: the client, the cartório, and the list of what is under way there. */
export const topicsOf = (row: RequestRow, cns: string): Topics =>
  new Set([`account:${row.account} request:${row.id}`, `queue:${cns} request:${row.id}`, `queue:${cns} queue:${cns}`])

/** The request while it is under way at `cns` and its order is not placed; else why nothing may be asked any more. */
export async function underWay(
  { store }: Pick<ActTools, 'store'>,
  db: Db,
  request: string,
  cns: string,
): Promise<RequestRow | Fault> {
  const row = await requestById(store, db, request)
  if (!row || row.cns !== cns) return fault('not_found')
  if (row.state.name !== 'in_progress') return fault('changed', { state: row.state.name })
  return row.state.orderedAt === undefined ? row : fault('order_placed')
}

export type Question = {
  /** The key of the wish: a repeat finds the question that it asked. */
  id: string
  request: string
  cns: string
  kind: CheckKind
  source: string
  actor: string
  /** How long (ms) an answer is waited for. */
  term: number
  detail: CheckDetail
}

/** Writes down that a question is asked, before anybody is. `repeated` means that this very wish was heard before. */
export function startRun(
  tools: ActTools,
  question: Question,
): Promise<{ run: CheckRow; row: RequestRow; repeated: boolean } | Fault> {
  const { store, sealer, time } = tools
  const { id, request, cns, kind, source, actor, term, detail } = question
  return store.inTransaction(async (tx, { afterCommit }) => {
    const at = time.now()
    const row = await underWay(tools, tx, request, cns)
    if (isFault(row)) return row
    const known = await checkRunById(store, tx, id)
    if (known) return known.request === request ? { run: known, row, repeated: true } : fault('different_body')
    if (await openRun(store, tx, request, cns, kind)) return fault('check_running')
    const sealed = sealDetail(sealer, id, detail)
    const open = { outcome: null, endedAt: null, waitsUntil: at + term }
    const run: CheckRow = { id, request, cns, kind, source, by: actor, at, detail: sealed, ...open }
    await addRun(store, tx, run)
    await appendAudit(tx, store, { at, actor, action: 'check.asked', subject: request, detail: `${kind}:${id}` })
    afterCommit(() => tools.woken(topicsOf(row, cns)))
    return { run, row, repeated: false }
  })
}

/** A question goes on: its detail and its term. Nothing happens when it has ended meanwhile; then false. */
export function goOn(
  tools: ActTools,
  run: CheckRow,
  next: { actor: string; action: string; term: number; detail(now: CheckDetail, at: number): CheckDetail | null },
): Promise<boolean> {
  const { store, sealer, time } = tools
  return store.inTransaction(async (tx, { afterCommit }) => {
    const now = await checkRunById(store, tx, run.id)
    const row = now && now.endedAt === null ? await requestById(store, tx, run.request) : null
    if (!now || !row) return false
    const at = time.now()
    const detail = next.detail(detailOf(sealer, now), at)
    if (detail === null) return false
    await moveRun(store, tx, run.id, { detail: sealDetail(sealer, run.id, detail), waitsUntil: at + next.term })
    const { actor, action } = next
    await appendAudit(tx, store, { at, actor, action, subject: run.request, detail: `${run.kind}:${run.id}` })
    afterCommit(() => tools.woken(topicsOf(row, run.cns)))
    return true
  })
}

/** The answer, its audit row and the news of it, in one commit. What has ended already stays as it is. */
export async function finishRun(
  tools: ActTools,
  run: CheckRow,
  answer: { code: CheckCode; why?: string; actor?: string },
): Promise<void> {
  const { store, sealer, time } = tools
  const { code, why, actor = 'system' } = answer
  await store.inTransaction(async (tx, { afterCommit }) => {
    const at = time.now()
    const row = await requestById(store, tx, run.request)
    const now = (await checkRunById(store, tx, run.id)) ?? run
    const { consent, text } = readable(sealer, now)
    const detail = { code, ...(why ? { why } : {}), ...(consent ? { consent } : {}), ...(text ? { text } : {}) }
    const sealed = sealDetail(sealer, run.id, detail)
    if (!(await endRun(store, tx, run.id, { outcome: outcomeOf(code), detail: sealed, endedAt: at }))) return
    await appendAudit(tx, store, {
      at,
      actor,
      action: 'check.answered',
      subject: run.request,
      detail: `${run.kind}:${run.id}`,
    })
    if (row) afterCommit(() => tools.woken(topicsOf(row, run.cns)))
  })
}

/** A detail that can't be opened any more must not keep its question from ending. */
function readable(sealer: Sealer, run: CheckRow): CheckDetail {
  try {
    return detailOf(sealer, run)
  } catch {
    return {}
  }
}
