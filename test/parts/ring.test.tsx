import { cleanup, render, screen } from '@solidjs/testing-library'
import { createSignal } from 'solid-js'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { faceAt, heardServer, type Transition } from '../../client/clock.ts'
import { Ring, RingChip, RingLine } from '../../client/parts/ring.tsx'
import type { ClockView } from '../../server/domain/clock-view.ts'

const minute = 60_000
const hour = 60 * minute
const zone = 'America/Sao_Paulo'
// Monday 23 November 2026, 14:11 in São Paulo; each test lives a day later, as the server's instants only go up.
let now = Date.UTC(2026, 10, 23, 17, 11)

beforeEach(() => {
  process.env.TZ = zone
  now += 7 * 24 * hour
  vi.useFakeTimers({ now })
})

afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

const place = { zone, place: 'Santos' }
const running = (remainingMs: number, pausesAt: number | null = null, reopensAt: number | null = null): ClockView => ({
  state: 'running',
  totalMs: 15 * minute,
  remainingMs,
  now,
  dueAt: pausesAt !== null && reopensAt !== null ? reopensAt + remainingMs - (pausesAt - now) : now + remainingMs,
  pausesAt,
  reopensAt,
  ...place,
})
const paused = (reopensAt: number, reason = 'fechado'): ClockView => ({
  state: 'paused',
  totalMs: 15 * minute,
  remainingMs: 6 * minute,
  now,
  dueAt: reopensAt + 6 * minute,
  reopensAt,
  reason,
  ...place,
})

function show(view: ClockView) {
  const [clock, setClock] = createSignal(view)
  const seen: Transition[] = []
  render(() => <Ring size="big" clock={clock()} onTransition={(to) => seen.push(to)} />)
  const timer = () => screen.getByRole('timer')
  return {
    seen,
    setClock,
    label: () => timer().getAttribute('aria-label'),
    tone: () => timer().parentElement?.dataset.tone,
    said: () => screen.getByRole('status').textContent,
  }
}

test('a running clock counts business time down to the second and says when it ends', () => {
  const ring = show(running(10 * minute + 42_000))
  expect(ring.label()).toBe('Faltam 10 minutos e 42 segundos úteis')
  expect(screen.getByText('10:42')).toBeTruthy()
  expect(screen.getByText('No prazo')).toBeTruthy()
  expect(screen.getByText('até 14:21 de hoje')).toBeTruthy()
  vi.advanceTimersByTime(3_000)
  expect(screen.getByText('10:39')).toBeTruthy()
  expect(ring.seen).toEqual([])
})

test.each([
  [7.5 * minute + 1, 'calm', 'No prazo'],
  [7.5 * minute, 'half', 'Menos da metade'],
  [3 * minute, 'half', 'Menos da metade'],
  [3 * minute - 1, 'hurry', 'Quase vencendo'],
  [1, 'hurry', 'Quase vencendo'],
] as const)('with %d ms left the step is %s', (left, tone, words) => {
  const ring = show(running(left))
  expect(ring.tone()).toBe(tone)
  expect(screen.getByText(words)).toBeTruthy()
})

test('it expires by itself in its second, tells the page once and keeps counting what is over', () => {
  const ring = show(running(2_000))
  vi.advanceTimersByTime(2_001)
  expect(ring.tone()).toBe('expired')
  expect(ring.seen).toEqual(['expired'])
  expect(ring.said()).toBe('Prazo vencido.')
  vi.advanceTimersByTime(4 * minute)
  expect(screen.getByText('Vencida há 4 min úteis')).toBeTruthy()
  expect(ring.seen).toEqual(['expired'])
})

test('it pauses by itself at closing, frozen, and runs on at the opening', () => {
  const reopens = now + hour
  const ring = show(running(10 * minute, now + 4 * minute, reopens))
  vi.advanceTimersByTime(4 * minute + 1)
  expect(ring.tone()).toBe('paused')
  expect(ring.seen).toEqual(['paused'])
  expect(screen.getByText('06:00')).toBeTruthy()
  expect(screen.getByText('Pausado — reabre hoje 15:11')).toBeTruthy()
  expect(ring.said()).toBe('Prazo pausado. Reabre hoje, 15:11.')
  vi.advanceTimersByTime(30 * minute)
  expect(screen.getByText('06:00')).toBeTruthy()
  vi.advanceTimersByTime(26 * minute + 1_000)
  expect(ring.said()).toBe('Prazo retomado.')
  expect(ring.tone()).toBe('half')
})

test('a paused answer says when it reopens and why, and tells the page when it has resumed', () => {
  const friday = now + 4 * 24 * hour
  const ring = show(paused(friday, 'feriado municipal'))
  expect(screen.getByText('Pausado — feriado municipal, reabre sex 14:11')).toBeTruthy()
  expect(ring.label()).toBe('Prazo pausado. Faltam 6 minutos úteis. Reabre sexta, 14:11')
  expect(ring.seen).toEqual([])
  ring.setClock({ ...paused(now + 2 * minute), now: now + 1 })
  vi.advanceTimersByTime(2 * minute + 1_000)
  expect(ring.seen).toEqual(['resumed'])
})

test('marks are spoken at 10, 5, 2 and 1 minutes only', () => {
  const ring = show(running(11 * minute))
  const said: (string | null)[] = []
  for (let second = 0; second < 11 * 60; second++) {
    vi.advanceTimersByTime(1_000)
    if (ring.said() !== said.at(-1)) said.push(ring.said())
  }
  expect(said).toEqual([
    '',
    'Faltam 10 minutos úteis.',
    'Faltam 5 minutos úteis.',
    'Faltam 2 minutos úteis.',
    'Falta 1 minuto útil.',
    'Prazo vencido.',
  ])
})

test('after sleep nothing is certain until a fresh answer comes', () => {
  const ring = show(running(10 * minute))
  vi.setSystemTime(now + 3 * minute)
  vi.advanceTimersByTime(1_000)
  expect(ring.label()).toBe('Atualizando o prazo')
  expect(screen.getByText('…')).toBeTruthy()
  expect(ring.seen).toEqual(['stale'])
  const fresh = running(7 * minute)
  ring.setClock({ ...fresh, now: now + 3 * minute })
  expect(screen.getByText('07:00')).toBeTruthy()
})

test("the phone's own wall clock does not count", () => {
  vi.setSystemTime(now - 40 * minute)
  show(running(10 * minute))
  vi.advanceTimersByTime(2_000)
  expect(screen.getByText('09:58')).toBeTruthy()
})

test('an answer out of a cache does not set the clock back', () => {
  const old = running(10 * minute)
  heardServer(now)
  vi.advanceTimersByTime(5 * minute)
  show(old)
  expect(screen.getByText('05:00')).toBeTruthy()
})

test('a page that hears the old state again is not asked in a storm', () => {
  const ring = show(running(1_000))
  vi.advanceTimersByTime(1_001)
  for (const later of [1, 2, 3]) ring.setClock({ ...running(0), now: now + 1_000 + later })
  expect(ring.seen).toEqual(['expired'])
  vi.advanceTimersByTime(4_000)
  expect(ring.seen).toEqual(['expired', 'expired'])
})

test('stopped and expired answers stand still', () => {
  const base = { totalMs: 15 * minute, now, ...place }
  const kept = show({ ...base, state: 'stopped', remainingMs: 138_000, late: false })
  expect(kept.label()).toBe('Faltavam 02:18 para o prazo')
  vi.advanceTimersByTime(hour)
  expect(kept.tone()).toBe('kept')
  cleanup()
  expect(show({ ...base, state: 'stopped', remainingMs: 0, late: true }).tone()).toBe('late')
  cleanup()
  const over = show({ ...base, state: 'expired', dueAt: now, overdueMs: 125 * minute })
  expect(over.label()).toBe('Prazo vencido há 2 h 5 min úteis')
  expect(over.seen).toEqual([])
})

test('another zone is named beside the hour of this device', () => {
  const far: ClockView = { ...running(10 * minute), zone: 'America/Rio_Branco', place: 'Rio Branco' }
  show(far)
  expect(screen.getByText('até 14:21 (12:21 em Rio Branco)')).toBeTruthy()
})

test('a small ring shows minutes, its line the seconds, its chip the state; none of them announces', () => {
  const clock = running(2 * minute + 18_000)
  render(() => (
    <>
      <Ring size="small" clock={clock} />
      <RingLine clock={clock} />
      <RingChip clock={clock} />
    </>
  ))
  expect(screen.getByRole('timer').textContent).toBe('2')
  expect(screen.getByText('2 min 18 s · até 14:13')).toBeTruthy()
  expect(screen.getByText('Quase vencendo')).toBeTruthy()
  expect(screen.queryByRole('status')).toBeNull()
})

test('what ends exactly at closing is due at closing, and more pauses than are known are not guessed', () => {
  const closing = running(4 * minute, now + 4 * minute, now + hour)
  expect(faceAt({ ...closing, dueAt: now + 4 * minute } as ClockView, now + 4 * minute).kind).toBe('expired')
  const twice = { ...paused(now + hour), dueAt: now + 9 * hour } as ClockView
  expect(faceAt(twice, now + hour + 1).kind).toBe('stale')
})
