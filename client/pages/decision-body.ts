import { rejectWords } from '../../server/domain/words.ts'
import type { RejectReason } from '../../server/domain/request.ts'

/** The body of POST /api/requests/:id/decision. */
export type DecisionBody =
  | { kind: 'create'; evenToday?: true }
  | { kind: 'use'; ccnVersion: number; checkedToday: true }
  | { kind: 'reject'; reason: RejectReason; text?: string }

/** What has been filled in so far. */
export interface Draft {
  kind: DecisionBody['kind'] | null
  checked: boolean
  evenToday: boolean
  reason: RejectReason | null
  text: string
}

export type DraftFaults = { [K in keyof Draft]?: string }

/** What the form knows about the request while it checks a draft. */
export interface Facts {
  /** The version of the own CCN record, null without one. */
  ccnVersion: number | null
  madeToday: boolean
  pulled: boolean
}

export const emptyDraft: Draft = { kind: null, checked: false, evenToday: false, reason: null, text: '' }

/** Reads a draft as a decision, or says which of its fields still lack what. */
export function readDraft(draft: Draft, facts: Facts): DecisionBody | DraftFaults {
  if (draft.kind === null) return { kind: 'Escolha uma das opções.' }
  if (draft.kind === 'create') {
    if (!facts.madeToday) return { kind: 'create' }
    return draft.evenToday
      ? { kind: 'create', evenToday: true }
      : { evenToday: 'Marque para criar outra versão, ou escolha Usar registro no CCN.' }
  }
  if (draft.kind === 'use') {
    if (facts.ccnVersion === null) return { kind: 'Seu cartório ainda não tem registro deste CPF.' }
    return draft.checked
      ? { kind: 'use', ccnVersion: facts.ccnVersion, checkedToday: true }
      : { checked: 'Marque depois de conferir os dados com o documento.' }
  }
  if (draft.reason === null) return { reason: 'Escolha o motivo.' }
  const text = draft.text.trim()
  if (text === '' && textNeeded(draft.reason, facts)) return { text: 'Escreva o motivo para o cliente.' }
  return { kind: 'reject', reason: draft.reason, ...(text && { text }) }
}

/** "Outro" says nothing by itself, and a rejection right after a pull needs words (domain.md rule 30). */
export function textNeeded(reason: RejectReason | null, facts: Pick<Facts, 'pulled'>): boolean {
  return reason === 'other' || facts.pulled
}

/** Whether a reading of a draft is a decision. */
export function isDecision(read: DecisionBody | DraftFaults): read is DecisionBody {
  return read.kind === 'create' || read.kind === 'use' || read.kind === 'reject'
}

/** What the client will read, without the full stop at its end. */
export function rejectionWords(reason: RejectReason, text: string | undefined): string {
  const said = text?.replace(/[.\s]+$/, '')
  if (reason === 'other') return said ?? rejectWords.other
  return said ? `${rejectWords[reason]}. ${said}` : rejectWords[reason]
}
