import { describe, expect, test } from 'vitest'
import { ccnPaths, formOf, inputOf, type CcnInput, type CcnPath } from '../../server/domain/ccn-form.ts'
import { parseCep, readRecord } from '../../server/domain/ccn-read.ts'
import { ccnFaultWords, ccnPathLabel, inSentence } from '../../server/domain/ccn-words.ts'
import { createdFrom, lacking, type CcnRecord } from '../../server/domain/ccn.ts'
import type { PersonalData } from '../../server/domain/draft.ts'
import { wholeInput, wholeRecord } from '../kit/ccn.ts'

const today = '2026-11-24'
const whole = wholeRecord()
const asked: PersonalData = {
  cpf: whole.cpf,
  name: whole.name,
  socialName: null,
  birthDate: whole.birthDate,
  phone: whole.phone,
  email: whole.email,
  municipio: 'Santos',
  uf: 'SP',
}
const read = (more: Partial<CcnInput> = {}) => readRecord(wholeInput(1, more), today)
const faultsOf = (more: Partial<CcnInput>) => {
  const one = read(more)
  return 'faults' in one ? one.faults : []
}
const recordOf = (more: Partial<CcnInput> = {}): CcnRecord => {
  const one = read(more)
  if ('faults' in one) throw new Error(one.faults.join())
  return { ...one.record, cpf: whole.cpf }
}
const home = wholeInput().homeAddress
const paper = wholeInput().document
const none = { cep: '', street: '', number: '', more: '', district: '', city: '', uf: '' }

describe('the form of a record', () => {
  test('reads back what it shows, whole or as the client sent it', () => {
    expect(recordOf()).toEqual(whole)
    const bare = readRecord(inputOf(formOf(asked)), today)
    expect(bare).toEqual({ record: { ...asked, cpf: undefined } })
    const social = { ...whole, socialName: 'Bia Nunes', workAddress: { ...home, more: '', cep: '01310100' }, pep: true }
    expect(readRecord(inputOf(formOf(social)), today)).toEqual({ record: { ...social, cpf: undefined } })
  })

  test('stores one spelling', () => {
    const typed = {
      name: '  Beatriz   Fictícia Nunes ',
      email: ' Cliente@Exemplo.com ',
      phone: '(13) 98765 4321',
      homeAddress: { ...home, cep: '11010001', street: ' Rua  do Comércio ', number: '10', uf: 'sp' },
      document: { ...paper, number: ' 12.345.678-9 ', issuedOn: '2015-06-30' },
    }
    expect(recordOf(typed)).toEqual(whole)
    expect(recordOf({ homeAddress: { ...home, number: 's/n' } }).homeAddress?.number).toBe('S/N')
  })

  const wrong: [CcnPath, Partial<CcnInput>][] = [
    ['name', { name: 'Beatriz' }],
    ['socialName', { socialName: 'B1a' }],
    ['birthDate', { birthDate: '30/02/1984' }],
    ['birthDate', { birthDate: '25/11/2026' }],
    ['birthPlace', { birthPlace: '<b>Santos</b>' }],
    ['nationality', { nationality: '55' }],
    ['filiation.1', { filiation: ['Maria Fictícia', 'José'] }],
    ['maritalStatus', { maritalStatus: 'complicado' }],
    ['spouse', { spouse: '' }],
    ['spouse', { maritalStatus: 'stable_union', spouse: 'Carlos' }],
    ['profession', { profession: 'a\u202Eb c' }],
    ['homeAddress.cep', { homeAddress: { ...home, cep: '1101000' } }],
    ['homeAddress.cep', { homeAddress: { ...home, cep: '00000-000' } }],
    ['homeAddress.street', { homeAddress: { ...home, street: '' } }],
    ['homeAddress.number', { homeAddress: { ...home, number: 'dez' } }],
    ['homeAddress.district', { homeAddress: { ...home, district: ' ' } }],
    ['homeAddress.city', { homeAddress: { ...home, city: '' } }],
    ['homeAddress.uf', { homeAddress: { ...home, uf: 'XX' } }],
    ['workAddress.cep', { workAddress: { ...home, cep: 'abc' } }],
    ['phone', { phone: '(13) 3222-4321' }],
    ['email', { email: 'cliente@' }],
    ['document.kind', { document: { ...paper, kind: '' } }],
    ['document.number', { document: { ...paper, number: 'ABC' } }],
    ['document.issuer', { document: { ...paper, issuer: '' } }],
    ['document.issuedOn', { document: { ...paper, issuedOn: '25/11/2026' } }],
    ['document.issuedOn', { document: { ...paper, issuedOn: '11/03/1984' } }],
    ['pep', { pep: 'talvez' }],
  ]
  test.each(wrong)('%s: %j', (path, more) => {
    expect(faultsOf(more)).toEqual([path])
    expect(ccnFaultWords(path)).toMatch(/\.$/)
    expect(ccnFaultWords(path)).not.toBe('Confira este campo.')
  })

  test('names every fault at once, and every input has a label', () => {
    const all = faultsOf({
      name: '',
      birthDate: '',
      phone: '',
      email: '',
      homeAddress: { ...none, cep: '1' },
      document: { kind: 'rg', number: '', issuer: '', issuedOn: '' },
    })
    expect(all).toEqual([
      'name',
      'birthDate',
      ...(['cep', 'street', 'number', 'district', 'city', 'uf'] as const).map((part) => `homeAddress.${part}`),
      'phone',
      'email',
      'document.number',
      'document.issuer',
      'document.issuedOn',
    ])
    for (const path of ccnPaths) expect(ccnPathLabel(path)).not.toContain('undefined')
    expect(lacking(asked).map(inSentence).join()).toBe(
      'filiação,nacionalidade,estado civil,profissão,endereço residencial,documento de identidade,resposta sobre exposição política',
    )
    expect(ccnPathLabel('homeAddress.cep')).toBe('Endereço residencial: CEP')
  })

  test('may be completed step by step: the município alone is no address, and who is single has no spouse', () => {
    const part = recordOf({
      homeAddress: { ...none, city: 'Santos', uf: 'SP' },
      document: { ...none, kind: '', issuer: '', issuedOn: '' },
    })
    expect(part).not.toHaveProperty('homeAddress')
    expect(part).not.toHaveProperty('document')
    expect(part).toMatchObject({ municipio: 'Santos', uf: 'SP' })
    expect(recordOf({ maritalStatus: 'single' })).not.toHaveProperty('spouse')
    // The document may be as old as the person, and made today.
    for (const issuedOn of ['12/03/1984', '24/11/2026'])
      expect(faultsOf({ document: { ...paper, issuedOn } })).toEqual([])
    expect(recordOf({ homeAddress: { ...home, city: 'São Vicente' } })).toMatchObject({ municipio: 'São Vicente' })
  })

  test('a CEP has eight digits', () => {
    expect(['11010-001', ' 11010001 ', '11.010-001', '1101 0001', ''].map(parseCep)).toEqual([
      '11010001',
      '11010001',
      null,
      null,
      null,
    ])
  })
})

describe('what is lacking', () => {
  test('a whole record lacks nothing, the client’s form most of it, a married person the spouse', () => {
    expect(lacking(whole)).toEqual([])
    expect(lacking(asked)).toEqual([
      'filiation',
      'nationality',
      'maritalStatus',
      'profession',
      'homeAddress',
      'document',
      'pep',
    ])
    const { spouse: _spouse, ...alone } = whole
    expect(lacking(alone)).toEqual(['spouse'])
    expect(lacking({ ...alone, maritalStatus: 'divorced' })).toEqual([])
    expect(lacking({ ...whole, filiation: [''], pep: true })).toEqual(['filiation'])
  })
})

describe('"criar" on an older record', () => {
  test('takes the client’s data and keeps what the cartório completed', () => {
    const fresh = { ...asked, name: 'Beatriz Fictícia Lima', phone: '+5511912345678', email: 'nova@exemplo.com' }
    expect(createdFrom(fresh, whole)).toEqual({ ...whole, ...fresh })
    expect(createdFrom(fresh, null)).toEqual(fresh)
  })
  test('an empty social name takes none away; a new município ends the old address', () => {
    const social = { ...whole, socialName: 'Bia Nunes' }
    expect(createdFrom(asked, social).socialName).toBe('Bia Nunes')
    expect(createdFrom({ ...asked, socialName: 'Bea Nunes' }, social).socialName).toBe('Bea Nunes')
    const moved = createdFrom({ ...asked, municipio: 'Campinas' }, whole)
    expect(moved).not.toHaveProperty('homeAddress')
    expect(lacking(moved)).toEqual(['homeAddress'])
    expect(createdFrom({ ...asked, municipio: 'SANTOS' }, whole).homeAddress).toEqual(whole.homeAddress)
  })
})
