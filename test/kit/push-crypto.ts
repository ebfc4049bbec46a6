import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto'

export type Device = { p256dh: string; auth: string; decrypt(body: Buffer): string }

/** The keys a browser makes when it subscribes, and the decryption it does (RFC 8291 over RFC 8188, one record). */
export function makeDevice(): Device {
  const ecdh = createECDH('prime256v1')
  const own = ecdh.generateKeys()
  const auth = randomBytes(16)
  const derive = (ikm: Buffer, salt: Buffer, info: string | Buffer, size: number) =>
    Buffer.from(hkdfSync('sha256', ikm, salt, info, size))
  return {
    p256dh: own.toString('base64url'),
    auth: auth.toString('base64url'),
    decrypt(body) {
      const salt = body.subarray(0, 16)
      const start = 21 + body.readUInt8(20)
      const sender = body.subarray(21, start)
      const info = Buffer.concat([Buffer.from('WebPush: info\0'), own, sender])
      const ikm = derive(ecdh.computeSecret(sender), auth, info, 32)
      const key = derive(ikm, salt, 'Content-Encoding: aes128gcm\0', 16)
      const nonce = derive(ikm, salt, 'Content-Encoding: nonce\0', 12)
      const decipher = createDecipheriv('aes-128-gcm', key, nonce).setAuthTag(body.subarray(-16))
      const padded = Buffer.concat([decipher.update(body.subarray(start, -16)), decipher.final()])
      const end = padded.lastIndexOf(2)
      if (end < 0 || padded.subarray(end + 1).some((byte) => byte !== 0)) throw new Error('no last-record mark')
      return padded.subarray(0, end).toString()
    },
  }
}

/** Checks `Authorization: vapid t=…, k=…` as a push service does (RFC 8292 §4): undefined when good, else what is wrong. */
export function vapidFault(
  header: string | undefined,
  origin: string,
  boundKey: string | undefined,
): string | undefined {
  const found = /^vapid t=([\w-]+)\.([\w-]+)\.([\w-]+), ?k=([\w-]+)$/.exec(header ?? '')
  if (!found) return 'no vapid header'
  const [, head = '', claims = '', signature = '', k = ''] = found
  if (boundKey !== undefined && k !== boundKey) return 'another key than at subscription'
  const point = Buffer.from(k, 'base64url')
  if (point.length !== 65) return 'bad key'
  const jwk = { kty: 'EC', crv: 'P-256', x: point.toString('base64url', 1, 33), y: point.toString('base64url', 33, 65) }
  const key = createPublicKey({ key: jwk, format: 'jwk' })
  const signed = Buffer.from(`${head}.${claims}`)
  const bytes = Buffer.from(signature, 'base64url')
  if (!verify('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, bytes)) return 'bad signature'
  const { alg } = JSON.parse(Buffer.from(head, 'base64url').toString())
  const { aud, exp, sub } = JSON.parse(Buffer.from(claims, 'base64url').toString())
  if (alg !== 'ES256') return 'bad algorithm'
  if (aud !== origin) return 'bad audience'
  if (!(exp * 1000 > Date.now() && exp * 1000 <= Date.now() + 86_400_000)) return 'bad expiry'
  if (!/^(mailto:|https:)/.test(sub)) return 'bad subject'
  return undefined
}
