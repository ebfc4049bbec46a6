import type { CertificateState, EnrolmentStep, IdentificationMode, RevocationReason } from '../domain/certificate.ts'

// The shapes of the answers about certificates. All instants are epoch ms; bytes are base64url without padding.

/** The enrolment code, XXXX-XXXX: answered once, in the room of the call that identified the client. */
export type EnrolmentCodeView = { code: string; expiresAt: number }

/** A phone that enrolled, as its own page sees it; `subject` is what the certificate will say. */
export type EnrolmentView = {
  now: number
  enrolment: string
  request: string
  /** What the server kept as salt for the PIN, given when the phone enrolled. */
  salt: string
  step: EnrolmentStep
  subject: SubjectView
  /** Wrong PINs left until it locks, and whether it has. */
  pinLeft: number
  locked: boolean
  /** Whether another phone took over, or the order ended: this one starts no certificate any more. */
  ended: boolean
  /** Until when an issued certificate has to be proved. */
  proveBy: number | null
  /** Newest certificate of this phone, if one was signed. */
  certificate: IssuedView | null
}

export type SubjectView = { name: string; cpf: string; cartorio: string; cns: string; municipio: string; uf: string }

/** The half that a right PIN is answered with. */
export type PinView = { half: string }

/** A signed certificate and its chain (DER): issuing, then root. */
export type IssuedView = {
  id: string
  certificate: string
  chain: string[]
  serial: string
  code: string
  notAfter: number
}

export type NonceView = { nonce: string; expiresAt: number }

/** A certificate for its holder or for its issuing cartório. */
export type CertificateView = {
  now: number
  as: 'client' | 'staff'
  id: string
  request: string
  state: CertificateState
  stateWords: string
  /** Name for the screen: the social name where there is one (rule 62). */
  holder: string
  /** What the certificate says: the civil name. Null for anybody but the holder. */
  subjectName: string | null
  cartorio: { cns: string; name: string; municipio: string; uf: string; zone: string }
  mode: IdentificationMode
  modeWords: string
  notBefore: number
  notAfter: number
  /** Hexadecimal, as other programs show it. */
  serial: string
  code: string
  verifyUrl: string
  /** End of the issuing cartório's exclusivity; null before the proof. Past once it was revoked. */
  exclusiveUntil: number | null
  /** What Provimento CNJ 200/2025 wants the holder to know: free choice of another notary at any time. */
  freeChoice: string
  provedAt: number | null
  revokedAt: number | null
  reason: RevocationReason | null
  reasonWords: string | null
  enrolment: string
  /** The certificate itself (DER), null for staff and before it was signed. */
  der: string | null
  can: { revoke: boolean }
}

export type CertificatesView = { now: number; items: CertificateView[] }

/** "Meus clientes": active certificates of a cartório, the end of exclusivity nearest first. */
export type ClientsView = {
  now: number
  cns: string
  items: {
    certificate: string
    request: string
    name: string
    protocol: string
    notAfter: number
    exclusiveUntil: number
    /** Whole days of the cartório's calendar until the end. */
    days: number
    soon: boolean
  }[]
}

/** What a verifier's page shows as a QR and asks after. */
export type ChallengeView = {
  id: string
  /** XXXX-XXXX, for a holder who types it instead of reading the QR. */
  code: string
  nonce: string
  url: string
  origin: string
  expiresAt: number
}
export type ChallengeFound = { id: string }
export type ChallengeState = {
  now: number
  state: 'waiting' | 'proved' | 'expired'
  /** What the holder's phone signs: 'quinze challenge', the nonce's bytes, the origin. */
  nonce: string
  origin: string
  expiresAt: number
  /** What was proved, no more than `/verificar` says. */
  certificate: { code: string; verifyUrl: string; holder: string; stateWords: string; cartorio: string } | null
}

/** Who has the exclusivity of a CPF, in one shape whether or not there is anybody. */
export type ExclusivityView = { cns: string | null; until: number | null }

/** Until when a code waits for a phone, and why none can be had now. */
export type ReissueView = { codeUntil: number | null; whyNot: string | null }
