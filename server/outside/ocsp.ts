import { createHash } from 'node:crypto'
import * as o from '@peculiar/asn1-ocsp'
import { AsnConvert, OctetString } from '@peculiar/asn1-schema'
import * as x from '@peculiar/asn1-x509'
import type { Ca, OcspAnswer, Signer, Standing } from '../domain/ca.ts'
import * as enc from './x509.ts'

const hashes: Readonly<Record<string, string>> = {
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
}
const largest = { request: 2048, serials: 8, nonce: 32 }
/** How long (ms) an answer may be kept: a revocation is seen within a minute (rule 51). */
const fresh = 60_000

const refusal = (responseStatus: o.OCSPResponseStatus): OcspAnswer => ({
  der: enc.der(new o.OCSPResponse({ responseStatus })),
  until: null,
})

/** RFC 6960, signed by the issuing authority itself, which needs no certificate of a responder beside it. */
export async function answerOcsp(
  by: { issuer: x.Certificate; signer: Signer },
  bytes: Uint8Array,
  at: number,
  find: Parameters<Ca['answer']>[2],
): Promise<OcspAnswer> {
  const asked = read(bytes)
  if (!asked) return refusal(o.OCSPResponseStatus.malformedRequest)
  const { subjectPublicKeyInfo: key } = by.issuer.tbsCertificate
  const own = asked.ids.map((id) => isOwn(id, by.issuer))
  if (!own.some(Boolean)) return refusal(o.OCSPResponseStatus.unauthorized)
  const serials = asked.ids.map(({ serialNumber }) => plainHex(serialNumber))
  const known = await find(serials.filter((_serial, i) => own[i]))
  const now = Math.floor(at / 1000) * 1000
  const data = new o.ResponseData({
    responderID: new o.ResponderID({ byKey: new o.KeyHash(enc.keyId(key)) }),
    producedAt: new Date(now),
    responses: asked.ids.map(
      (certID, i) =>
        new o.SingleResponse({
          certID,
          certStatus: statusOf((own[i] && known.get(serials[i] ?? '')) || { status: 'unknown' }),
          thisUpdate: new Date(now),
          nextUpdate: new Date(now + fresh),
        }),
    ),
    ...(asked.nonce ? { responseExtensions: [asked.nonce] } : {}),
  })
  const tbs = enc.der(data)
  const signature = await by.signer.sign(tbs)
  const basic = new o.BasicOCSPResponse({
    tbsResponseData: data,
    signatureAlgorithm: enc.signatureAlgorithm(),
    signature: enc.bufferOf(signature),
  })
  const response = new o.ResponseBytes({
    responseType: o.id_pkix_ocsp_basic,
    response: new OctetString(AsnConvert.serialize(basic)),
  })
  const status = o.OCSPResponseStatus.successful
  const der = enc.der(new o.OCSPResponse({ responseStatus: status, responseBytes: response }))
  return { der, until: asked.nonce ? null : now + fresh }
}

/** The questions and the nonce of a request (RFC 8954: 1 to 32 octets are echoed); null when it can't be read. */
function read(bytes: Uint8Array): { ids: o.CertID[]; nonce: x.Extension | null } | null {
  if (bytes.length === 0 || bytes.length > largest.request) return null
  try {
    const { tbsRequest } = AsnConvert.parse(enc.bufferOf(bytes), o.OCSPRequest)
    const ids = tbsRequest.requestList.map(({ reqCert }) => reqCert)
    const nonce = tbsRequest.requestExtensions?.find(({ extnID }) => extnID === o.id_pkix_ocsp_nonce) ?? null
    if (ids.length === 0 || ids.length > largest.serials) return null
    return { ids, nonce: nonce && nonce.extnValue.byteLength <= largest.nonce + 2 ? nonce : null }
  } catch {
    return null
  }
}

function isOwn({ hashAlgorithm, issuerNameHash, issuerKeyHash }: o.CertID, issuer: x.Certificate): boolean {
  const name = hashes[hashAlgorithm.algorithm]
  if (!name) return false
  const { subject, subjectPublicKeyInfo } = issuer.tbsCertificate
  const equal = (bytes: Uint8Array, given: OctetString) =>
    createHash(name).update(bytes).digest().equals(Buffer.from(given.buffer))
  return (
    equal(enc.der(subject), issuerNameHash) &&
    equal(new Uint8Array(subjectPublicKeyInfo.subjectPublicKey), issuerKeyHash)
  )
}

/** A serial without the zero octet that keeps an INTEGER positive. */
const plainHex = (serial: ArrayBuffer): string => enc.hexOf(serial).replace(/^00(?=[89a-f])/, '')

function statusOf(standing: Standing): o.CertStatus {
  if (standing.status !== 'revoked') return new o.CertStatus({ [standing.status]: null })
  const { at, reason } = standing
  return new o.CertStatus({
    revoked: new o.RevokedInfo({
      revocationTime: new Date(at),
      ...(reason === 0 ? {} : { revocationReason: new x.CRLReason(reason) }),
    }),
  })
}
