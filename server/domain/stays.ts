import { allotted, worked, type Calendar } from './calendar.ts'
import type { Tick } from './clock.ts'
import type { Entry, RejectReason, State } from './request.ts'

/**
 * One stay of a request at one cartório, from the start of its clock there, as the journal tells it. Instants in ms.
 * `startVersion` is the calendar that its clock began on, `lateVersion` the one that it had run out on, for a late decision.
 */
export type Stay = {
  readonly n: number
  readonly cns: string
  readonly pulled: boolean
  readonly startedAt: number
  readonly startVersion: number
  decidedAt: number | null
  decision: 'create' | 'use' | 'reject' | null
  reason: RejectReason | null
  late: boolean | null
  /** Business ms from the start to the decision; null for a late one until `withOvertime` has read the calendar. */
  businessMs: number | null
  lateVersion: number | null
  expiredAt: number | null
  releasedAt: number | null
  endedAt: number | null
  completedAt: number | null
}

/**
 * Every stay of one request, in the order in which they began: a pure fold of its journal and ledger, oldest first both.
 * A release that was withdrawn is none, and a late decision after it belongs to the stay that goes on. Of two decisions of one
 * stay (what stalled was released, taken back and decided again) the first gives the time, the last the outcome.
 */
export function staysOf(entries: readonly Entry[], ticks: readonly Tick[]): Stay[] {
  const stays: Stay[] = []
  let before: State | null = null
  for (const entry of entries) {
    follow(stays, entry, before, ticks)
    before = entry.state
  }
  return stays
}

function follow(stays: Stay[], entry: Entry, before: State | null, ticks: readonly Tick[]): void {
  const { at, state } = entry
  const lastAt = (cns: string | null | undefined) => stays.findLast((stay) => stay.cns === cns)
  const end = (stay: Stay | undefined) => {
    if (stay) stay.endedAt ??= at
  }
  const owner = before && 'cns' in before ? before.cns : null
  switch (entry.kind) {
    case 'submit':
    case 'choose':
    case 'pull':
      end(lastAt(owner))
      if (state.name === 'waiting') stays.push(begun(stays.length + 1, state, at))
      return
    case 'expire': {
      const stay = lastAt(owner)
      if (stay) stay.expiredAt = at
      return
    }
    case 'decide':
      decided(lastAt(owner), entry, ticks)
      return
    case 'release': {
      const stay = state.name === 'released' ? lastAt(state.first) : undefined
      end(stay)
      if (stay) stay.releasedAt = at
      return
    }
    case 'withdraw': {
      const stay = state.name === 'expired' ? lastAt(state.cns) : undefined
      if (stay) stay.endedAt = stay.releasedAt = null
      return
    }
    case 'complete': {
      const stay = lastAt(owner)
      end(stay)
      if (stay) stay.completedAt = at
      return
    }
    case 'give_back':
    case 'cancel':
    case 'suspend':
    case 'close':
      end(lastAt(owner))
      return
    case 'resolve':
      if (state.name !== 'in_progress') end(lastAt(owner))
      return
    // These move a clock, warn, or happen between decision and certificate: they begin and end no stay.
    case 'warn':
    case 'pool_hour':
    case 'reproject':
    case 'credit':
    case 'grant':
    case 'end_video':
    case 'place_order':
    case 'remind':
    case 'stall':
    case 'reissue':
      return
    default:
      entry.kind satisfies never
  }
}

const begun = (n: number, { cns, pulled, clock }: Extract<State, { name: 'waiting' }>, startedAt: number): Stay => ({
  n,
  cns,
  pulled,
  startedAt,
  startVersion: clock.calendarVersion,
  decidedAt: null,
  decision: null,
  reason: null,
  late: null,
  businessMs: null,
  lateVersion: null,
  expiredAt: null,
  releasedAt: null,
  endedAt: null,
  completedAt: null,
})

function decided(stay: Stay | undefined, { at, state }: Entry, ticks: readonly Tick[]): void {
  if (!stay || (state.name !== 'in_progress' && state.name !== 'rejected')) return
  const again = stay.decidedAt !== null
  stay.decision = state.name === 'rejected' ? 'reject' : state.how
  stay.reason = state.name === 'rejected' ? state.reason : null
  if (state.name === 'rejected') stay.endedAt = at
  if (again) return
  stay.decidedAt = at
  stay.late = state.late
  const stoppedAt = (instant: number | null) =>
    ticks.findLast((row) => row.kind === 'stop' && row.cns === stay.cns && row.at === instant)
  if (!state.late) {
    // Time given back is time that did not count, so what was left says how much was used.
    const stop = stoppedAt(at)
    stay.businessMs = stop ? allotted - stop.remainingMs : null
  } else stay.lateVersion = stoppedAt(stay.expiredAt)?.calendarVersion ?? stay.startVersion
}

/**
 * Business ms of a late decision: the whole time allotted, which had run out at `expiredAt`, and the opening time from there on.
 * @param calendar of `lateVersion`, covering the span from expiry to decision; RangeError when it does not
 */
export const overtime = ({ expiredAt, decidedAt }: Stay, calendar: Calendar): number | null =>
  expiredAt === null || decidedAt === null ? null : allotted + worked(calendar, expiredAt, decidedAt)
