import type { Calendar } from '../domain/calendar.ts'
import { decide } from '../domain/decide.ts'
import type { PersonalData } from '../domain/draft.ts'
import { fault, isFault, type Fault } from '../domain/fault.ts'
import type { Command, Decision, Entry, Request } from '../domain/request.ts'
import { appendAudit } from '../db/audit.ts'
import type { Db, Store } from '../db/open.ts'
import type { ImageRow } from '../db/images.ts'
import { entryOfIntent } from '../db/journal.ts'
import {
  firstRow,
  requestExists,
  requestById,
  saveDecision,
  toRequest,
  type RequestRow,
  type Submission,
} from '../db/requests.ts'
import type { Sealer } from '../db/seal.ts'
import { announce, type Together, type Topics } from './announce.ts'
import { codeFor } from './enrol.ts'
import { followCall } from './call-close.ts'
import { followOrder, type StallTerms } from './order.ts'
import type { Places } from './places.ts'
import type { Registry } from './registry.ts'
import type { Time } from './time.ts'

/** What a command may be made of, read in the transaction that will commit it. `at` is the one instant of the act (ms). */
export type Look = {
  readonly tx: Db
  readonly at: number
  readonly row: RequestRow | null
  /** The calendar that the running clock was projected on, if one runs. */
  running(): Promise<Calendar | null>
}

/** One wish of one person (or of the system) about one request. */
export type Order = {
  readonly request: string
  readonly actor: string
  /** The key under which a repeat of the same wish answers with the first result, and a digest of its body (rule 18). */
  readonly intent?: { readonly key: string; readonly hash: string } | undefined
  /** False only for the credit of an outage, which comes before anything expires (rule 10). */
  readonly expiresFirst?: boolean
  command(look: Look): Promise<Command | Fault>
  /** What else belongs into the same commit. */
  also?(look: Look, decision: Decision): Promise<void>
  submission?(look: Look): Promise<Submission>
  /** Digest of a submission's body: sent twice it creates one request; the id of another account's is not found. */
  readonly bodyHash?: string
}

export type Acted = {
  readonly request: Request
  readonly repeated: boolean
  /** What a submission just wrote: its answer needs no reading. */
  readonly fresh?: {
    readonly row: RequestRow
    readonly entry: Entry
    readonly data?: PersonalData
    readonly images?: readonly ImageRow[]
  }
}

export type ActTools = {
  store: Store
  sealer: Sealer
  places: Places
  time: Time
  /** Business days until a request that stands still is brought to mind and may be released (rule 22). */
  stall?: StallTerms
  /** Where the CCN is kept; our own database unless given. */
  registry?: Registry
  /** Demo mode waives passkeys, and with them the tap that an override needs (rule 67). */
  waivesTap?: boolean
  /** After the commit: alarms, deliveries and listeners are told. */
  woken(topics: Topics): void
}

/**
 * The only way a request changes: load → decide → commit → wake, in one transaction with one reading of the clock.
 * A clock that ran out before `at` expires first, dated when it was due, so that a later command finds the true state.
 */
export async function act(tools: ActTools, order: Order): Promise<Acted | Fault> {
  const { store, time } = tools
  return store.inTransaction(async (tx, { afterCommit }) => {
    const at = time.now()
    const before = await repeated(tools, tx, order)
    if (before) return before
    const isNew = order.submission !== undefined && !requestExists(store, tx, order.request)
    let row = isNew ? null : await requestById(store, tx, order.request)
    if (row && order.bodyHash) return sentBefore(row, order.actor, order.bodyHash)
    const look = (): Look => ({ tx, at, row, running: () => runningCalendar(tools, tx, row, at) })
    const topics: Topics = new Set()
    const settle = (command: Command, who: Order | null) =>
      settleIn(tools, look(), command, { actor: who?.actor ?? 'system', ...(who ? { order: who } : {}) }, topics)
    afterCommit(() => {
      if (topics.size > 0) tools.woken(topics)
    })
    if (row && order.expiresFirst !== false && isOverdue(toRequest(row), at)) {
      await settle({ name: 'expire' }, null)
      row = await requestById(store, tx, order.request)
    }
    const command = await order.command(look())
    if (isFault(command)) return command
    const make = order.submission
    let submitted: Submission | null = null
    const kept = make ? { submission: async (at: Look) => (submitted = await make(at)) } : {}
    const decision = await settle(command, { ...order, ...kept })
    if (isFault(decision)) return decision
    const fresh = submitted ? { fresh: { row: firstRow(decision, submitted), entry: decision.entry } } : {}
    return { request: decision.next, repeated: false, ...fresh }
  })
}

/**
 * Decides one command on the row just read and writes everything that belongs to it: journal, row, ledger, alarms, audit
 * and notices. For callers that are in a transaction already, such as a calendar edit that moves many clocks at once.
 */
export async function settleIn(
  tools: ActTools,
  look: Look,
  command: Command,
  by: { actor: string; order?: Order; together?: Together },
  topics: Topics,
): Promise<Decision | Fault> {
  const { store, sealer } = tools
  const { tx, at, row } = look
  const before = row ? toRequest(row) : null
  const decision = decide(before, command, at)
  if (isFault(decision)) return decision
  const { actor, order } = by
  const submission = (await order?.submission?.(look)) ?? null
  const intent = { intent: order?.intent?.key ?? null, intentHash: order?.intent?.hash ?? null }
  await saveDecision(store, tx, sealer, decision, { actor, ...intent }, submission)
  await order?.also?.(look, decision)
  await followOrder(tools, tx, { decision, before, row, actor, at })
  await codeFor(tools, tx, { decision, before, actor })
  await followCall(tools, tx, { decision, before, actor, at }, topics)
  const { kind, request: subject } = decision.entry
  await appendAudit(tx, store, { at, actor, action: `request.${kind}`, subject })
  const protocol = submission?.protocol ?? row?.protocol ?? ''
  await announce(tools, tx, { decision, before, protocol, at }, topics, by.together)
  return decision
}

const isOverdue = ({ state }: Request, at: number): boolean => state.name === 'waiting' && at >= state.clock.dueAt

async function runningCalendar(
  { places }: ActTools,
  tx: Db,
  row: RequestRow | null,
  at: number,
): Promise<Calendar | null> {
  if (row?.state.name !== 'waiting') return null
  const { clock } = row.state
  return places.calendar(tx, clock.cns, clock.calendarVersion, clock.mark, at)
}

function sentBefore(row: RequestRow, actor: string, bodyHash: string): Acted | Fault {
  if (row.account !== actor) return fault('not_found')
  return row.bodyHash === bodyHash ? { request: toRequest(row), repeated: true } : fault('different_body')
}

async function repeated({ store }: ActTools, tx: Db, { actor, intent }: Order): Promise<Acted | Fault | null> {
  if (!intent) return null
  const earlier = await entryOfIntent(store, tx, actor, intent.key)
  if (!earlier) return null
  if (earlier.hash !== intent.hash) return fault('different_body')
  const row = await requestById(store, tx, earlier.request)
  return row ? { request: toRequest(row), repeated: true } : fault('not_found')
}
