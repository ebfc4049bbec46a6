import type { Address, CcnRecord, IdentityDocument } from './ccn.ts'
import { formatPhone, type Phone } from './contact.ts'

type Typed<T> = { readonly [K in keyof T]: string }

/** The record's form as typed, which is also what is sent: every field a text, empty when it is not filled in. */
export type CcnInput = {
  readonly name: string
  readonly socialName: string
  readonly filiation: readonly string[]
  readonly birthDate: string
  readonly birthPlace: string
  readonly nationality: string
  readonly maritalStatus: string
  readonly spouse: string
  readonly profession: string
  readonly homeAddress: Typed<Address>
  readonly workAddress: Typed<Address>
  readonly phone: string
  readonly email: string
  readonly document: Typed<IdentityDocument>
  /** "yes", "no" or empty. */
  readonly pep: string
  /** Where the person lives, as known before a home address is filled in. */
  readonly municipio: string
  readonly uf: string
}

export const mostFiliation = 4
export const addressParts = ['cep', 'street', 'number', 'more', 'district', 'city', 'uf'] as const
export const documentParts = ['kind', 'number', 'issuer', 'issuedOn'] as const
type Nested = 'filiation' | 'homeAddress' | 'workAddress' | 'document'

/** A single input of the form: "name", "filiation.0", "homeAddress.cep". */
export type CcnPath =
  | Exclude<keyof CcnInput, Nested>
  | `filiation.${0 | 1 | 2 | 3}`
  | `${'homeAddress' | 'workAddress'}.${(typeof addressParts)[number]}`
  | `document.${(typeof documentParts)[number]}`

/** The form as a flat list of inputs. */
export type CcnForm = Readonly<Record<CcnPath, string>>

/** Every input, in the order of the screen. */
export const ccnPaths: readonly CcnPath[] = [
  'name',
  'socialName',
  'birthDate',
  'birthPlace',
  'nationality',
  'filiation.0',
  'filiation.1',
  'filiation.2',
  'filiation.3',
  'maritalStatus',
  'spouse',
  'profession',
  ...addressParts.map((part) => `homeAddress.${part}` as const),
  ...addressParts.map((part) => `workAddress.${part}` as const),
  'phone',
  'email',
  'document.kind',
  'document.number',
  'document.issuer',
  'document.issuedOn',
  'pep',
  'municipio',
  'uf',
]

/** 00000-000 */
export const formatCep = (cep: string): string => `${cep.slice(0, 5)}-${cep.slice(5)}`
/** dd/mm/aaaa of a day as YYYY-MM-DD */
export const formatDay = (day: string): string => day.split('-').toReversed().join('/')

/** The form that shows a record, in the shapes in which a person types. */
export function formOf(record: CcnRecord): CcnForm {
  const { document: paper, filiation = [], pep } = record
  const address = (of: 'homeAddress' | 'workAddress') =>
    addressParts.map((part) => {
      // Where the person lives is known before the address is: two inputs less to type.
      const known = of === 'homeAddress' && !record[of] ? { city: record.municipio, uf: record.uf } : {}
      const value: string = { ...known, ...record[of] }[part] ?? ''
      return [`${of}.${part}`, part === 'cep' && value ? formatCep(value) : value] as const
    })
  const form = {
    name: record.name,
    socialName: record.socialName ?? '',
    birthDate: formatDay(record.birthDate),
    birthPlace: record.birthPlace ?? '',
    nationality: record.nationality ?? '',
    'filiation.0': filiation[0] ?? '',
    'filiation.1': filiation[1] ?? '',
    'filiation.2': filiation[2] ?? '',
    'filiation.3': filiation[3] ?? '',
    maritalStatus: record.maritalStatus ?? '',
    spouse: record.spouse ?? '',
    profession: record.profession ?? '',
    phone: formatPhone(record.phone as Phone),
    email: record.email,
    'document.kind': paper?.kind ?? '',
    'document.number': paper?.number ?? '',
    'document.issuer': paper?.issuer ?? '',
    'document.issuedOn': paper ? formatDay(paper.issuedOn) : '',
    pep: pep === undefined ? '' : pep ? 'yes' : 'no',
    municipio: record.municipio,
    uf: record.uf,
  }
  return { ...form, ...Object.fromEntries([...address('homeAddress'), ...address('workAddress')]) } as CcnForm
}

/** The form as it is sent. */
export function inputOf(form: CcnForm): CcnInput {
  const address = (of: 'homeAddress' | 'workAddress') =>
    Object.fromEntries(addressParts.map((part) => [part, form[`${of}.${part}`]])) as Typed<Address>
  return {
    name: form.name,
    socialName: form.socialName,
    filiation: [form['filiation.0'], form['filiation.1'], form['filiation.2'], form['filiation.3']],
    birthDate: form.birthDate,
    birthPlace: form.birthPlace,
    nationality: form.nationality,
    maritalStatus: form.maritalStatus,
    spouse: form.spouse,
    profession: form.profession,
    homeAddress: address('homeAddress'),
    workAddress: address('workAddress'),
    phone: form.phone,
    email: form.email,
    document: {
      kind: form['document.kind'],
      number: form['document.number'],
      issuer: form['document.issuer'],
      issuedOn: form['document.issuedOn'],
    },
    pep: form.pep,
    municipio: form.municipio,
    uf: form.uf,
  }
}
