import { createCipheriv, createDecipheriv, createHmac, createSecretKey, randomBytes, type KeyObject } from 'node:crypto'

const CIPHER = 'aes-256-gcm'
const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16
const keyIdForm = /^[A-Za-z0-9_-]{1,16}$/

/** Keys for `makeSealer`: the first of `keys` seals, all of them open (rotation); each key is 32 bytes. */
export type SealKeys = { keys: readonly { id: string; key: Buffer }[]; indexKey: Buffer }

/** What can be done with the keys; they are kept inside and can't be read back. */
export type Sealer = {
  /** Encrypts under the current key, bound to `context` (such as 'request.data:<id>'): it opens under the same context only. */
  seal(text: string, context: string): string
  /** Decrypts what `seal` made; throws SealBroken when text, key or context don't match. */
  open(sealed: string, context: string): string
  /** Encrypts a file; the key's name stands in front, so that keys can be rotated. */
  sealBytes(bytes: Uint8Array, context: string): Uint8Array
  /** Decrypts what `sealBytes` made; throws SealBroken when bytes, key or context don't match. */
  openBytes(sealed: Uint8Array, context: string): Uint8Array
  /** `seal` over the value's JSON text. */
  sealJson(value: unknown, context: string): string
  /** `open`, then JSON. The type is the caller's claim about what it had sealed. */
  openJson<T>(sealed: string, context: string): T
  /** Blind index: equal values of a kind give equal texts, nothing leads back without the index key. Normalise `value` first. */
  blind(kind: string, value: string): string
}

/** A sealed text that can't be opened. Carries neither the text nor the context. */
export class SealBroken extends Error {
  readonly why: 'malformed' | 'unknown_key' | 'mismatch'

  constructor(why: SealBroken['why']) {
    super(`Sealed text can't be opened: ${why}`)
    this.name = 'SealBroken'
    this.why = why
  }
}

/** Nonces from the system's generator, drawn many at a time: one call each would cost as much as the sealing. */
let pool = Buffer.alloc(0)
function freshNonce(): Buffer {
  if (pool.length < NONCE_BYTES) pool = randomBytes(NONCE_BYTES * 512)
  const nonce = pool.subarray(0, NONCE_BYTES)
  pool = pool.subarray(NONCE_BYTES)
  return nonce
}

/**
 * Builds the sealer: AES-256-GCM (NIST SP 800-38D, random 96-bit nonce, so at most 2^32 seals under one key) and an
 * HMAC-SHA-256 blind index. Sealed form: `keyId.base64url(nonce | ciphertext | tag)`. Throws on keys of a wrong form.
 */
export function makeSealer({ keys, indexKey }: SealKeys): Sealer {
  const ring = new Map<string, KeyObject>()
  for (const { id, key } of keys) {
    if (!keyIdForm.test(id) || ring.has(id)) throw new Error('A sealing key needs a short id of its own')
    ring.set(id, secret(key))
  }
  const index = secret(indexKey)
  const [currentId] = ring.keys()
  if (currentId === undefined) throw new Error('At least one sealing key is needed')
  const current = find(ring, currentId)

  function encrypt(bytes: Uint8Array, context: string): Buffer {
    const nonce = freshNonce()
    const cipher = createCipheriv(CIPHER, current, nonce, { authTagLength: TAG_BYTES })
    cipher.setAAD(Buffer.from(context))
    return Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()])
  }

  function decrypt(keyId: string, bytes: Buffer, context: string): Buffer {
    if (bytes.length < NONCE_BYTES + TAG_BYTES) throw new SealBroken('malformed')
    const nonce = bytes.subarray(0, NONCE_BYTES)
    const decipher = createDecipheriv(CIPHER, find(ring, keyId), nonce, { authTagLength: TAG_BYTES })
    decipher.setAAD(Buffer.from(context))
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
    const text = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES))
    try {
      return Buffer.concat([text, decipher.final()])
    } catch {
      throw new SealBroken('mismatch')
    }
  }

  const seal = (text: string, context: string): string =>
    `${currentId}.${encrypt(Buffer.from(text), context).toString('base64url')}`

  function open(sealed: string, context: string): string {
    const dot = sealed.indexOf('.')
    if (dot < 1) throw new SealBroken('malformed')
    return decrypt(sealed.slice(0, dot), Buffer.from(sealed.slice(dot + 1), 'base64url'), context).toString()
  }

  function sealBytes(bytes: Uint8Array, context: string): Uint8Array {
    return Buffer.concat([Buffer.from(`${currentId}.`), encrypt(bytes, context)])
  }

  function openBytes(sealed: Uint8Array, context: string): Uint8Array {
    const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength)
    // A key's name has at most 16 letters: a dot further on is a byte of the ciphertext.
    const dot = bytes.subarray(0, 17).indexOf('.')
    if (dot < 1) throw new SealBroken('malformed')
    return decrypt(bytes.subarray(0, dot).toString(), bytes.subarray(dot + 1), context)
  }

  return {
    seal,
    open,
    sealBytes,
    openBytes,
    sealJson: (value, context) => seal(JSON.stringify(value), context),
    openJson: (sealed, context) => JSON.parse(open(sealed, context)),
    blind: (kind, value) => createHmac('sha256', index).update(`${kind}\0${value}`).digest('base64url'),
  }
}

function secret(key: Buffer): KeyObject {
  if (key.length !== KEY_BYTES) throw new Error(`A sealing key has ${KEY_BYTES} bytes`)
  return createSecretKey(key)
}

function find(ring: ReadonlyMap<string, KeyObject>, id: string): KeyObject {
  const key = ring.get(id)
  if (!key) throw new SealBroken('unknown_key')
  return key
}
