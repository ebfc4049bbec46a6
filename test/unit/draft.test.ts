import { describe, expect, test } from 'vitest'
import { isId, readDraft, type DraftField, type DraftInput } from '../../server/domain/draft.ts'
import { fieldWords } from '../../server/domain/words.ts'

const today = '2026-11-24'
const form: DraftInput = {
  id: '019abf0c-7d2e-7abc-8def-0123456789ab',
  ibge: '3550308',
  cns: '11.111-1',
  cpf: '111.444.777-35',
  name: '  Beatriz   Nogueira ',
  socialName: '',
  birthDate: '01/05/1990',
  phone: '(11) 98765-4321',
}
const read = (more: Partial<DraftInput> = {}) => readDraft({ ...form, ...more }, today)

describe('the form', () => {
  test('is stored in one form, whatever way it was typed', () => {
    expect(read()).toEqual({
      cns: '111111',
      minor: false,
      draft: {
        cpf: '11144477735',
        name: 'Beatriz Nogueira',
        socialName: null,
        birthDate: '1990-05-01',
        phone: '+5511987654321',
      },
    })
    expect(read({ socialName: ' Bia Nogueira ' })).toMatchObject({ draft: { socialName: 'Bia Nogueira' } })
    expect(read({ socialName: undefined })).toMatchObject({ draft: { socialName: null } })
  })

  const wrong: [DraftField, string[]][] = [
    ['id', ['', 'abc', form.id.toUpperCase(), '019abf0c-7d2e-4abc-8def-0123456789ab', `${form.id} `]],
    ['ibge', ['', '355030', '35503088', 'São Paulo', '355030x', '3550308\n']],
    ['cns', ['', '11111', '1111111', 'abcdef']],
    ['cpf', ['', '111.444.777-36', '11111111111', '1114447773', "1' OR '1'='1"]],
    ['name', ['', 'Beatriz', 'B3atriz Nogueira', `Ana ${'a'.repeat(120)}`, '<b>Ana</b> Lima', 'Ana Li\u202Ema']],
    ['socialName', ['Bia', '<script>', 'x'.repeat(200)]],
    ['birthDate', ['', '31/02/1990', '1990-13-01', '25/11/2026', '01/01/1899', '1/5/90']],
    ['phone', ['', '11 3333-4444', '+1 415 555 0100', '(10) 98765-4321', '9876']],
  ]
  test.each(wrong.flatMap(([field, texts]) => texts.map((text) => [field, text] as const)))(
    '%s %j is refused, it alone, and has its words',
    (field, text) => {
      expect(read({ [field]: text })).toEqual({ faults: [field] })
      expect(fieldWords[field]).toMatch(/\.$/)
    },
  )

  test('every fault is told at once', () => {
    const empty = { id: '', ibge: '', cns: '', cpf: '', name: '', socialName: '?', birthDate: '', phone: '' }
    expect(readDraft(empty, today)).toEqual({
      faults: ['id', 'ibge', 'cns', 'cpf', 'name', 'socialName', 'birthDate', 'phone'],
    })
  })

  test.each([
    ['2008-11-24', false],
    ['2008-11-25', true],
    [today, true],
  ])('born on %s: minor %s', (birthDate, minor) => {
    expect(read({ birthDate })).toMatchObject({ minor })
  })

  test('an id is a UUIDv7 in lower case', () => {
    expect(isId(form.id)).toBe(true)
    expect(isId(form.id.replace('-8def', '-cdef'))).toBe(false)
  })
})
