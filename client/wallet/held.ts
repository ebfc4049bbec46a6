import { concat, random, type Bytes } from './bytes.ts'
import { newSealingKey, open, seal, type Sealed } from './crypt.ts'
import type { Shelf } from './shelf.ts'

/** A certificate on its way, or there: all that this phone keeps of it. Written before each question to the server. */
export interface Held {
  /** Whose it is: another account on the same phone neither sees nor uses it. */
  person: string
  request: string
  /** Epoch ms of this device. */
  startedAt: number
  device: string
  salt: Bytes
  /** 256 bits that only this phone knows, under its sealing key. */
  secret: Sealed
  /** The first question as it was asked, until it is answered. */
  asked: { key: string; code: string } | null
  enrolment: string | null
  name: string
  cartorio: string
  /** The wrapped private key, sealed once more, and the request that was made with it. */
  pair: { sealed: Sealed; csr: Bytes; key: string } | null
  issued: { certificate: Bytes; chain: Bytes[]; serial: string; code: string; notAfter: number } | null
  /** The certificate's id once it was proved: only then is it one. */
  certificate: string | null
}

/** What comes next. `pin` and `prove` need the PIN; `certify` goes on by itself. */
export type Step = 'code' | 'pin' | 'certify' | 'prove' | 'done'

export function stepOf(held: Held | null): Step {
  if (!held || held.enrolment === null) return 'code'
  if (!held.pair) return 'pin'
  if (!held.issued) return 'certify'
  return held.certificate === null ? 'prove' : 'done'
}

const heldName = (person: string, request: string) => `held/${person}/${request}`
const keyName = (person: string) => `key/${person}`
const codeName = (person: string, request: string) => `code/${person}/${request}`
const secretSlot = (held: Pick<Held, 'person' | 'request'>) => `secret/${held.person}/${held.request}`
const pairSlot = (held: Pick<Held, 'person' | 'request'>) => `pair/${held.person}/${held.request}`

/** What this phone holds of a request's certificate. */
export async function heldFor(shelf: Shelf, person: string, request: string): Promise<Held | null> {
  return (await shelf.get<Held>(heldName(person, request))) ?? null
}

/** Everything this person holds on this phone. */
export async function allHeld(shelf: Shelf, person: string): Promise<Held[]> {
  const names = (await shelf.names()).filter((name) => name.startsWith(`held/${person}/`))
  const found = await Promise.all(names.map((name) => shelf.get<Held>(name)))
  return found.filter((held): held is Held => held !== undefined)
}

/** The certificate of that id, if its key is on this phone. */
export async function heldCertificate(shelf: Shelf, person: string, certificate: string): Promise<Held | null> {
  return (await allHeld(shelf, person)).find((held) => held.certificate === certificate) ?? null
}

export async function putHeld(shelf: Shelf, held: Held): Promise<Held> {
  await shelf.put(heldName(held.person, held.request), held)
  return held
}

/** A new record with a secret of its own; nothing is written yet. */
export async function freshHeld(shelf: Shelf, of: Pick<Held, 'person' | 'request' | 'device'>): Promise<Held> {
  const secret = await seal(await sealingKey(shelf, of.person), random(32), secretSlot(of))
  const rest = { asked: null, enrolment: null, name: '', cartorio: '', pair: null, issued: null, certificate: null }
  return { ...of, startedAt: Date.now(), salt: random(16), secret, ...rest }
}

/** The device secret in the clear, for one question. */
export async function secretOf(shelf: Shelf, held: Held): Promise<Bytes> {
  return open(await sealingKey(shelf, held.person), held.secret, secretSlot(held))
}

/** The wrapped private key under the key of this phone. */
export async function sealPair(shelf: Shelf, held: Held, { iv, data }: Sealed): Promise<Sealed> {
  return seal(await sealingKey(shelf, held.person), concat(iv, data), pairSlot(held))
}

/** What `sealPair` closed. */
export async function openPair(shelf: Shelf, held: Held, sealed: Sealed): Promise<Sealed> {
  const both = await open(await sealingKey(shelf, held.person), sealed, pairSlot(held))
  return { iv: both.slice(0, 12), data: both.slice(12) }
}

async function sealingKey(shelf: Shelf, person: string): Promise<CryptoKey> {
  const found = await shelf.get<CryptoKey>(keyName(person))
  if (found) return found
  const made = await newSealingKey()
  await shelf.put(keyName(person), made)
  return made
}

/** Takes one certificate's key off this phone, for good. */
export async function dropHeld(shelf: Shelf, held: Held): Promise<void> {
  await shelf.remove(heldName(held.person, held.request))
}

/** Takes everything of this person off this phone, for good. */
export async function dropAll(shelf: Shelf, person: string): Promise<void> {
  const mine = (await shelf.names()).filter((name) => name.split('/')[1] === person)
  await Promise.all(mine.map((name) => shelf.remove(name)))
}

/** The code of the video room as this phone keeps it, so that nobody has to type it. */
export interface KeptCode {
  call: string
  code: string
  /** Epoch ms of the server. */
  expiresAt: number
}

export async function keepCode(shelf: Shelf, person: string, request: string, code: KeptCode): Promise<void> {
  await shelf.put(codeName(person, request), code)
}

export async function keptCode(shelf: Shelf, person: string, request: string): Promise<KeptCode | null> {
  return (await shelf.get<KeptCode>(codeName(person, request))) ?? null
}

export async function dropCode(shelf: Shelf, person: string, request: string): Promise<void> {
  await shelf.remove(codeName(person, request))
}

const askingName = (person: string, call: string) => `asking/${person}/${call}`

/** Under which key the code of a call was asked for on this phone. */
export async function asking(shelf: Shelf, person: string, call: string): Promise<string | null> {
  return (await shelf.get<string>(askingName(person, call))) ?? null
}

export async function keepAsking(shelf: Shelf, person: string, call: string, key: string): Promise<void> {
  await shelf.put(askingName(person, call), key)
}
