import { batch, createComputed, createEffect, createMemo, createSignal, onCleanup, untrack } from 'solid-js'
import type { ClockView } from '../server/domain/clock-view.ts'

/** How near the deadline is, by the share of business time left: over a half, over a fifth, less. */
export type Step = 'calm' | 'half' | 'hurry'

/** What a countdown shows at this second; durations in business ms. `stale`: the phone slept and nothing is certain. */
export type Face =
  | { kind: 'running'; remainingMs: number; fraction: number; step: Step }
  | { kind: 'paused'; remainingMs: number; fraction: number; reopensAt: number; reason: string | null }
  | { kind: 'expired'; overdueMs: number }
  | { kind: 'stopped'; remainingMs: number; late: boolean }
  | { kind: 'stale' }

/** A change that the phone concluded by itself and that the page should confirm with a fresh answer. */
export type Transition = 'paused' | 'expired' | 'resumed' | 'stale'

/** The state of a countdown at a server instant (epoch ms): the answer it came with, carried forward. Pure. */
export function faceAt(view: ClockView, at: number): Face {
  if (view.state === 'stopped') return { kind: 'stopped', remainingMs: view.remainingMs, late: view.late }
  if (view.state === 'expired') return { kind: 'expired', overdueMs: view.overdueMs }
  if (view.state === 'paused') return afterPause(view, view.reopensAt, view.remainingMs, view.reason, at)
  const elapsed = Math.max(0, at - view.now)
  const untilPause = view.pausesAt === null ? Infinity : view.pausesAt - view.now
  // Due exactly at closing is due today at closing (domain.md rule 4).
  if (elapsed >= view.remainingMs && view.remainingMs <= untilPause)
    return { kind: 'expired', overdueMs: Math.min(elapsed, untilPause) - view.remainingMs }
  if (elapsed < untilPause) return running(view, view.remainingMs - elapsed)
  if (view.reopensAt === null) return { kind: 'stale' }
  return afterPause(view, view.reopensAt, view.remainingMs - untilPause, null, at)
}

type Counting = Extract<ClockView, { dueAt: number }>

function afterPause(view: Counting, reopensAt: number, remainingMs: number, reason: string | null, at: number): Face {
  if (at < reopensAt) return { kind: 'paused', remainingMs, fraction: fraction(view, remainingMs), reopensAt, reason }
  const elapsed = at - reopensAt
  // Unless the rest is one stretch, another pause lies ahead that this answer does not name.
  if (view.dueAt - reopensAt !== remainingMs) return { kind: 'stale' }
  return elapsed >= remainingMs
    ? { kind: 'expired', overdueMs: elapsed - remainingMs }
    : running(view, remainingMs - elapsed)
}

function running(view: ClockView, remainingMs: number): Face {
  const share = fraction(view, remainingMs)
  return { kind: 'running', remainingMs, fraction: share, step: share > 0.5 ? 'calm' : share >= 0.2 ? 'half' : 'hurry' }
}

function fraction(view: ClockView, remainingMs: number): number {
  return view.totalMs > 0 ? Math.min(1, Math.max(0, remainingMs / view.totalMs)) : 0
}

const sleepMs = 5_000
const jitterMs = 2_000
/** An answer that repeats the old state right after a change must not start a storm of questions. */
const askAgainMs = 3_000

let offset = -Infinity
let lastHeard = -Infinity
const [tick, setTick] = createSignal(0)
const [slept, setSlept] = createSignal(false)

/**
 * Notes the server's instant (epoch ms) of an answer at the moment it arrives. An instant heard before says nothing
 * new: that answer comes from a cache. A slower answer than the best one is the network's delay, not time.
 */
export function heardServer(now: number): void {
  if (now <= lastHeard) return
  lastHeard = now
  const sample = now - performance.now()
  const next = sample > offset || offset - sample > jitterMs ? sample : offset
  offset = next
  batch(() => {
    setSlept(false)
    setTick((n) => n + 1)
  })
}

/** The server's present instant (epoch ms), by the monotonic clock: the phone's wall clock never counts (rule 11). */
export function serverNow(): number {
  return performance.now() + offset
}

/** `serverNow` as a signal of 1 Hz, shared by all countdowns and relative times of the page. */
export function createNow(): () => number {
  keepTicking()
  return createMemo(() => {
    tick()
    return offset === -Infinity ? Date.now() : serverNow()
  })
}

let watchers = 0
let timer: ReturnType<typeof setTimeout> | undefined
let skew = 0

function keepTicking(): void {
  if (watchers++ === 0) {
    skew = Date.now() - performance.now()
    document.addEventListener('visibilitychange', beat)
    beat()
  }
  onCleanup(() => {
    if (--watchers > 0) return
    clearTimeout(timer)
    document.removeEventListener('visibilitychange', beat)
  })
}

/** The monotonic clock may stand still while the phone sleeps; the wall clock does not, so that their gap shows it. */
function beat(): void {
  clearTimeout(timer)
  const gap = Date.now() - performance.now()
  batch(() => {
    if (Math.abs(gap - skew) > sleepMs) setSlept(true)
    skew = gap
    setTick((n) => n + 1)
  })
  timer = setTimeout(beat, 1_000 - (Math.round(performance.now()) % 1_000))
}

/**
 * The living face of a countdown. `onTransition` is called once for each change that the phone concludes by itself
 * from one answer; the page then asks the server again.
 */
export function createClock(view: () => ClockView, onTransition?: (to: Transition) => void): () => Face {
  createComputed(() => heardServer(view().now))
  keepTicking()
  const face = createMemo<Face>(() => {
    tick()
    const now = view()
    return slept() && now.state !== 'stopped' ? { kind: 'stale' } : faceAt(now, serverNow())
  })
  let told = { kind: '', now: 0, at: 0 }
  createEffect(() => {
    const from = view()
    const kind = face().kind
    if (kind === from.state || kind === 'stopped') return
    if (kind === told.kind && (from.now === told.now || performance.now() - told.at < askAgainMs)) return
    told = { kind, now: from.now, at: performance.now() }
    untrack(() => onTransition?.(kind === 'running' ? 'resumed' : kind))
  })
  return face
}
