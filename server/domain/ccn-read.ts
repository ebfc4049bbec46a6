import {
  documentKinds,
  hasSpouse,
  maritalStatuses,
  type Address,
  type CcnRecord,
  type IdentityDocument,
} from './ccn.ts'
import { addressParts, documentParts, mostFiliation, type CcnInput, type CcnPath } from './ccn-form.ts'
import { parseBirthDate, parseEmail, parsePersonName, parsePhone, type PlainDay } from './contact.ts'
import { parseUf } from './uf.ts'

export type CcnRead = { readonly record: Omit<CcnRecord, 'cpf'> } | { readonly faults: readonly CcnPath[] }

/** Eight digits with or without the mask, not all zero; null otherwise. */
export function parseCep(text: string): string | null {
  const digits = text.trim().replace(/^(\d{5})-?(\d{3})$/, '$1$2')
  return /^\d{8}$/.test(digits) && !/^0+$/.test(digits) ? digits : null
}

const wordsForm = /^[\p{Script=Latin}\p{M}\p{Nd} .,;:'"()/&ªº°+-]*$/u

/** One line of Latin letters, digits and common signs with at least `letters` letters, at most `most` characters; null otherwise. */
export function parseWords(text: string, most: number, letters = 2): string | null {
  const words = text
    .normalize('NFC')
    .replace(/[’‘´`]/g, "'")
    .replace(/[ \u00a0]+/g, ' ')
    .trim()
  const enough = (words.match(/\p{L}/gu)?.length ?? 0) >= letters
  return words.length <= most && enough && wordsForm.test(words) ? words : null
}

/** The number of a house, or "S/N". */
const parseHouse = (text: string): string | null =>
  /^(?:\d[\p{L}\d ./-]{0,9}|s\/?n)$/iu.test(text.trim()) ? text.trim().toUpperCase() : null

/** Letters, digits and the usual signs with at least three digits or letters and one digit, 3 to 20 characters. */
function parseDocumentNumber(text: string): string | null {
  const number = text.trim().toUpperCase().replace(/ +/g, ' ')
  return /^[A-Z0-9][A-Z0-9 ./-]{2,19}$/.test(number) && /\d/.test(number) ? number : null
}

/**
 * Reads the form of a record (CNN art. 311 §1 II a): every field's fault at once, or the values to store. What is not filled in
 * is absent: a record may be completed in several versions; an address or a document that was begun has to be whole.
 * @param today YYYY-MM-DD at the cartório, which no birth or issue may come after
 */
export function readRecord(input: CcnInput, today: string): CcnRead {
  const faults: CcnPath[] = []
  const need = <T>(path: CcnPath, value: T | null): T | null => {
    if (value === null) faults.push(path)
    return value
  }
  const maybe = <T>(path: CcnPath, text: string, parse: (text: string) => T | null): T | undefined =>
    text.trim() === '' ? undefined : (need(path, parse(text)) ?? undefined)
  const words = (most: number) => (text: string) => parseWords(text, most)
  const oneOf = <T extends string>(values: readonly T[], text: string): T | null =>
    values.find((value) => value === text) ?? null

  const name = need('name', parsePersonName(input.name))
  const socialName = maybe('socialName', input.socialName, parsePersonName) ?? null
  const birthDate = need('birthDate', parseBirthDate(input.birthDate, today))
  const birthPlace = maybe('birthPlace', input.birthPlace, words(80))
  const nationality = maybe('nationality', input.nationality, words(40))
  const filiation = input.filiation
    .slice(0, mostFiliation)
    .flatMap((text, i) => maybe(`filiation.${i as 0 | 1 | 2 | 3}`, text, parsePersonName) ?? [])
  const maritalStatus = maybe('maritalStatus', input.maritalStatus, (text) => oneOf(maritalStatuses, text))
  // The name of an earlier spouse that is still in the hidden field belongs to nobody any more.
  const spouse = hasSpouse(maritalStatus) ? need('spouse', parsePersonName(input.spouse)) : null
  const profession = maybe('profession', input.profession, words(80))
  const homeAddress = readAddress('homeAddress', input, need)
  const workAddress = readAddress('workAddress', input, need)
  const phone = need('phone', parsePhone(input.phone))
  const email = need('email', parseEmail(input.email))
  const paper = readDocument(input, today, birthDate, need)
  const pep = maybe('pep', input.pep, (text) => (text === 'yes' || text === 'no' ? text : null))
  const municipio = homeAddress?.city ?? need('municipio', parseWords(input.municipio, 80))
  const uf = homeAddress?.uf ?? need('uf', parseUf(input.uf))

  if (!name || !birthDate || !phone || !email || !municipio || !uf || faults.length > 0) return { faults }
  return {
    record: {
      name,
      socialName,
      birthDate,
      phone,
      email,
      municipio,
      uf,
      ...(birthPlace ? { birthPlace } : {}),
      ...(nationality ? { nationality } : {}),
      ...(filiation.length > 0 ? { filiation } : {}),
      ...(maritalStatus ? { maritalStatus } : {}),
      ...(spouse ? { spouse } : {}),
      ...(profession ? { profession } : {}),
      ...(homeAddress ? { homeAddress } : {}),
      ...(workAddress ? { workAddress } : {}),
      ...(paper ? { document: paper } : {}),
      ...(pep ? { pep: pep === 'yes' } : {}),
    },
  }
}

type Need = <T>(path: CcnPath, value: T | null) => T | null

/** City and UF alone, which the form fills in by itself, are not yet an address. */
function readAddress(of: 'homeAddress' | 'workAddress', input: CcnInput, need: Need): Address | null {
  const typed = input[of]
  const known = of === 'homeAddress' ? { city: input.municipio, uf: input.uf } : { city: '', uf: '' }
  const begun = addressParts.some((part) => {
    const text = typed[part].trim()
    return text !== '' && !((part === 'city' || part === 'uf') && text === known[part].trim())
  })
  if (!begun) return null
  const cep = need(`${of}.cep`, parseCep(typed.cep))
  const street = need(`${of}.street`, parseWords(typed.street, 120))
  const number = need(`${of}.number`, parseHouse(typed.number))
  const more = need(`${of}.more`, parseWords(typed.more, 60, 0))
  const district = need(`${of}.district`, parseWords(typed.district, 80))
  const city = need(`${of}.city`, parseWords(typed.city, 80))
  const uf = need(`${of}.uf`, parseUf(typed.uf))
  return cep && street && number && more !== null && district && city && uf
    ? { cep, street, number, more, district, city, uf }
    : null
}

/** The issue lies between the person's birth and today. */
function readDocument(input: CcnInput, today: string, birth: PlainDay | null, need: Need): IdentityDocument | null {
  const typed = input.document
  if (documentParts.every((part) => typed[part].trim() === '')) return null
  const kind = need('document.kind', documentKinds.find((one) => one === typed.kind) ?? null)
  const number = need('document.number', parseDocumentNumber(typed.number))
  const issuer = need('document.issuer', parseWords(typed.issuer, 60))
  const day = parseBirthDate(typed.issuedOn, today)
  const issuedOn = need('document.issuedOn', day !== null && birth !== null && day < birth ? null : day)
  return kind && number && issuer && issuedOn ? { kind, number, issuer, issuedOn } : null
}
