export type Email = string & { readonly brand: 'Email' }
/** A Brazilian mobile number in E.164, "+55" and eleven digits. */
export type Phone = string & { readonly brand: 'Phone' }
export type PersonName = string & { readonly brand: 'PersonName' }
/** A day of the proleptic Gregorian calendar, YYYY-MM-DD, without a time zone. */
export type PlainDay = string & { readonly brand: 'PlainDay' }

const emailForm =
  /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$/

/** Trims and lower-cases; ASCII only, so that no look-alike letter passes; at most 254 characters, 64 before the @ (RFC 5321). */
export function parseEmail(text: string): Email | null {
  const email = text.trim().toLowerCase()
  return email.length <= 254 && email.indexOf('@') <= 64 && emailForm.test(email) ? (email as Email) : null
}

/** "b•••@exemplo.com". */
export const maskEmail = (email: Email): string => `${email.slice(0, 1)}•••${email.slice(email.indexOf('@'))}`

/** The area codes in use, by first digit (Anatel's numbering plan). */
const areaCodes = /^(1[1-9]|2[12478]|3[1-578]|4[1-9]|5[1345]|6[1-9]|7[134579]|8[1-9]|9[1-9])/

/** Reads a mobile number with area code, masked or not, with or without +55 or a leading 0; a landline gives null. */
export function parsePhone(text: string): Phone | null {
  if (!/^\+?[\d\s().-]+$/.test(text.trim())) return null
  const digits = text.replace(/\D/g, '')
  const foreign = text.trim().startsWith('+') && !digits.startsWith('55')
  const national =
    digits.length === 13 && digits.startsWith('55') ? digits.slice(2) : digits.replace(/^0(?=\d{11}$)/, '')
  const mobile = !foreign && /^\d{2}9\d{8}$/.test(national) && areaCodes.test(national)
  return mobile ? (`+55${national}` as Phone) : null
}

/** "(11) •••••-4321". */
export const maskPhone = (phone: Phone): string => `(${phone.slice(3, 5)}) •••••-${phone.slice(10)}`

/** "(11) 98765-4321". */
export const formatPhone = (phone: Phone): string => `(${phone.slice(3, 5)}) ${phone.slice(5, 10)}-${phone.slice(10)}`

const letter = String.raw`(?:(?![ªºⅠ-ↈ])\p{Script=Latin}\p{M}?)`
const nameForm = new RegExp(`^${letter}+(?:['-]${letter}+)*'?(?: ${letter}+(?:['-]${letter}+)*'?)+$`, 'u')

/** At least two words of Latin letters, apostrophes and hyphens, at most 120 characters; control and bidi characters refused. */
export function parsePersonName(text: string): PersonName | null {
  if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(text)) return null
  const name = text
    .normalize('NFC')
    .replace(/[’‘´`]/g, "'")
    .replace(/[‐‑]/g, '-')
    .replace(/\s+/g, ' ')
    .trim()
  return name.length <= 120 && nameForm.test(name) ? (name as PersonName) : null
}

const daysIn = (year: number, month: number): number =>
  month === 2
    ? (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
      ? 29
      : 28
    : [4, 6, 9, 11].includes(month)
      ? 30
      : 31

/**
 * Reads DD/MM/AAAA or YYYY-MM-DD; null for a day that does not exist, before 1900 or after `today`.
 * @param today YYYY-MM-DD in the person's own zone
 */
export function parseBirthDate(text: string, today: string): PlainDay | null {
  const trimmed = text.trim()
  const local = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(trimmed)
  const iso = local ? `${local[3]}-${local[2]}-${local[1]}` : trimmed
  if (!/^\d{4}-\d{2}-\d{2}$/.test(iso)) return null
  const [year = 0, month = 0, day = 0] = iso.split('-').map(Number)
  const real = year >= 1900 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month)
  return real && iso <= today ? (iso as PlainDay) : null
}

/** Full years on `today` (YYYY-MM-DD). Born on 29 February, a birthday falls on 1 March in other years (Código Civil 132 §3). */
export function ageOn(birth: PlainDay, today: string): number {
  const years = Number(today.slice(0, 4)) - Number(birth.slice(0, 4))
  return today.slice(5) < birth.slice(5) ? years - 1 : years
}
