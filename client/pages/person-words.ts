import type { PersonalData } from '../../server/http/views.ts'
import { maskCpf, maskPhone } from '../parts/masks.ts'

/** The fields of a person in the order of a screen, with their words. */
export const personFields: readonly (readonly [keyof PersonalData, string])[] = [
  ['cpf', 'CPF'],
  ['name', 'Nome'],
  ['socialName', 'Nome social'],
  ['birthDate', 'Nascimento'],
  ['phone', 'Celular'],
  ['email', 'E-mail'],
  ['municipio', 'Mora em'],
]

/** One field as it is read: CPF and phone masked, the date as dd/mm/aaaa; null when it is empty. */
export function fieldWords(data: PersonalData, field: keyof PersonalData): string | null {
  const value = data[field]
  if (value === null || value === '') return null
  if (field === 'cpf') return maskCpf(value)
  if (field === 'phone') return maskPhone(value)
  if (field === 'birthDate') return value.split('-').reverse().join('/')
  return field === 'municipio' ? `${value} — ${data.uf}` : value
}

/** "Celular", "Celular e E-mail", "Nome, Celular e E-mail". */
export function listWords(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} e ${words.at(-1)}`
}

/** Minutes and seconds in a sentence: "2:18", from business ms as bare digits "02:18". */
export function shortDigits(digits: string): string {
  return digits.replace(/^0(?=\d)/, '')
}
