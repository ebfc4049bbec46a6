import type { CallMark, CallParty, CallState, EndReason, ScriptItem } from '../domain/call.ts'

// The shapes of the answers about a video room. All instants are epoch ms of the server.

/** A video room as one of its two people sees it. */
export type CallView = {
  now: number
  id: string
  request: string
  protocol: string
  as: CallParty
  state: CallState
  openedAt: number
  startedAt: number | null
  endedAt: number | null
  reason: EndReason | null
  reasonWords: string | null
  cartorio: { cns: string; name: string; municipio: string; uf: string; zone: string }
  /** The other side: a name for the screen, whether it is in the room, and since when it was last heard of. */
  other: { name: string; here: boolean; seenAt: number | null }
  /** What the client is asked to agree to before the camera opens, and when that happened. */
  /** The text that was agreed to, or is to be: an answer names its `version`. */
  consent: { version: string; text: string; at: number | null; refusedAt: number | null }
  /** Until when the client asked to wait ("preciso de 5 min"). */
  backAt: number | null
  /** How often identification had to begin anew. */
  attempt: number
  /** Whether the order is placed already: a code of this room is for the phone at once. */
  ordered: boolean
  script: { item: ScriptItem; words: string; at: number | null }[]
  marks: { kind: CallMark; by: CallParty; at: number; ms: number | null }[]
  ice: { servers: IceServer[]; relayOnly: boolean; until: number }
  /** The client's data that the notary compares while the client speaks; null on the client's side. */
  person: { name: string; socialName: string | null; cpf: string; birthDate: string } | null
  recording: RecordingView
}

export type IceServer = { urls: string[]; username?: string; credential?: string }

/** What of a call is recorded: pieces that play alone, and the gaps between them. */
export type RecordingView = {
  segments: { seq: number; from: number; to: number; bytes: number }[]
  gaps: { from: number; to: number }[]
}

/** One session of a request, for the archive of the cartório that held it. `note` is what was written at its end. */
export type CallSessionView = {
  id: string
  cns: string
  staff: string
  state: CallState
  openedAt: number
  startedAt: number | null
  endedAt: number | null
  reason: EndReason | null
  reasonWords: string | null
  note: string | null
  attempt: number
  script: { item: ScriptItem; words: string; at: number | null }[]
  recording: { segments: number; bytes: number; gaps: number; gapMs: number }
}

/** What a heartbeat brings back: `joined` false asks to enter again (after a leave). */
export type HereView = { now: number; joined: boolean; other: { here: boolean; seenAt: number | null } }

/** Signals on their way to the reader, oldest first; `last` is what to ask after next. */
export type SignalsView = { signals: { seq: number; body: unknown }[]; last: number }

/** Answer to a client that asks for a video: when the cartório is told (epoch ms of the server). */
export type AskedView = { now: number; toldAt: number }
