import type { PersonalData } from './draft.ts'
import { fold } from './fold.ts'

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

export const documentKinds = ['rg', 'cin', 'cnh', 'passport', 'other'] as const
export type DocumentKind = (typeof documentKinds)[number]

export type IdentityDocument = {
  readonly kind: DocumentKind
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

/** Whose record: a person, by CPF, at one cartório (rule 37). */
export type Holder = { readonly cns: string; readonly cpf: string }

/** What an order needs the record to hold, in the order of the form. */
export const neededForOrder: readonly CcnField[] = [
  'name',
  'cpf',
  'birthDate',
  'filiation',
  'nationality',
  'maritalStatus',
  'spouse',
  'profession',
  'homeAddress',
  'document',
  'pep',
]

/** Who is married or lives in a stable union has a spouse in the record. */
export const hasSpouse = (status: string | undefined): boolean => status === 'married' || status === 'stable_union'

/** The needed fields that a record does not hold yet. */
export function lacking(record: CcnRecord): CcnField[] {
  return neededForOrder.filter((field) => {
    if (field === 'spouse' && !hasSpouse(record.maritalStatus)) return false
    const value = record[field]
    if (value === undefined || value === null || value === '') return true
    return Array.isArray(value) && value.every((each) => each === '')
  })
}

/**
 * What "Criar" writes (rule 37): the client's form over what the cartório had completed before. A social name left empty takes
 * none away, since the field is optional; a home address goes once the client lives elsewhere, and is asked for again.
 */
export function createdFrom(asked: PersonalData, before: CcnRecord | null): CcnRecord {
  if (!before) return asked
  const { homeAddress, ...kept } = before
  const stays = fold(`${before.municipio} ${before.uf}`) === fold(`${asked.municipio} ${asked.uf}`)
  return {
    ...kept,
    ...asked,
    socialName: asked.socialName ?? before.socialName,
    ...(stays && homeAddress ? { homeAddress } : {}),
  }
}
