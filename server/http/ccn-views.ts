import type { CertificateState } from '../domain/certificate.ts'
import type { CcnField, CcnOrigin, CcnRecord } from '../domain/ccn.ts'
import type { CcnDifference } from '../domain/ccn-compare.ts'
export type { CcnDifference } from '../domain/ccn-compare.ts'

// The shapes of the answers about the CCN. All instants are epoch ms of the server.

/** What a search by CPF found at the own cartório. */
export type CcnFound = {
  now: number
  record: string | null
  summary: { name: string; version: number; at: number; lacking: { field: CcnField; label: string }[] } | null
}

/** Who made which version; `protocol` is that of the request it was made from, `by` null for a person without a name. */
export type CcnStampView = {
  version: number
  at: number
  by: string | null
  origin: CcnOrigin
  protocol: string | null
}

/** A record in its newest version. Opening it is a row in the audit trail. */
export type CcnRecordView = {
  now: number
  record: string
  cartorio: { cns: string; name: string; zone: string }
  version: number
  at: number
  by: string | null
  data: CcnRecord
  /** What an order needs and the record does not hold. */
  lacking: { field: CcnField; label: string }[]
  /** Newest first. */
  versions: CcnStampView[]
  /** Requests under way that the record serves; a placed order keeps the version that it was checked with. */
  orders: { request: string; protocol: string; placedAt: number | null }[]
  /** The person's certificates of this cartório, newest first; what other cartórios issued is not theirs to see. */
  certificates: CcnCertificate[]
  can: { edit: boolean }
  whyNot: string | null
}

/** Instants in ms of real time. */
export type CcnCertificate = {
  id: string
  state: CertificateState
  stateWords: string
  notAfter: number
  exclusiveUntil: number | null
  revokedAt: number | null
  reasonWords: string | null
}

/** One version with what it changed; `before` is null for the first. */
export type CcnVersionView = CcnStampView & {
  now: number
  record: string
  data: CcnRecord
  before: number | null
  differences: CcnDifference[]
}
