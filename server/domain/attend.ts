import { fault, type Fault } from './fault.ts'
import { missingWords } from './order-words.ts'
import type { Stall } from './order.ts'
import { lastSeenBy, type Alarm, type Request } from './request.ts'
import { isIn, moved, type In, type Of, type Step } from './step.ts'

/** What brings a request that stalls back to mind: nothing any more once its order is placed (rule 22). */
export function stallAlarms(subject: string, stall: Stall | undefined, reminded = false): Alarm[] {
  const alarms: Alarm[] = []
  const { remindAt = null, releaseAt = null } = stall ?? {}
  if (!reminded && remindAt !== null) alarms.push({ kind: 'remind', subject, dueAt: remindAt })
  if (releaseAt !== null) alarms.push({ kind: 'stall', subject, dueAt: releaseAt })
  return alarms
}

/** The refusal of another cartório than the one that has the request. */
export const wrongPlace = (request: Request, cns: string): Fault =>
  lastSeenBy(request.state) === cns ? moved(request) : fault('not_found')

const videoAgain = { to: 'client', kind: 'video_again' } as const

/** The alarms of a stay as its terms stand. */
function alarmsLeft(subject: string, { stall, remindedAt, stalledAt }: In<'in_progress'>['state']): Alarm[] {
  const left = stall && stalledAt !== undefined ? { ...stall, releaseAt: null } : stall
  return stallAlarms(subject, left, remindedAt !== undefined)
}

/**
 * Rules 40 and 44: a session ended with a coded reason; a suspicion of fraud freezes the request and keeps everything.
 * Without new stall terms the two sides never met.
 */
export function endVideo(request: Request, { cns, mark, stall }: Of<'end_video'>): Step | Fault {
  if (isIn(request, 'completed')) return endRenewal(request, { cns, mark })
  if (!isIn(request, 'in_progress') || request.state.cns !== cns) return wrongPlace(request, cns)
  const { state } = request
  if (mark.reason === 'fraud') return { state: { name: 'frozen', cns }, notices: [{ to: 'client', kind: 'frozen' }] }
  const again = mark.reason === 'identified' ? [] : [videoAgain]
  // After the order a session is held for a new enrolment code only (rule 69).
  if (state.orderedAt !== undefined) {
    // No order follows that would ask for the whole script, so the code does.
    const whole = mark.reason !== 'identified' || mark.whole
    if (!whole) return fault('order_missing', { what: missingWords({ what: 'script' }) })
    return { state: { ...state, renewal: mark }, notices: again }
  }
  // A room in which nobody met is no progress: the terms run on, and it takes nothing back.
  if (!stall) {
    const video = state.video?.reason === 'identified' ? state.video : mark
    return { state: { ...state, video }, alarms: alarmsLeft(request.id, state), notices: [videoAgain] }
  }
  // Whoever meets the client by video has not stalled: the terms begin anew.
  const { remindedAt: _reminded, stalledAt: _stalled, ...rest } = state
  return {
    state: { ...rest, video: mark, stall },
    alarms: stallAlarms(request.id, stall),
    notices: again,
  }
}

/**
 * Rule 51: a short video after the certificate, for another phone. Nothing of it touches the certificate that is in force: a
 * suspicion of fraud voids what the earlier videos gave (desk/enrol.ts), and revoking is the notary's own act.
 */
function endRenewal(request: In<'completed'>, { cns, mark }: Pick<Of<'end_video'>, 'cns' | 'mark'>): Step | Fault {
  const { state } = request
  if (state.cns !== cns) return wrongPlace(request, cns)
  if (state.certificate === undefined) return moved(request)
  if (mark.reason !== 'identified') return { state: { ...state, renewal: mark }, notices: [videoAgain] }
  return mark.whole
    ? { state: { ...state, renewal: mark } }
    : fault('order_missing', { what: missingWords({ what: 'script' }) })
}

/** Rule 40: only after create or use, and only when nothing is missing. */
export function placeOrder(request: Request, { cns, missing }: Of<'place_order'>, at: number): Step | Fault {
  if (!isIn(request, 'in_progress') || request.state.cns !== cns) return wrongPlace(request, cns)
  if (request.state.orderedAt !== undefined) return moved(request)
  const [first] = missing
  if (first) return fault('order_missing', { what: missingWords(first) })
  const { stalledAt: _stalled, ...rest } = request.state
  return { state: { ...rest, orderedAt: at }, notices: [{ to: 'client', kind: 'ordered' }] }
}

/** Rule 50: the phone proved that it holds the key of a certificate of this order. */
export function complete(request: Request, { cns, certificate }: Of<'complete'>): Step | Fault {
  if (!isIn(request, 'in_progress') || request.state.cns !== cns) return wrongPlace(request, cns)
  if (request.state.orderedAt === undefined) return fault('not_ordered')
  return withCertificate(cns, certificate)
}

/** Rule 51: another phone proved the key of another certificate of the same order, which takes the place of the first. */
export function reissue(request: Request, { cns, certificate }: Of<'reissue'>): Step | Fault {
  if (!isIn(request, 'completed') || request.state.cns !== cns) return wrongPlace(request, cns)
  const { certificate: before } = request.state
  return before === undefined || before === certificate ? moved(request) : withCertificate(cns, certificate)
}

function withCertificate(cns: string, certificate: string): Step {
  const kind = 'completed'
  return {
    state: { name: kind, cns, certificate },
    notices: [
      { to: 'client', kind },
      { to: 'cartorio', cns, kind },
    ],
  }
}

/** An order that leads to no certificate: the phone never proved its key, or the client doesn't want it any more. */
export function close(request: Request, { why }: Of<'close'>): Step | Fault {
  if (!isIn(request, 'in_progress') || request.state.orderedAt === undefined) return moved(request)
  const { cns } = request.state
  const staff = { to: 'cartorio', cns, kind: why === 'gave_up' ? 'cancelled' : 'closed' } as const
  return {
    state: { name: 'closed', cns, why },
    notices: why === 'gave_up' ? [staff] : [{ to: 'client', kind: 'closed' }, staff],
  }
}

/** Two business days without a video: the cartório is reminded once. */
export function remind(request: Request, at: number): Step | Fault {
  if (!isIn(request, 'in_progress') || !stalls(request) || request.state.remindedAt !== undefined) return moved(request)
  const { state } = request
  return {
    state: { ...state, remindedAt: at },
    alarms: stallAlarms(request.id, state.stall, true),
    notices: state.video?.reason === 'identified' ? [] : [{ to: 'cartorio', cns: state.cns, kind: 'no_video' }],
  }
}

/** Five business days without progress: from now on the client may release the request again. */
export function stalled(request: Request, at: number): Step | Fault {
  if (!isIn(request, 'in_progress') || !stalls(request) || request.state.stalledAt !== undefined) return moved(request)
  return { state: { ...request.state, stalledAt: at }, notices: [{ to: 'client', kind: 'stalled' }] }
}

const stalls = ({ state }: In<'in_progress'>): boolean => state.orderedAt === undefined
