import { clockTime, otherZoneWords, whenWords } from './instant-words.ts'
import { clientDrafts } from './notice-client.ts'
import { staffDrafts, testDraft } from './notice-staff.ts'
import type { ClientNotice, StaffNotice } from './request.ts'

/** What a notice tells of. `subject` is the id that its link and tag carry: the request's, or the pool card's (rule 26). */
export type Told = {
  readonly to: 'client' | 'staff'
  readonly kind: ClientNotice | StaffNotice | 'test'
  readonly subject: string | null
  readonly facts: {
    readonly protocol?: string
    readonly dueAt?: number
    readonly zone?: string
    readonly place?: string
    readonly uf?: string
    readonly count?: number
    readonly reason?: string
    readonly act?: string
  }
}

export type NoticeAction = { readonly action: string; readonly title: string; readonly path: string }

/** One notice in the words of every channel: no name, CPF or reason (rule 35), since phones at a counter are shared. */
export type NoticeWords = {
  /** At most 40 characters. */
  readonly title: string
  /** At most 110 characters. */
  readonly body: string
  readonly path: string
  /** Replaces what stands on the screen under the same tag; URL-safe, at most 38 characters. */
  readonly tag: string
  readonly actions: readonly NoticeAction[]
  readonly urgency: 'high' | 'normal'
  readonly ttlSeconds: number
  readonly requireInteraction: boolean
  readonly renotify: boolean
  readonly emailSubject: string
  readonly emailParagraphs: readonly string[]
  readonly emailButton: string
  /** Letters that every phone's 7-bit alphabet has (3GPP 23.038), at most 88, so that a link still fits into 160. */
  readonly sms: string
}

/** One kind's words before they are measured. */
export type Draft = {
  title: string
  /** Best first; the first that fits is taken. */
  body: readonly string[]
  /** A sentence more, for the e-mail alone. */
  more?: string
  button: string
  sms: string
  /** For how long a push service keeps it for a phone out of reach. */
  keep: { minutes: number } | 'until due'
  path?: string
  tag?: string
  actions?: readonly NoticeAction[]
  urgency?: 'normal'
  stays?: true
}

/** The pieces that sentences are made of; those without a fact are empty, so that every sentence stays whole. */
export type Pieces = {
  path: string
  /** "2026-0000382 " */
  which: string
  /** " até 14:26", " até seg, 09:15 (seg, 07:15 em Rio Branco)", best first. */
  until: readonly string[]
  /** " às 14:26", " seg, 09:15", on the cartório's clock. */
  at: string
  /** " de SP" */
  /** " Motivo: feriado municipal (Decreto 12/2026).", the same without the act, best first; none without a reason. */
  why: readonly string[]
  act: string | null
  ofUf: string
  uf: string | undefined
  subject: string | null
  count: number
}

/**
 * The words of a notice at `now` (business time, ms), as experience.md §4.6 has them.
 * @param readerZone IANA zone of the reader's clock: where it shows another time, the cartório's stands beside it
 */
export function noticeWords(told: Told, now: number, readerZone?: string): NoticeWords {
  const { kind, to, facts, subject } = told
  const draft = draftOf(to, kind, piecesOf(told, now, readerZone))
  const body = draft.body.find((each) => each.length <= 110) ?? ''
  const left = draft.keep === 'until due' ? Math.ceil(((facts.dueAt ?? 0) - now) / 1000) : draft.keep.minutes * 60
  const urgency = draft.urgency ?? 'high'
  return {
    title: draft.title,
    body,
    path: draft.path ?? `/s/${subject ?? ''}`,
    tag: draft.tag ?? `s-${subject ?? 'todas'}`,
    actions: draft.actions ?? [],
    urgency,
    ttlSeconds: Math.max(60, left),
    requireInteraction: draft.stays ?? false,
    renotify: urgency === 'high',
    emailSubject: `${draft.title} · ${facts.protocol ?? 'Quinze'}`,
    emailParagraphs: draft.more === undefined ? [body] : [body, draft.more],
    emailButton: draft.button,
    sms: plain(`Quinze: ${draft.sms}`),
  }
}

function draftOf(to: Told['to'], kind: Told['kind'], pieces: Pieces): Draft {
  if (kind === 'test') return testDraft
  // One kind is told to both sides, each in its own words.
  if (to === 'client' && kind in clientDrafts) return clientDrafts[kind as ClientNotice](pieces)
  return staffDrafts[kind as StaffNotice](pieces)
}

function piecesOf({ facts, subject }: Told, now: number, readerZone?: string): Pieces {
  const { protocol, dueAt, zone = 'America/Sao_Paulo', place, uf, count = 1 } = facts
  const because = { why: whyWords(facts), act: facts.act ?? null }
  const shared = { path: `/s/${subject ?? ''}`, subject, uf, count, ofUf: uf ? ` de ${uf}` : '', ...because }
  const pieces = { ...shared, which: protocol ? `${protocol} ` : '', until: [''], at: '' }
  if (dueAt === undefined) return pieces
  const today = whenWords(dueAt, now, zone).startsWith('hoje')
  const words = today ? clockTime(dueAt, zone) : whenWords(dueAt, now, zone)
  const both = readerZone && place ? otherZoneWords(dueAt, readerZone, zone, place) : null
  const plainly = both ? ` até ${words} no horário do cartório` : ` até ${words}`
  return { ...pieces, until: both ? [` ${both}`, plainly] : [plainly], at: today ? ` às ${words}` : ` ${words}` }
}

function whyWords({ reason, act }: Told['facts']): string[] {
  const said = reason?.trim().replace(/[.\s]+$/, '')
  if (!said) return []
  return [...(act ? [` Motivo: ${said} (${act}).`] : []), ` Motivo: ${said}.`]
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '')
    .replaceAll(/[^\x20-\x7e]/g, '-')
    .slice(0, 88)
}
