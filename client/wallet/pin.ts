/** What somebody who knows the person would try first. `birthDate` is YYYY-MM-DD; digits only otherwise. */
export interface Known {
  birthDate?: string | undefined
  cpf?: string | undefined
  phone?: string | undefined
}

export const pinLength = 6

/** Figures of the keypad and dates that lists of stolen PINs begin with. */
const favourites = new Set(
  '102030 010203 112233 223344 445566 778899 998877 332211 147258 258369 147369 159753 159357 789456 456123 142536 101010 200000 100000'.split(
    ' ',
  ),
)

const digits = (text: string) => Array.from(text, Number)

/** 111111, 123456, 987654, 246802: each figure the same step after the last. */
function isRun(pin: string): boolean {
  const each = digits(pin)
  const step = ((each[1] ?? 0) - (each[0] ?? 0) + 10) % 10
  return each.every((digit, i) => i === 0 || (digit - (each[i - 1] ?? 0) + 10) % 10 === step)
}

/** 123123, 121212, 123321. */
function isRepeat(pin: string): boolean {
  const [head, tail] = [pin.slice(0, 3), pin.slice(3)]
  const pairs = pin.slice(0, 2).repeat(3)
  return head === tail || pin === pairs || head === [...tail].reverse().join('')
}

/** 111222, 001001: hardly any figure of its own. */
const isPoor = (pin: string) => new Set(pin).size < 3

/** A year of a living person's life at either end. */
const hasYear = (pin: string) => /^(19[3-9]\d|20[0-3]\d)|(19[3-9]\d|20[0-3]\d)$/.test(pin)

function datesOf(birthDate: string): string[] {
  const [year = '', month = '', day = ''] = birthDate.split('-')
  const short = year.slice(2)
  const long = [day + month + year, year + month + day, month + day + year]
  return [...long, day + month + short, short + month + day, month + day + short, month + year, day + year]
}

const within = (pin: string, text: string | undefined) => (text ?? '').replace(/\D/g, '').includes(pin)

/** Why this PIN is refused, as a sentence for the screen; null when it may be used. */
export function pinFault(pin: string, known: Known = {}): string | null {
  if (!/^\d{6}$/.test(pin)) return 'O PIN tem 6 números.'
  if (isRun(pin) || isPoor(pin)) return 'PIN fácil demais: evite números repetidos ou em sequência.'
  if (isRepeat(pin) || favourites.has(pin)) return 'PIN fácil demais: evite repetições e desenhos do teclado.'
  if (known.birthDate && datesOf(known.birthDate).some((date) => date.includes(pin)))
    return 'Não use a sua data de nascimento.'
  if (within(pin, known.cpf)) return 'Não use números do seu CPF.'
  if (within(pin, known.phone)) return 'Não use números do seu celular.'
  if (hasYear(pin)) return 'Evite anos no PIN, como 1984 ou 2026.'
  return null
}
