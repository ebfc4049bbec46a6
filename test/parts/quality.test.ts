import { expect, test } from 'vitest'
import { qualityOf } from '../../client/quality.ts'

/** A picture of 64×64 whose light is told by `light(x, y)`. */
function picture(light: (x: number, y: number) => number): [Uint8ClampedArray, number, number] {
  const side = 64
  const pixels = new Uint8ClampedArray(4 * side * side)
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) {
      const value = light(x, y)
      pixels.set([value, value, value, 255], 4 * (y * side + x))
    }
  return [pixels, side, side]
}

test('sharp edges in good light are good', () => {
  expect(qualityOf(...picture((x, y) => (((x >> 2) + (y >> 2)) % 2 === 0 ? 220 : 60)))).toBe('good')
})

test('the same drawn softly is blurred', () => {
  expect(qualityOf(...picture((x, y) => 140 + 60 * Math.sin(x / 9) * Math.sin(y / 9)))).toBe('blurred')
  expect(qualityOf(...picture(() => 180))).toBe('blurred')
})

test('little light is dark, sharp or not', () => {
  expect(qualityOf(...picture((x) => (x % 8 < 4 ? 10 : 60)))).toBe('dark')
  expect(qualityOf(...picture(() => 0))).toBe('dark')
})

test('a picture of nothing breaks nothing', () => {
  expect(qualityOf([], 0, 0)).toBe('dark')
})
