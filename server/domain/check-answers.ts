import type { Outcome } from './checks.ts'
import { fold } from './fold.ts'
import type { FaceAnswer, ReceitaAnswer } from './sources.ts'

/** What a question came to, one level below the outcome: it chooses the sentence on the screen. */
const codes = {
  regular: 'approved',
  suspended: 'approved',
  pending: 'approved',
  deceased: 'failed',
  duplicated: 'failed',
  void: 'failed',
  cancelled: 'failed',
  mismatch: 'failed',
  withheld: 'failed',
  unregistered: 'no_source',
  partial: 'unavailable',
  down: 'unavailable',
  interrupted: 'unavailable',
  face_match: 'approved',
  face_differs: 'failed',
  face_refused: 'failed',
  no_portrait: 'no_source',
  no_photo: 'unavailable',
  pin_expired: 'unavailable',
  consent_refused: 'unavailable',
  consent_late: 'unavailable',
  left: 'unavailable',
  alive: 'approved',
  not_alive: 'failed',
} as const satisfies Record<string, Outcome>

export type CheckCode = keyof typeof codes
export const outcomeOf = (code: CheckCode): Outcome => codes[code]

/** Código da situação cadastral do CPF, as the Receita numbers it. */
const statusCodes: Readonly<Record<number, CheckCode>> = {
  0: 'regular',
  2: 'suspended',
  3: 'deceased',
  4: 'pending',
  5: 'duplicated',
  8: 'void',
  9: 'cancelled',
}

/**
 * What the Receita's answer means for the person of the form. Nothing it holds comes through unless name and birth date both
 * match (rule 68), so a mismatch reads the same whatever the status is. 2 and 4 are approved with a warning: rule 39 lets them
 * through, the CPF is the person's, and as a failure they would stop the order (rule 66). A partial answer without name or
 * birth date is `unavailable`: the source knows the person and may say the rest when asked again, so a mere tick would pass
 * what nobody has compared.
 */
export function readReceita(answer: ReceitaAnswer, person: { name: string; birthDate: string }): CheckCode {
  switch (answer.got) {
    case 'down':
      return 'down'
    case 'unknown':
      return 'unregistered'
    case 'minor':
      return 'withheld'
    case 'record': {
      const { name, birthDate, status } = answer
      if (name !== null && fold(name) !== fold(person.name)) return 'mismatch'
      if (birthDate !== null && birthDate !== person.birthDate) return 'mismatch'
      if (name === null || birthDate === null || status === null) return 'partial'
      return statusCodes[status] ?? 'down'
    }
    default:
      return answer satisfies never
  }
}

/** What ends a request before it is stored (rule 39). */
const stopping: readonly CheckCode[] = ['deceased', 'duplicated', 'void', 'cancelled', 'withheld']
export const stopsSubmission = (code: CheckCode): boolean => stopping.includes(code)

/** What is approved and yet worth a word to both sides (rule 39). */
export const warns = (code: CheckCode): boolean => code === 'suspended' || code === 'pending'

/** What Datavalid's answer means; null while there is none yet. */
export function readFace({ got }: FaceAnswer): CheckCode | null {
  const read = {
    match: 'face_match',
    differs: 'face_differs',
    refused: 'face_refused',
    no_portrait: 'no_portrait',
    expired: 'pin_expired',
    down: 'down',
    not_yet: null,
  } as const
  return read[got]
}

/** Whether a written reason says something: ten letters at least. */
export const isReason = (text: string): boolean => (text.match(/\p{L}/gu) ?? []).length >= 10
