import type { IdentificationMode } from './certificate.ts'
import { formatCns, type Cns } from './cns.ts'
import { parseCpf } from './cpf.ts'

/**
 * Our own arc under 2.25 (Rec. ITU-T X.667: a UUID as one number, which needs nobody's registration). Never one of
 * ICP-Brasil's arc 2.16.76.1: this certificate is not one of theirs.
 */
const arc = '2.25.196445503384531035636362625420000488129'
export const policyOids: Record<IdentificationMode, string> = { remote: `${arc}.1.1`, in_person: `${arc}.1.2` }
export const cpfOid = `${arc}.2.1`

export const usages = ['digitalSignature', 'contentCommitment'] as const
/** id-kp-clientAuth, for proving who one is, and id-kp-documentSigning (RFC 9336). No mailbox was checked: no emailProtection. */
export const purposes = ['1.3.6.1.5.5.7.3.2', '1.3.6.1.5.5.7.3.36'] as const

/** Attributes of a subject, by the OID of X.520. */
export const attributes = {
  C: '2.5.4.6',
  O: '2.5.4.10',
  OU: '2.5.4.11',
  serialNumber: '2.5.4.5',
  CN: '2.5.4.3',
  name: '2.5.4.41',
} as const
export type Attribute = keyof typeof attributes

/**
 * A certificate as data, before it is encoded and after it was read back. `serial` is hexadecimal, instants are ms, `key` is the
 * SubjectPublicKeyInfo (base64url).
 */
export type Profile = {
  readonly serial: string
  readonly notBefore: number
  readonly notAfter: number
  readonly subject: readonly (readonly [attribute: string, value: string])[]
  readonly key: string
  readonly ca: boolean
  readonly keyUsage: readonly string[]
  readonly purposes: readonly string[]
  readonly policies: readonly { readonly oid: string; readonly cps: string }[]
  /** otherName entries of the subject alternative name; `other` says that there is any other kind. */
  readonly names: readonly { readonly oid: string; readonly value: string }[]
  readonly otherNames: boolean
  readonly crl: string
  readonly ocsp: string
  readonly issuers: string
}

export type ProfileFacts = {
  readonly serial: string
  /** When it is issued, and the end of exclusivity (term.ts). */
  readonly at: number
  readonly until: number
  /** From the CCN version of the order, never from the phone's request (rule 48). */
  readonly name: string
  readonly cpf: string
  /** Tells two people of one name apart, says nothing else, and stays the same over all their certificates. */
  readonly holder: string
  readonly cartorio: { readonly cns: string; readonly name: string }
  readonly mode: IdentificationMode
  readonly key: string
  readonly publicUrl: string
}

const second = 1000

/** The bounds of RFC 5280 appendix A.1. */
export const longest: Partial<Record<Attribute, number>> = { CN: 64, O: 64, OU: 64, serialNumber: 64, name: 300 }

/** What is to be certified. notAfter is inclusive: one second before exclusivity ends (rule 54). */
export function prepare(facts: ProfileFacts): Profile {
  const { cartorio, publicUrl } = facts
  const name = tidy(facts.name)
  const short = shortName(name, 64)
  return {
    serial: facts.serial,
    notBefore: Math.floor(facts.at / second) * second,
    notAfter: facts.until - second,
    subject: [
      ['C', 'BR'],
      ['O', cut(tidy(cartorio.name), 64)],
      ['OU', `CNS ${formatCns(cartorio.cns as Cns)}`],
      ['serialNumber', facts.holder],
      ...(short === name ? [] : [['name', name] as const]),
      ['CN', short],
    ],
    key: facts.key,
    ca: false,
    keyUsage: usages,
    purposes,
    policies: [{ oid: policyOids[facts.mode], cps: `${publicUrl}/verificar` }],
    names: [{ oid: cpfOid, value: `TINBR-${facts.cpf}` }],
    otherNames: false,
    crl: `${publicUrl}/ca/crl`,
    ocsp: `${publicUrl}/ca/ocsp`,
    issuers: `${publicUrl}/ca/issuing.crt`,
  }
}

const tidy = (text: string): string => text.normalize('NFC').replace(/\s+/gu, ' ').trim()
const cut = (text: string, most: number): string => (text.length <= most ? text : text.slice(0, most).trimEnd())

/** A name that is too long keeps its first and last, and its middle names become initials, from the end. */
function shortName(name: string, most: number): string {
  const words = name.split(' ')
  for (let at = words.length - 2; at > 0 && words.join(' ').length > most; at -= 1) words[at] = words[at]?.[0] ?? ''
  return cut(words.join(' '), most)
}

/** The prefix of every P-256 SubjectPublicKeyInfo with an uncompressed point (RFC 5480), base64url, up to its last whole group. */
const p256 = 'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE'
const foreign = '2.16.76.1'
const day = 86_400_000

/** Why this would be a wrong certificate, as words for the operator; empty when it may be signed. */
export function lint(profile: Profile): string[] {
  return [...lintForm(profile), ...lintSubject(profile), ...lintPurpose(profile), ...lintPlaces(profile)]
}

function lintForm({ serial, notBefore, notAfter, key, ca }: Profile): string[] {
  const found: string[] = []
  if (!/^[0-9a-f]+$/.test(serial) || serial.length !== 32) found.push('the serial is not 128 bits in hexadecimal')
  else if (parseInt(serial.slice(0, 2), 16) >= 0x80) found.push('the serial is negative')
  else if (serial.startsWith('00')) found.push('the serial begins with a zero octet')
  if (notBefore % second !== 0 || notAfter % second !== 0) found.push('the validity has fractions of a second')
  if (!(notBefore < notAfter)) found.push('the validity ends before it begins')
  if (notAfter - notBefore > 1098 * day) found.push('the validity is longer than three years')
  if (!key.startsWith(p256) || key.length !== 122) found.push('the key is not on P-256')
  if (ca) found.push('a person is no certificate authority')
  return found
}

function lintSubject({ subject, names, otherNames }: Profile): string[] {
  const found: string[] = []
  const values = (wanted: Attribute) => subject.filter(([attribute]) => attribute === wanted).map(([, value]) => value)
  for (const wanted of ['C', 'O', 'OU', 'serialNumber', 'CN'] as const)
    if (values(wanted).length !== 1) found.push(`the subject needs one ${wanted}`)
  if (values('C').some((country) => country !== 'BR')) found.push('the country is not BR')
  for (const [attribute, value] of subject) {
    if (!(attribute in attributes)) found.push(`the subject may not hold ${attribute}`)
    if (value.length > (longest[attribute as Attribute] ?? 2)) found.push(`${attribute} is too long`)
    if (value === '' || value !== tidy(value)) found.push(`${attribute} is empty or has stray spaces`)
    if (/\p{Cc}/u.test(value)) found.push(`${attribute} holds a control character`)
    if (/\d{3}\.?\d{3}\.?\d{3}-?\d{2}/.test(value)) found.push(`${attribute} holds what looks like a CPF`)
  }
  const [name, ...more] = names
  if (!name || more.length > 0 || otherNames) found.push('the alternative name is not the CPF alone')
  else if (name.oid !== cpfOid || !name.value.startsWith('TINBR-') || parseCpf(name.value.slice(6)) === null)
    found.push('the CPF is not one')
  return found
}

const same = (a: readonly string[], b: readonly string[]): boolean =>
  [...a].sort().join(' ') === [...b].sort().join(' ')

function lintPurpose(profile: Profile): string[] {
  const found: string[] = []
  if (!same(profile.keyUsage, usages)) found.push('the key usage is not to sign and to commit')
  if (!same(profile.purposes, purposes)) found.push('the purposes are not those of the profile')
  const own = Object.values(policyOids)
  if (profile.policies.length !== 1) found.push('there is not exactly one policy')
  for (const { oid, cps } of profile.policies) {
    if (oid === foreign || oid.startsWith(`${foreign}.`)) found.push('the policy is one of ICP-Brasil')
    else if (!own.includes(oid)) found.push('the policy is not ours')
    if (!isWeb(cps)) found.push('the practice statement has no address')
  }
  return found
}

const isWeb = (url: string): boolean => /^https?:\/\/[^\s/]+\/\S*$/.test(url)

function lintPlaces({ crl, ocsp, issuers }: Profile): string[] {
  const found: string[] = []
  for (const [what, url] of Object.entries({ crl, ocsp, issuers }))
    if (!isWeb(url)) found.push(`the address of ${what} is missing`)
  return found
}
