/** Eleven digits whose two check digits are right. */
export type Cpf = string & { readonly brand: 'Cpf' }

/** Modulo-11 check digit of the first `count` digits, with weights count + 1 down to 2. */
function checkDigit(digits: string, count: number): number {
  let sum = 0
  for (let i = 0; i < count; i++) sum += Number(digits[i]) * (count + 1 - i)
  const rest = (sum * 10) % 11
  return rest === 10 ? 0 : rest
}

/** Reads eleven digits with or without the mask; null when the form or a check digit is wrong or all digits are equal. */
export function parseCpf(text: string): Cpf | null {
  const digits = text.trim().replace(/^(\d{3})[. ]?(\d{3})[. ]?(\d{3})[- ]?(\d{2})$/, '$1$2$3$4')
  if (!/^\d{11}$/.test(digits) || /^(\d)\1{10}$/.test(digits)) return null
  const right = checkDigit(digits, 9) === Number(digits[9]) && checkDigit(digits, 10) === Number(digits[10])
  return right ? (digits as Cpf) : null
}

/** "NNN.NNN.NNN-NN", only for screens that may show it whole. */
export const formatCpf = (cpf: Cpf): string =>
  `${cpf.slice(0, 3)}.${cpf.slice(3, 6)}.${cpf.slice(6, 9)}-${cpf.slice(9)}`

/** "•••.NNN.NNN-••": enough to tell two people apart, not enough to use. */
export const maskCpf = (cpf: Cpf): string => `•••.${cpf.slice(3, 6)}.${cpf.slice(6, 9)}-••`
