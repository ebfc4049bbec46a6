import { readFileSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWorld, type Session, type World } from '../kit/house.ts'
import { openssl } from '../kit/openssl.ts'
import { activePhone, cns, csrOf, identified, Phone, placeOrder } from '../kit/phone.ts'

let world: World
let client: Session
let notary: Session
const judge = openssl()
beforeAll(async () => {
  world = await startWorld()
  await world.office(cns, '3548500')
  notary = await world.staff('tabeliao@exemplo.com', cns, 'tabeliao')
  client = await world.signIn('cliente@exemplo.com')
})
afterAll(async () => {
  judge.end()
  await world.end()
})

const bytes = (value: unknown) => Buffer.from(String(value), 'base64url')
const fetched = async (path: string) => Buffer.from(await (await fetch(`${world.url}${path}`)).arrayBuffer())

test('openssl judges the request, the certificate, the list and the responder, before and after a revocation', async () => {
  const { phone, view } = await activePhone(world, client, notary, 1)
  const request = await judge.keep('request', csrOf(phone.key), 'req')
  expect((await judge.run('req', '-in', request, '-verify', '-noout')).text).toMatch(/verif\w+ OK/i)

  const certificate = await judge.keep('certificate', bytes(phone.certificate['certificate']))
  const issuing = await judge.keep('issuing', await fetched('/ca/issuing.crt'))
  const root = await judge.keep('root', await fetched('/ca/root.crt'))
  const list = async () => judge.keep('list', await fetched('/ca/crl'), 'crl')
  const verify = async () =>
    judge.run(
      'verify',
      '-CRLfile',
      await list(),
      ...`-x509_strict -CAfile ${root} -untrusted ${issuing} -crl_check ${certificate}`.split(' '),
    )
  expect(await verify()).toMatchObject({ ok: true })

  const text = (await judge.run('x509', '-in', certificate, '-noout', '-text', '-nameopt', 'utf8,sep_comma_plus')).text
  const person =
    /Subject: C=BR,O=Tabelionato de teste 900001,OU=CNS 90\.000-1,serialNumber=[\w-]{22},CN=Beatriz Fictícia Nunes/
  expect(text).toMatch(person)
  for (const line of [
    /Key Usage: critical\s+Digital Signature, Non Repudiation/,
    /Extended Key Usage:\s+TLS Web Client Authentication, 1\.3\.6\.1\.5\.5\.7\.3\.36/,
    /Basic Constraints: critical\s+CA:FALSE/,
    /Policy: 2\.25\.\d+\.1\.1\s+CPS: http/,
    /othername: 2\.25\.\d+\.2\.1::TINBR-\d{11}/,
    new RegExp(`URI:${world.house.config.publicUrl}/ca/crl`),
    new RegExp(`OCSP - URI:${world.house.config.publicUrl}/ca/ocsp`),
    /Not After : .*02:59:59 2029 GMT/,
    /prime256v1/,
    /ecdsa-with-SHA384/,
  ])
    expect(text).toMatch(line)
  expect(text).not.toContain('2.16.76.1')

  const ocsp = (...more: string[]) =>
    judge.run(
      'ocsp',
      ...more,
      ...`-issuer ${issuing} -cert ${certificate} -url ${world.url}/ca/ocsp`.split(' '),
      ...`-CAfile ${root} -verify_other ${issuing}`.split(' '),
    )
  expect((await ocsp()).text).toMatch(/Response verify OK[\s\S]*certificate\.pem: good/)
  expect((await ocsp('-no_nonce', '-sha256')).text).toMatch(/Response verify OK[\s\S]*: good/)

  const revoked = await phone.post(`/certificates/${String(view['id'])}/revoke`, { reason: 'key_compromise' })
  expect(revoked.body).toMatchObject({ state: 'revoked', reasonWords: 'Celular perdido, roubado ou PIN descoberto' })
  const judged = await verify()
  expect(judged.text).toMatch(/certificate revoked/)
  expect((await ocsp()).text).toMatch(/Response verify OK[\s\S]*: revoked[\s\S]*Reason: keyCompromise/)
  const crl = (await judge.run('crl', '-in', await list(), '-noout', '-text')).text
  expect(crl.toLowerCase()).toContain(String(view['serial']))
  expect(crl).toMatch(/Key Compromise/)
  expect((await phone.post(`/certificates/${String(view['id'])}/revoke`, { reason: 'cessation' })).body).toEqual({
    ...revoked.body,
    now: expect.any(Number) as number,
  })
})

test('OCSP by GET, of what is not in force, of strangers, and of nonsense', async () => {
  const issuing = await judge.keep('issuing', await fetched('/ca/issuing.crt'))
  const made = await identified(world, client, notary, 2)
  await placeOrder(world, made.request)
  const phone = new Phone(world, client)
  await phone.enrol(made.request, String((await phone.post(`/calls/${made.call}/code`)).body['code']))
  await phone.pin('730194')
  await phone.certify()
  const certificate = await judge.keep('unproved', bytes(phone.certificate['certificate']))
  const asked = judge.path('asked.der')
  await judge.run('ocsp', '-issuer', issuing, '-cert', certificate, '-no_nonce', '-reqout', asked)
  const path = encodeURIComponent(readFileSync(asked).toString('base64'))
  const answer = await fetch(`${world.url}/ca/ocsp/${path}`)
  expect(answer.headers.get('content-type')).toBe('application/ocsp-response')
  expect(answer.headers.get('cache-control')).toMatch(/^public, max-age=(59|60), no-transform$/)
  writeFileSync(judge.path('answer.der'), Buffer.from(await answer.arrayBuffer()))
  const text = (await judge.run('ocsp', '-respin', judge.path('answer.der'), '-noverify', '-resp_text')).text
  expect(text).toMatch(/Cert Status: unknown/)

  const garbled = await fetch(`${world.url}/ca/ocsp/%25zz`)
  expect([garbled.status, (await garbled.arrayBuffer()).byteLength]).toEqual([200, 5])
  const post = (body: BodyInit, type = 'application/ocsp-request') =>
    fetch(`${world.url}/ca/ocsp`, { method: 'POST', body, headers: { 'content-type': type } })
  const malformed = Buffer.from(await (await post('nonsense')).arrayBuffer())
  expect([...malformed]).toEqual([0x30, 3, 0x0a, 1, 1])
  expect((await post('{}', 'application/json')).status).toBe(415)
  expect((await post('x'.repeat(3000))).status).toBe(413)
  let sent = 0
  // Without a length, and without an end.
  const endless = new ReadableStream<Uint8Array>({
    pull: (into) => into.enqueue(new Uint8Array((sent += 1) && 65_536)),
  })
  const type = { 'content-type': 'application/ocsp-request' }
  const cut = fetch(`${world.url}/ca/ocsp`, {
    method: 'POST',
    headers: type,
    body: endless,
    duplex: 'half',
  } as RequestInit)
  expect((await cut.catch(() => null))?.status ?? 413).toBe(413)
  expect(sent).toBeLessThan(1_000)
  await judge.run('ocsp', '-issuer', certificate, '-serial', '0x01', '-no_nonce', '-reqout', asked)
  const stranger = Buffer.from(await (await post(new Uint8Array(readFileSync(asked)))).arrayBuffer())
  expect([...stranger]).toEqual([0x30, 3, 0x0a, 1, 6])
})
