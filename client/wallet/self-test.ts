import { random, utf8 } from './bytes.ts'
import { newPair, newSealingKey, open, seal, sign, unwrap, wrap, wrapKeyOf, type Sealed } from './crypt.ts'
import type { Shelf } from './shelf.ts'

/**
 * Why a key can't be kept here: `ios_tab` a browser tab on an iPhone (its storage is cleared), `no_crypto` an old browser,
 * `blocked` storage switched off, `no_keys` a private tab or Lockdown Mode, `full` no room, `not_kept` what was written is gone.
 */
export type Unfit = 'ios_tab' | 'no_crypto' | 'blocked' | 'no_keys' | 'full' | 'not_kept'

/** `promised`: the browser said that it will not clear this app's storage by itself. */
export type Fitness = { fit: true; promised: boolean } | { fit: false; why: Unfit }

export interface Device {
  ios: boolean
  /** Opened from its own icon. */
  installed: boolean
}

const slot = 'self-test'
const leastRoom = 1_000_000
const patienceMs = 1_000
/** More bytes than a certificate needs: what a browser says of its room is not always true (Chromium names a fixed figure). */
const ballast = 65_536

/**
 * Tries everything that issuing will need, on the disk of this phone, before anything is used up (rule 47). `onPromise` hears of a
 * browser that first asks the person whether to keep the storage (Firefox), once there is an answer.
 */
export async function selfTest(shelf: Shelf, device: Device, onPromise: () => void = () => {}): Promise<Fitness> {
  if (!globalThis.isSecureContext || !crypto.subtle || !('indexedDB' in globalThis)) return unfit('no_crypto')
  if (device.ios && !device.installed) return unfit('ios_tab')
  try {
    if (await isFull()) return unfit('full')
    if (!(await keepsKeys(shelf))) return unfit('not_kept')
    const promise = promised()
    const soon = await Promise.race([promise, new Promise<null>((done) => setTimeout(done, patienceMs, null))])
    if (soon === null) void promise.then((yes) => yes && onPromise())
    return { fit: true, promised: soon ?? false }
  } catch (error) {
    return unfit(whyOf(error))
  } finally {
    await shelf.remove(slot).catch(() => {})
  }
}

const unfit = (why: Unfit): Fitness => ({ fit: false, why })

async function keepsKeys(shelf: Shelf): Promise<boolean> {
  const [pair, wrapping, sealing] = await Promise.all([newPair(), wrapKeyOf(random(32), random(32)), newSealingKey()])
  const wrapped = await wrap(pair.privateKey, wrapping, slot)
  const sealed = await seal(sealing, wrapped.data, slot)
  await shelf.put(slot, { sealing, iv: wrapped.iv, sealed, ballast: random(ballast) })
  // Read again through a connection of its own: what a page only remembers would come back just as well.
  const back = await shelf.get<{ sealing: CryptoKey; iv: Sealed['iv']; sealed: Sealed }>(slot)
  if (!back) return false
  const data = await open(back.sealing, back.sealed, slot)
  const key = await unwrap({ iv: back.iv, data }, wrapping, slot)
  const message = utf8(slot)
  const algorithm = { name: 'ECDSA', hash: 'SHA-256' }
  return crypto.subtle.verify(algorithm, pair.publicKey, await sign(key, message), message)
}

async function isFull(): Promise<boolean> {
  const { quota, usage } = (await navigator.storage?.estimate?.().catch(() => undefined)) ?? {}
  return quota !== undefined && quota - (usage ?? 0) < leastRoom
}

async function promised(): Promise<boolean> {
  return (await navigator.storage?.persist?.().catch(() => false)) ?? false
}

function whyOf(error: unknown): Unfit {
  const name = error instanceof Error || error instanceof DOMException ? error.name : ''
  if (name === 'DataCloneError') return 'no_keys'
  if (name === 'QuotaExceededError') return 'full'
  return name === 'NotSupportedError' || name === 'OperationError' ? 'no_crypto' : 'blocked'
}
