import type { CallParty } from '../domain/call.ts'
import { fault, type Fault } from '../domain/fault.ts'
import { callById, type CallRow } from '../db/calls.ts'
import { addSignal } from '../db/call-signals.ts'
import type { CallTools } from './call-close.ts'

/** How long a signal may be, in bytes of its JSON text. */
const longest = 32 * 1024

/** Leaves a signal for one side, which is told that there is one. Faults: too_large, call_over. */
export async function postSignal(
  { store, sealer, time }: CallTools,
  { id, account, staff }: CallRow,
  to: CallParty,
  body: unknown,
): Promise<true | Fault> {
  if (Buffer.byteLength(JSON.stringify(body ?? null)) > longest) return fault('too_large')
  return store.inTransaction(async (tx, { afterCommit }) => {
    const call = await callById(store, tx, id)
    if (!call || call.endedAt !== null) return fault('call_over')
    await addSignal(store, sealer, tx, { call: id, to, body: body ?? null, at: time.real() })
    // A key of their own: a signal changes nothing that a view of the call tells.
    afterCommit(() => store.publish(`account:${to === 'client' ? account : staff} signals:${id}`))
    return true as const
  })
}
