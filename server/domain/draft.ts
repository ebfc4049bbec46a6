import { ageOn, parseBirthDate, parsePersonName, parsePhone } from './contact.ts'
import { parseCpf } from './cpf.ts'
import { parseCns } from './cns.ts'

/** What the form holds, as typed; both sides read it with `readDraft`. */
export type DraftInput = {
  readonly id: string
  readonly ibge: string
  readonly cns: string
  readonly cpf: string
  readonly name: string
  readonly socialName?: string | undefined
  readonly birthDate: string
  readonly phone: string
}

/** A form without faults, in the form that is stored (sealed) and shown. `birthDate` is YYYY-MM-DD, `phone` E.164. */
export type Draft = {
  readonly cpf: string
  readonly name: string
  readonly socialName: string | null
  readonly birthDate: string
  readonly phone: string
}

/** What a cartório sees of the person, and what its CCN keeps: the form, the account's e-mail and the domicile. */
export type PersonalData = Draft & { readonly email: string; readonly municipio: string; readonly uf: string }

export type DraftField = 'id' | 'ibge' | 'cns' | keyof Draft
export type DraftRead =
  { readonly draft: Draft; readonly cns: string; readonly minor: boolean } | { readonly faults: readonly DraftField[] }

const idForm = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** A UUIDv7 in its lower-case text form (RFC 9562), as the client makes it for a draft. */
export const isId = (text: string): boolean => idForm.test(text)

/**
 * Reads the form: every field's fault at once, or the values to store.
 * @param today the calendar day (YYYY-MM-DD) against which a birth date is in the future, or a person a minor
 */
export function readDraft(input: DraftInput, today: string): DraftRead {
  const faults: DraftField[] = []
  const need = <T>(field: DraftField, value: T | null): T | null => {
    if (value === null) faults.push(field)
    return value
  }
  const social = input.socialName?.trim() ?? ''
  need('id', isId(input.id) ? input.id : null)
  need('ibge', /^\d{7}$/.test(input.ibge) ? input.ibge : null)
  const cns = need('cns', parseCns(input.cns))
  const cpf = need('cpf', parseCpf(input.cpf))
  const name = need('name', parsePersonName(input.name))
  const socialName = social === '' ? null : need('socialName', parsePersonName(social))
  const birthDate = need('birthDate', parseBirthDate(input.birthDate, today))
  const phone = need('phone', parsePhone(input.phone))
  if (faults.length > 0 || cns === null || cpf === null || name === null || birthDate === null || phone === null)
    return { faults }
  return { draft: { cpf, name, socialName, birthDate, phone }, cns, minor: ageOn(birthDate, today) < 18 }
}
