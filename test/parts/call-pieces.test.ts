import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { leftOver } from '../../client/call/left-over.ts'
import { pieceStore, putPiece } from '../../client/call/pieces.ts'

const disk = vi.hoisted(() => new Map<string, unknown>())
vi.mock('idb-keyval', () => ({
  createStore: () => ({}),
  set: async (key: string, value: unknown) => void disk.set(key, value),
  del: async (key: string) => void disk.delete(key),
  keys: async () => [...disk.keys()],
  entries: async () => [...disk.entries()],
}))

const fetched = vi.fn<() => Promise<Response>>()
const piece = (seq: number) => ({ seq, from: 0, to: 1_000, mime: 'video/webm', data: [new Blob(['x'])] })

beforeEach(() => {
  disk.clear()
  localStorage.clear()
  vi.stubGlobal('fetch', fetched)
})
afterEach(() => vi.unstubAllGlobals())

test.each([
  [201, 'done'],
  [401, 'later'],
  [403, 'later'],
  [404, 'later'],
  [429, 'later'],
  [503, 'later'],
  [409, 'no'],
  [413, 'no'],
  [415, 'no'],
] as const)('an answer of %d: %s; who is signed in otherwise meanwhile costs no recording', async (status, outcome) => {
  fetched.mockResolvedValue(new Response(null, { status }))
  expect(await putPiece('one', piece(0))).toBe(outcome)
})

test('once the pieces of one call are sent, those of another that wait here are next', async () => {
  const [one, two] = [pieceStore('one'), pieceStore('two')]
  await one.save(piece(0))
  await two.save(piece(0))
  expect(leftOver()).toBe('two')
  await two.drop(0)
  expect(leftOver()).toBe('one')
  await one.drop(0)
  expect(leftOver()).toBeNull()
})
