import type { CallState, EndReason } from '../domain/call.ts'
import type { ImageKind } from '../domain/image.ts'
import type { Missing } from '../domain/order.ts'
import type { PersonalData } from '../domain/draft.ts'
export type { PersonalData } from '../domain/draft.ts'
import type { ReissueView } from './certificate-views.ts'
export type { ExplainView } from './explain-views.ts'
import type { CheckView, ClientFaceView } from './check-views.ts'
import type { Attended } from './attendance-views.ts'
import type { SuspicionView } from './suspicion-views.ts'
import type { ClockView } from '../domain/clock-view.ts'
import type { Interval } from '../domain/hours.ts'
import type { Role } from '../domain/cartorio.ts'
import type { CommandName, RejectReason, StateName } from '../domain/request.ts'

// The shapes of the answers: the client takes them by `import type`. All instants are epoch ms of the server.

/** A cartório in a list of choice; `refusal` says in Portuguese why it can't be chosen now. */
export type CartorioView = {
  cns: string
  name: string
  municipio: string
  uf: string
  zone: string
  open: boolean
  closesAt: number | null
  opensAt: number | null
  refusal: string | null
  /** When a request sent at this instant would be due. */
  dueAt: number | null
}

export type MunicipioView = { ibge: string; name: string; uf: string }

/** A line of what happened, in words. */
export type EventView = { version: number; at: number; kind: CommandName; words: string }

export type RequestView = {
  id: string
  version: number
  protocol: string
  state: StateName
  stateWords: string
  since: number
  createdAt: number
  now: number
  uf: string
  cartorio: { cns: string; name: string; municipio: string; uf: string; zone: string } | null
  clock: ClockView | null
  late: boolean
  events: EventView[]
  data: PersonalData
}

/** A picture of a request; opened at `/api/requests/{id}/images/{kind}`, where each opening by staff is an audit row. */
export type ImageView = { kind: ImageKind; at: number; width: number; height: number }

/** How far the upload of a picture is, in bytes; `image` is the one stored now. */
export type UploadView = { received: number; total: number; image: ImageView | null }

/** The order of the certificate and what it still needs. */
export type OrderView = {
  placedAt: number | null
  ccnVersion: number
  missing: (Missing & { words: string })[]
  canPlace: boolean
  whyNot: string | null
}

/** The newest video session of a request; the room itself is `/api/calls/{id}`. */
export type CallSummary = {
  id: string
  state: CallState
  openedAt: number
  startedAt: number | null
  endedAt: number | null
  reason: EndReason | null
  reasonWords: string | null
  /** Whether the reader is one of the two people it is bound to. */
  mine: boolean
}

/** The steps of a request under way as the client follows them. */
export type ProgressStep = {
  step: 'decided' | 'video' | 'checks' | 'order' | 'issue'
  state: 'done' | 'now' | 'later'
  words: string
  at: number | null
}

/** What a client sees of an own request. `can` is what `decide` would not refuse now. */
export type ClientRequestView = RequestView & {
  as: 'client'
  can: { release: boolean; withdraw: boolean; choose: boolean; cancel: boolean; resend: boolean }
  rejection: { reason: RejectReason; words: string; text: string | null } | null
  pool: { others: number; openNow: number; opensAt: number | null; nobodyInAnHour: boolean } | null
  images: ImageView[]
  call: CallSummary | null
  /** Null unless it is under way. */
  steps: ProgressStep[] | null
  /** Since when it has stood still so long that it may be released again (rule 22). */
  stalledAt: number | null
  /** A blemish that stops nothing, in a neutral sentence (rule 39). */
  notice: string | null
  face: ClientFaceView | null
  /** The certificate on another phone (rule 51); null unless there is one. */
  reissue: ReissueView | null
}

/** A field of the form that the cartório's own record (`mine`) holds differently, in words of the screen. */
export type CcnDiffers = { field: keyof PersonalData; label: string; mine: string | null; theirs: string | null }

/** What the owning cartório sees. Opening it is a row in the audit trail and does not stop the clock. */
export type StaffRequestView = RequestView & {
  as: 'staff'
  pulled: boolean
  can: { decide: boolean; giveBack: boolean }
  whyNot: string | null
  ccn: { record: string; latest: number; at: number; madeToday: boolean; differs: CcnDiffers[] } | null
  otherRequests: boolean
  earlierRejection: { reason: RejectReason; words: string } | null
  clientReachable: boolean
  images: ImageView[]
  call: CallSummary | null
  /** Null before the decision, and once the request left. */
  order: OrderView | null
  checks: CheckView[]
  /** Null where no fraud was ever suspected. */
  suspicion: SuspicionView | null
}

export type QueueItem = Attended & {
  id: string
  protocol: string
  name: string
  state: StateName
  stateWords: string
  since: number
  pulled: boolean
  clock: ClockView | null
  /** For what is under way: what comes next, in words. */
  next: string | null
}

export type QueueView = {
  now: number
  cns: string
  cartorio: {
    name: string
    municipio: string
    uf: string
    zone: string
    open: boolean
    closesAt: number | null
    opensAt: number | null
  }
  credentialed: boolean
  /** Since when and why the cartório may not attend. */
  suspended: { at: number; why: string } | null
  waiting: QueueItem[]
  inProgress: QueueItem[]
  available: number
}

/** A released request under an id of its own: municipality only where 20,000 people or more live, time in steps of 5 minutes. */
export type PoolItem = {
  poolId: string
  municipio: string | null
  uf: string
  waitingMinutes: number
  can: boolean
  whyNot: string | null
}
export type PoolView = { now: number; uf: string; items: PoolItem[] }

export type RoleView = {
  id: string
  cns: string | null
  cartorio: string | null
  uf: string | null
  role: Role
  decides: boolean
}

export type MeView = {
  now: number
  demo: boolean
  person: string
  email: string
  name: string | null
  phone: string | null
  phoneConfirmed: boolean
  roles: RoleView[]
  invitations: { id: string; role: Role; cns: string | null; cartorio: string | null; expiresAt: number }[]
  passkeys: { id: string; name: string; createdAt: number | null }[]
  /** Whether this session was opened with a passkey; demo mode waives it and says so. */
  passkeySession: boolean
  vapidKey: string
}

export type PreferencesView = {
  push: boolean
  email: boolean
  sms: boolean
  quiet: { from: number; to: number } | null
  phone: string | null
  phoneConfirmed: boolean
  devices: { id: string; device: string; seenAt: number; here: boolean }[]
  last: { channel: 'push' | 'email' | 'sms'; at: number; outcome: 'done' | 'dead' | 'pending'; words: string }[]
}

/** T4 and credenciamento: hours, team and how each person can be reached. */
export type OfficeView = {
  cns: string
  name: string
  zone: string
  credentialed: boolean
  missing: string[]
  week: Interval[][]
  special: { date: string; intervals: Interval[]; reason: string; act: string | null }[]
  calendarVersion: number
  team: {
    id: string
    name: string
    role: Role
    since: number
    until: number | null
    /** Whether the cartório's alerts ring this person. */
    onDuty: boolean
    me: boolean
    passkeys: number
    reach: { channel: 'push' | 'email' | 'sms'; on: boolean; last: number | null; failed: boolean }[]
  }[]
  invitations: { id: string; email: string; role: Role; expiresAt: number }[]
  /** Who worked here before, the last ones first. */
  former: { id: string; name: string; role: Role; since: number; until: number }[]
  /** Undecided requests pulled from others, how many there may be, and how far the cartório itself may raise that. */
  pulls: { undecided: number; cap: number; most: number }
  canManage: boolean
}
