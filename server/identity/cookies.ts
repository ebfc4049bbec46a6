import { createHmac, timingSafeEqual } from 'node:crypto'
import type { AuthKeys } from './keys.ts'

export const codeTerm = 10 * 60_000

export type Cookies = {
  /** Prefix and names; with `__Host-` the browser takes them from our own host over TLS only (RFC 6265bis §4.1.3.2). */
  prefix: string
  session: string
  nonce: string
  /** The session token of a Cookie header's value, when its signature is ours. */
  token(value: string): string | null
  setNonce(nonce: string): string
  clearNonce(): string
  clearSession(): string
}

export function makeCookies(keys: AuthKeys, secure: boolean): Cookies {
  const prefix = secure ? '__Host-quinze' : 'quinze'
  const [session, nonce] = [prefix, `${prefix}-code`]
  const attributes = `Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
  const key = Buffer.from(keys.cookie)
  return {
    prefix,
    session,
    nonce,
    token(value) {
      const text = decode(value)
      const dot = text.lastIndexOf('.')
      if (dot < 1) return null
      const expected = createHmac('sha256', key).update(text.slice(0, dot)).digest()
      const given = Buffer.from(text.slice(dot + 1), 'base64')
      return given.length === expected.length && timingSafeEqual(given, expected) ? text.slice(0, dot) : null
    },
    setNonce: (value) => `${nonce}=${value}; Max-Age=${codeTerm / 1000}; ${attributes}`,
    clearNonce: () => `${nonce}=; Max-Age=0; ${attributes}`,
    clearSession: () => `${session}=; Max-Age=0; ${attributes}`,
  }
}

/** The value of one cookie in a Cookie header as it stands there (RFC 6265 §4.2), or null. */
export function readCookie(header: string | null, name: string): string | null {
  if (!header) return null
  const start = header.startsWith(`${name}=`) ? 0 : header.indexOf(`; ${name}=`) + 2
  if (start === 1) return null
  const from = start + name.length + 1
  const end = header.indexOf(';', from)
  const value = end === -1 ? header.slice(from) : header.slice(from, end)
  return value === '' ? null : value
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return ''
  }
}
