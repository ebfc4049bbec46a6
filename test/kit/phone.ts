import { generateKeyPairSync, hkdfSync, pbkdf2Sync, randomBytes, sign, type KeyObject } from 'node:crypto'
import { CertificationRequest, CertificationRequestInfo } from '@peculiar/asn1-csr'
import { AsnConvert } from '@peculiar/asn1-schema'
import { AlgorithmIdentifier, SubjectPublicKeyInfo } from '@peculiar/asn1-x509'
import { act, type Acted } from '../../server/desk/act.ts'
import type { Command } from '../../server/domain/request.ts'
import type { VideoMark } from '../../server/domain/order.ts'
import { toolsOf } from '../../server/http/intent.ts'
import { uuidv7 } from '../../server/db/uuid.ts'
import { form, type Answer, type Session, type World } from './house.ts'

export const cns = '900001'
const b64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')

export type Key = { privateKey: KeyObject; publicKey: KeyObject }
export const newKey = (): Key => generateKeyPairSync('ec', { namedCurve: 'P-256' })

/** A PKCS#10 request as a phone makes it; its subject is empty, as nobody reads it. */
export function csrOf({ privateKey, publicKey }: Key): Buffer {
  const spki = publicKey.export({ type: 'spki', format: 'der' })
  const info = new CertificationRequestInfo({
    subjectPKInfo: AsnConvert.parse(new Uint8Array(spki), SubjectPublicKeyInfo),
  })
  const bytes = Buffer.from(AsnConvert.serialize(info))
  const request = new CertificationRequest({
    certificationRequestInfo: info,
    signatureAlgorithm: new AlgorithmIdentifier({ algorithm: '1.2.840.10045.4.3.2' }),
    signature: new Uint8Array(sign('sha256', bytes, privateKey)).buffer,
  })
  return Buffer.from(AsnConvert.serialize(request))
}

export const signed = ({ privateKey }: Key, ...parts: (string | Buffer)[]): string =>
  b64(
    sign('sha256', Buffer.concat(parts.map((part) => Buffer.from(part))), {
      key: privateKey,
      dsaEncoding: 'ieee-p1363',
    }),
  )

/** Runs a command as the desk would, whatever the screens before it. */
export async function command(world: World, request: string, made: Command, actor = 'system'): Promise<Acted> {
  const done = await act(toolsOf(world.house), { request, actor, command: async () => made })
  if ('fault' in done) throw new Error(`${made.name}: ${done.fault}`)
  return done
}

export const mark = (reason: VideoMark['reason'], call = uuidv7()): VideoMark => ({ call, reason, whole: true, at: 0 })

/** A request up to the end of its call: the code waits to be shown. */
export async function identified(world: World, client: Session, notary: Session, nth: number, more = {}) {
  const body = form(nth, more)
  const place = 'cns' in more && typeof more.cns === 'string' ? more.cns : cns
  const sent = await world.call(client, 'POST', '/api/requests', body)
  const decided = await world.call(notary, 'POST', `/api/requests/${body.id}/decision`, {
    kind: 'create',
    evenToday: true,
  })
  if (sent.status !== 201 || decided.status !== 200) throw new Error(`not decided: ${sent.status} ${decided.status}`)
  const call = uuidv7()
  await command(world, body.id, { name: 'end_video', cns: place, mark: mark('identified', call) }, notary.person)
  return { request: body.id, call, cns: place, cpf: body.cpf }
}

export const placeOrder = (world: World, request: string, place = cns) =>
  command(world, request, { name: 'place_order', cns: place, missing: [] })

/** The phone's side, as far as the server sees it. */
export class Phone {
  readonly secret = randomBytes(32)
  readonly world: World
  readonly session: Session
  enrolment = ''
  salt = ''
  key = newKey()
  certificate: Record<string, unknown> = {}

  constructor(world: World, session: Session) {
    this.world = world
    this.session = session
  }

  post(path: string, body: unknown = {}): Promise<Answer> {
    return this.world.call(this.session, 'POST', `/api${path}`, body)
  }

  async enrol(request: string, code: string): Promise<Answer> {
    const body = { code, device: 'Teste', secret: b64(this.secret) }
    const answer = await this.post(`/requests/${request}/enrolment`, body)
    if (answer.status === 200)
      [this.enrolment, this.salt] = [String(answer.body['enrolment']), String(answer.body['salt'])]
    return answer
  }

  /** A thousand rounds instead of 600,000: the server sees 32 bytes either way. */
  stretched = (pin: string): Buffer => pbkdf2Sync(pin, Buffer.from(this.salt, 'base64url'), 1000, 32, 'sha256')

  pin = (pin: string, secret = this.secret): Promise<Answer> =>
    this.post(`/enrolments/${this.enrolment}/pin`, { secret: b64(secret), p: b64(this.stretched(pin)) })

  wrapKey = (pin: string, half: string): Buffer =>
    Buffer.from(
      hkdfSync('sha256', Buffer.concat([this.stretched(pin), Buffer.from(half, 'base64url')]), '', 'quinze wrap', 32),
    )

  async certify(key = this.key, secret = this.secret): Promise<Answer> {
    const body = { secret: b64(secret), csr: b64(csrOf(key)) }
    const answer = await this.post(`/enrolments/${this.enrolment}/certificate`, body)
    if (answer.status === 200) this.certificate = answer.body
    return answer
  }

  async prove(key = this.key): Promise<Answer> {
    const { body } = await this.post(`/enrolments/${this.enrolment}/nonce`)
    const signature = signed(key, 'quinze proof', Buffer.from(String(body['nonce']), 'base64url'))
    return this.post(`/enrolments/${this.enrolment}/proof`, { signature })
  }
}

/** A phone with an active certificate, from the form on. */
export async function activePhone(world: World, client: Session, notary: Session, nth: number, more = {}) {
  const made = await identified(world, client, notary, nth, more)
  await placeOrder(world, made.request, made.cns)
  const phone = new Phone(world, client)
  const { body } = await phone.post(`/calls/${made.call}/code`)
  await phone.enrol(made.request, String(body['code']))
  await phone.pin('284913')
  await phone.certify()
  const view = await phone.prove()
  if (view.status !== 200) throw new Error(`not proved: ${JSON.stringify(view.body)}`)
  return { ...made, phone, view: view.body }
}
