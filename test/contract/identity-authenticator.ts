import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'

type Creation = { challenge: string; rp: { id: string } }
type Request = { challenge: string; rpId: string }

const b64 = (bytes: Uint8Array | string) => Buffer.from(bytes).toString('base64url')
const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest()

/** A passkey in software (WebAuthn L3 §6): ES256, no attestation. `verified` is the user verification flag. */
export function makePasskey(origin: string, { verified = true } = {}) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const jwk = publicKey.export({ format: 'jwk' })
  const id = randomBytes(16)
  let counter = 0

  const head = (rp: string, flags: number) => {
    const count = Buffer.alloc(4)
    count.writeUInt32BE((counter += 1))
    return Buffer.concat([sha256(rp), Buffer.from([flags | (verified ? 0x05 : 0x01)]), count])
  }
  const client = (type: string, challenge: string, from: string) =>
    Buffer.from(JSON.stringify({ type, challenge, origin: from, crossOrigin: false }))

  return {
    id: b64(id),
    create({ challenge, rp }: Creation, from = origin) {
      const point = (text: string | undefined) => Buffer.from(text ?? '', 'base64url')
      const cose = cbor(
        new Map<number, unknown>([
          [1, 2],
          [3, -7],
          [-1, 1],
          [-2, point(jwk.x)],
          [-3, point(jwk.y)],
        ]),
      )
      const length = Buffer.from([0, id.length])
      const authData = Buffer.concat([head(rp.id, 0x40), Buffer.alloc(16), length, id, cose])
      const attestation = cbor(
        new Map<string, unknown>([
          ['fmt', 'none'],
          ['attStmt', new Map()],
          ['authData', authData],
        ]),
      )
      const clientDataJSON = b64(client('webauthn.create', challenge, from))
      const response = { clientDataJSON, attestationObject: b64(attestation), transports: ['internal'] }
      return { id: b64(id), rawId: b64(id), type: 'public-key', clientExtensionResults: {}, response }
    },
    get({ challenge, rpId }: Request, from = origin) {
      const authData = head(rpId, 0)
      const data = client('webauthn.get', challenge, from)
      const signature = sign('sha256', Buffer.concat([authData, sha256(data)]), privateKey)
      const response = { clientDataJSON: b64(data), authenticatorData: b64(authData), signature: b64(signature) }
      return { id: b64(id), rawId: b64(id), type: 'public-key', clientExtensionResults: {}, response }
    },
  }
}

/** As much of CBOR (RFC 8949) as a passkey needs. */
function cbor(value: unknown): Buffer {
  const item = (major: number, n: number) =>
    n < 24
      ? Buffer.from([(major << 5) | n])
      : n < 256
        ? Buffer.from([(major << 5) | 24, n])
        : Buffer.from([(major << 5) | 25, n >> 8, n & 255])
  if (typeof value === 'number') return value < 0 ? item(1, -1 - value) : item(0, value)
  if (typeof value === 'string') return Buffer.concat([item(3, Buffer.byteLength(value)), Buffer.from(value)])
  if (value instanceof Uint8Array) return Buffer.concat([item(2, value.length), value])
  if (value instanceof Map)
    return Buffer.concat([item(5, value.size), ...[...value].flatMap(([key, each]) => [cbor(key), cbor(each)])])
  throw new TypeError('not encoded')
}
