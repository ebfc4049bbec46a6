import { concat, utf8, type Bytes } from './bytes.ts'

// DER by hand (X.690): the one request a phone ever makes weighs half a kilobyte; a library for it 30 to 90.

const integer = 0x02
const bitString = 0x03
const oid = 0x06
const utf8String = 0x0c
const sequence = 0x30
const set = 0x31
const attributes = 0xa0
const version0 = [integer, 1, 0]
/** 2.5.4.3, id-at-commonName. */
const commonName = [oid, 3, 0x55, 0x04, 0x03]
/** 1.2.840.10045.4.3.2, ecdsa-with-SHA256 (RFC 5758 §3.2). */
const ecdsaWithSha256 = [oid, 8, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02]

function lengthOf(count: number): number[] {
  if (count < 0x80) return [count]
  return count < 0x100 ? [0x81, count] : [0x82, count >> 8, count & 0xff]
}

/** A DER value: tag, length, content; at most 65,535 bytes. */
export function der(tag: number, ...content: readonly Uint8Array[]): Bytes {
  const inside = concat(...content)
  return concat(Uint8Array.of(tag, ...lengthOf(inside.length)), inside)
}

/** An unsigned number as INTEGER: no needless zeros, one where the sign bit would be set (X.690 §8.3). */
function unsigned(bytes: Uint8Array): Bytes {
  const first = bytes.findIndex((byte) => byte !== 0)
  const short = first < 0 ? Uint8Array.of(0) : bytes.subarray(first)
  return der(integer, ...((short[0] ?? 0) & 0x80 ? [Uint8Array.of(0), short] : [short]))
}

/** r‖s as WebCrypto gives it → ECDSA-Sig-Value (RFC 3279 §2.2.3). */
export function signatureDer(raw: Uint8Array): Bytes {
  const half = raw.length / 2
  return der(sequence, unsigned(raw.subarray(0, half)), unsigned(raw.subarray(half)))
}

/** What a PKCS#10 request says (RFC 2986 §4.1), to be signed. `spki` is the public key as exported. */
export function requestInfo(name: string, spki: Uint8Array): Bytes {
  const subject = der(
    sequence,
    der(set, der(sequence, Uint8Array.from(commonName), der(utf8String, utf8(name.slice(0, 64))))),
  )
  return der(sequence, Uint8Array.from(version0), subject, spki, der(attributes))
}

/** The certification request in DER (RFC 2986 §4.2), signed with the private half of its own key. */
export async function makeCsr(name: string, pair: CryptoKeyPair): Promise<Bytes> {
  const info = requestInfo(name, new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey)))
  const signed = new Uint8Array(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, pair.privateKey, info))
  const algorithm = der(sequence, Uint8Array.from(ecdsaWithSha256))
  return der(sequence, info, algorithm, der(bitString, Uint8Array.of(0), signatureDer(signed)))
}
