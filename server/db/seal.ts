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

  function seal(text: string, context: string): string {
    const nonce = freshNonce()
    const cipher = createCipheriv(CIPHER, current, nonce, { authTagLength: TAG_BYTES })
    cipher.setAAD(Buffer.from(context))
    const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
    return `${currentId}.${sealed.toString('base64url')}`
  }

  function open(sealed: string, context: string): string {
    const dot = sealed.indexOf('.')
    const bytes = Buffer.from(sealed.slice(dot + 1), 'base64url')
    if (dot < 1 || bytes.length < NONCE_BYTES + TAG_BYTES) throw new SealBroken('malformed')
    const nonce = bytes.subarray(0, NONCE_BYTES)
    const decipher = createDecipheriv(CIPHER, find(ring, sealed.slice(0, dot)), nonce, { authTagLength: TAG_BYTES })
    decipher.setAAD(Buffer.from(context))
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
    const text = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES))
    try {
      return Buffer.concat([text, decipher.final()]).toString()
    } catch {
      throw new SealBroken('mismatch')
    }
  }

  return {
    seal,
    open,
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
