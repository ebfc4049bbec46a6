import { expect, test } from 'vitest'
import { parsePiece, pieceWords } from '../../server/domain/piece.ts'

test.each([
  ['bytes 0-9/10', { start: 0, bytes: 10, total: 10 }],
  ['bytes 262144-524287/600000', { start: 262_144, bytes: 262_144, total: 600_000 }],
  ['bytes 9-9/10', { start: 9, bytes: 1, total: 10 }],
])('%s', (header, piece) => {
  expect(parsePiece(header)).toEqual(piece)
  expect(pieceWords(piece)).toBe(header)
})

test.each([
  undefined,
  '',
  'bytes 0-10/10',
  'bytes 5-4/10',
  'bytes */10',
  'bytes 0-9/*',
  'bytes -1-9/10',
  'items 0-9/10',
  'bytes 0-9/10, bytes 0-9/10',
  'bytes 0-9999999999999/99999999999999',
])('no piece: %s', (header) => {
  expect(parsePiece(header)).toBeNull()
})
