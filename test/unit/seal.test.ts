import { createHmac, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeSealer, SealBroken } from '../../server/db/seal.ts'

const key = () => randomBytes(32)
const old = { id: '2026a', key: key() }
const fresh = { id: '2026b', key: key() }
const indexKey = key()
const sealer = makeSealer({ keys: [fresh, old], indexKey })
const context = 'request.data:01a2063b-48ea-7a1f-9d65-5a9bc5b97b6b'

function why(open: () => unknown): string {
  try {
    open()
  } catch (error) {
    if (error instanceof SealBroken) return error.why
    throw error
  }
  return 'opened'
}

describe('seal', () => {
  test('opens what it sealed, under the same context only', () => {
    const texts = fc.string({ unit: 'grapheme', maxLength: 300 })
    fc.assert(
      fc.property(texts, texts, texts, (text, here, there) => {
        const sealed = sealer.seal(text, here)
        expect(sealer.open(sealed, here)).toBe(text)
        if (here !== there) expect(why(() => sealer.open(sealed, there))).toBe('mismatch')
      }),
    )
  })

  test('any changed byte is noticed', () => {
    const sealed = sealer.seal('José da Silva', context)
    const bytes = Buffer.from(sealed.slice(sealed.indexOf('.') + 1), 'base64url')
    for (let i = 0; i < bytes.length; i += 1) {
      const changed = Buffer.from(bytes)
      changed.writeUInt8(changed.readUInt8(i) ^ 1, i)
      expect(why(() => sealer.open(`${fresh.id}.${changed.toString('base64url')}`, context))).toBe('mismatch')
      const cut = bytes.subarray(0, i).toString('base64url')
      expect(['malformed', 'mismatch']).toContain(why(() => sealer.open(`${fresh.id}.${cut}`, context)))
    }
  })

  test('is compact, never the same twice, and says nothing', () => {
    const cpf = '52998224725'
    const sealed = Array.from({ length: 100 }, () => sealer.seal(cpf, context))
    expect(new Set(sealed).size).toBe(100)
    for (const text of sealed) {
      expect(text).toMatch(/^2026b\.[A-Za-z0-9_-]{52}$/)
      expect(text).not.toContain(cpf)
    }
  })

  test('keys rotate: the old one opens, the new one seals, a retired one is named', () => {
    const before = makeSealer({ keys: [old], indexKey })
    const sealed = before.seal('x', context)
    expect(sealer.open(sealed, context)).toBe('x')
    expect(why(() => before.open(sealer.seal('x', context), context))).toBe('unknown_key')
    const other = makeSealer({ keys: [{ id: fresh.id, key: key() }], indexKey })
    expect(why(() => other.open(sealer.seal('x', context), context))).toBe('mismatch')
  })

  test('refuses what is no sealed text, without repeating it', () => {
    for (const text of ['', '.', 'abc', '52998224725', `${fresh.id}.`, `.${'A'.repeat(60)}`])
      expect(why(() => sealer.open(text, context))).toBe('malformed')
    try {
      sealer.open(`${fresh.id}.529982247255299822472552998224725529982247`, 'secret@example.com')
      expect.unreachable()
    } catch (error) {
      expect(String(error)).not.toMatch(/529|secret/)
    }
  })

  test('JSON goes in and out', () => {
    const value = { name: 'Ávila', list: [1, null, true], deep: { at: 1_790_000_000_000 } }
    expect(sealer.openJson<typeof value>(sealer.sealJson(value, context), context)).toEqual(value)
  })

  test('refuses weak or ambiguous keys', () => {
    expect(() => makeSealer({ keys: [], indexKey })).toThrow('At least one')
    expect(() => makeSealer({ keys: [{ id: 'a', key: randomBytes(16) }], indexKey })).toThrow('32 bytes')
    expect(() => makeSealer({ keys: [old], indexKey: randomBytes(31) })).toThrow('32 bytes')
    expect(() => makeSealer({ keys: [{ id: 'a.b', key: key() }], indexKey })).toThrow('short id')
    expect(() => makeSealer({ keys: [old, { ...fresh, id: old.id }], indexKey })).toThrow('short id')
  })
})

describe('blind', () => {
  test('is the HMAC of kind and value: equal for equal, apart by kind and by key', () => {
    const blind = sealer.blind('cpf', '52998224725')
    expect(blind).toBe(createHmac('sha256', indexKey).update('cpf\0').update('52998224725').digest('base64url'))
    expect(sealer.blind('email', '52998224725')).not.toBe(blind)
    expect(makeSealer({ keys: [old], indexKey }).blind('cpf', '52998224725')).toBe(blind)
    expect(makeSealer({ keys: [old], indexKey: key() }).blind('cpf', '52998224725')).not.toBe(blind)
  })
})
