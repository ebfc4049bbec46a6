import { describe, expect, it } from 'vitest'
import { emptyDraft, isDecision, readDraft, rejectionWords } from '../../client/pages/decision-body.ts'

describe('reading a draft', () => {
  const facts = { ccnVersion: 3, madeToday: false, pulled: false }
  it('asks for what is missing', () => {
    expect(readDraft(emptyDraft, facts)).toEqual({ kind: 'Escolha uma das opções.' })
    expect(readDraft({ ...emptyDraft, kind: 'use' }, facts)).toHaveProperty('checked')
    expect(readDraft({ ...emptyDraft, kind: 'use', checked: true }, { ...facts, ccnVersion: null })).toHaveProperty(
      'kind',
    )
    expect(readDraft({ ...emptyDraft, kind: 'create' }, { ...facts, madeToday: true })).toHaveProperty('evenToday')
    expect(readDraft({ ...emptyDraft, kind: 'reject' }, facts)).toHaveProperty('reason')
    expect(readDraft({ ...emptyDraft, kind: 'reject', reason: 'other', text: '  ' }, facts)).toHaveProperty('text')
    expect(
      readDraft({ ...emptyDraft, kind: 'reject', reason: 'data_mismatch' }, { ...facts, pulled: true }),
    ).toHaveProperty('text')
  })
  it('never takes a fault for a decision', () => {
    expect(isDecision(readDraft(emptyDraft, facts))).toBe(false)
    expect(isDecision(readDraft({ ...emptyDraft, kind: 'create' }, facts))).toBe(true)
  })
  it('says what the client will read', () => {
    expect(rejectionWords('data_mismatch', undefined)).toBe('Dados não conferem')
    expect(rejectionWords('data_mismatch', 'Falta a mãe.')).toBe('Dados não conferem. Falta a mãe')
    expect(rejectionWords('other', 'Não é aqui.')).toBe('Não é aqui')
  })
})
