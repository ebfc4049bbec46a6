import { due, type Calendar } from './calendar.ts'
import { fault, type Fault } from './fault.ts'

/** What `decide` needs to know of a cartório, read in the transaction that decides. */
export type Cartorio = {
  readonly cns: string
  readonly uf: string
  readonly eligible: boolean
  readonly credentialed: boolean
  readonly suspended: boolean
  /** Whether somebody of the team has at least one channel that works (rule 33). */
  readonly reachable: boolean
  readonly undecidedPulls: number
  readonly pullCap: number
  readonly calendar: Calendar
}

/** How many undecided pulled requests a cartório may hold unless the platform allows it more (rule 30). */
export const usualPullCap = 5

const openingHorizon = 30 * 86_400_000

/**
 * Why a cartório can't receive a request now, or null (rules 9, 33 and 65).
 * @param at server instant in ms
 */
export function whyClosedToRequests(cartorio: Cartorio, at: number): Fault | null {
  if (!cartorio.eligible) return fault('not_eligible')
  if (!cartorio.credentialed) return fault('not_credentialed')
  if (cartorio.suspended) return fault('suspended')
  if (!cartorio.reachable) return fault('unreachable')
  const first = due(cartorio.calendar, at, 1)
  if (first === null || first > at + openingHorizon) return fault('no_opening')
  return null
}

export const deciderRoles = ['tabeliao', 'substituto', 'escrevente'] as const
export const staffRoles = [...deciderRoles, 'atendente'] as const
export type StaffRole = (typeof staffRoles)[number]
export type Role = StaffRole | 'admin' | 'inspetor'

/** An atendente sees but does not decide. */
export const mayDecide = (role: Role): boolean => (deciderRoles as readonly string[]).includes(role)
