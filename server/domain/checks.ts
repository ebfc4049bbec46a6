import type { Role } from './cartorio.ts'

/** What is asked about a person before an order: the CPF at the Receita, the face at Datavalid, life in the video. */
export const checkKinds = ['receita', 'face', 'liveness'] as const
export type CheckKind = (typeof checkKinds)[number]

/** The outcomes of rule 38, never merged. What was never asked is `not_run`. */
export const outcomes = ['approved', 'failed', 'unavailable', 'no_source', 'not_run'] as const
export type Outcome = (typeof outcomes)[number]

/** Who answers instead of a source: a tick for "sem fonte", the tabelião's written override otherwise. */
export type CheckNote = 'tick' | 'override'

/** The newest answer of a kind with what was noted to it. `tapped` says that a fresh passkey tap came with the override. */
export type Check = {
  readonly kind: CheckKind
  readonly outcome: Outcome
  readonly notes: readonly { readonly kind: CheckNote; readonly tapped: boolean }[]
}

export type CheckNeed = 'nothing' | CheckNote | 'override_with_tap'

/** What an outcome needs before an order may be placed (rule 66). */
export function needOf(outcome: Outcome): CheckNeed {
  switch (outcome) {
    case 'approved':
      return 'nothing'
    case 'no_source':
      return 'tick'
    case 'unavailable':
    case 'not_run':
      return 'override'
    case 'failed':
      return 'override_with_tap'
    default:
      return outcome satisfies never
  }
}

/** Whether an order may be placed as far as this check goes. */
export function allows({ outcome, notes }: Check): boolean {
  const need = needOf(outcome)
  if (need === 'nothing') return true
  if (need === 'override_with_tap') return notes.some((note) => note.kind === 'override' && note.tapped)
  // An override is the stronger word: it also covers what a tick would do.
  return notes.some((note) => note.kind === need || note.kind === 'override')
}

/** Who may note what: the tick anybody who decides, the override the tabelião alone (rules 39 and 66). */
export const mayNote = (role: Role, note: CheckNote): boolean =>
  note === 'override' ? role === 'tabeliao' : role === 'tabeliao' || role === 'substituto' || role === 'escrevente'

export const checkWords: Record<CheckKind, string> = {
  receita: 'Situação do CPF na Receita Federal',
  face: 'Rosto na base do Senatran (Datavalid)',
  liveness: 'Prova de vida',
}

export const outcomeWords: Record<Outcome, string> = {
  approved: 'Aprovado',
  failed: 'Reprovado',
  unavailable: 'Indisponível',
  no_source: 'Sem fonte',
  not_run: 'Não consultado',
}
