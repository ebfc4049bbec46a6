import type { EnrolmentView, IssuedView, NonceView, PinView } from '../../server/http/certificate-views.ts'
import { concat, fromBase64url, toBase64url, utf8, type Bytes } from './bytes.ts'
import { makeCsr } from './csr.ts'
import { newPair, sign, stretch, unwrap, wrap, wrapKeyOf } from './crypt.ts'
import { dropCode, freshHeld, openPair, putHeld, sealPair, secretOf, type Held } from './held.ts'
import type { Shelf } from './shelf.ts'

/** The phone's disk and its way to the server; `send` repeats under the same `key` without doing twice. */
export interface Tools {
  shelf: Shelf
  send: <T>(method: 'POST', path: string, body: unknown, key: string) => Promise<T>
  ask: <T>(path: string) => Promise<T>
  newKey: () => string
}

/** What a right PIN gives, for as long as a page needs it; never written. */
export interface Opened {
  p: Bytes
  half: Bytes
}

/** Says to the server that this phone will hold the key. Only its "yes" uses the code up. */
export async function enrol(
  tools: Tools,
  before: Held | null,
  of: Pick<Held, 'person' | 'request' | 'device'> & { code: string },
): Promise<Held> {
  const { code, ...who } = of
  const held = before ?? (await freshHeld(tools.shelf, who))
  // After a lost answer the same question goes out again, under the same key.
  const asked = held.asked?.code === code ? held.asked : { key: tools.newKey(), code }
  const now = await putHeld(tools.shelf, { ...held, asked })
  const secret = toBase64url(await secretOf(tools.shelf, now))
  const body = { code, device: now.device, secret, salt: toBase64url(now.salt) }
  const answer = await tools.send<EnrolmentView>('POST', `/api/requests/${now.request}/enrolment`, body, asked.key)
  const { enrolment, subject } = answer
  const { name, cartorio } = subject
  const done = { ...now, asked: null, enrolment, salt: fromBase64url(answer.salt), name, cartorio }
  await putHeld(tools.shelf, done)
  await dropCode(tools.shelf, now.person, now.request)
  return done
}

/** Sets the PIN at the server, or shows it there: a wrong one costs a try, which the refusal counts. */
export async function showPin(tools: Tools, held: Held, pin: string): Promise<Opened> {
  const p = await stretch(pin, held.salt)
  const secret = toBase64url(await secretOf(tools.shelf, held))
  const path = `/api/enrolments/${held.enrolment}/pin`
  const { half } = await tools.send<PinView>('POST', path, { secret, p: toBase64url(p) }, tools.newKey())
  return { p, half: fromBase64url(half) }
}

/** Makes the key pair and keeps it: on the disk, wrapped and sealed, before anybody hears of it (rule 47). */
export async function makeKey(tools: Tools, held: Held, opened: Opened): Promise<Held> {
  const pair = await newPair()
  const csr = await makeCsr(held.name, pair)
  const wrapped = await wrap(pair.privateKey, await wrapKeyOf(opened.p, opened.half), slotOf(held))
  const sealed = await sealPair(tools.shelf, held, wrapped)
  return putHeld(tools.shelf, { ...held, pair: { sealed, csr, key: tools.newKey() } })
}

/** Sends the request for a certificate; the same request, and the same answer, however often. */
export async function certify(tools: Tools, held: Held): Promise<Held> {
  if (!held.pair) throw new Error('There is no key yet')
  const path = `/api/enrolments/${held.enrolment}/certificate`
  const secret = toBase64url(await secretOf(tools.shelf, held))
  const body = { secret, csr: toBase64url(held.pair.csr) }
  const { certificate, chain, serial, code, notAfter } = await tools.send<IssuedView>('POST', path, body, held.pair.key)
  const issued = {
    certificate: fromBase64url(certificate),
    chain: chain.map(fromBase64url),
    serial,
    code,
    notAfter,
  }
  return putHeld(tools.shelf, { ...held, issued })
}

/** Shows the server that this phone can sign with the new key: from here on the certificate counts (rule 50). */
export async function prove(tools: Tools, held: Held, opened: Opened): Promise<Held> {
  const path = `/api/enrolments/${held.enrolment}`
  const { nonce } = await tools.send<NonceView>('POST', `${path}/nonce`, {}, tools.newKey())
  const signature = await signWith(tools.shelf, held, opened, concat(utf8('quinze proof'), fromBase64url(nonce)))
  const proof = { signature: toBase64url(signature) }
  const { id } = await tools.send<{ id: string }>('POST', `${path}/proof`, proof, tools.newKey())
  return putHeld(tools.shelf, { ...held, certificate: id })
}

/** Signs with the private key, which is opened for this one time and forgotten. */
export async function signWith(shelf: Shelf, held: Held, opened: Opened, message: Bytes): Promise<Bytes> {
  if (!held.pair) throw new Error('There is no key yet')
  const wrapped = await openPair(shelf, held, held.pair.sealed)
  const key = await unwrap(wrapped, await wrapKeyOf(opened.p, opened.half), slotOf(held))
  return sign(key, message)
}

const slotOf = (held: Held) => `${held.enrolment}`
