/** Bytes that WebCrypto takes: never over shared memory. */
export type Bytes = Uint8Array<ArrayBuffer>

/** UTF-8. */
export function utf8(text: string): Bytes {
  return new TextEncoder().encode(text)
}

/** One after the other. */
export function concat(...parts: readonly Uint8Array[]): Bytes {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

/** base64url without padding (RFC 4648 §5), as binary values travel. */
export function toBase64url(bytes: Uint8Array): string {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

/** Reads base64url or base64. Throws on anything else. */
export function fromBase64url(text: string): Bytes {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(binary, (sign) => sign.charCodeAt(0))
}

/** `count` bytes by chance. */
export function random(count: number): Bytes {
  return crypto.getRandomValues(new Uint8Array(count))
}
