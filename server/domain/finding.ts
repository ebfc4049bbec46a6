import type { Stall } from './order.ts'

/** What the tabelião finds about a suspicion of fraud. */
export const findings = ['fraud', 'cleared'] as const
export type Finding = (typeof findings)[number]

/** What of a stay at a cartório outlives a suspicion of fraud: the decision, and the version that an order would be made from. */
export type Stay = { readonly how: 'create' | 'use'; readonly late: boolean; readonly ccn?: number }

/** The command that leads out of "congelada". */
export type Resolve = {
  readonly name: 'resolve'
  readonly cns: string
  readonly finding: Finding
  readonly reason: string
  /** What the request goes back to when nothing came of it: null at a cartório that is suspended meanwhile. */
  readonly back: { readonly stay: Stay; readonly stall?: Stall } | null
}
