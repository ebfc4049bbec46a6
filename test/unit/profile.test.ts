import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { cpfOid, lint, policyOids, prepare, type Profile, type ProfileFacts } from '../../server/domain/profile.ts'
import { exclusivityEnd } from '../../server/domain/term.ts'
import { localSigner, makeAuthority } from '../../server/outside/ca-keys.ts'
import { makeCa } from '../../server/outside/ca.ts'

const spki = (curve: string) =>
  generateKeyPairSync('ec', { namedCurve: curve })
    .publicKey.export({ type: 'spki', format: 'der' })
    .toString('base64url')

const at = Date.parse('2026-11-24T13:00:00.250Z')
const facts: ProfileFacts = {
  serial: '1f0e1d2c3b4a59687766554433221100',
  at,
  until: exclusivityEnd(at, 'America/Sao_Paulo'),
  name: 'Beatriz  Fictícia Nunes ',
  cpf: '40442820135',
  holder: 'mX0ajp2vQK3rT1y8bCdEfg',
  cartorio: { cns: '900001', name: '1º Tabelionato de Notas' },
  mode: 'remote',
  key: spki('P-256'),
  publicUrl: 'https://quinze.example',
}
const good = prepare(facts)
const subject = (attribute: string, value: string | null) => ({
  subject: good.subject.flatMap((each) =>
    each[0] !== attribute ? [each] : value === null ? [] : [[attribute, value] as const],
  ),
})
const policy = (oid: string, cps = 'https://quinze.example/verificar') => ({ policies: [{ oid, cps }] })

describe('the profile', () => {
  test('is what rule 48 and 54 say', () => {
    expect(lint(good)).toEqual([])
    expect(good).toMatchObject({
      notBefore: Date.parse('2026-11-24T13:00:00Z'),
      notAfter: Date.parse('2029-11-25T02:59:59Z'),
      names: [{ oid: cpfOid, value: 'TINBR-40442820135' }],
    })
    expect(good.subject).toEqual([
      ['C', 'BR'],
      ['O', '1º Tabelionato de Notas'],
      ['OU', 'CNS 90.000-1'],
      ['serialNumber', facts.holder],
      ['CN', 'Beatriz Fictícia Nunes'],
    ])
    expect(prepare({ ...facts, mode: 'in_person' }).policies[0]?.oid).toBe(policyOids.in_person)
  })

  test('a long name is whole in its own attribute and short where X.520 wants it short', () => {
    const name = 'Pedro de Alcântara Francisco Antônio João Carlos Xavier de Paula Miguel Rafael Joaquim'
    const long = prepare({ ...facts, name, cartorio: { cns: '900001', name: 'T'.repeat(90) } })
    const values = Object.fromEntries(long.subject)
    expect(values['name']).toBe(name)
    expect(values['CN']).toMatch(/^Pedro de Alcântara .* Joaquim$/)
    expect(values['CN']?.length).toBeLessThanOrEqual(64)
    expect(lint(long)).toEqual([])
  })

  test('the CPF stands in one place only, and the policy is our own', () => {
    expect(JSON.stringify(good).split(facts.cpf)).toHaveLength(2)
    expect(JSON.stringify(good.subject)).not.toContain(facts.cpf)
    for (const oid of [...Object.values(policyOids), cpfOid]) expect(oid).toMatch(/^2\.25\.\d{38,39}\.\d\.\d$/)
  })
})

describe('lint refuses', () => {
  const cases: [string, Partial<Profile>][] = [
    ['the serial is not 128 bits in hexadecimal', { serial: '1f' }],
    ['the serial is negative', { serial: `8${good.serial.slice(1)}` }],
    ['the serial begins with a zero octet', { serial: `00${good.serial.slice(2)}` }],
    ['the validity has fractions of a second', { notBefore: good.notBefore + 1 }],
    ['the validity ends before it begins', { notAfter: good.notBefore }],
    ['the validity is longer than three years', { notAfter: good.notAfter + 3 * 86_400_000 }],
    ['the key is not on P-256', { key: spki('P-384') }],
    ['the key is not on P-256', { key: spki('secp256k1') }],
    ['a person is no certificate authority', { ca: true }],
    ['the subject needs one CN', subject('CN', null)],
    ['the subject needs one OU', { subject: [...good.subject, ['OU', 'CNS 90.000-2']] }],
    ['the country is not BR', subject('C', 'PT')],
    ['the subject may not hold 1.2.840.113549.1.9.1', { subject: [...good.subject, ['1.2.840.113549.1.9.1', 'a@b']] }],
    ['CN is too long', subject('CN', 'a'.repeat(65))],
    ['CN is empty or has stray spaces', subject('CN', ' Ana')],
    ['O holds a control character', subject('O', 'a\u0007b')],
    ['CN holds what looks like a CPF', subject('CN', 'Ana 404.428.201-35')],
    ['the alternative name is not the CPF alone', { otherNames: true }],
    ['the alternative name is not the CPF alone', { names: [] }],
    ['the CPF is not one', { names: [{ oid: cpfOid, value: 'TINBR-40442820136' }] }],
    ['the key usage is not to sign and to commit', { keyUsage: ['digitalSignature', 'keyCertSign'] }],
    ['the purposes are not those of the profile', { purposes: ['1.3.6.1.5.5.7.3.1'] }],
    ['there is not exactly one policy', { policies: [] }],
    ['the policy is one of ICP-Brasil', policy('2.16.76.1.2.1.1')],
    ['the policy is not ours', policy('2.25.1')],
    ['the practice statement has no address', policy(policyOids.remote, 'nowhere')],
    ['the address of crl is missing', { crl: '' }],
    ['the address of ocsp is missing', { ocsp: 'ftp://quinze.example/ca/ocsp' }],
    ['the address of issuers is missing', { issuers: 'https://' }],
  ]
  test.each(cases)('%s', (refusal, change) => {
    expect(lint({ ...good, ...change })).toContain(refusal)
  })
})

test('the encoded bytes say what the profile says, and a wrong passphrase opens nothing', () => {
  const { record, rootKey } = makeAuthority(at, facts.publicUrl, { issuing: 'i'.repeat(32), root: null })
  expect(rootKey).toBeNull()
  expect(localSigner(record, 'x'.repeat(32))).toBeNull()
  const signer = localSigner(record, 'i'.repeat(32))
  if (!signer) throw new Error('no signer')
  const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64'))
  const ca = makeCa(signer, { issuing: bytes(record.issuing), root: bytes(record.root) })
  expect(ca.describe(ca.encode(good))).toEqual(good)
  expect(lint(ca.describe(ca.encode({ ...good, ca: true })))).toContain('a person is no certificate authority')
  for (const nonsense of [new Uint8Array(), Buffer.from('30030101ff', 'hex'), Buffer.alloc(5000, 1)])
    expect(ca.request(nonsense)).toBeNull()
})
