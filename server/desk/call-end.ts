import { unticked, type EndReason } from '../domain/call.ts'
import { fault, isFault, type Fault } from '../domain/fault.ts'
import { callById, type CallRow } from '../db/calls.ts'
import { marksOf } from '../db/call-marks.ts'
import { act } from './act.ts'
import { hasConsent } from './call.ts'
import { callTopics, closeCall, type CallTools } from './call-close.ts'
import { stallFrom } from './order.ts'

/**
 * Ends a session with its coded reason, in one commit with what that means for the request (rule 44). Repeated with the same
 * reason nothing changes. Faults: call_over when it ended otherwise, consent_needed for an identification of nobody, or of
 * somebody who took the consent back (rule 41).
 */
export async function endCall(
  tools: CallTools,
  call: CallRow,
  given: { reason: EndReason; note?: string | undefined; actor: string },
): Promise<Fault | null> {
  const { store, presence } = tools
  const { reason } = given
  const done = await act(tools, {
    request: call.request,
    actor: given.actor,
    async command({ tx, at }) {
      const now = await callById(store, tx, call.id)
      if (!now || now.endedAt !== null) return fault('call_over')
      const met = now.startedAt !== null
      if (reason === 'identified' && !(met && (await hasConsent(tools, tx, now)))) return fault('consent_needed')
      const whole = unticked(await marksOf(store, tx, call.id), now.attempt).length === 0
      const terms = met ? { stall: await stallFrom(tools, tx, call.cns, at) } : {}
      return { name: 'end_video', cns: call.cns, mark: { call: call.id, reason, whole, at }, ...terms }
    },
    also: ({ tx, at }) => closeCall(tools, tx, call, { ...given, at }),
  })
  if (isFault(done)) {
    const now = await callById(store, store.read, call.id)
    return now?.endedAt !== null && now?.reason === reason ? null : done
  }
  presence.forget(call.id)
  store.publish(...callTopics(call))
  return null
}
