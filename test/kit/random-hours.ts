import type { DayEffect, DayEntry, DayRule, LayerName } from '../../server/domain/day-rules.ts'
import type { Hours, Interval, Week } from '../../server/domain/hours.ts'
import { dateAfter } from './naive-calendar.ts'

/** A seeded row of numbers in [0, 1) (mulberry32): the same seed, the same lives. */
export type Dice = {
  (): number
  to(most: number): number
  of<T>(list: readonly [T, ...T[]]): T
  hit(share: number): boolean
}

export function dice(seed: number): Dice {
  let state = seed >>> 0
  const roll = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  const to = (most: number) => Math.floor(roll() * (most + 1))
  return Object.assign(roll, {
    to,
    of: <T>(list: readonly [T, ...T[]]): T => list[to(list.length - 1)] ?? list[0],
    hit: (share: number) => roll() < share,
  })
}

function randomDay(d: Dice): Interval[] {
  const edges = [
    ...new Set(Array.from({ length: 2 * (1 + d.to(2)) }, () => d.of([0, 480, 540, 720, 780, 1020, 1440, d.to(1440)]))),
  ]
  edges.sort((a, b) => a - b)
  return edges.flatMap((opens, i): Interval[] => {
    const closes = edges[i + 1]
    return i % 2 === 0 && closes !== undefined ? [[opens, closes]] : []
  })
}

export function randomWeek(d: Dice): Week {
  const usual = d.of<Interval[]>([
    [[540, 1020]],
    [
      [540, 720],
      [810, 1020],
    ],
    [[0, 1440]],
    randomDay(d),
  ])
  return Array.from({ length: 7 }, (_, i) => (d.hit(0.1) ? randomDay(d) : i < 5 || d.hit(0.2) ? usual : []))
}

function randomRule(d: Dice, at: number, zone: string): DayRule {
  const date = dateAfter(at, zone, d.to(6))
  if (d.hit(0.6)) return { on: 'date', date }
  const moved = d.hit(0.3) ? { moved: { from: [1 + d.to(6)], to: 1 + d.to(6) } } : {}
  const years = d.hit(0.2) ? { years: { first: 2026 + d.to(2) } } : {}
  if (d.hit(0.2)) return { on: 'easter', days: d.to(120) - 60, ...moved, ...years }
  return { on: 'fixed', month: Number(date.slice(5, 7)), day: Number(date.slice(8, 10)), ...moved, ...years }
}

function randomEffect(d: Dice): DayEffect {
  const intervals = randomDay(d)
  if (intervals.length === 0 || d.hit(0.4)) return { kind: d.of(['closed', 'closed', 'open']) }
  return { kind: d.of(['half', 'hours']), intervals }
}

const randomEntry = (d: Dice, at: number, zone: string): DayEntry => ({
  rule: randomRule(d, at, zone),
  effect: randomEffect(d),
  reason: 'motivo',
  act: d.hit(0.8) ? 'Decreto 1' : null,
})

const wide: readonly [LayerName, LayerName, LayerName] = ['nation', 'uf', 'municipio']

/** One more version of a calendar: another week, a week to come, an entry more or less at the cartório or above it. */
export function edited(hours: Hours, d: Dice, at: number): Hours {
  const next = { ...hours, version: hours.version + 1 }
  const { zone } = hours
  const kind = d.to(5)
  if (kind === 0) return { ...next, week: randomWeek(d), later: [] }
  if (kind === 1) return { ...next, later: [{ from: dateAfter(at, zone, 1 + d.to(5)), week: randomWeek(d) }] }
  if (kind === 2) return { ...next, days: [...(hours.days ?? []).slice(-4), randomEntry(d, at, zone)] }
  if (kind === 3) return { ...next, days: (hours.days ?? []).slice(0, -1) }
  const layer = d.of(wide)
  const layers = wide.map((name) => {
    const entries = (hours.layers ?? []).find((each) => each.layer === name)?.entries ?? []
    if (name !== layer) return { layer: name, entries }
    return {
      layer: name,
      entries: kind === 4 ? [...entries.slice(-3), randomEntry(d, at, zone)] : entries.slice(0, -1),
    }
  })
  return { ...next, layers }
}
