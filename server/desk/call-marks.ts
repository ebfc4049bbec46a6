import {
  callTerms,
  isDropped,
  isScriptItem,
  pauseMs,
  stampable,
  ticked,
  type CallMark,
  type CallParty,
} from '../domain/call.ts'
import { fault, type Fault } from '../domain/fault.ts'
import { changeCall, type CallRow } from '../db/calls.ts'
import { addMark, marksOf, type CallStamp } from '../db/call-marks.ts'
import type { Db } from '../db/open.ts'
import { requestById } from '../db/requests.ts'
import { inCall, tell } from './call.ts'
import type { CallTools } from './call-close.ts'

/** A client that asks for five minutes twice in this time (ms) is waited for already. */
const patience = 60_000

type Wanted = { kind: CallMark; ms: number }

/**
 * Stamps what one side says of the call (rules 42 and 43): a tick of the script, a break of the pictures, a camera away, "preciso
 * de 5 min". Stamped already it changes nothing. Faults: invalid for what that side does not stamp, changed for a tick before
 * both are in, call_over.
 */
export async function stampCall(tools: CallTools, id: string, by: CallParty, wanted: Wanted): Promise<true | Fault> {
  if (!stampable[by].includes(wanted.kind)) return fault('invalid')
  return inCall(tools, id, async (tx, call, at) => {
    const marks = await marksOf(tools.store, tx, id)
    const { kind } = wanted
    if (isScriptItem(kind) && call.state !== 'live') return fault('changed')
    if (isRepeat(marks, call, by, kind, at)) return true as const
    const ms = kind === 'camera_back' ? pauseMs(marks, by, at, wanted.ms) : null
    const anew = call.state === 'live' && (kind === 'resumed' || (ms !== null && ms > callTerms.pause))
    const attempt = call.attempt + (anew ? 1 : 0)
    if (anew) await changeCall(tools.store, tx, id, { attempt })
    await addMark(tools.store, tx, id, { kind, attempt, by, at, ms })
    if (kind === 'five_minutes') await askForTime(tools, tx, call)
    return true as const
  })
}

function isRepeat(marks: readonly CallStamp[], call: CallRow, by: CallParty, kind: CallMark, at: number): boolean {
  if (isScriptItem(kind)) return ticked(marks, call.attempt).has(kind)
  if (kind === 'dropped' || kind === 'resumed') return isDropped(marks, by) === (kind === 'dropped')
  const last = marks.findLast((each) => each.kind === kind)
  return kind === 'five_minutes' && last !== undefined && at - last.at < patience
}

async function askForTime(tools: CallTools, tx: Db, call: CallRow): Promise<void> {
  const row = await requestById(tools.store, tx, call.request)
  if (row) await tell(tools, tx, call, row, 'five_more')
  tools.presence.excuse(call.id, 'client', tools.time.real() + callTerms.moment)
}
