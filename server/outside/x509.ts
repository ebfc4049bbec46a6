import { createHash } from 'node:crypto'
import { AsnConvert, OctetString } from '@peculiar/asn1-schema'
import * as x from '@peculiar/asn1-x509'

/** ecdsa-with-SHA384 (RFC 5758 §3.2), which has no parameters. */
export const signatureAlgorithm = () => new x.AlgorithmIdentifier({ algorithm: '1.2.840.10045.4.3.3' })

export const der = (value: unknown): Uint8Array => new Uint8Array(AsnConvert.serialize(value))
/** A copy in a buffer of its own, as the ASN.1 library wants it. */
export const bufferOf = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer
export const hexOf = (bytes: ArrayBuffer): string => Buffer.from(bytes).toString('hex')
export const ofHex = (hex: string): ArrayBuffer => bufferOf(Buffer.from(hex, 'hex'))
export const spkiOf = (bytes: Uint8Array): x.SubjectPublicKeyInfo =>
  AsnConvert.parse(bufferOf(bytes), x.SubjectPublicKeyInfo)

/** SHA-1 of the public key's bits: a name for the key, not a protection (RFC 5280 §4.2.1.2). */
export const keyId = (key: x.SubjectPublicKeyInfo): ArrayBuffer =>
  bufferOf(createHash('sha1').update(Buffer.from(key.subjectPublicKey)).digest())

export function extension(extnID: string, value: unknown, critical = false): x.Extension {
  const extnValue = new OctetString(value instanceof ArrayBuffer ? value : AsnConvert.serialize(value))
  return new x.Extension({ extnID, critical, extnValue })
}

/** Attributes of which X.520 says that they are PrintableString. */
const printable = new Set(['2.5.4.6', '2.5.4.5'])

/** @param parts attribute OIDs with their values, in order */
export const nameOf = (parts: readonly (readonly [oid: string, value: string])[]): x.Name =>
  new x.Name(
    parts.map(([type, text]) => {
      const value = new x.AttributeValue(printable.has(type) ? { printableString: text } : { utf8String: text })
      return new x.RelativeDistinguishedName([new x.AttributeTypeAndValue({ type, value })])
    }),
  )

export const partsOf = (name: x.Name): [string, string][] =>
  [...name].flatMap((each) => [...each].map(({ type, value }): [string, string] => [type, value.toString()]))

/** The library writes an arc beyond 53 bits as the hexadecimal of its base-128 digits, in braces. */
export const oidOf = (text: string): string =>
  text.replaceAll(/\{([0-9a-f]+)\}/gi, (_all, hex: string) =>
    String([...Buffer.from(hex, 'hex')].reduce((sum, digit) => sum * 128n + BigInt(digit & 0x7f), 0n)),
  )

export const validity = (from: number, to: number): x.Validity =>
  new x.Validity({ notBefore: new Date(from), notAfter: new Date(to) })

const uri = (url: string) => new x.GeneralName({ uniformResourceIdentifier: url })

/** Where lists, answers and the issuer's certificate are found. */
export const placesOf = ({ crl, ocsp, issuers }: { crl: string; ocsp: string; issuers: string }): x.Extension[] => [
  extension(
    x.id_ce_cRLDistributionPoints,
    new x.CRLDistributionPoints([
      new x.DistributionPoint({ distributionPoint: new x.DistributionPointName({ fullName: [uri(crl)] }) }),
    ]),
  ),
  extension(
    x.id_pe_authorityInfoAccess,
    new x.AuthorityInfoAccessSyntax([
      new x.AccessDescription({ accessMethod: x.id_ad_ocsp, accessLocation: uri(ocsp) }),
      new x.AccessDescription({ accessMethod: x.id_ad_caIssuers, accessLocation: uri(issuers) }),
    ]),
  ),
]

/** Where the certificate above is found. */
export const issuerAt = (url: string): x.Extension =>
  extension(
    x.id_pe_authorityInfoAccess,
    new x.AuthorityInfoAccessSyntax([
      new x.AccessDescription({ accessMethod: x.id_ad_caIssuers, accessLocation: uri(url) }),
    ]),
  )

export const policiesOf = (policies: readonly { oid: string; cps: string }[]): x.CertificatePolicies =>
  new x.CertificatePolicies(
    policies.map(({ oid, cps }) => {
      const qualifier = AsnConvert.serialize(new x.Qualifier({ cPSuri: cps }))
      const policyQualifiers = [new x.PolicyQualifierInfo({ policyQualifierId: x.id_qt_csp, qualifier })]
      return new x.PolicyInformation({ policyIdentifier: oid, policyQualifiers })
    }),
  )
