import { createRoot } from 'solid-js'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ask, offlineReason } from '../../client/api.ts'
import { createKept } from '../../client/kept.ts'
import type { Source } from '../../client/keys.ts'
import { holdLive, lost, startLive, stopLive, whenAnyTold, whenLive, whenTold } from '../../client/live.ts'

vi.mock('idb-keyval', () => ({
  createStore: () => ({}),
  get: async () => undefined,
  set: async () => {},
  del: async () => {},
}))

class FakeStream extends EventTarget {
  static all: FakeStream[] = []
  closed = false
  constructor() {
    super()
    FakeStream.all.push(this)
  }
  close() {
    this.closed = true
  }
  say(event: string, data = '') {
    this.dispatchEvent(new MessageEvent(event, { data }))
  }
}

const fetched = vi.fn<(path: string) => Promise<Response>>()
const asked = () => fetched.mock.calls.map(([path]) => path)
const last = () => FakeStream.all.at(-1) as FakeStream
const open = () => FakeStream.all.filter((stream) => !stream.closed).length
let visibility: DocumentVisibilityState = 'visible'
let dispose = () => {}

function see(state: DocumentVisibilityState) {
  visibility = state
  document.dispatchEvent(new Event('visibilitychange'))
}

beforeEach(async () => {
  vi.useFakeTimers()
  visibility = 'visible'
  vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => visibility)
  vi.stubGlobal('EventSource', FakeStream)
  vi.stubGlobal('fetch', fetched)
  FakeStream.all = []
  fetched.mockImplementation(async () => new Response('{}'))
  const sources: Source<object>[] = [
    { key: 'requests', path: '/api/requests' },
    { key: 'queue:1', path: '/api/queue' },
  ]
  dispose = createRoot((end) => {
    for (const source of sources) createKept(() => source)
    return end
  })
  startLive()
  await vi.advanceTimersByTimeAsync(0)
  fetched.mockClear()
})

afterEach(() => {
  stopLive()
  dispose()
  vi.useRealTimers()
  vi.restoreAllMocks()
})

test('hello asks for everything shown and tells who waits for the internet', async () => {
  const told = vi.fn<() => void>()
  const end = whenLive(told)
  last().say('hello', '1')
  await vi.advanceTimersByTimeAsync(0)
  expect(asked().toSorted()).toEqual(['/api/queue', '/api/requests'])
  expect(told).toHaveBeenCalledOnce()
  end()
})

test('keys ask only for what they name, and nonsense for nothing', async () => {
  last().say('keys', '["queue:1","request:9"]')
  last().say('keys', 'not json')
  last().say('keys', '{"a":1}')
  await vi.advanceTimersByTimeAsync(0)
  expect(asked()).toEqual(['/api/queue'])
})

test('who asked for a key is told of it, and who asked for all of each', async () => {
  const signals = vi.fn<() => void>()
  const all: string[] = []
  const ends = [whenTold('signals:1', signals), whenAnyTold((key) => all.push(key))]
  last().say('keys', '["signals:1","signals:2"]')
  expect(signals).toHaveBeenCalledOnce()
  expect(all).toEqual(['signals:1', 'signals:2'])
  for (const end of ends) end()
  last().say('keys', '["signals:1"]')
  expect([signals.mock.calls.length, all.length]).toEqual([1, 2])
})

test('a call keeps the stream open out of sight, until it is over', () => {
  const end = holdLive()
  see('hidden')
  expect(open()).toBe(1)
  end()
  end()
  see('hidden')
  expect(open()).toBe(0)
})

test('45 s of silence reopen; anything heard starts the count again', async () => {
  last().say('hello')
  await vi.advanceTimersByTimeAsync(44_000)
  last().say('beat')
  await vi.advanceTimersByTimeAsync(44_000)
  expect(FakeStream.all).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(1_001)
  expect(FakeStream.all).toHaveLength(2)
  expect(open()).toBe(1)
})

test('a failure is shown, retried ever more slowly, and over with the next hello', async () => {
  last().say('error')
  expect(lost()).toBe(true)
  await vi.advanceTimersByTimeAsync(1_250)
  expect(FakeStream.all).toHaveLength(2)
  last().say('error')
  await vi.advanceTimersByTimeAsync(1_400)
  expect(FakeStream.all).toHaveLength(2)
  await vi.advanceTimersByTimeAsync(1_200)
  expect(FakeStream.all).toHaveLength(3)
  last().say('hello')
  expect(lost()).toBe(false)
  expect(open()).toBe(1)
})

test('an error of an old stream does not touch the new one', async () => {
  const old = last()
  old.say('bye')
  await vi.advanceTimersByTimeAsync(1_300)
  old.say('error')
  expect(lost()).toBe(false)
  expect(open()).toBe(1)
})

test('bye comes back after about a second, without alarm', async () => {
  last().say('bye')
  expect(open()).toBe(0)
  await vi.advanceTimersByTimeAsync(1_300)
  expect(open()).toBe(1)
  expect(lost()).toBe(false)
})

test('hidden: closed; back: reopened within a second, once, whatever events say so', async () => {
  see('hidden')
  expect(open()).toBe(0)
  await vi.advanceTimersByTimeAsync(120_000)
  expect(FakeStream.all).toHaveLength(1)
  see('visible')
  dispatchEvent(new Event('pageshow'))
  dispatchEvent(new Event('online'))
  document.dispatchEvent(new Event('resume'))
  await vi.advanceTimersByTimeAsync(1_001)
  expect(FakeStream.all).toHaveLength(2)
  expect(open()).toBe(1)
})

test('a question without an answer makes it look again, but not over and over', async () => {
  fetched.mockRejectedValue(new TypeError('failed'))
  await ask('/api/requests').catch(() => {})
  expect(offlineReason()).not.toBeNull()
  await vi.advanceTimersByTimeAsync(1_001)
  expect(FakeStream.all).toHaveLength(2)
  last().say('hello')
  expect(offlineReason()).toBeNull()
  await vi.advanceTimersByTimeAsync(10_000)
  expect(FakeStream.all).toHaveLength(2)
  fetched.mockImplementation(async () => new Response('{}'))
  last().say('beat')
  expect(offlineReason()).toBeNull()
})

test('offline is known at once', () => {
  dispatchEvent(new Event('offline'))
  expect(lost()).toBe(true)
  expect(open()).toBe(0)
})

test('signing out ends it', async () => {
  last().say('error')
  stopLive()
  see('visible')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(open()).toBe(0)
  expect(lost()).toBe(false)
})
