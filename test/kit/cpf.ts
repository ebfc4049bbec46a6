/** A CPF with right check digits for every `nth`. */
export function cpfOf(nth: number): string {
  const digits = String(100_000_000 + nth)
    .split('')
    .map(Number)
  for (const length of [9, 10]) {
    const sum = digits.slice(0, length).reduce((total, digit, i) => total + digit * (length + 1 - i), 0)
    digits.push(((sum * 10) % 11) % 10)
  }
  return digits.join('')
}
