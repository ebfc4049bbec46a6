import { createHash, createPublicKey, verify, X509Certificate } from 'node:crypto'
import { CertificationRequest } from '@peculiar/asn1-csr'
import { AsnConvert } from '@peculiar/asn1-schema'
import * as x from '@peculiar/asn1-x509'
import type { Ca, KeyRequest, Signer } from '../domain/ca.ts'
import { answerOcsp } from './ocsp.ts'
import { describeProfile, encodeProfile, issuedBy } from './profile.ts'
import * as enc from './x509.ts'

const largest = 4096
const sha256 = '1.2.840.10045.4.3.2'

/** The issuing authority over whoever holds its key. @param chain its certificate and the root's (DER) */
export function makeCa(signer: Signer, chain: { issuing: Uint8Array; root: Uint8Array }): Ca {
  const issuer = AsnConvert.parse(enc.bufferOf(chain.issuing), x.Certificate)

  const signed = async (bytes: Uint8Array): Promise<Uint8Array> => wrap(bytes, await signer.sign(bytes))

  return {
    ...chain,
    request: readRequest,
    encode: (profile) => encodeProfile(profile, issuer),
    describe: describeProfile,
    sign: signed,
    async list({ number, thisUpdate, nextUpdate, revoked }) {
      const entries = revoked.map(({ serial, at, reason }) => {
        // RFC 5280 §5.3.1: "unspecified" is said by leaving the reason out.
        const why =
          reason === 0 ? {} : { crlEntryExtensions: [enc.extension(x.id_ce_cRLReasons, new x.CRLReason(reason))] }
        return new x.RevokedCertificate({
          userCertificate: enc.ofHex(serial),
          revocationDate: new x.Time(new Date(at)),
          ...why,
        })
      })
      const list = new x.TBSCertList({
        version: x.Version.v2,
        signature: enc.signatureAlgorithm(),
        issuer: issuer.tbsCertificate.subject,
        thisUpdate: new x.Time(new Date(thisUpdate)),
        nextUpdate: new x.Time(new Date(nextUpdate)),
        // An empty list is left out, never written (RFC 5280 §5.1.2.6).
        ...(entries.length > 0 ? { revokedCertificates: entries } : {}),
        crlExtensions: [
          enc.extension(x.id_ce_authorityKeyIdentifier, issuedBy(issuer)),
          enc.extension(x.id_ce_cRLNumber, new x.CRLNumber(number)),
        ],
      })
      return signed(enc.der(list))
    },
    answer: (request, at, find) => answerOcsp({ issuer, signer }, request, at, find),
    proves(certificate, bytes, signature) {
      if (signature.length !== 64) return false
      const key = new X509Certificate(certificate).publicKey
      return verify('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' }, signature)
    },
  }
}

/** SEQUENCE { tbs, algorithm, BIT STRING }: the very bytes that were stored, not an encoding of what they say. */
export function wrap(tbs: Uint8Array, signature: Uint8Array): Uint8Array {
  const bits = element(0x03, Buffer.concat([Buffer.from([0]), signature]))
  return element(0x30, Buffer.concat([tbs, enc.der(enc.signatureAlgorithm()), bits]))
}

function element(tag: number, content: Uint8Array): Buffer {
  const size = content.length
  const long = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 0xff]
  const length = size > 0xffff ? [0x83, size >> 16, (size >> 8) & 0xff, size & 0xff] : long
  return Buffer.concat([Buffer.from([tag, ...length]), content])
}

function readRequest(csr: Uint8Array): KeyRequest | null {
  if (csr.length > largest) return null
  try {
    const request = AsnConvert.parse(enc.bufferOf(csr), CertificationRequest)
    const { certificationRequestInfo: info, certificationRequestInfoRaw: raw, signature } = request
    const spki = enc.der(info.subjectPKInfo)
    // Also checks that the point lies on the curve.
    const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' })
    if (key.asymmetricKeyDetails?.namedCurve !== 'prime256v1' || request.signatureAlgorithm.algorithm !== sha256)
      return null
    const signed = raw && verify('sha256', Buffer.from(raw), { key, dsaEncoding: 'der' }, Buffer.from(signature))
    return signed ? { key: Buffer.from(spki).toString('base64url') } : null
  } catch {
    return null
  }
}

/** SHA-256 over a key, by which a phone's repeated request is known. */
export const keyHash = (key: string): string => createHash('sha256').update(key).digest('base64url')
