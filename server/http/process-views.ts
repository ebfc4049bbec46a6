import type { ImageKind } from '../domain/image.ts'
import type { CommandName } from '../domain/request.ts'

/** How a request went at one cartório; instants in ms. */
export type ProcessStay = {
  n: number
  cartorio: { cns: string; name: string; zone: string }
  pulled: boolean
  startedAt: number
  decidedAt: number | null
  decisionWords: string | null
  late: boolean | null
  businessMs: number | null
  expiredAt: number | null
  releasedAt: number | null
  completedAt: number | null
}

/** The course of a request without its client: what an inspector sees by its protocol (rule 61). */
export type ProcessView = {
  now: number
  id: string
  protocol: string
  stateWords: string
  uf: string
  createdAt: number
  stays: ProcessStay[]
  events: { version: number; at: number; kind: CommandName; words: string }[]
  /** What can be opened, with a reason. */
  pictures: { kind: ImageKind; at: number }[]
}
