/** Crockford's base 32: no I, L, O or U, so that a code can be read aloud and typed. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** So many random bytes as that many letters, in groups of four; 256 is a multiple of 32, so each is as likely. */
export const codeFrom = (bytes: Uint8Array): string =>
  grouped([...bytes].map((byte) => alphabet[byte & 31] ?? '0').join(''))

const grouped = (text: string): string => text.match(/.{1,4}/g)?.join('-') ?? ''

/**
 * What somebody typed as a code, in the form in which codes are kept; null when it can't be one. Small letters, spaces and
 * hyphens don't matter, O reads as 0, I and L as 1.
 */
export function parseCode(text: string, length: 8 | 16): string | null {
  const letters = text
    .toUpperCase()
    .replaceAll(/[\s\-–]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
  const fits = letters.length === length && [...letters].every((letter) => alphabet.includes(letter))
  return fits ? grouped(letters) : null
}
