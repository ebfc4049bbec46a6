import type { Feature } from '../domain/features.ts'
import type { LegalKind } from '../domain/legal.ts'
import type { FaultCode } from '../domain/fault.ts'
import type { Role } from '../domain/cartorio.ts'

// What the pages of the administration get. All instants are epoch ms of the server.

/** A line of the directory. `missingSince`: since when its own listing leaves it out. */
export type AdminCartorioItem = {
  cns: string
  name: string
  municipio: string
  uf: string
  /** As the listing says it, such as ATIVADA. */
  status: string
  eligible: boolean
  credentialedAt: number | null
  suspendedAt: number | null
  missingSince: number | null
}

export type AdminCartoriosView = { now: number; total: number; items: AdminCartorioItem[] }

/** One cartório's sheet. No name or contact of its people: that is the cartório's own. */
export type AdminCartorioView = AdminCartorioItem & {
  now: number
  zone: string
  address: string
  suspendedWhy: string | null
  pullCap: number
  undecidedPulls: number
  team: { role: Role; n: number }[]
  /** Open invitations. */
  invited: number
  reachable: boolean
  /** Whether opening hours were written down at all. */
  hours: boolean
  openNow: boolean
  opensAt: number | null
  /** Why no client can choose it now; null when they can. */
  refusal: FaultCode | null
  /** What a suspension would move. */
  moving: { waiting: number; expired: number; inProgress: number; ordered: number }
  /** Whether the administration may invite its tabelião: only while it has none. */
  canInvite: boolean
}

/** The people of the platform itself. */
export type AdminPeopleView = {
  now: number
  people: { id: string; name: string; email: string; role: Role; since: number; mine: boolean }[]
  invitations: { id: string; email: string; role: Role; expiresAt: number }[]
}

export type AdminChannel = 'push' | 'email' | 'sms'

/** Messages that were given up in the last 30 days, and what still waits. Nothing personal but a masked contact. */
export type AdminOutboxView = {
  now: number
  channels: { channel: AdminChannel; dead: number; open: number; failing: number; nextAt: number | null }[]
  items: {
    id: string
    channel: AdminChannel
    /** What it was going to say, as its title. */
    title: string
    contact: string
    endedAt: number
    attempts: number
    error: string | null
    words: string
  }[]
  more: boolean
}

/** Keys of programs; the key itself is told once, when it is made. Instants of real time. */
export type AdminApiKeysView = {
  now: number
  items: {
    id: string
    name: string
    /** Empty: every cartório, everywhere. */
    scope: { cns: string; name: string }[]
    addresses: string[]
    daily: number
    asked: number
    missed: number
    createdAt: number
    lastUsedAt: number | null
    revokedAt: number | null
  }[]
}

/** A row of the audit trail as an auditor needs it: who, what, about what. No CPF, and no contact in full. */
export type AuditRowView = {
  seq: number
  at: number
  action: string
  words: string
  actor: string
  /** The protocol of the request that it is about, a cartório, or what else it names; null where that would say too much. */
  subject: string | null
  /** What the row says besides, a line each. */
  detail: string[]
}

/** `next` is where to go on; null at the beginning of the trail. `unknown`: what was asked for and is not there. */
export type AuditSearchView = {
  now: number
  items: AuditRowView[]
  next: number | null
  unknown: 'request' | 'person' | 'cartorio' | null
}

/** How far the chain was checked; the first bad row where it isn't sound. */
export type AuditVerifyView =
  | { ok: true; done: boolean; rows: number; head: { seq: number; hash: string } }
  | { ok: false; seq: number; why: 'altered' | 'missing' }

/** What an uploaded listing would do. Of long lists only the beginning; `digest` is what a confirmation names. */
export type AdminListingView = {
  layout: 'cnj' | 'serventias'
  digest: string
  read: number
  added: number
  changed: number
  same: number
  missing: number
  /** Rows that may not issue certificates, and how many offices may. */
  ineligible: number
  eligible: number
  /** Credentialed cartórios that would lose the right to attend. */
  losing: { cns: string; name: string }[]
  samples: {
    added: { cns: string; name: string; place: string }[]
    changed: { cns: string; name: string; fields: { label: string; before: string; after: string }[] }[]
    missing: { cns: string; name: string; place: string }[]
  }
  rejected: { line: number; reason: string }[]
  rejectedCount: number
}

/** What is switched off now. */
export type FeaturesView = { off: Feature[] }

/** Every switch, and who changed it last and why. */
export type AdminFeaturesView = {
  now: number
  items: { name: Feature; on: boolean; changed: { at: number; by: string; why: string } | null }[]
}

/** A text as clients read it now; `at` is null for the one that the app is delivered with. */
export type LegalView = { kind: LegalKind; version: number; body: string; at: number | null }

/** Every text in all its versions, the newest first. */
export type AdminLegalView = {
  now: number
  items: { kind: LegalKind; versions: { version: number; body: string; at: number | null; author: string | null }[] }[]
}
