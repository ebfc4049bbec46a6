import { createSignal } from 'solid-js'
import { heardFromServer, whenUnanswered } from './api.ts'
import { confirmShown, revalidate } from './kept.ts'

const silenceMs = 45_000
const spreadMs = 1_000
const firstPauseMs = 1_000
const longestPauseMs = 30_000

const [lost, setLost] = createSignal(false)

/** Whether the live stream is down; the page shows what it knew before. */
export { lost }

let stream: EventSource | null = null
let wanted = false
let failures = 0
let doubtedAt = -Infinity
let reopening: ReturnType<typeof setTimeout> | undefined
let silence: ReturnType<typeof setTimeout> | undefined
let returning: ReturnType<typeof setTimeout> | undefined
const heard = new Set<() => void>()
const told = new Map<string, Set<() => void>>()
const anyTold = new Set<(key: string) => void>()
let holds = 0

/** Calls `listener` each time the stream opens: the moment to send what waited for the internet. */
export function whenLive(listener: () => void): () => void {
  heard.add(listener)
  return () => heard.delete(listener)
}

/** Calls `listener` each time the stream names `key`, for what is no question of a page. */
export function whenTold(key: string, listener: () => void): () => void {
  const all = told.get(key) ?? new Set()
  told.set(key, all.add(listener))
  return () => {
    all.delete(listener)
    if (all.size === 0) told.delete(key)
  }
}

/** Calls `listener` with every key that the stream names. */
export function whenAnyTold(listener: (key: string) => void): () => void {
  anyTold.add(listener)
  return () => anyTold.delete(listener)
}

/** Keeps the stream open while the page is out of sight: a call goes on there. */
export function holdLive(): () => void {
  holds++
  let held = true
  return () => {
    if (held) holds--
    held = false
  }
}

/** Opens the stream of changes for the signed-in person. Opening it twice is harmless. */
export function startLive(): void {
  if (wanted) return
  wanted = true
  document.addEventListener('visibilitychange', seen)
  document.addEventListener('resume', comeBack)
  addEventListener('pageshow', comeBack)
  addEventListener('online', comeBack)
  addEventListener('offline', gone)
  // A stream that seems open while a question failed would leave every button blocked: a new one shows who is right.
  whenUnanswered(doubt)
  if (document.visibilityState === 'visible') open()
}

/** Closes it for good: at sign-out. */
export function stopLive(): void {
  wanted = false
  document.removeEventListener('visibilitychange', seen)
  document.removeEventListener('resume', comeBack)
  removeEventListener('pageshow', comeBack)
  removeEventListener('online', comeBack)
  removeEventListener('offline', gone)
  clearTimeout(returning)
  whenUnanswered(() => {})
  close()
  setLost(false)
}

function open(): void {
  close()
  const mine = new EventSource('/api/stream')
  stream = mine
  listenFor(silenceMs)
  mine.addEventListener('open', () => listenFor(silenceMs))
  mine.addEventListener('hello', () => {
    failures = 0
    setLost(false)
    heardFromServer()
    listenFor(silenceMs)
    // Whatever changed while nobody listened was not told.
    void revalidate()
    for (const listener of heard) listener()
  })
  mine.addEventListener('beat', () => {
    listenFor(silenceMs)
    heardFromServer()
    confirmShown()
  })
  mine.addEventListener('keys', (event) => {
    listenFor(silenceMs)
    heardFromServer()
    const keys = keysIn(event.data)
    void revalidate(keys)
    for (const key of keys) {
      for (const listener of told.get(key) ?? []) listener()
      for (const listener of anyTold) listener(key)
    }
  })
  mine.addEventListener('bye', () => {
    close()
    reopenIn(firstPauseMs)
  })
  // The browser's own retry gives up on some answers and never spreads out: ours takes over.
  mine.addEventListener('error', () => {
    if (stream === mine) fail()
  })
}

function keysIn(text: unknown): string[] {
  try {
    const keys: unknown = JSON.parse(String(text))
    return Array.isArray(keys) ? keys.filter((key) => typeof key === 'string') : []
  } catch {
    return []
  }
}

function fail(): void {
  close()
  setLost(true)
  // It tells an ended session from a lost connection, and serves where only streams are blocked.
  if (failures === 0) void revalidate()
  reopenIn(Math.min(firstPauseMs * 2 ** failures++, longestPauseMs))
}

function close(): void {
  clearTimeout(reopening)
  clearTimeout(silence)
  stream?.close()
  stream = null
}

function reopenIn(ms: number): void {
  clearTimeout(reopening)
  reopening = setTimeout(() => wanted && open(), ms * (0.75 + Math.random() / 2))
}

/** A stream can die without a word, and its `readyState` still says open (iOS in the background). */
function listenFor(ms: number): void {
  clearTimeout(silence)
  silence = setTimeout(() => wanted && open(), ms)
}

function doubt(): void {
  if (!stream || performance.now() - doubtedAt < silenceMs) return
  doubtedAt = performance.now()
  comeBack()
}

function gone(): void {
  close()
  setLost(true)
}

function seen(): void {
  if (document.visibilityState === 'visible') comeBack()
  else if (holds === 0) close()
}

/** Back from the background or the tunnel: reopen, and with the hello ask everything again; not all phones at once. */
function comeBack(): void {
  if (document.visibilityState !== 'visible' && holds === 0) return
  clearTimeout(returning)
  returning = setTimeout(() => {
    if (wanted) open()
  }, Math.random() * spreadMs)
}
