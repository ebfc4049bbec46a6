import type { HttpBindings } from '@hono/node-server'
import type { Registry } from 'prom-client'
import type { Logger } from 'pino'
import type { Ca } from '../domain/ca.ts'
import type { Challenges } from '../desk/challenge.ts'
import type { FiguresDesk } from '../desk/figures.ts'
import type { Keeper } from '../desk/keep.ts'
import type { Config } from '../config.ts'
import type { Sealer } from '../db/seal.ts'
import type { Store } from '../db/open.ts'
import type { Topics } from '../desk/announce.ts'
import type { Attendance } from '../desk/attendance.ts'
import type { Presence } from '../desk/presence.ts'
import type { Alarms } from '../desk/alarms.ts'
import type { CheckLine } from '../desk/checks.ts'
import type { OfficeDesk } from '../desk/office.types.ts'
import type { Features } from '../desk/features.ts'
import type { Live } from '../desk/live.ts'
import type { Auth, Me } from '../identity/auth.ts'
import type { Places } from '../desk/places.ts'
import type { Registry as CcnRegistry } from '../desk/registry.ts'
import type { Time } from '../desk/time.ts'
import type { Vault } from '../desk/vault.ts'
import type { Sources } from '../domain/sources.ts'
import type { Directory } from '../domain/directory.ts'
import type { Pictures } from '../domain/pictures.ts'
import type { Teller } from '../desk/teller.ts'
import type { Limits } from './limits.ts'

/** The places of Brazil by IBGE code; `shown` only where enough people live for a pool card to name it (rule 26). */
export type Municipios = {
  byIbge(ibge: string): { ibge: string; name: string; uf: string; zone: string } | null
  search(q: string, uf: string | null, limit: number): { ibge: string; name: string; uf: string }[]
  shown(ibge: string): { name: string } | null
}

export type DemoMail = { channel: 'email' | 'sms'; to: string; subject?: string; text: string; at: number }

/** Everything the routes may ask; main.ts puts it together. */
export type House = {
  config: Config
  store: Store
  sealer: Sealer
  time: Time
  /** Tells alarms, deliveries and listeners of a commit. */
  woken(topics: Topics): void
  alarms: Alarms
  desk: OfficeDesk
  municipios: Municipios
  draining(): boolean
  live: Live
  places: Places
  teller: Teller
  /** Pictures and recordings, sealed. */
  vault: Vault
  /** The certificate authority (null while issuing is off), its keeper, and the verifiers' open questions. */
  ca: Ca | null
  keeper: Keeper
  challenges: Challenges
  /** The CCN. */
  registry: CcnRegistry
  /** Who is asked about a CPF and a face; what is null is not configured. */
  sources: Sources
  /** What the journal adds up to. */
  figures: FiguresDesk
  /** Follows up what sources answer later. */
  checks: CheckLine
  pictures: Pictures
  /** What the administration has switched off. */
  features: Features
  /** Reads a listing of cartórios, plain or gzip, in either layout; never throws on content. */
  readListing(bytes: Uint8Array): Promise<Directory>
  /** Who is in which video room. */
  presence: Presence
  /** Who of a cartório has which of its requests open. */
  attendance: Attendance
  auth: Auth
  limits: Limits
  /** Demo mode only: every e-mail and SMS sent, and business time moved forward by so many ms. */
  mailbox: { list(): readonly DemoMail[] } | null
  moveClock(ms: number): Promise<void>
  log: Logger
  metrics: Registry
}

export type Env = { Bindings: HttpBindings; Variables: { me: Me | null; id: string } }
export type SignedIn = { Bindings: HttpBindings; Variables: { me: Me; id: string } }
