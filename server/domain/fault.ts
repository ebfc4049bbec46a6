/** The closed set of refusals. Each has one HTTP status (http/app.ts) and one Portuguese sentence (words.ts). */
export type FaultCode =
  | 'malformed'
  | 'invalid'
  | 'too_large'
  | 'unsupported_type'
  | 'unauthenticated'
  | 'cross_site'
  | 'too_many'
  | 'not_found'
  | 'forbidden_role'
  | 'needs_passkey'
  | 'internal'
  | 'unavailable'
  | 'already_open'
  | 'different_body'
  | 'changed'
  | 'already_decided'
  | 'taken'
  | 'excluded'
  | 'other_uf'
  | 'cap_reached'
  | 'not_expired'
  | 'not_pulled'
  | 'same_cartorio'
  | 'reason_needed'
  | 'ccn_missing'
  | 'ccn_moved'
  | 'ccn_today'
  | 'ccn_unchecked'
  | 'minor'
  | 'not_credentialed'
  | 'suspended'
  | 'unreachable'
  | 'no_opening'
  | 'not_eligible'
  | 'code_wrong'
  | 'code_expired'
  | 'code_locked'
  | 'passkey_failed'
  | 'invitation_gone'
  | 'phone_taken'
  | 'push_host'

/** Words and numbers that the sentence of a fault may need; never a CPF, a contact or a token. */
export type FaultDetail = Readonly<Record<string, string | number | boolean>>

export type Fault = { readonly fault: FaultCode; readonly detail?: FaultDetail }

/** A refusal as a value: callers tell it from a result by the key `fault`. */
export const fault = (code: FaultCode, detail?: FaultDetail): Fault =>
  detail ? { fault: code, detail } : { fault: code }

export const isFault = (value: unknown): value is Fault =>
  typeof value === 'object' && value !== null && 'fault' in value && typeof value.fault === 'string'
