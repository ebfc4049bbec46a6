import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  generateKeyPairSync,
  randomBytes,
  scryptSync,
  sign,
  type KeyObject,
} from 'node:crypto'
import { AsnConvert } from '@peculiar/asn1-schema'
import * as x from '@peculiar/asn1-x509'
import type { Signer } from '../domain/ca.ts'
import { wrap } from './ca.ts'
import { issuedBy } from './profile.ts'
import * as enc from './x509.ts'

/** What the server keeps of its authority: two certificates (DER, base64) and the issuing key under the passphrase. */
export type CaRecord = { root: string; issuing: string; key: { n: number; salt: string; sealed: string } }

const day = 86_400_000
const terms = { root: 20 * 365 * day, issuing: 10 * 365 * day }
/** For a person's passphrase 128 MiB and about half a second, once at each start (RFC 7914); the demo's is random. */
const work = { person: 2 ** 17, demo: 2 ** 10 }
const cost = (N: number) => ({ N, r: 8, p: 1, maxmem: 256 * 2 ** 20 })

/**
 * Makes a root and an issuing authority below it, both on P-384.
 * @param now epoch ms; `rootPassphrase` null throws the root's key away (demo), so that nothing more can ever be issued by it
 * @returns what the server keeps, and the root's key as encrypted PKCS#8 (PBES2), which it does not
 */
export function makeAuthority(
  now: number,
  publicUrl: string,
  passphrases: { issuing: string; root: string | null },
): { record: CaRecord; rootKey: string | null } {
  const root = generateKeyPairSync('ec', { namedCurve: 'P-384' })
  const issuing = generateKeyPairSync('ec', { namedCurve: 'P-384' })
  const serialOf = () => Buffer.concat([Buffer.from([0x01 + ((randomBytes(1)[0] ?? 0) % 0x7f)]), randomBytes(15)])
  const rootName = names('Quinze Raiz')
  const rootDer = certify({
    subject: rootName,
    issuer: null,
    key: root.publicKey,
    by: root.privateKey,
    serial: serialOf(),
    from: now,
    to: now + terms.root,
    path: 1,
    places: null,
  })
  const parsed = AsnConvert.parse(enc.bufferOf(rootDer), x.Certificate)
  const issuingDer = certify({
    subject: names('Quinze Certificado Notarizado'),
    issuer: parsed,
    key: issuing.publicKey,
    by: root.privateKey,
    serial: serialOf(),
    from: now,
    to: now + terms.issuing,
    path: 0,
    places: `${publicUrl}/ca/root.crt`,
  })
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
  const { root: passphrase } = passphrases
  return {
    record: {
      root: base64(rootDer),
      issuing: base64(issuingDer),
      key: lock(issuing.privateKey, passphrases.issuing, passphrase === null ? work.demo : work.person),
    },
    rootKey: passphrase === null ? null : exported(root.privateKey, passphrase),
  }
}

const exported = (key: KeyObject, passphrase: string): string =>
  key.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase }).toString()

const names = (common: string): x.Name =>
  enc.nameOf([
    ['2.5.4.6', 'BR'],
    ['2.5.4.10', 'Quinze'],
    ['2.5.4.3', common],
  ])

type Asked = {
  subject: x.Name
  /** Null for the root, which issues itself. */
  issuer: x.Certificate | null
  key: KeyObject
  by: KeyObject
  serial: Uint8Array
  from: number
  to: number
  path: number
  places: string | null
}

function certify({ subject, issuer, key, by, serial, from, to, path, places }: Asked): Uint8Array {
  const spki = enc.spkiOf(key.export({ type: 'spki', format: 'der' }))
  const usage = x.KeyUsageFlags.keyCertSign | x.KeyUsageFlags.cRLSign | x.KeyUsageFlags.digitalSignature
  const policies = new x.CertificatePolicies([
    new x.PolicyInformation({ policyIdentifier: x.id_ce_certificatePolicies_anyPolicy }),
  ])
  const above = [
    ...(issuer ? [enc.extension(x.id_ce_authorityKeyIdentifier, issuedBy(issuer))] : []),
    ...(issuer ? [enc.extension(x.id_ce_certificatePolicies, policies)] : []),
    ...(places ? [enc.issuerAt(places)] : []),
  ]
  const tbs = new x.TBSCertificate({
    version: x.Version.v3,
    serialNumber: enc.bufferOf(serial),
    signature: enc.signatureAlgorithm(),
    issuer: issuer?.tbsCertificate.subject ?? subject,
    validity: enc.validity(Math.floor(from / 1000) * 1000, Math.floor(to / 1000) * 1000),
    subject,
    subjectPublicKeyInfo: spki,
    extensions: new x.Extensions([
      enc.extension(x.id_ce_basicConstraints, new x.BasicConstraints({ cA: true, pathLenConstraint: path }), true),
      enc.extension(x.id_ce_keyUsage, new x.KeyUsage(usage), true),
      enc.extension(x.id_ce_subjectKeyIdentifier, new x.SubjectKeyIdentifier(enc.keyId(spki))),
      ...above,
    ]),
  })
  const bytes = enc.der(tbs)
  return wrap(bytes, sign('sha384', bytes, { key: by, dsaEncoding: 'der' }))
}

/** AES-256-GCM under a key that scrypt makes of the passphrase. */
function lock(key: KeyObject, passphrase: string, n: number): CaRecord['key'] {
  const [salt, nonce] = [randomBytes(16), randomBytes(12)]
  const cipher = createCipheriv('aes-256-gcm', scryptSync(passphrase, salt, 32, cost(n)), nonce)
  const plain = key.export({ type: 'pkcs8', format: 'der' })
  const sealed = Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
  return { n, salt: salt.toString('base64'), sealed: sealed.toString('base64') }
}

/** Opens the issuing key and signs with it in this process; null under a wrong passphrase. */
export function localSigner({ key }: CaRecord, passphrase: string): Signer | null {
  const bytes = Buffer.from(key.sealed, 'base64')
  const secret = scryptSync(passphrase, Buffer.from(key.salt, 'base64'), 32, cost(key.n))
  const decipher = createDecipheriv('aes-256-gcm', secret, bytes.subarray(0, 12))
  decipher.setAuthTag(bytes.subarray(-16))
  try {
    const der = Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()])
    const opened = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
    return { sign: async (tbs) => sign('sha384', tbs, { key: opened, dsaEncoding: 'der' }) }
  } catch {
    return null
  }
}
