import type { Profile } from './profile.ts'

/**
 * Whoever holds the issuing key: a file sealed under a passphrase today, an HSM over PKCS#11 or a remote service another day.
 * `sign` gives an ECDSA signature (DER) with SHA-384 over the bytes; it rejects when the key can't be reached.
 */
export type Signer = { sign(bytes: Uint8Array): Promise<Uint8Array> }

/** What may be asked about a certificate by serial (hexadecimal). Instants in ms. */
export type Standing =
  { readonly status: 'good' | 'unknown' } | { readonly status: 'revoked'; readonly at: number; readonly reason: number }

export type Revoked = { readonly serial: string; readonly at: number; readonly reason: number }

/** A phone's request for a certificate: only its key is taken (rule 48). */
export type KeyRequest = { readonly key: string }

/** The issuing certificate authority. All bytes are DER; nothing here stores anything. */
export type Ca = {
  readonly issuing: Uint8Array
  readonly root: Uint8Array
  /** The key of a PKCS#10 request whose own signature holds and which lies on P-256; null for anything else. */
  request(csr: Uint8Array): KeyRequest | null
  /** The to-be-signed bytes of a certificate, and what any such bytes say. `describe` throws on other bytes. */
  encode(profile: Profile): Uint8Array
  describe(tbs: Uint8Array): Profile
  /** Signs what was stored before. Call it once for each serial. */
  sign(tbs: Uint8Array): Promise<Uint8Array>
  /** A list of what is revoked (RFC 5280 §5). */
  list(list: {
    number: number
    thisUpdate: number
    nextUpdate: number
    revoked: readonly Revoked[]
  }): Promise<Uint8Array>
  /** Answers an OCSP request (RFC 6960); also a malformed one has an answer. */
  answer(
    request: Uint8Array,
    at: number,
    find: (serials: readonly string[]) => Promise<ReadonlyMap<string, Standing>>,
  ): Promise<OcspAnswer>
  /** Whether `signature` (raw r‖s, ECDSA P-256 with SHA-256) over `bytes` was made by the key of `certificate`. */
  proves(certificate: Uint8Array, bytes: Uint8Array, signature: Uint8Array): boolean
}

/** `until` (ms) is null for an answer that must not be kept: an error, or one that carries a nonce. */
export type OcspAnswer = { readonly der: Uint8Array; readonly until: number | null }
