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

/** What became of a stay: every one has exactly one of these. */
export const fates = ['inTime', 'late', 'undecided', 'left', 'open'] as const

/** What its last decision was. */
export const outcomes = ['create', 'use', ...rejectReasons] as const

/** A stay as far as figures care; `day` is YYYY-MM-DD, `ms` business ms from start to decision. */
export type CountedStay = {
  readonly day: string
  readonly cns: string
  readonly ms: number | null
  readonly fate: (typeof fates)[number]
  readonly outcome: (typeof outcomes)[number] | null
  readonly expired: boolean
  readonly released: boolean
  readonly pulled: boolean
  readonly completed: boolean
}

/** The figures of each group of stays, in one walk; `groupOf` names the group of a stay. */
export function tally(stays: readonly CountedStay[], groupOf: (stay: CountedStay) => string): Map<string, Figures> {
  const groups = new Map<string, { figures: Figures; times: number[] }>()
  for (const stay of stays) {
    const name = groupOf(stay)
    let group = groups.get(name)
    if (!group) groups.set(name, (group = { figures: noFigures(), times: [] }))
    count(group.figures, stay)
    if (stay.ms !== null) group.times.push(stay.ms)
  }
  return new Map(
    [...groups].map(([name, { figures, times }]) => {
      const sorted = Float64Array.from(times).sort()
      return [name, { ...figures, medianMs: atRank(sorted, 5), p90Ms: atRank(sorted, 9) }]
    }),
  )
}

function count(figures: Figures, stay: CountedStay): void {
  figures.received += 1
  figures[stay.fate] += 1
  if (stay.expired) figures.expired += 1
  if (stay.released) figures.released += 1
  if (stay.pulled) figures.pulled += 1
  if (stay.completed) figures.completed += 1
  if (stay.outcome === 'create') figures.created += 1
  else if (stay.outcome === 'use') figures.used += 1
  else if (stay.outcome !== null) figures.rejected[stay.outcome] += 1
}

/** Nearest rank ⌈tenths · n / 10⌉, in whole numbers. */
const atRank = (sorted: Float64Array, tenths: number): number | null =>
  sorted[Math.ceil((tenths * sorted.length) / 10) - 1] ?? null
