import type { EndReason } from './call.ts'
import type { CcnField } from './ccn.ts'
import { allows, needOf, type Check, type CheckKind, type CheckNeed } from './checks.ts'

/** The last ended video session of this stay at the cartório; `whole` says that every item of the script was ticked. */
export type VideoMark = {
  readonly call: string
  readonly reason: EndReason
  readonly whole: boolean
  readonly at: number
}

/** When a stalled request is brought to mind, and when its client may release it again (rule 22), in ms. */
export type Stall = { readonly remindAt: number | null; readonly releaseAt: number | null }

/** What still stands between a request and its order. */
export type Missing =
  | { readonly what: 'ccn'; readonly fields: readonly CcnField[] }
  | { readonly what: 'video' }
  | { readonly what: 'script' }
  | { readonly what: 'check'; readonly kind: CheckKind; readonly need: CheckNeed }

/**
 * What an order still needs (rules 40, 42 and 66); empty when it may be placed.
 * @param facts.ccn the fields that the record of the order lacks, read in the transaction that places it
 */
export function missingForOrder(facts: {
  readonly ccn: readonly CcnField[]
  readonly video: VideoMark | null
  readonly checks: readonly Check[]
}): Missing[] {
  const { ccn, video, checks } = facts
  const missing: Missing[] = []
  if (ccn.length > 0) missing.push({ what: 'ccn', fields: ccn })
  if (video?.reason !== 'identified') missing.push({ what: 'video' })
  else if (!video.whole) missing.push({ what: 'script' })
  for (const check of checks)
    if (!allows(check)) missing.push({ what: 'check', kind: check.kind, need: needOf(check.outcome) })
  return missing
}
