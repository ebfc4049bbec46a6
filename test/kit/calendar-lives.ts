import { deepStrictEqual } from 'node:assert'
import { allotted, type Calendar } from '../../server/domain/calendar.ts'
import * as clocks from '../../server/domain/clock.ts'
import { compile, type Hours } from '../../server/domain/hours.ts'
import type { Span } from '../../server/domain/ledger.ts'
import { naiveEnd, naiveMinutes, naivePieces, sumOf, type Minutes } from './naive-calendar.ts'
import { randomWeek, type Dice } from './random-hours.ts'

const hour = 3_600_000
/** How many days a calendar of the drill knows. */
export const ahead = 45
const begin = Date.parse('2026-11-24T13:00:00Z')

/** A clock with its ledger, and what an onlooker with a minute hand knows of it. */
export type Life = {
  clock: clocks.Clock
  ticks: clocks.Tick[]
  naiveLeft: number
  counted: [from: number, to: number][]
}
type Version = { hours: Hours; calendar: Calendar }

export type World = {
  d: Dice
  now: number
  versions: Map<number, Version>
  hours: Hours
  minutes: Minutes
  lives: Life[]
  over: { life: Life; dueAt: number }[]
  outages: Span[]
  figures: Record<string, number>
}

export function newWorld(d: Dice, figures: Record<string, number>): World {
  const zone = d.of(['America/Sao_Paulo', 'America/Rio_Branco', 'America/Noronha'])
  const hours: Hours = { zone, version: 1, week: randomWeek(d), special: [] }
  const world = { d, now: begin, versions: new Map(), lives: [], over: [], outages: [], figures, hours }
  const made: World = { ...world, minutes: naiveMinutes(hours, begin, ahead) }
  const first = { ...hours, week: [...hours.week.slice(0, 4), [[540, 1020] as const], [], []] }
  put(made, first, compile(first, begin, ahead))
  return made
}

/** Brings a version into force for new projections. */
export function put(world: World, hours: Hours, calendar: Calendar): void {
  world.versions.set(hours.version, { hours, calendar })
  world.hours = hours
  world.minutes = naiveMinutes(hours, world.now, ahead)
}

/** The calendar of a version, known from `from` on and five weeks beyond now. */
export function calendarOf(world: World, version: number, from = world.now): Calendar {
  const known = world.versions.get(version)
  if (!known) throw new Error(`no version ${version}`)
  const { calendar, hours } = known
  if (calendar.from <= from && world.now + 35 * 24 * hour <= calendar.until) return calendar
  const since = Math.min(from, calendar.from)
  known.calendar = compile(hours, since, Math.ceil((world.now - since) / (24 * hour)) + ahead)
  return known.calendar
}

export function count(world: World, what: string): void {
  world.figures[what] = (world.figures[what] ?? 0) + 1
}

/** The onlooker's minute hand goes from one instant to the other; `counts` is false while the service is down. */
export function watch(world: World, life: Life, from: number, to: number): void {
  const until = Math.min(to, life.clock.dueAt)
  const pieces = naivePieces(world.minutes, from, until)
  life.counted.push(...pieces)
  life.naiveLeft -= sumOf(pieces)
}

export function parted(pieces: Life['counted'], { from, to }: Span): [Life['counted'], Life['counted']] {
  const cut = (piece: [number, number], a: number, b: number): Life['counted'] =>
    Math.max(piece[0], a) < Math.min(piece[1], b) ? [[Math.max(piece[0], a), Math.min(piece[1], b)]] : []
  const inside = pieces.flatMap((piece) => cut(piece, from, to))
  return [inside, pieces.flatMap((piece) => [...cut(piece, -Infinity, from), ...cut(piece, to, Infinity)])]
}

export function checkDue(world: World, life: Life | undefined): void {
  if (!life) return
  const naive = naiveEnd(world.minutes, world.now, life.naiveLeft)
  if (naive !== life.clock.dueAt) throw new Error(`due ${life.clock.dueAt}, the onlooker says ${String(naive)}`)
}

/** What holds after every step. */
export function hold(world: World): void {
  for (const { clock, ticks, naiveLeft, counted } of world.lives) {
    if (clock.dueAt < world.now) throw new Error('due in the past')
    const folded = clocks.foldTicks(ticks)
    deepStrictEqual(folded, clock)
    const calendar = calendarOf(world, clock.calendarVersion, Math.min(clock.mark, world.now))
    const left = clocks.restAt(clock, calendar, world.now)
    if (left !== naiveLeft) throw new Error(`${left} ms left, the onlooker says ${naiveLeft}`)
    if (left !== allotted - sumOf(counted)) throw new Error('used time was lost')
  }
  for (const { life, dueAt } of world.over)
    if (life.ticks.at(-1)?.kind !== 'stop' || life.clock.dueAt !== dueAt) throw new Error('revived')
}
