/** The two ends of a call. */
export type CallParty = 'client' | 'staff'
export const otherParty = (party: CallParty): CallParty => (party === 'client' ? 'staff' : 'client')

/** `waiting` until both sides are in, `live` while pictures may flow, `ended` with a coded reason. */
export type CallState = 'waiting' | 'live' | 'ended'

/** The script of the videoconference (rule 42), in the order in which it is read; each tick is stamped. */
export const scriptItems = [
  'spoken_place',
  'stated_identity',
  'document_front',
  'document_back',
  'free_will',
  'own_phone',
] as const
export type ScriptItem = (typeof scriptItems)[number]

/** Ticks that a drop makes void: they say who is on the other side (rule 43). */
export const identityItems: readonly ScriptItem[] = ['stated_identity', 'document_front', 'document_back']

export const scriptWords: Record<ScriptItem, string> = {
  spoken_place: 'Data, hora e cartório falados',
  stated_identity: 'Cliente disse nome completo, CPF e nascimento',
  document_front: 'Frente do documento conferida',
  document_back: 'Verso do documento conferido',
  free_will: 'Cliente pede o certificado por vontade própria',
  own_phone: 'Cliente vai emitir no próprio celular',
}

/** How a session ends (rule 44). */
export const endReasons = ['identified', 'not_identified', 'gave_up', 'technical', 'fraud'] as const
export type EndReason = (typeof endReasons)[number]

export const endWords: Record<EndReason, string> = {
  identified: 'Identificado',
  not_identified: 'Não identificado',
  gave_up: 'Cliente desistiu',
  technical: 'Problema técnico',
  fraud: 'Suspeita de fraude',
}

/** What else is stamped besides ticks. */
export const callEvents = [
  'consent',
  'consent_refused',
  'joined_client',
  'joined_staff',
  'left_client',
  'left_staff',
  'dropped',
  'resumed',
  'camera_paused',
  'camera_back',
  'five_minutes',
] as const
export type CallEvent = (typeof callEvents)[number]
export type CallMark = ScriptItem | CallEvent

/** A mark as stored: `attempt` counts the times that identification began anew, `at` is server time in ms. */
export type Stamp = {
  readonly kind: CallMark
  readonly attempt: number
  readonly at: number
  readonly ms?: number | null
}

/** Terms in ms: a drop shorter than `resume` goes on in the same session, a camera away longer than `pause` repeats identification. */
export const callTerms = { resume: 5 * 60_000, pause: 30_000 } as const

/**
 * The script as it stands: an item counts when it was ticked, and an identity item only when ticked in the present attempt.
 */
export function ticked(stamps: readonly Stamp[], attempt: number): ReadonlyMap<ScriptItem, number> {
  const found = new Map<ScriptItem, number>()
  for (const { kind, attempt: then, at } of stamps) {
    const item = scriptItems.find((each) => each === kind)
    if (item && (then === attempt || !identityItems.includes(item))) found.set(item, at)
  }
  return found
}

/** What the script still lacks. */
export const unticked = (stamps: readonly Stamp[], attempt: number): ScriptItem[] => {
  const done = ticked(stamps, attempt)
  return scriptItems.filter((item) => !done.has(item))
}
