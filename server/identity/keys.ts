import { createHmac, hkdfSync } from 'node:crypto'

/** The secrets of the sign-in, each for one purpose, from the one that the configuration holds. */
export type AuthKeys = {
  /** Signs cookies. */
  cookie: string
  /** HMAC of a code, so that a leaked table can't be reversed by trying a million codes. */
  code(code: string): string
  /** HMAC of what a code belongs to: the pseudonym and, for an e-mail code, the asking browser. */
  identifier(text: string): string
}

/** Derives the keys with HKDF-SHA-256 (RFC 5869), one label each. */
export function deriveKeys(secret: string): AuthKeys {
  const derive = (label: string): Buffer => Buffer.from(hkdfSync('sha256', secret, '', `quinze ${label}`, 32))
  const keyed = (key: Buffer) => (text: string) => createHmac('sha256', key).update(text).digest('base64url')
  return {
    cookie: derive('cookie').toString('base64url'),
    code: keyed(derive('code')),
    identifier: keyed(derive('identifier')),
  }
}
