import type { Calendar } from './calendar.ts'
import type { Cartorio } from './cartorio.ts'
import type { Cause, Clock, Tick } from './clock.ts'
import type { Resolve } from './finding.ts'
import type { Missing, Stall, VideoMark } from './order.ts'

/** Coded reasons for "Rejeitar"; the client reads their words, another cartório only the code (rule 20). */
export const rejectReasons = ['data_mismatch', 'document_unreadable', 'photo_mismatch', 'other'] as const
export type RejectReason = (typeof rejectReasons)[number]

/** A stay in the pool: who let it expire and when, and who may not pull in this round (rule 25). */
export type PoolRound = {
  readonly first: string
  readonly expiredAt: number
  readonly excluded: readonly string[]
  /** Whether `first` had pulled it itself, so that a withdrawal keeps it under the cap of rule 30. */
  readonly pulled?: true
}

/** Why a request ended without a certificate: no proof in 72 hours (rule 50), the client's own wish, or a fraud that was confirmed. */
export type CloseReason = 'no_proof' | 'gave_up' | 'fraud'

export type State =
  | {
      readonly name: 'waiting'
      readonly cns: string
      readonly pulled: boolean
      readonly clock: Clock
      /** Where it was pulled from, so that it can be given back (rule 63). */
      readonly from?: PoolRound
    }
  | { readonly name: 'expired'; readonly cns: string; readonly pulled: boolean; readonly expiredAt: number }
  | ({ readonly name: 'released' } & PoolRound)
  | { readonly name: 'choosing'; readonly last: string }
  | InProgress
  | { readonly name: 'rejected'; readonly cns: string; readonly reason: RejectReason; readonly late: boolean }
  | {
      readonly name: 'completed'
      readonly cns: string
      readonly certificate?: string
      /** The last session since, held for a new phone (rule 51); gone with the certificate that came of it. */
      readonly renewal?: VideoMark
    }
  | { readonly name: 'closed'; readonly cns: string; readonly why?: CloseReason }
  | { readonly name: 'frozen'; readonly cns: string }
  | { readonly name: 'cancelled'; readonly cns: string | null }

/** After the decision: the video and the order of the certificate at `cns`. What is absent has not happened. */
export type InProgress = {
  readonly name: 'in_progress'
  readonly cns: string
  readonly how: 'create' | 'use'
  readonly late: boolean
  /** The version of the own CCN record that the decision made or used. */
  readonly ccn?: number
  readonly video?: VideoMark
  readonly stall?: Stall
  readonly remindedAt?: number
  /** Since then the client may release it again (rule 22). */
  readonly stalledAt?: number
  readonly orderedAt?: number
  /** The last session after the order, held for a new enrolment code (rule 69). */
  readonly renewal?: VideoMark
}

export type StateName = State['name']

export const unfinished: readonly StateName[] = ['waiting', 'expired', 'released', 'choosing', 'in_progress', 'frozen']
export const isUnfinished = (state: State): boolean => unfinished.includes(state.name)

/** A request without its personal data: everything that `decide` reads. `round` counts the client's releases. */
export type Request = {
  readonly id: string
  readonly version: number
  readonly account: string
  readonly uf: string
  readonly round: number
  readonly since: number
  readonly state: State
}

/** The cartório that may see the request's details now, if any (rules 31 and 57). */
export const ownerOf = (state: State): string | null => ('cns' in state ? state.cns : null)

/** The session that counts now: the one for a new code where there was one. */
export function markOf(state: State): VideoMark | undefined {
  if (state.name === 'completed') return state.renewal
  return state.name === 'in_progress' ? (state.renewal ?? state.video) : undefined
}

/** Whom a refusal may tell what the request has become: its cartório, or the one that just lost it (rules 16 and 57). */
export function lastSeenBy(state: State): string | null {
  if (state.name === 'released') return state.first
  return state.name === 'choosing' ? state.last : ownerOf(state)
}

export type Choice =
  | { readonly kind: 'create'; readonly evenToday?: boolean }
  | { readonly kind: 'use'; readonly ccnVersion: number; readonly checkedToday: boolean }
  | { readonly kind: 'reject'; readonly reason: RejectReason; readonly text?: string }

/** What the cartório's CCN holds for this CPF in the instant of the decision. */
export type CcnFacts = { readonly latest: number | null; readonly madeToday: boolean }

export type Command =
  | {
      readonly name: 'submit'
      readonly id: string
      readonly account: string
      readonly uf: string
      readonly to: Cartorio
    }
  | {
      readonly name: 'decide'
      readonly cns: string
      readonly choice: Choice
      readonly ccn: CcnFacts
      readonly calendar: Calendar
      readonly stall?: Stall
    }
  | { readonly name: 'expire' }
  | { readonly name: 'warn' }
  | { readonly name: 'release'; readonly poolHourAt: number | null }
  | { readonly name: 'withdraw'; readonly first: Cartorio }
  | { readonly name: 'choose'; readonly to: Cartorio }
  | { readonly name: 'pull'; readonly by: Cartorio }
  | {
      readonly name: 'give_back'
      readonly cns: string
      readonly reason: string
      readonly poolHourAt: number | null
      readonly calendar: Calendar
    }
  | { readonly name: 'cancel'; readonly calendar: Calendar | null }
  | { readonly name: 'pool_hour' }
  | { readonly name: 'reproject'; readonly before: Calendar; readonly next: Calendar; readonly cause?: Cause }
  | {
      readonly name: 'credit'
      readonly calendar: Calendar
      readonly from: number
      readonly to: number
      readonly cause?: Cause
    }
  | { readonly name: 'grant'; readonly calendar: Calendar; readonly ms: number; readonly cause: Cause }
  | { readonly name: 'suspend'; readonly calendar: Calendar | null }
  | { readonly name: 'end_video'; readonly cns: string; readonly mark: VideoMark; readonly stall?: Stall }
  | { readonly name: 'place_order'; readonly cns: string; readonly missing: readonly Missing[] }
  | { readonly name: 'remind' }
  | { readonly name: 'stall' }
  | { readonly name: 'complete'; readonly cns: string; readonly certificate: string }
  | { readonly name: 'reissue'; readonly cns: string; readonly certificate: string }
  | { readonly name: 'close'; readonly why: Exclude<CloseReason, 'fraud'> }
  | Resolve

export type CommandName = Command['name']

export const noticeKinds = {
  client: [
    'started',
    'expired',
    'pulled',
    'rejected',
    'given_back',
    'rescheduled',
    'nobody_pulled',
    'choose_again',
    'call',
    'video_again',
    'ordered',
    'stalled',
    'frozen',
    'cleared',
    'ended',
    'completed',
    'closed',
    'revoked',
  ],
  staff: [
    'new',
    'five_minutes',
    'overdue',
    'left',
    'cancelled',
    'available',
    'rescheduled',
    'reopened',
    'in_room',
    'five_more',
    'new_phone',
    'no_video',
    'completed',
    'closed',
    'revoked',
  ],
} as const

export type ClientNotice = (typeof noticeKinds.client)[number]
export type StaffNotice = (typeof noticeKinds.staff)[number]

/** Who is to be told what; the commit turns it into outbox rows beside the entry (rule 36). */
export type Notice =
  | { readonly to: 'client'; readonly kind: ClientNotice }
  | { readonly to: 'cartorio'; readonly cns: string; readonly kind: StaffNotice }
  | { readonly to: 'pool'; readonly uf: string; readonly except: readonly string[] }

export type Alarm = {
  readonly kind: 'expire' | 'warn' | 'pool_hour' | 'digest' | 'remind' | 'stall'
  readonly subject: string
  readonly dueAt: number
}

/** One line of the journal, dated when the fact was due. `state` is the whole new state, so rows can be rebuilt. */
export type Entry = {
  readonly request: string
  readonly version: number
  readonly at: number
  readonly kind: CommandName
  readonly round: number
  readonly since: number
  readonly state: State
  readonly account: string
  readonly uf: string
  /** Why the clock was moved, where it was. */
  readonly cause?: Cause
  /** Free text of the person who acted (a rejection, a give-back): sealed with the entry. */
  readonly note?: string
}

export type Decision = {
  readonly entry: Entry
  readonly next: Request
  readonly ticks: readonly Tick[]
  /** The complete set of this request's alarms from now on; digests are added to their cartório's. */
  readonly alarms: readonly Alarm[]
  readonly notices: readonly Notice[]
}

/** The request row as its journal tells it. */
export function rebuild(entries: readonly Entry[]): Request | null {
  const last = entries.at(-1)
  if (!last) return null
  const { request: id, version, account, uf, round, since, state } = last
  return { id, version, account, uf, round, since, state }
}
