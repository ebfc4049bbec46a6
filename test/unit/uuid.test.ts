import { expect, test } from 'vitest'
import { isUuidV7, uuidv7 } from '../../server/db/uuid.ts'

const instantOf = (id: string) => Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)

test('carries the instant it is given', () => {
  for (const now of [0, 1, 1_645_557_742_000, 1_790_000_000_123.9, 2 ** 48 - 1]) {
    const id = uuidv7(now)
    expect(isUuidV7(id)).toBe(true)
    expect(instantOf(id)).toBe(Math.floor(now))
  }
  // The example of RFC 9562 appendix A.6.
  expect(uuidv7(0x017f22e279b0).slice(0, 15)).toBe('017f22e2-79b0-7')
})

test('takes the clock by default, and sorts by instant', () => {
  const [from, id, to] = [Date.now(), uuidv7(), Date.now()]
  expect(instantOf(id)).toBeGreaterThanOrEqual(from)
  expect(instantOf(id)).toBeLessThanOrEqual(to)
  const ids = Array.from({ length: 1_000 }, (_, i) => uuidv7(1_790_000_000_000 + i))
  expect(ids.toSorted()).toEqual(ids)
  expect(new Set(Array.from({ length: 10_000 }, () => uuidv7(5))).size).toBe(10_000)
  const same = Array.from({ length: 1_000 }, () => uuidv7(6))
  expect(same.toSorted()).toEqual(same)
})

test('refuses instants that do not fit', () => {
  for (const now of [-1, 2 ** 48, Number.NaN, Infinity]) expect(() => uuidv7(now)).toThrow(RangeError)
})

test('knows a UUIDv7 from anything else', () => {
  const id = '017f22e2-79b0-7cc3-98c4-dc0c0c07398f'
  expect(isUuidV7(id)).toBe(true)
  for (const other of [
    id.toUpperCase(),
    id.replace('-7cc3', '-4cc3'),
    id.replace('-98', '-c8'),
    `${id}\n`,
    ` ${id}`,
    id.replaceAll('-', ''),
    '',
  ])
    expect(isUuidV7(other)).toBe(false)
})
