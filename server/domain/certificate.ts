/**
 * The life of a certificate: its serial and to-be-signed bytes are stored (`prepared`) before it is signed, it is `issued` once
 * the signed bytes are stored, and `active` only when the phone proved that it holds the key (rules 49 and 50).
 */
export type CertificateState = 'prepared' | 'issued' | 'active' | 'revoked'

/** Where a phone stands: its PIN is to be chosen, its key to be certified, its key to be proved, or all is done. */
export type EnrolmentStep = 'pin' | 'key' | 'proof' | 'done'

/** How the holder was identified: part of every certificate (CNN 285 II says "in person", practice allows remote). */
export type IdentificationMode = 'remote' | 'in_person'

/** Why a certificate was revoked; the numbers are those of RFC 5280 §5.3.1. */
export const revocationReasons = {
  unspecified: 0,
  key_compromise: 1,
  affiliation_changed: 3,
  superseded: 4,
  cessation: 5,
  /** Never proved within 72 hours, or never stored after a crash. */
  not_proved: 5,
} as const
export type RevocationReason = keyof typeof revocationReasons

/** Reasons that a person may give; the others are the system's own. */
export const givenReasons = ['key_compromise', 'affiliation_changed', 'cessation', 'unspecified'] as const
export type GivenReason = (typeof givenReasons)[number]

/** Terms in ms: for the enrolment code, its renewal, the proof, and for repeating a code whose showing may have got lost. */
export const issueTerms = {
  code: 72 * 3_600_000,
  renewed: 7 * 86_400_000,
  proof: 72 * 3_600_000,
  showing: 10 * 60_000,
} as const

/** How long (ms) a nonce for the proof and a verifier's challenge are good for. */
export const nonceTerm = 10 * 60_000

/** Wrong PINs until a certificate is locked, and wrong enrolment codes until a new one is needed. */
export const mostTries = 5
