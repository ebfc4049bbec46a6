import { createHash, generateKeyPairSync, sign, X509Certificate } from 'node:crypto'

const der = (tag: number, ...parts: Buffer[]): Buffer => {
  const body = Buffer.concat(parts)
  const size = body.length
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 255]
  return Buffer.concat([Buffer.from([tag, ...length]), body])
}
const sequence = (...parts: Buffer[]) => der(0x30, ...parts)
const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'))
const utcTime = (at: number) => der(0x17, Buffer.from(new Date(at).toISOString().replace(/^..|[-:T]|\..*/g, '') + 'Z'))
const extension = (id: string, value: Buffer) => sequence(oid(id), der(0x01, Buffer.from([255])), der(0x04, value))

/** A self-signed P-256 certificate for localhost and 127.0.0.1, good for two days, made here because no key may lie in the repository. */
export function makeCertificate(): { cert: string; key: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const spki = publicKey.export({ type: 'spki', format: 'der' })
  const ecdsaSha256 = sequence(oid('2a8648ce3d040302'))
  const name = sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from('localhost')))))
  const day = 86_400_000
  const names = sequence(der(0x82, Buffer.from('localhost')), der(0x87, Buffer.from([127, 0, 0, 1])))
  const authority = sequence(der(0x01, Buffer.from([255])))
  const extensions = sequence(extension('551d11', names), extension('551d13', authority))
  const serial = createHash('sha256').update(spki).digest().subarray(0, 8)
  serial[0] = 0x40
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, serial),
    ecdsaSha256,
    name,
    sequence(utcTime(Date.now() - day), utcTime(Date.now() + day)),
    name,
    spki,
    der(0xa3, extensions),
  )
  const signature = der(0x03, Buffer.from([0]), sign('sha256', body, privateKey))
  const cert = new X509Certificate(sequence(body, ecdsaSha256, signature)).toString()
  return { cert, key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() }
}
