import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { containerOf, gapsOf } from '../../server/domain/recording.ts'

test('gaps are what no piece covers for more than half a second, in any order and with overlaps', () => {
  const whole = { from: 0, to: 60_000 }
  expect(gapsOf(whole, [])).toEqual([whole])
  const pieces = [
    { from: 20_000, to: 30_200 },
    { from: 100, to: 10_000 },
    { from: 9_800, to: 19_600 },
    { from: 40_000, to: 59_700 },
  ]
  expect(gapsOf(whole, pieces)).toEqual([{ from: 30_200, to: 40_000 }])
  expect(gapsOf(whole, [{ from: -5_000, to: 70_000 }])).toEqual([])
  expect(gapsOf({ from: 0, to: 0 }, [])).toEqual([])
})

test('gaps and pieces fill the call: no instant is in both, none in neither', () => {
  const span = fc.tuple(fc.nat(100), fc.integer({ min: 1, max: 30 })).map(([from, length]) => {
    return { from: from * 1_000, to: (from + length) * 1_000 }
  })
  fc.assert(
    fc.property(fc.array(span, { maxLength: 12 }), (pieces) => {
      const gaps = gapsOf({ from: 0, to: 100_000 }, pieces)
      const within = (at: number) => (each: { from: number; to: number }) => each.from <= at && at < each.to
      for (let at = 500; at < 100_000; at += 1_000) expect(gaps.some(within(at))).toBe(!pieces.some(within(at)))
    }),
  )
})

test('the first bytes tell WebM and MP4 from everything else', () => {
  const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'))
  expect(containerOf(bytes('1a45dfa39f428681'))).toBe('video/webm')
  expect(containerOf(bytes('0000001c6674797069736f6d'))).toBe('video/mp4')
  for (const hex of ['', '1a45df', '504b0304', 'ffd8ffe0', '3c68746d6c3e', '667479700000'])
    expect(containerOf(bytes(hex))).toBeNull()
})
