// @vitest-environment node
import { verify } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { concat, fromBase64url, random, toBase64url, utf8 } from '../../client/wallet/bytes.ts'
import { newPair, stretch, unwrap, wrap, wrapKeyOf } from '../../client/wallet/crypt.ts'
import { makeCsr, signatureDer } from '../../client/wallet/csr.ts'
import { certify, enrol, makeKey, prove, showPin, signWith, type Tools } from '../../client/wallet/enrol.ts'
import { allHeld, dropAll, heldFor, keepCode, keptCode, stepOf, type Held } from '../../client/wallet/held.ts'
import { fakeServer, Lost, memoryShelf, openssl } from './wallet-kit.ts'

const who = { person: 'p1', request: 'r1', device: 'Chrome no Android', code: 'ABCD-EFGH' }
const pin = '739154'

describe('the certification request', () => {
  test.each(['JOSÉ DA CONCEIÇÃO', 'A', 'X'.repeat(80)])('openssl verifies it: %s', async (name) => {
    const csr = await makeCsr(name, await newPair())
    expect(csr.length).toBeLessThan(400)
    const said = openssl(csr)
    expect(said).toContain('verify OK')
    expect(said).toContain(`CN = ${name.slice(0, 64)}`)
    expect(said).toContain('prime256v1')
    const forged = csr.slice()
    forged[forged.length - 1] = (forged.at(-1) ?? 0) ^ 1
    expect(openssl(forged)).toBeNull()
  })

  test('r and s lose needless zeros and get one where a sign bit would stand', () => {
    const raw = new Uint8Array(64)
    raw[31] = 0x7f
    raw[32] = 0x80
    const der = signatureDer(raw)
    expect(Array.from(der.subarray(0, 5))).toEqual([0x30, 38, 2, 1, 0x7f])
    expect(Array.from(der.subarray(5, 9))).toEqual([2, 33, 0, 0x80])
    expect([...signatureDer(new Uint8Array(64))]).toEqual([0x30, 6, 2, 1, 0, 2, 1, 0])
  })
})

test('base64url there and back, whatever the length', () => {
  for (let length = 0; length < 9; length++) {
    const some = random(length)
    expect(toBase64url(some)).not.toMatch(/[+/=]/)
    expect(fromBase64url(toBase64url(some))).toEqual(some)
  }
})

describe('the wrapped key', () => {
  test('opens with PIN and half alone, for signing only, and in its own place', async () => {
    const [pair, p, half] = [await newPair(), random(32), random(32)]
    const wrapped = await wrap(pair.privateKey, await wrapKeyOf(p, half), 'here')
    const key = await unwrap(wrapped, await wrapKeyOf(p, half), 'here')
    expect(key.extractable).toBe(false)
    expect(key.usages).toEqual(['sign'])
    await expect(crypto.subtle.exportKey('pkcs8', key)).rejects.toThrow()
    await expect(unwrap(wrapped, await wrapKeyOf(p, random(32)), 'here')).rejects.toThrow()
    await expect(unwrap(wrapped, await wrapKeyOf(random(32), half), 'here')).rejects.toThrow()
    await expect(unwrap(wrapped, await wrapKeyOf(p, half), 'there')).rejects.toThrow()
  })

  test('p depends on the PIN and the salt', async () => {
    const salt = random(16)
    const [one, same, other, elsewhere] = await Promise.all([
      stretch(pin, salt),
      stretch(pin, salt),
      stretch('739155', salt),
      stretch(pin, random(16)),
    ])
    expect(one).toEqual(same)
    expect(one).not.toEqual(other)
    expect(one).not.toEqual(elsewhere)
    expect(one.length).toBe(32)
  })
})

describe('issuing, step by step', () => {
  let kept: Map<string, unknown>
  let server: ReturnType<typeof fakeServer>
  let tools: Tools
  let keys: number
  beforeEach(() => {
    kept = new Map()
    server = fakeServer()
    keys = 0
    const ask = () => Promise.reject(new Error('not asked'))
    tools = { shelf: memoryShelf(kept), send: server.send, ask, newKey: () => `key-${++keys}` }
  })
  const again = () => heldFor(tools.shelf, 'p1', 'r1')
  const sure = (held: Held | null): Held => {
    if (!held) throw new Error('nothing is held')
    return held
  }

  test('ends with a signature that the certified key verifies', async () => {
    await keepCode(tools.shelf, 'p1', 'r1', { call: 'v1', code: who.code, expiresAt: 1 })
    let held = await enrol(tools, null, who)
    expect(stepOf(held)).toBe('pin')
    expect(await keptCode(tools.shelf, 'p1', 'r1')).toBeNull()
    const opened = await showPin(tools, held, pin)
    held = await makeKey(tools, held, opened)
    held = await certify(tools, held)
    held = await prove(tools, held, opened)
    expect(stepOf(held)).toBe('done')
    expect(await again()).toEqual(held)
    const proof = server.heard.at(-1)?.body['signature'] ?? ''
    const message = concat(utf8('quinze proof'), fromBase64url(server.state.nonce))
    const csr = Buffer.from(server.state.csr, 'base64url')
    // A P-256 SubjectPublicKeyInfo is 91 bytes and begins like this.
    const at = csr.indexOf(Buffer.from('3059301306072a8648ce3d0201', 'hex'))
    const key = { key: csr.subarray(at, at + 91), format: 'der', type: 'spki', dsaEncoding: 'ieee-p1363' } as const
    expect(verify('sha256', message, key, Buffer.from(proof, 'base64url'))).toBe(true)
    // The same key signs for a verifier later, PIN and half asked anew.
    const later = sure(await again())
    const signed = await signWith(tools.shelf, later, await showPin(tools, later, pin), utf8('quinze challenge'))
    expect(verify('sha256', Buffer.from('quinze challenge'), key, signed)).toBe(true)
  })

  test.each(['before', 'after'] as const)('goes on after the line was cut %s the server heard', async (when) => {
    const lose = async (path: string, work: () => Promise<unknown>) => {
      server.cut(path, when)
      await expect(work()).rejects.toBeInstanceOf(Lost)
    }
    await lose('/enrolment', () => enrol(tools, null, who))
    const first = sure(await again())
    expect(stepOf(first)).toBe('code')
    await enrol(tools, first, who)
    const sent = server.heard.filter(({ path }) => path.endsWith('/enrolment'))
    expect(new Set(sent.map(({ key, body }) => key + JSON.stringify(body))).size).toBe(1)

    await lose('/pin', async () => showPin(tools, sure(await again()), pin))
    const opened = await showPin(tools, sure(await again()), pin)
    await makeKey(tools, sure(await again()), opened)
    expect(stepOf(await again())).toBe('certify')

    await lose('/certificate', async () => certify(tools, sure(await again())))
    // No PIN is needed to ask again: the request was kept with the key.
    await certify(tools, sure(await again()))
    expect(stepOf(await again())).toBe('prove')

    await lose('/proof', async () => prove(tools, sure(await again()), opened))
    const done = await prove(tools, sure(await again()), await showPin(tools, sure(await again()), pin))
    expect(stepOf(done)).toBe('done')
    expect(new Set(server.heard.filter(({ body }) => body['csr']).map(({ body }) => body['csr'])).size).toBe(1)
  })

  test('the key is on the disk before anybody is asked to certify it, and nothing on it is in the clear', async () => {
    const held = await enrol(tools, null, who)
    const opened = await showPin(tools, held, pin)
    await makeKey(tools, held, opened)
    expect(server.state.csr).toBe('')
    const disk = [...kept.values()].flatMap((value) => flat(value)).map((bytes) => Buffer.from(bytes).toString('hex'))
    const secret = Buffer.from(server.state.secret, 'base64url').toString('hex')
    for (const clear of [secret, Buffer.from(opened.p).toString('hex'), Buffer.from(opened.half).toString('hex')])
      expect(disk.some((bytes) => bytes.includes(clear))).toBe(false)
    const key = kept.get('key/p1') as CryptoKey
    expect(key.extractable).toBe(false)
  })

  test('another code is another question; a wrong PIN is the server’s to count', async () => {
    server.cut('/enrolment', 'before')
    await expect(enrol(tools, null, who)).rejects.toBeInstanceOf(Lost)
    await enrol(tools, sure(await again()), { ...who, code: 'ZZZZ-9999' })
    expect(server.heard.map(({ body }) => body['code'])).toEqual(['ZZZZ-9999'])
    await showPin(tools, sure(await again()), pin)
    await expect(showPin(tools, sure(await again()), '111222')).rejects.toThrow('pin_wrong 1')
  })

  test('belongs to its account', async () => {
    await enrol(tools, null, who)
    expect(await allHeld(tools.shelf, 'p2')).toEqual([])
    expect(await heldFor(tools.shelf, 'p2', 'r1')).toBeNull()
    await dropAll(tools.shelf, 'p2')
    expect(await allHeld(tools.shelf, 'p1')).toHaveLength(1)
    await dropAll(tools.shelf, 'p1')
    expect(await tools.shelf.names()).toEqual([])
  })
})

/** Every piece of bytes within a value. */
function flat(value: unknown): Uint8Array[] {
  if (value instanceof Uint8Array) return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap((one: unknown) => flat(one)) : []
}
