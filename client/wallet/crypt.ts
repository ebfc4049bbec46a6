import { concat, random, utf8, type Bytes } from './bytes.ts'

/** OWASP's figure for PBKDF2 with SHA-256: 0.2 s on a good phone, 2 s on a cheap one. */
export const rounds = 600_000
export const keyKind = { name: 'ECDSA', namedCurve: 'P-256' } as const
const ecdsa = { name: 'ECDSA', hash: 'SHA-256' } as const
const gcm = 'AES-GCM'
const ivLength = 12

/** Bytes under AES-GCM with their own nonce. */
export interface Sealed {
  iv: Bytes
  data: Bytes
}

/** What the PIN is turned into before it leaves the phone: PBKDF2-SHA256, 32 bytes. */
export async function stretch(pin: string, salt: Bytes): Promise<Bytes> {
  const key = await crypto.subtle.importKey('raw', utf8(pin), 'PBKDF2', false, ['deriveBits'])
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: rounds }
  return new Uint8Array(await crypto.subtle.deriveBits(how, key, 256))
}

/** The key that wraps the private key: from the stretched PIN and the half that only the server can give (rule 46). */
export async function wrapKeyOf(p: Bytes, half: Bytes): Promise<CryptoKey> {
  const both = await crypto.subtle.importKey('raw', concat(p, half), 'HKDF', false, ['deriveKey'])
  const how = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: utf8('quinze wrap') }
  return crypto.subtle.deriveKey(how, both, { name: gcm, length: 256 }, false, ['wrapKey', 'unwrapKey'])
}

/** A key pair whose private half can be taken out once, to be wrapped. */
export function newPair(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey(keyKind, true, ['sign', 'verify'])
}

/** The private key as PKCS#8 under `key`; `slot` says whose it is and is checked when it is opened. */
export async function wrap(privateKey: CryptoKey, key: CryptoKey, slot: string): Promise<Sealed> {
  const iv = random(ivLength)
  const how = { name: gcm, iv, additionalData: utf8(slot) }
  return { iv, data: new Uint8Array(await crypto.subtle.wrapKey('pkcs8', privateKey, key, how)) }
}

/** The private key for one use: it signs and can't be taken out. Rejects with OperationError under a wrong key. */
export function unwrap({ iv, data }: Sealed, key: CryptoKey, slot: string): Promise<CryptoKey> {
  const how = { name: gcm, iv, additionalData: utf8(slot) }
  return crypto.subtle.unwrapKey('pkcs8', data, key, how, keyKind, false, ['sign'])
}

/** A key of this phone that no program can take out of the browser. */
export function newSealingKey(): Promise<CryptoKey> {
  return crypto.subtle.generateKey({ name: gcm, length: 256 }, false, ['encrypt', 'decrypt'])
}

/** Encrypts `bytes` for the place called `slot`. */
export async function seal(key: CryptoKey, bytes: Bytes, slot: string): Promise<Sealed> {
  const iv = random(ivLength)
  const how = { name: gcm, iv, additionalData: utf8(slot) }
  return { iv, data: new Uint8Array(await crypto.subtle.encrypt(how, key, bytes)) }
}

/** Opens what `seal` closed. Rejects with OperationError when key, place or bytes differ. */
export async function open(key: CryptoKey, { iv, data }: Sealed, slot: string): Promise<Bytes> {
  const how = { name: gcm, iv, additionalData: utf8(slot) }
  return new Uint8Array(await crypto.subtle.decrypt(how, key, data))
}

/** ECDSA P-256 with SHA-256 as r‖s. */
export async function sign(key: CryptoKey, message: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.sign(ecdsa, key, message))
}
