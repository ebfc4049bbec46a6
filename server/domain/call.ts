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

/** How a session ended, as each side reads it: nobody is called a fraud on a suspicion. */
export const endWordsFor = (party: CallParty, reason: EndReason): string =>
  party === 'client' && reason === 'fraud' ? 'Em análise' : endWords[reason]

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
  'rung',
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

/**
 * Terms in ms. Whoever is not heard of for `silence` has dropped; a drop shorter than `resume` goes on in the same session, a
 * longer one ends it; a camera away longer than `pause` repeats identification. A room in which nobody is stays open for
 * `empty`, and a colleague may take it over once its member of staff has been away for `resume`.
 */
export const callTerms = {
  silence: 15_000,
  resume: 5 * 60_000,
  pause: 30_000,
  moment: 5 * 60_000,
  empty: 30 * 60_000,
  signal: 2 * 60_000,
} as const

/**
 * What the client agrees to before the camera opens (rule 41), as the app is delivered with it: a call keeps the version that was
 * shown, so it is never changed here. Later versions are published by the administration (domain/legal.ts).
 */
export const consentTexts = {
  v1: 'Sei que a videoconferência é gravada para minha identificação. Aceito que minha imagem e minha voz sejam usadas só para isso, guardadas com criptografia pelo cartório.',
} as const

export const isScriptItem = (kind: string): kind is ScriptItem => (scriptItems as readonly string[]).includes(kind)

/** What each side may stamp by itself; everything else is stamped by what happens. */
export const stampable: Record<CallParty, readonly CallMark[]> = {
  staff: [...scriptItems, 'dropped', 'resumed', 'camera_paused', 'camera_back'],
  client: ['camera_paused', 'camera_back', 'five_minutes'],
}

/**
 * The script as it stands: an item counts when it was ticked, and an identity item only when ticked in the present attempt.
 * Ticked twice, the first tick of those that count is the one that stands.
 */
export function ticked(stamps: readonly Stamp[], attempt: number): ReadonlyMap<ScriptItem, number> {
  const found = new Map<ScriptItem, number>()
  for (const { kind, attempt: then, at } of stamps) {
    if (!isScriptItem(kind) || found.has(kind)) continue
    if (then === attempt || !identityItems.includes(kind)) found.set(kind, at)
  }
  return found
}

/** What the script still lacks. */
export const unticked = (stamps: readonly Stamp[], attempt: number): ScriptItem[] => {
  const done = ticked(stamps, attempt)
  return scriptItems.filter((item) => !done.has(item))
}

type Signed = Stamp & { readonly by: string }

/** Whether a side is known to have dropped and not to have come back since. */
export const isDropped = (stamps: readonly Signed[], party: CallParty): boolean =>
  stamps.findLast(({ kind, by }) => by === party && (kind === 'dropped' || kind === 'resumed'))?.kind === 'dropped'

/** Whether a side has entered the room and not left it since. */
export const isInside = (stamps: readonly Stamp[], party: CallParty): boolean =>
  stamps.findLast(({ kind }) => kind === `joined_${party}` || kind === `left_${party}`)?.kind === `joined_${party}`

/** How long (ms) a camera was away that is back at `at`: what the phone says, or what the stamps say if that is longer. */
export function pauseMs(stamps: readonly Signed[], by: CallParty, at: number, said: number): number {
  const last = stamps.findLast((each) => each.by === by && each.kind.startsWith('camera_'))
  return Math.max(said, last?.kind === 'camera_paused' ? at - last.at : 0)
}

/** Until when the client asked to wait ("preciso de 5 min"); null once it has entered after that. */
export function backAt(stamps: readonly Stamp[]): number | null {
  const last = stamps.findLast(({ kind }) => kind === 'five_minutes' || kind === 'joined_client')
  return last?.kind === 'five_minutes' ? last.at + callTerms.moment : null
}

/** When the client said no to being recorded, if that was the last word. */
export function refusedAt(stamps: readonly Stamp[]): number | null {
  const last = stamps.findLast(({ kind }) => kind === 'consent' || kind === 'consent_refused')
  return last?.kind === 'consent_refused' ? last.at : null
}

/** Reasons that need a word of explanation: they weigh on a person. */
export const needsNote = (reason: EndReason): boolean => reason === 'not_identified' || reason === 'fraud'
