import type { CheckKind, CheckNeed, CheckNote, Outcome } from '../domain/checks.ts'

// The shapes of the answers about checks. All instants are epoch ms of the server.

/** One check with its newest answer. `need` is what an order asks of it still; null when it stands in no way. */
export type CheckView = {
  kind: CheckKind
  title: string
  /** Whether there is a source to ask (or, for liveness, the notary's own statement). */
  configured: boolean
  outcome: Outcome
  outcomeWords: string
  /** Sentence for the screen: what the source said, never more than rule 68 lets through. */
  words: string
  /** Approved, and yet worth a word to the client. */
  warning: boolean
  /** What the notary wrote beside a statement. */
  statement: string | null
  source: string
  at: number | null
  by: string | null
  /** While an answer is awaited: until when, and how far it has come. The PIN is the client's: staff never see it. */
  waiting: { until: number; pin: null; step: 'consent' | 'asking' | 'pin' } | null
  need: CheckNeed | null
  notes: { kind: CheckNote; by: string; at: number; text: string | null }[]
  /** What this person may do now. */
  can: { ask: boolean; tick: boolean; override: boolean }
  whyNot: string | null
}

/** The question about the own face as its client sees it: agree first, then perhaps a PIN for the gov.br app. */
export type ClientFaceView = {
  step: 'consent' | 'asking' | 'pin' | 'done' | 'ended'
  flow: 'v4' | 'v5'
  /** What is agreed to, and which data go to the source. */
  /** The text to agree to, or that was agreed to, and its version: an answer names it. */
  version: string
  text: string
  fields: string[]
  until: number | null
  pin: string | null
  ended: string | null
}
