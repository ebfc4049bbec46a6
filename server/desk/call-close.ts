import type { EndReason } from '../domain/call.ts'
import type { Decision, Request } from '../domain/request.ts'
import { appendAudit } from '../db/audit.ts'
import { changeCall, noteSeal, openCallOf, type CallRow } from '../db/calls.ts'
import type { Db } from '../db/open.ts'
import type { Topics } from './announce.ts'
import type { ActTools } from './act.ts'
import type { Presence } from './presence.ts'

/** What the acts of a video room need besides those of a request. */
export type CallTools = ActTools & { presence: Presence }

/** The keys of a room, to its two people. */
export const callTopics = ({ id, account, staff }: Pick<CallRow, 'id' | 'account' | 'staff'>): string[] => [
  `account:${account} call:${id}`,
  `account:${staff} call:${id}`,
]

/** The keys of what the request's two sides see of its room. */
export const roomTopics = (call: Pick<CallRow, 'id' | 'account' | 'staff' | 'request' | 'cns'>): string[] => [
  ...callTopics(call),
  `account:${call.account} request:${call.request}`,
  `queue:${call.cns} request:${call.request}`,
]

type Ending = { reason: EndReason; note?: string | undefined; actor: string; at: number }

/** Ends a call in a transaction that has found it open; the rest of what that means is the caller's. */
export async function closeCall(
  { store, sealer }: Pick<ActTools, 'store' | 'sealer'>,
  tx: Db,
  { id }: Pick<CallRow, 'id'>,
  { reason, note, actor, at }: Ending,
): Promise<void> {
  const sealed = note ? { note: sealer.seal(note, noteSeal(id)) } : {}
  await changeCall(store, tx, id, { state: 'ended', endedAt: at, reason, ...sealed })
  await appendAudit(tx, store, { at, actor, action: 'call.end', subject: id, detail: reason })
}

/** A call whose request has left "em andamento", or whose order is placed, has nothing left to find out: it ends with it. */
export async function followCall(
  tools: ActTools,
  tx: Db,
  { decision, before, actor, at }: { decision: Decision; before: Request | null; actor: string; at: number },
  topics: Topics,
): Promise<void> {
  if (before?.state.name !== 'in_progress') return
  if (decision.next.state.name === 'in_progress' && decision.entry.kind !== 'place_order') return
  const open = await openCallOf(tools.store, tx, decision.next.id)
  if (!open) return
  await closeCall(tools, tx, open, { reason: 'technical', actor, at })
  for (const topic of callTopics(open)) topics.add(topic)
}
