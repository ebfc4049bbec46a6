import type { PersonalData } from './draft.ts'

export const maritalStatuses = ['single', 'married', 'stable_union', 'separated', 'divorced', 'widowed'] as const
export type MaritalStatus = (typeof maritalStatuses)[number]

export type Address = {
  readonly cep: string
  readonly street: string
  readonly number: string
  readonly more: string
  readonly district: string
  readonly city: string
  readonly uf: string
}

export type IdentityDocument = {
  readonly kind: 'rg' | 'cnh' | 'passport' | 'cin' | 'other'
  readonly number: string
  readonly issuer: string
  readonly issuedOn: string
}

/** What a notary keeps of a person beyond the client's own form (CNN art. 311 §1 II a); absent until somebody fills it in. */
export type CcnExtra = {
  readonly filiation: readonly string[]
  readonly maritalStatus: MaritalStatus
  readonly spouse: string
  readonly profession: string
  readonly nationality: string
  readonly birthPlace: string
  readonly homeAddress: Address
  readonly workAddress: Address
  readonly document: IdentityDocument
  /** Politically exposed (COAF Resolução 40/2021): asked and answered, never assumed. */
  readonly pep: boolean
}

/** A person's record at one cartório. `birthDate` is YYYY-MM-DD, phones E.164. */
export type CcnRecord = PersonalData & Partial<CcnExtra>
export type CcnField = keyof PersonalData | keyof CcnExtra

/** Where a version came from: a client's request, or a member of staff who altered or completed it. */
export type CcnOrigin = 'request' | 'edit'

/** What an order needs the record to hold. */
export const neededForOrder: readonly CcnField[] = [
  'name',
  'cpf',
  'birthDate',
  'filiation',
  'nationality',
  'maritalStatus',
  'profession',
  'homeAddress',
  'document',
  'pep',
]

/** The needed fields that a record does not hold yet. */
export function lacking(record: CcnRecord): CcnField[] {
  return neededForOrder.filter((field) => {
    const value = record[field]
    if (value === undefined || value === null || value === '') return true
    return Array.isArray(value) && value.every((each) => each === '')
  })
}
