import { closesAt, due, isOpen, minute, nextOpening, type Calendar } from './calendar.ts'
import { whyClosedToRequests, type Cartorio } from './cartorio.ts'
import { restAt, startClock, stopTick, tick, type Cause, type Clock, type Tick } from './clock.ts'
import { fault, type Fault } from './fault.ts'
import type { Alarm, Command, Decision, Notice, PoolRound, Request, State } from './request.ts'

export type Of<N extends Command['name']> = Extract<Command, { name: N }>
export type In<N extends State['name']> = Request & { readonly state: Extract<State, { name: N }> }

/** What a rule wants to happen, before it is numbered and dated. */
export type Step = {
  readonly state: State
  readonly at?: number
  readonly round?: number
  readonly ticks?: readonly Tick[]
  readonly alarms?: readonly Alarm[]
  readonly notices?: readonly Notice[]
  readonly note?: string
  readonly cause?: Cause | undefined
}

const warningMs = 5 * minute

export const isIn = <N extends State['name']>(request: Request, name: N): request is In<N> =>
  request.state.name === name

/** The refusal of whoever comes too late or to the wrong state: it says what the request has become. */
export const moved = (request: Request): Fault => fault('changed', { state: request.state.name })

/** A new clock at `to` from `at` on, with its alarms; only a request from its own choice rings there as new. */
export function startAt(
  id: string,
  to: Cartorio,
  at: number,
  from?: PoolRound,
): (Step & { state: In<'waiting'>['state'] }) | Fault {
  const refused = whyClosedToRequests(to, at)
  if (refused) return refused
  const clock = startClock(to.cns, to.calendar, at)
  if (!clock) return fault('no_opening')
  const state = { name: 'waiting', cns: to.cns, pulled: from !== undefined, clock, ...(from ? { from } : {}) } as const
  const notices = [{ to: 'cartorio', cns: to.cns, kind: 'new' }] as const
  return { state, ticks: [tick('start', clock)], alarms: alarmsOf(id, clock, to.calendar), notices }
}

/** Expiry, the warning 5 business minutes before it (never past), and a digest at each reopening on the way. */
export function alarmsOf(id: string, clock: Clock, calendar: Calendar): Alarm[] {
  const alarms: Alarm[] = [{ kind: 'expire', subject: id, dueAt: clock.dueAt }]
  const warnAt = clock.remainingMs > warningMs ? due(calendar, clock.mark, clock.remainingMs - warningMs) : null
  if (warnAt !== null) alarms.push({ kind: 'warn', subject: id, dueAt: warnAt })
  let pausedAt = isOpen(calendar, clock.mark) ? closesAt(calendar, clock.mark) : clock.mark
  while (pausedAt !== null && pausedAt < clock.dueAt) {
    const reopens = nextOpening(calendar, pausedAt)
    if (reopens === null) break
    alarms.push({ kind: 'digest', subject: clock.cns, dueAt: reopens })
    pausedAt = closesAt(calendar, reopens)
  }
  return alarms
}

/** Stops whatever clock runs, with what was left on it. */
export const stopped = (state: State, calendar: Calendar | null, at: number): Tick[] =>
  state.name === 'waiting' && calendar ? [stopTick(state.clock, at, restAt(state.clock, calendar, at))] : []

/** Numbers and dates a step: version + 1, one journal entry, the whole set of alarms. */
export function sealed(request: Request, command: Pick<Command, 'name'>, at: number, step: Step): Decision {
  const state = step.state
  const changes = state.name !== request.state.name || request.version === 0
  const next: Request = {
    ...request,
    version: request.version + 1,
    round: step.round ?? request.round,
    since: changes ? (step.at ?? at) : request.since,
    state,
  }
  const { id, ...facts } = next
  const note = { ...(step.note ? { note: step.note } : {}), ...(step.cause ? { cause: step.cause } : {}) }
  return {
    entry: { request: id, at: step.at ?? at, kind: command.name, ...facts, ...note },
    next,
    ticks: step.ticks ?? [],
    alarms: step.alarms ?? [],
    notices: step.notices ?? [],
  }
}
