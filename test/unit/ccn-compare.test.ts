import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { differences, mergeForms, takeTheirs } from '../../server/domain/ccn-compare.ts'
import { ccnPaths, formOf, type CcnForm } from '../../server/domain/ccn-form.ts'
import { ccnTypedWords, ccnValueWords } from '../../server/domain/ccn-words.ts'
import type { CcnRecord } from '../../server/domain/ccn.ts'
import { wholeInput, wholeRecord } from '../kit/ccn.ts'

const whole = wholeRecord()
const { cpf, name, socialName, birthDate, phone, email, municipio, uf } = whole
const asked = { cpf, name, socialName, birthDate, phone, email, municipio, uf }
const home = { ...wholeInput().homeAddress, cep: '11010001' }

const record = fc.record<CcnRecord>(
  {
    cpf: fc.constant(whole.cpf),
    name: fc.constantFrom('Ana Lima', 'Bia Souza'),
    socialName: fc.constantFrom(null, 'Lia Souza'),
    birthDate: fc.constantFrom('1984-03-12', '1990-01-01'),
    phone: fc.constantFrom('+5513987654321', '+5511987654321'),
    email: fc.constantFrom('a@exemplo.com', 'b@exemplo.com'),
    municipio: fc.constantFrom('Santos', 'Campinas'),
    uf: fc.constant('SP'),
    filiation: fc.constantFrom(['Maria Lima'], ['Maria Lima', 'João Lima'], ['João Lima', 'Maria Lima']),
    maritalStatus: fc.constantFrom('single', 'married'),
    spouse: fc.constantFrom('Rui Lima', 'Caio Reis'),
    homeAddress: fc.record(
      Object.fromEntries(Object.entries(home).map(([part, text]) => [part, fc.constantFrom(text, `${text}1`)])),
    ) as fc.Arbitrary<NonNullable<CcnRecord['homeAddress']>>,
    pep: fc.boolean(),
  },
  { requiredKeys: ['cpf', 'name', 'socialName', 'birthDate', 'phone', 'email', 'municipio', 'uf'] },
)

describe('differences', () => {
  test('are said field by field, in words, down to the part of an address', () => {
    const after = {
      ...whole,
      maritalStatus: 'stable_union' as const,
      homeAddress: { ...home, cep: '11010002', more: 'ap. 12' },
      document: { kind: 'cnh' as const, number: '12.345.678-9', issuer: 'SSP/SP', issuedOn: '2016-06-30' },
      pep: true,
    }
    expect(differences(whole, after)).toEqual([
      { field: 'maritalStatus', label: 'Estado civil', before: 'Casado(a)', after: 'Em união estável' },
      { field: 'homeAddress.cep', label: 'Endereço residencial: CEP', before: '11010-001', after: '11010-002' },
      { field: 'document.kind', label: 'Documento de identidade: Tipo', before: 'RG', after: 'CNH' },
      {
        field: 'document.issuedOn',
        label: 'Documento de identidade: Data de emissão',
        before: '30/06/2015',
        after: '30/06/2016',
      },
      { field: 'pep', label: 'Pessoa politicamente exposta', before: 'Não', after: 'Sim' },
    ])
    expect(differences(asked, { ...asked, pep: false })).toMatchObject([{ before: null, after: 'Não' }])
  })

  test('there are none to oneself, and both ways they name the same fields', () => {
    fc.assert(fc.property(record, (one) => differences(one, one).length === 0))
    fc.assert(
      fc.property(record, record, (one, other) => {
        const back = differences(other, one).map(({ field, label, before, after }) => ({
          field,
          label,
          before: after,
          after: before,
        }))
        expect(differences(one, other)).toEqual(back)
      }),
    )
  })

  test('none means that the records are the same', () => {
    fc.assert(
      fc.property(record, record, (one, other) => {
        if (differences(one, other).length === 0) expect(formOf(one)).toEqual(formOf(other))
      }),
    )
  })

  test('single fields and inputs are read as words', () => {
    expect(ccnValueWords(whole, 'homeAddress')).toBe('Rua do Comércio, 10, ap. 12, Centro, Santos/SP, CEP 11010-001')
    expect(ccnValueWords(whole, 'document')).toBe('RG 12.345.678-9, SSP/SP, emitido em 30/06/2015')
    expect(ccnValueWords(asked, 'pep')).toBeNull()
    expect(ccnTypedWords('maritalStatus', 'widowed')).toBe('Viúvo(a)')
    expect(ccnTypedWords('pep', 'no')).toBe('Não')
    expect(ccnTypedWords('name', ' ')).toBeNull()
  })
})

describe('two people edit the same version', () => {
  const base = formOf(whole)
  const change = (more: Partial<CcnForm>): CcnForm => ({ ...base, ...more })

  test('what only the other changed is taken; what both changed stays as typed until somebody chooses', () => {
    const mine = change({ profession: 'médica', 'homeAddress.number': '20' })
    const theirs = change({ profession: 'dentista', email: 'nova@exemplo.com', 'homeAddress.cep': '11010-002' })
    const merged = mergeForms(base, mine, theirs)
    expect(merged.taken).toEqual(['email'])
    expect(merged.clashes).toEqual(['profession', 'homeAddress.cep', 'homeAddress.number'])
    expect(merged.form).toEqual({ ...mine, email: 'nova@exemplo.com' })
    // An address is one thing: half of each would be nobody's.
    const taken = takeTheirs(merged.form, theirs, 'homeAddress.cep')
    expect(taken).toEqual({ ...theirs, profession: 'médica' })
  })

  test('the same change is no clash, and nothing typed is ever lost or invented', () => {
    const same = change({ profession: 'médica' })
    expect(mergeForms(base, same, same)).toEqual({ form: same, taken: [], clashes: [] })
    const some = fc
      .subarray([...ccnPaths])
      .chain((paths) =>
        fc.constantFrom('a', 'b').map((text) => change(Object.fromEntries(paths.map((path) => [path, text])))),
      )
    fc.assert(
      fc.property(some, some, (mine, theirs) => {
        const { form, clashes } = mergeForms(base, mine, theirs)
        for (const path of ccnPaths) {
          if (mine[path] !== base[path]) expect(form[path]).toBe(mine[path])
          if (form[path] !== theirs[path] && form[path] !== mine[path]) throw new Error(path)
          if (mine[path] !== base[path] && theirs[path] !== base[path] && mine[path] !== theirs[path])
            expect(clashes).toContain(path)
        }
      }),
    )
  })
})
