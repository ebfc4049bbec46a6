/**
 * The form in which two texts are compared and searched: lower case, no accents, one space between words.
 * "3º Tabelionato" and "3o tabelionato" fold alike, as compatibility decomposition turns º and ª into letters.
 */
export const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
