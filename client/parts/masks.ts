/** A mask writes what was typed in its usual shape; it never refuses and never adds a digit. */
export type Mask = (typed: string) => string

/** The digits of a text, in order. */
export function digitsOf(text: string): string {
  return text.replace(/\D/g, '')
}

function shape(digits: string, pattern: string): string {
  let out = ''
  let next = 0
  for (const sign of pattern) {
    if (next >= digits.length) break
    out += sign === '0' ? digits.charAt(next++) : sign
  }
  return out
}

/** 000.000.000-00 */
export const maskCpf: Mask = (typed) => shape(digitsOf(typed), '000.000.000-00')

/** 00000-000 */
export const maskCep: Mask = (typed) => shape(digitsOf(typed), '00000-000')

/** dd/mm/aaaa */
export const maskDate: Mask = (typed) => shape(digitsOf(typed), '00/00/0000')

/** (00) 00000-0000, or (00) 0000-0000 for ten digits; a pasted +55 is dropped. */
export const maskPhone: Mask = (typed) => {
  const all = digitsOf(typed)
  const digits = all.length > 11 && all.startsWith('55') ? all.slice(2) : all
  return shape(digits, digits.length <= 10 ? '(00) 0000-0000' : '(00) 00000-0000')
}

/** Six digits of a sign-in code, also from a pasted sentence. */
export const maskCode: Mask = (typed) => digitsOf(typed).slice(0, 6)

/** XXXX-XXXX in Crockford's letters: what looks alike is read as the same (O is 0, I and L are 1). */
export const maskEnrolmentCode: Mask = (typed) => {
  const signs = typed.toUpperCase().replaceAll('O', '0').replace(/[IL]/g, '1')
  const eight = signs.replace(/[^0-9A-HJKMNP-TV-Z]/g, '').slice(0, 8)
  return eight.length > 4 ? `${eight.slice(0, 4)}-${eight.slice(4)}` : eight
}

/** Where the caret belongs after masking: behind as many digits as before. */
export function caretAfter(typed: string, caret: number, masked: string): number {
  if (caret >= typed.length) return masked.length
  const wanted = digitsOf(typed.slice(0, caret)).length
  let seen = 0
  for (let at = 0; at < masked.length; at++) {
    if (seen === wanted) return at
    if (/\d/.test(masked.charAt(at))) seen++
  }
  return masked.length
}
