import { allotted, closesAt, due, isOpen, nextOpening, sameFrom } from '../../server/domain/calendar.ts'
import { closedNow, withOwn } from '../../server/domain/calendar-edit.ts'
import * as clocks from '../../server/domain/clock.ts'
import { compile, type Hours } from '../../server/domain/hours.ts'
import { lostIn, runsOf } from '../../server/domain/ledger.ts'
import {
  ahead,
  calendarOf,
  checkDue,
  count,
  hold,
  newWorld,
  parted,
  put,
  watch,
  type Life,
  type World,
} from './calendar-lives.ts'
import { naiveMinutes, naivePieces, sumOf } from './naive-calendar.ts'
import { dice, edited } from './random-hours.ts'

const minute = 60_000
const hour = 60 * minute
const end = Date.parse('2030-11-01T00:00:00Z')

/**
 * Random edits of a calendar at random instants over random clocks, with outages credited and granted: `steps` of them. After
 * each one the rules 7, 8, 10 and 15 are held against an independent reckoning. Throws where one does not hold.
 */
export function calendarDrill(steps: number, seed: number): Record<string, number> {
  let world = newWorld(dice(seed), {})
  for (let n = 0; n < steps; n++) {
    if (world.now > end) world = newWorld(world.d, world.figures)
    try {
      take(world)
      hold(world)
    } catch (error) {
      throw new Error(`seed ${seed}, step ${n}: ${String(error)}`, { cause: error })
    }
  }
  return world.figures
}

function take(world: World): void {
  const { d, lives } = world
  while (lives.length < 4) if (!start(world)) break
  const dieAt = d()
  if (dieAt < 0.3) pass(world, d.to(4 * minute))
  else if (dieAt < 0.42) edge(world)
  else if (dieAt < 0.5) boundary(world)
  else if (dieAt < 0.54) pass(world, d.to(10 * hour))
  else if (dieAt < 0.76) edit(world, edited(world.hours, d, world.now))
  else if (dieAt < 0.82) closeNow(world)
  else if (dieAt < 0.88) down(world, minute + d.to(d.of([hour, 10 * minute, 20 * hour])))
  else if (dieAt < 0.94) register(world)
  else decide(world)
}

function start(world: World): boolean {
  const calendar = calendarOf(world, world.hours.version)
  const clock = clocks.startClock('a', calendar, world.now)
  if (!clock) return false
  count(world, 'started')
  world.lives.push({ clock, ticks: [clocks.tick('start', clock)], naiveLeft: allotted, counted: [] })
  checkDue(world, world.lives.at(-1))
  return true
}

function pass(world: World, ms: number): void {
  const from = world.now
  world.now += ms
  for (const life of world.lives) watch(world, life, from, world.now)
  if (world.now > world.minutes.base + 8 * 24 * hour) world.minutes = naiveMinutes(world.hours, world.now, ahead)
  expire(world)
}

/** What ran out expires, dated when it was due, before anything else happens to it. */
function expire(world: World): void {
  for (const life of world.lives.filter(({ clock }) => world.now >= clock.dueAt)) {
    life.ticks.push(clocks.stopTick(life.clock, life.clock.dueAt, 0))
    if (life.naiveLeft !== 0) throw new Error(`expired with ${life.naiveLeft} ms left`)
    world.over.push({ life, dueAt: life.clock.dueAt })
    count(world, 'expired')
  }
  world.lives = world.lives.filter(({ clock }) => world.now < clock.dueAt)
  world.over = world.over.slice(-20)
}

/** To one ms before, at or after a deadline. */
function edge(world: World): void {
  const life = world.lives[world.d.to(world.lives.length - 1)]
  const to = (life?.clock.dueAt ?? world.now) + world.d.to(2) - 1
  if (to > world.now && to < world.now + 6 * 24 * hour) pass(world, to - world.now)
}

function boundary(world: World): void {
  const calendar = calendarOf(world, world.hours.version)
  const open = isOpen(calendar, world.now)
  const at = open ? closesAt(calendar, world.now) : nextOpening(calendar, world.now)
  const to = (at ?? world.now) + world.d.to(2) - 1
  if (to > world.now && to < world.now + 6 * 24 * hour) pass(world, to - world.now)
}

function edit(world: World, next: Hours): void {
  const { now } = world
  const calendar = compile(next, now, ahead)
  if (due(calendar, now, allotted) === null) return count(world, 'refused')
  put(world, next, calendar)
  count(world, 'edits')
  for (const life of world.lives) {
    const before = calendarOf(world, life.clock.calendarVersion, Math.min(life.clock.mark, now))
    if (sameFrom(before, calendar, now)) {
      count(world, 'untouched')
      continue
    }
    const left = clocks.restAt(life.clock, before, now)
    const moved = clocks.reproject(life.clock, before, calendar, now)
    if (!moved) throw new Error('a running clock was not projected')
    if (moved.remainingMs !== left) throw new Error('an edit changed what was left')
    if (moved.dueAt !== life.clock.dueAt) count(world, 'moved')
    project(life, moved, 'project')
  }
  for (const life of world.lives) checkDue(world, life)
  const used = new Set([next.version, ...world.lives.flatMap(({ ticks }) => ticks.map((each) => each.calendarVersion))])
  for (const version of world.versions.keys()) if (!used.has(version)) world.versions.delete(version)
}

function project(life: Life, clock: clocks.Clock, kind: 'project' | 'credit', cause?: clocks.Cause): void {
  life.clock = clock
  life.ticks.push(clocks.tick(kind, clock, cause))
}

function closeNow(world: World): void {
  const closed = closedNow(world.hours, world.now, { reason: 'fechamos', act: null })
  if (!closed) return
  count(world, 'closed now')
  edit(world, withOwn(world.hours, world.hours.version + 1, closed.edit))
  // From the whole minute on, and until midnight at least, nothing is open.
  const last = naivePieces(world.minutes, closed.closing, closed.closing + minute)
  if (world.hours.days === closed.edit.own && last.length > 0 && closed.closing < closed.usual)
    throw new Error('still open after closing')
}

/** The service is down for `ms`; at its start the minutes are credited before anything expires (rule 10). */
function down(world: World, ms: number): void {
  const [from, to] = [world.now, world.now + ms]
  world.now = to
  world.minutes = naiveMinutes(world.hours, from, ahead)
  for (const life of world.lives) {
    const calendar = calendarOf(world, life.clock.calendarVersion, Math.min(life.clock.mark, from))
    const next = clocks.credit(life.clock, calendar, from, to)
    if (!next) watch(world, life, from, to)
    else project(life, next, 'credit', { reason: 'fora do ar', from, to })
  }
  world.outages.push({ from, to })
  count(world, 'outages')
  expire(world)
  for (const life of world.lives) checkDue(world, life)
}

/** An outage of the last two hours that somebody registers now. */
function register(world: World): void {
  const { d, now } = world
  const from = now - d.to(2 * hour)
  const span = { from, to: from + d.to(now - from) }
  world.outages = world.outages.filter(({ to }) => to > now - 3 * hour)
  if (world.outages.some((each) => each.from < span.to && each.to > span.from)) return
  world.outages.push(span)
  for (const life of world.lives) {
    const lost = runsOf(life.ticks).reduce((sum, run) => {
      const ends = Math.min(run.to, now)
      if (run.from >= ends) return sum
      return sum + lostIn({ ...run, to: ends }, calendarOf(world, run.tick.calendarVersion, run.from), span)
    }, 0)
    const [inside, outside] = parted(life.counted, span)
    if (lost !== sumOf(inside)) throw new Error(`lost ${lost} ms, the onlooker saw ${sumOf(inside)}`)
    const { mark, calendarVersion } = life.clock
    const next = clocks.grant(life.clock, calendarOf(world, calendarVersion, Math.min(mark, now)), now, lost)
    if (!next) continue
    life.counted = outside
    life.naiveLeft += lost
    project(life, next, 'credit', { reason: 'fora do ar', ...span })
    count(world, 'granted')
    checkDue(world, life)
  }
}

function decide(world: World): void {
  const [life] = world.lives.splice(world.d.to(world.lives.length - 1), 1)
  if (!life) return
  const { clock, ticks, naiveLeft } = life
  const left = clocks.restAt(
    clock,
    calendarOf(world, clock.calendarVersion, Math.min(clock.mark, world.now)),
    world.now,
  )
  if (left !== naiveLeft) throw new Error(`stopped with ${left}, the onlooker says ${naiveLeft}`)
  if (clocks.foldTicks([...ticks, clocks.stopTick(clock, world.now, left)]) !== null) throw new Error('runs on')
  count(world, 'decided')
}
