import { AsnConvert } from '@peculiar/asn1-schema'
import * as x from '@peculiar/asn1-x509'
import { attributes, type Attribute, type Profile } from '../domain/profile.ts'
import * as enc from './x509.ts'

const flags: Readonly<Record<string, number>> = {
  digitalSignature: x.KeyUsageFlags.digitalSignature,
  contentCommitment: x.KeyUsageFlags.nonRepudiation,
  keyEncipherment: x.KeyUsageFlags.keyEncipherment,
  dataEncipherment: x.KeyUsageFlags.dataEncipherment,
  keyAgreement: x.KeyUsageFlags.keyAgreement,
  keyCertSign: x.KeyUsageFlags.keyCertSign,
  cRLSign: x.KeyUsageFlags.cRLSign,
}

/** The to-be-signed bytes of a profile, issued by the bearer of `issuer` (a parsed certificate). */
export function encodeProfile(profile: Profile, issuer: x.Certificate): Uint8Array {
  const key = enc.spkiOf(Buffer.from(profile.key, 'base64url'))
  const usage = profile.keyUsage.reduce((all, name) => all | (flags[name] ?? 0), 0)
  const subject = profile.subject.map(([name, value]) => [attributes[name as Attribute] ?? name, value] as const)
  const tbs = new x.TBSCertificate({
    version: x.Version.v3,
    serialNumber: enc.ofHex(profile.serial),
    signature: enc.signatureAlgorithm(),
    issuer: issuer.tbsCertificate.subject,
    validity: enc.validity(profile.notBefore, profile.notAfter),
    subject: enc.nameOf(subject),
    subjectPublicKeyInfo: key,
    extensions: new x.Extensions([
      enc.extension(x.id_ce_basicConstraints, new x.BasicConstraints({ cA: profile.ca }), true),
      enc.extension(x.id_ce_keyUsage, new x.KeyUsage(usage), true),
      enc.extension(x.id_ce_extKeyUsage, new x.ExtendedKeyUsage([...profile.purposes])),
      enc.extension(x.id_ce_subjectKeyIdentifier, new x.SubjectKeyIdentifier(enc.keyId(key))),
      enc.extension(x.id_ce_authorityKeyIdentifier, issuedBy(issuer)),
      enc.extension(x.id_ce_certificatePolicies, enc.policiesOf(profile.policies)),
      enc.extension(x.id_ce_subjectAltName, new x.SubjectAlternativeName(profile.names.map(otherName))),
      ...enc.placesOf(profile),
    ]),
  })
  return enc.der(tbs)
}

export const issuedBy = (issuer: x.Certificate): x.AuthorityKeyIdentifier =>
  new x.AuthorityKeyIdentifier({
    keyIdentifier: new x.KeyIdentifier(enc.keyId(issuer.tbsCertificate.subjectPublicKeyInfo)),
  })

const otherName = ({ oid, value }: Profile['names'][number]): x.GeneralName =>
  new x.GeneralName({
    otherName: new x.OtherName({
      typeId: oid,
      value: AsnConvert.serialize(new x.DirectoryString({ utf8String: value })),
    }),
  })

/** What to-be-signed bytes say, so that the very bytes to be signed are checked. Throws on anything that is no certificate. */
export function describeProfile(bytes: Uint8Array): Profile {
  const tbs = AsnConvert.parse(enc.bufferOf(bytes), x.TBSCertificate)
  const read = <T>(oid: string, type: new () => T): T | null => {
    const found = tbs.extensions?.find(({ extnID }) => extnID === oid)
    return found ? AsnConvert.parse(found.extnValue, type) : null
  }
  const bits = read(x.id_ce_keyUsage, x.KeyUsage)?.toNumber() ?? 0
  const names = [...(read(x.id_ce_subjectAltName, x.SubjectAlternativeName) ?? [])]
  const others = names.flatMap(({ otherName: other }) => (other ? [other] : []))
  const access = read(x.id_pe_authorityInfoAccess, x.AuthorityInfoAccessSyntax) ?? []
  const urlOf = (method: string) =>
    access.find(({ accessMethod }) => accessMethod === method)?.accessLocation.uniformResourceIdentifier ?? ''
  const points = read(x.id_ce_cRLDistributionPoints, x.CRLDistributionPoints) ?? []
  const short = new Map<string, string>(Object.entries(attributes).map(([name, oid]) => [oid, name]))
  return {
    serial: enc.hexOf(tbs.serialNumber),
    notBefore: tbs.validity.notBefore.getTime().getTime(),
    notAfter: tbs.validity.notAfter.getTime().getTime(),
    subject: enc.partsOf(tbs.subject).map(([oid, value]) => [short.get(oid) ?? oid, value] as const),
    key: Buffer.from(enc.der(tbs.subjectPublicKeyInfo)).toString('base64url'),
    ca: read(x.id_ce_basicConstraints, x.BasicConstraints)?.cA ?? false,
    keyUsage: Object.keys(flags).filter((name) => (bits & (flags[name] ?? 0)) !== 0),
    purposes: [...(read(x.id_ce_extKeyUsage, x.ExtendedKeyUsage) ?? [])],
    policies: [...(read(x.id_ce_certificatePolicies, x.CertificatePolicies) ?? [])].map(policyOf),
    names: others.map(({ typeId, value }) => ({
      oid: enc.oidOf(typeId),
      value: AsnConvert.parse(value, x.DirectoryString).utf8String ?? '',
    })),
    otherNames: others.length !== names.length,
    crl: points[0]?.distributionPoint?.fullName?.[0]?.uniformResourceIdentifier ?? '',
    ocsp: urlOf(x.id_ad_ocsp),
    issuers: urlOf(x.id_ad_caIssuers),
  }
}

function policyOf({ policyIdentifier, policyQualifiers = [] }: x.PolicyInformation): Profile['policies'][number] {
  const cps = policyQualifiers.find(({ policyQualifierId }) => policyQualifierId === x.id_qt_csp)
  return {
    oid: enc.oidOf(policyIdentifier),
    cps: cps ? (AsnConvert.parse(cps.qualifier, x.Qualifier).cPSuri ?? '') : '',
  }
}
