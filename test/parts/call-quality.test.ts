import { expect, test } from 'vitest'
import { qualityOf, type Sample } from '../../client/call/quality.ts'

const start: Sample = { at: 0, rttMs: 80, received: 1_000, lost: 10, bytes: 1e6, frames: 300 }
const later = (more: Partial<Sample>): Sample => ({ ...start, at: 2_000, received: 1_200, bytes: 1.2e6, ...more })

test.each([
  ['boa', later({})],
  ['boa', later({ lost: 14 })],
  ['instavel', later({ lost: 20 })],
  ['instavel', later({ rttMs: 500 })],
  ['instavel', later({ bytes: 1_010_000 })],
  ['ruim', later({ lost: 40 })],
  ['ruim', later({ rttMs: 1_200 })],
  ['ruim', later({ bytes: 1_000_100 })],
  // A counter that went back belongs to another track: it says nothing bad.
  ['boa', later({ lost: 0 })],
  ['boa', later({ rttMs: null })],
])('%s %#', (expected, now) => expect(qualityOf(start, now)).toBe(expected))

test('a camera that is off sends little, and that is no fault of the connection', () => {
  expect(qualityOf(start, later({ bytes: 1_000_100 }), true)).toBe('boa')
  expect(qualityOf(start, later({ bytes: 1_000_100, lost: 40 }), true)).toBe('ruim')
})
