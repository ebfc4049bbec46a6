import type { CcnRecord } from '../../server/domain/ccn.ts'
import { formOf, inputOf, type CcnInput } from '../../server/domain/ccn-form.ts'
import { cpfOf } from './cpf.ts'
import type { CcnCertificate } from '../../server/http/ccn-views.ts'

/** A record that lacks nothing, of the person that `form(nth)` asks for. */
export const wholeRecord = (nth = 1, more: Partial<CcnRecord> = {}): CcnRecord => ({
  cpf: cpfOf(nth),
  name: 'Beatriz Fictícia Nunes',
  socialName: null,
  birthDate: '1984-03-12',
  phone: '+5513987654321',
  email: 'cliente@exemplo.com',
  municipio: 'Santos',
  uf: 'SP',
  birthPlace: 'Santos/SP',
  nationality: 'brasileira',
  filiation: ['Maria Fictícia Nunes', 'José Fictício Nunes'],
  maritalStatus: 'married',
  spouse: 'Carlos Fictício Lima',
  profession: 'professora',
  homeAddress: {
    cep: '11010001',
    street: 'Rua do Comércio',
    number: '10',
    more: 'ap. 12',
    district: 'Centro',
    city: 'Santos',
    uf: 'SP',
  },
  document: { kind: 'rg', number: '12.345.678-9', issuer: 'SSP/SP', issuedOn: '2015-06-30' },
  pep: false,
  ...more,
})

/** The same as the form sends it. */
export const wholeInput = (nth = 1, more: Partial<CcnInput> = {}): CcnInput => ({
  ...inputOf(formOf(wholeRecord(nth))),
  ...more,
})

/** A certificate as a record shows it. */
export const validCertificate: CcnCertificate = {
  id: 'c1',
  state: 'active',
  stateWords: 'Válido',
  notAfter: Date.parse('2029-11-26T02:59:59Z'),
  exclusiveUntil: Date.parse('2029-11-26T03:00:00Z'),
  revokedAt: null,
  reasonWords: null,
}
