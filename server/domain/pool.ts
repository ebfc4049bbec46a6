import { restAt, stopTick } from './clock.ts'
import { fault, isFault, type Fault } from './fault.ts'
import { ownerOf, type Alarm, type PoolRound, type Request } from './request.ts'
import { isIn, moved, startAt, type In, type Of, type Step } from './step.ts'

const intoPool = (request: Request, round: PoolRound, poolHourAt: number | null): Pick<Step, 'state' | 'alarms'> => ({
  state: { name: 'released', ...round },
  alarms: poolHourAt === null ? [] : [{ kind: 'pool_hour', subject: request.id, dueAt: poolHourAt } satisfies Alarm],
})

/** The client's act on an expired request: to every cartório of the own UF (rules 23 and 25). */
export function release(request: In<'expired'>, { poolHourAt }: Of<'release'>): Step {
  const { cns, expiredAt, pulled } = request.state
  return {
    ...intoPool(
      request,
      { first: cns, expiredAt, excluded: [cns], ...(pulled ? { pulled: true as const } : {}) },
      poolHourAt,
    ),
    round: request.round + 1,
    notices: [
      { to: 'cartorio', cns, kind: 'left' },
      { to: 'pool', uf: request.uf, except: [cns] },
    ],
  }
}

/** Rule 22: what stalled for five business days is the client's to release again; its order is void. */
export function releaseStalled(request: In<'in_progress'>, { poolHourAt }: Of<'release'>): Step | Fault {
  const { cns, stalledAt } = request.state
  if (stalledAt === undefined) return moved(request)
  return {
    ...intoPool(request, { first: cns, expiredAt: stalledAt, excluded: [cns] }, poolHourAt),
    round: request.round + 1,
    notices: [
      { to: 'cartorio', cns, kind: 'left' },
      { to: 'pool', uf: request.uf, except: [cns] },
    ],
  }
}

/** Back to expired at the first cartório, without a new clock (rule 27). */
export function withdraw({ state }: In<'released'>, { first }: Of<'withdraw'>): Step | Fault {
  if (first.suspended) return fault('suspended')
  return {
    state: { name: 'expired', cns: state.first, pulled: state.pulled ?? false, expiredAt: state.expiredAt },
    notices: [{ to: 'cartorio', cns: state.first, kind: 'overdue' }],
  }
}

/** Naming a cartório, in any UF, instead of waiting or releasing to all (rules 27 and 28). */
export function choose(request: Request, { to }: Of<'choose'>, at: number): Step | Fault {
  const { state } = request
  const last = isIn(request, 'expired') ? request.state.cns : isIn(request, 'released') ? request.state.first : null
  if (last === null && state.name !== 'choosing') return moved(request)
  if (last === to.cns) return fault('same_cartorio')
  const started = startAt(request.id, to, at)
  if (isFault(started) || state.name !== 'expired') return started
  return { ...started, notices: [...(started.notices ?? []), { to: 'cartorio', cns: state.cns, kind: 'left' }] }
}

/** Rules 24, 25, 26 and 30: the first commit has it, with a new clock in its own calendar. A suspended cartório is told so first. */
export function pull(request: Request, { by }: Of<'pull'>, at: number): Step | Fault {
  if (request.uf !== by.uf) return fault('other_uf')
  if (by.suspended) return fault('suspended', { own: true })
  if (!isIn(request, 'released')) return fault('taken')
  if (request.state.excluded.includes(by.cns)) return fault('excluded')
  if (by.undecidedPulls >= by.pullCap) return fault('cap_reached', { cap: by.pullCap })
  const { name: _released, ...round } = request.state
  const started = startAt(request.id, by, at, round)
  if (isFault(started)) return started
  return { ...started, notices: [{ to: 'client', kind: 'pulled' }] }
}

/** Rule 63: the puller only, while waiting and undecided, with a reason. */
export function giveBack(request: Request, command: Of<'give_back'>, at: number): Step | Fault {
  const { cns, reason, poolHourAt, calendar } = command
  if (!isIn(request, 'waiting') || request.state.cns !== cns)
    return ownerOf(request.state) === cns ? moved(request) : fault('not_found')
  const { clock, from } = request.state
  if (!from) return fault('not_pulled')
  if (at >= clock.dueAt) return moved(request)
  if (!reason.trim()) return fault('reason_needed')
  const excluded = [...from.excluded, cns]
  return {
    ...intoPool(request, { ...from, excluded }, poolHourAt),
    ticks: [stopTick(clock, at, restAt(clock, calendar, at))],
    notices: [
      { to: 'client', kind: 'given_back' },
      { to: 'pool', uf: request.uf, except: excluded },
    ],
    note: reason.trim(),
  }
}
