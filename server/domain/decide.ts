import { close, complete, endVideo, placeOrder, reissue, remind, stallAlarms, stalled } from './attend.ts'
import type { Calendar } from './calendar.ts'
import { credit, grant, reproject, restAt, stopTick, tick, type Cause, type Clock } from './clock.ts'
import { fault, isFault, type Fault } from './fault.ts'
import { choose, giveBack, pull, release, releaseStalled, withdraw } from './pool.ts'
import { lastSeenBy, type Command, type Decision, type Notice, type Request } from './request.ts'
import { resolve } from './suspicion.ts'
import { alarmsOf, isIn, moved, sealed, startAt, stopped, type In, type Of, type Step } from './step.ts'

/**
 * The one rule book: what `command` does to `request` at the server's instant `at` (ms), or why not.
 * Pure: every fact it needs comes in the command, read in the transaction that will commit the decision.
 * @param request the request as just read, or null before it was submitted
 */
export function decide(request: Request | null, command: Command, at: number): Decision | Fault {
  if (command.name === 'submit') return request ? fault('changed', { state: request.state.name }) : submit(command, at)
  if (!request) return fault('not_found')
  const step = stepOf(request, command, at)
  return isFault(step) ? step : sealed(request, command, at, step)
}

function stepOf(request: Request, command: Exclude<Command, { name: 'submit' }>, at: number): Step | Fault {
  switch (command.name) {
    case 'decide':
      return settle(request, command, at)
    case 'expire':
      return isIn(request, 'waiting') && at >= request.state.clock.dueAt ? expire(request) : moved(request)
    case 'warn':
      return isIn(request, 'waiting') && at < request.state.clock.dueAt ? warn(request) : moved(request)
    case 'release':
      if (isIn(request, 'in_progress')) return releaseStalled(request, command)
      return isIn(request, 'expired') ? release(request, command) : notExpired(request)
    case 'withdraw':
      return isIn(request, 'released') ? withdraw(request, command) : moved(request)
    case 'choose':
      return choose(request, command, at)
    case 'pull':
      return pull(request, command, at)
    case 'give_back':
      return giveBack(request, command, at)
    case 'cancel':
      return cancel(request, command, at)
    case 'pool_hour':
      return isIn(request, 'released') ? nobodyPulled(request) : moved(request)
    case 'reproject':
      return shift(
        request,
        (clock) => reproject(clock, command.before, command.next, at),
        'project',
        command.next,
        command,
      )
    case 'credit': {
      const { calendar, from, to } = command
      return shift(request, (clock) => credit(clock, calendar, from, to), 'credit', calendar, command)
    }
    case 'grant': {
      const { calendar, ms } = command
      return shift(request, (clock) => grant(clock, calendar, at, ms), 'credit', calendar, command)
    }
    case 'suspend':
      return suspend(request, command, at)
    case 'end_video':
      return endVideo(request, command)
    case 'place_order':
      return placeOrder(request, command, at)
    case 'complete':
      return complete(request, command)
    case 'reissue':
      return reissue(request, command)
    case 'close':
      return close(request, command)
    case 'resolve':
      return resolve(request, command)
    case 'remind':
      return remind(request, at)
    case 'stall':
      return stalled(request, at)
    default:
      return command satisfies never
  }
}

function submit({ id, account, uf, to }: Of<'submit'>, at: number): Decision | Fault {
  const started = startAt(id, to, at)
  if (isFault(started)) return started
  const before = { id, version: 0, account, uf, round: 0, since: at, state: started.state }
  return sealed(before, { name: 'submit' }, at, started)
}

/** Rules 12, 14, 17, 21, 30 and 37: a decision stops the clock; after expiry it still counts, marked late. */
function settle(request: Request, { cns, choice, ccn, calendar, stall }: Of<'decide'>, at: number): Step | Fault {
  const { state } = request
  if (lastSeenBy(state) !== cns) return fault('not_found')
  if (state.name === 'in_progress' || state.name === 'rejected') return fault('already_decided', { state: state.name })
  if (state.name !== 'waiting' && state.name !== 'expired') return moved(request)
  const late = state.name === 'expired' || at >= state.clock.dueAt
  const ticks = state.name === 'waiting' ? [stopTick(state.clock, at, restAt(state.clock, calendar, at))] : []
  if (choice.kind === 'reject') {
    const text = choice.text?.trim()
    if (!text && (state.pulled || choice.reason === 'other')) return fault('reason_needed')
    const note = text ? { note: text } : {}
    const next = { name: 'rejected', cns, reason: choice.reason, late } as const
    return { state: next, ticks, notices: [{ to: 'client', kind: 'rejected' }], ...note }
  }
  if (choice.kind === 'use') {
    if (ccn.latest === null) return fault('ccn_missing')
    if (!choice.checkedToday) return fault('ccn_unchecked')
    if (ccn.latest !== choice.ccnVersion) return fault('ccn_moved', { latest: ccn.latest })
  } else if (ccn.madeToday && !choice.evenToday) return fault('ccn_today')
  // "Criar" writes the next version in the decision's own commit.
  const version = choice.kind === 'use' ? choice.ccnVersion : (ccn.latest ?? 0) + 1
  const terms = stall ? { stall } : {}
  const next = { name: 'in_progress', cns, how: choice.kind, late, ccn: version, ...terms } as const
  const alarms = stallAlarms(request.id, stall)
  return { state: next, ticks, alarms, notices: [{ to: 'client', kind: 'started' }] }
}

/** Dated when it was due, not when it was noticed (rule 10). */
function expire({ state }: In<'waiting'>): Step {
  const { cns, pulled, clock } = state
  return {
    state: { name: 'expired', cns, pulled, expiredAt: clock.dueAt },
    at: clock.dueAt,
    ticks: [stopTick(clock, clock.dueAt, 0)],
    notices: [
      { to: 'client', kind: 'expired' },
      { to: 'cartorio', cns, kind: 'overdue' },
    ],
  }
}

function warn(request: In<'waiting'>): Step {
  const { state } = request
  const alarms = [{ kind: 'expire', subject: request.id, dueAt: state.clock.dueAt } as const]
  return { state, alarms, notices: [{ to: 'cartorio', cns: state.cns, kind: 'five_minutes' }] }
}

/** Rule 29: after one hour of opening time the client may wait on, choose by name or cancel. */
const nobodyPulled = ({ state }: In<'released'>): Step => ({
  state,
  notices: [{ to: 'client', kind: 'nobody_pulled' }],
})

const notExpired = (request: Request): Fault =>
  request.state.name === 'waiting' ? fault('not_expired', { dueAt: request.state.clock.dueAt }) : moved(request)

function cancel(request: Request, { calendar }: Of<'cancel'>, at: number): Step | Fault {
  const { state } = request
  if (!['waiting', 'expired', 'released', 'choosing', 'in_progress'].includes(state.name)) return moved(request)
  if (state.name === 'in_progress' && state.orderedAt !== undefined) return fault('order_placed')
  const cns = 'cns' in state ? state.cns : null
  return {
    state: { name: 'cancelled', cns },
    ticks: stopped(state, calendar, at),
    notices: cns ? [{ to: 'cartorio', cns, kind: 'cancelled' }] : [],
  }
}

function suspend(request: Request, { calendar }: Of<'suspend'>, at: number): Step | Fault {
  const { state } = request
  if (state.name !== 'waiting' && state.name !== 'expired' && state.name !== 'in_progress') return moved(request)
  return {
    state: { name: 'choosing', last: state.cns },
    ticks: stopped(state, calendar, at),
    notices: [{ to: 'client', kind: 'choose_again' }],
  }
}

/** A calendar edit or an outage moves a running clock; both sides are told when the moment changed (rules 7, 8, 10). */
function shift(
  request: Request,
  move: (clock: Clock) => Clock | null,
  kind: 'project' | 'credit',
  calendar: Calendar,
  { cause }: { readonly cause?: Cause },
): Step | Fault {
  if (!isIn(request, 'waiting')) return moved(request)
  const clock = move(request.state.clock)
  if (!clock) return moved(request)
  const { cns } = request.state
  const notices: Notice[] = [
    { to: 'client', kind: 'rescheduled' },
    { to: 'cartorio', cns, kind: 'rescheduled' },
  ]
  return {
    state: { ...request.state, clock },
    ticks: [tick(kind, clock, cause)],
    cause,
    alarms: alarmsOf(request.id, clock, calendar),
    notices: clock.dueAt === request.state.clock.dueAt ? [] : notices,
  }
}
