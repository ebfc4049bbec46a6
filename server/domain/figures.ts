import { rejectReasons, type RejectReason } from './request.ts'

/**
 * The figures of a set of stays, a stay being one request at one cartório. All of them speak of the stays that *began* in the
 * period (by the local date of the cartório), whenever the rest happened; so a figure of last week may still grow today.
 *
 * - received: stays that began; equal to inTime + late + undecided + left + open.
 * - inTime: decided before the 15 business minutes were over.
 * - late: decided after they were over.
 * - undecided: they ran out and no decision ever came.
 * - left: ended in time without decision or expiry: cancelled by the client, given back, or the cartório was suspended.
 * - open: none of these yet, the clock is running.
 * - expired: the clock ran out, decided later or not.
 * - released: the client released it to the other cartórios and did not take that back.
 * - pulled: of received, those pulled from the pool.
 * - created, used, rejected (by coded reason): the last decision of the stay.
 * - completed: the certificate was issued and proved.
 * - medianMs, p90Ms: business ms from start to decision over inTime and late ones, by nearest rank: the smallest value that at
 *   least 50 % (90 %) of them do not exceed, so always one that occurred. Null without a decision.
 */
export type Figures = {
  received: number
  inTime: number
  late: number
  undecided: number
  left: number
  open: number
  expired: number
  released: number
  pulled: number
  created: number
  used: number
  rejected: Record<RejectReason, number>
  completed: number
  medianMs: number | null
  p90Ms: number | null
}

export const noFigures = (): Figures => ({
  received: 0,
  inTime: 0,
  late: 0,
  undecided: 0,
  left: 0,
  open: 0,
  expired: 0,
  released: 0,
  pulled: 0,
  created: 0,
  used: 0,
  rejected: Object.fromEntries(rejectReasons.map((reason) => [reason, 0])) as Record<RejectReason, number>,
  completed: 0,
  medianMs: null,
  p90Ms: null,
})

/** The share (0..1) decided in time of all whose time is over, by decision or by the clock; null when there is none yet. */
export function inTimeShare({
  inTime,
  late,
  undecided,
}: Pick<Figures, 'inTime' | 'late' | 'undecided'>): number | null {
  const all = inTime + late + undecided
  return all === 0 ? null : inTime / all
}

export const rejectedInAll = ({ rejected }: Pick<Figures, 'rejected'>): number =>
  rejectReasons.reduce((sum, reason) => sum + rejected[reason], 0)
