import type { Cartorio } from '../../server/domain/cartorio.ts'
import { startClock, type Clock } from '../../server/domain/clock.ts'
import { isFault, type Fault } from '../../server/domain/fault.ts'
import type { VideoMark } from '../../server/domain/order.ts'
import { compile, type Hours, type Interval, type SpecialDay } from '../../server/domain/hours.ts'
import type { Calendar } from '../../server/domain/calendar.ts'
import type { CcnFacts, Choice, Command, Decision, PoolRound, Request, State } from '../../server/domain/request.ts'

export const minute = 60_000
export const sp = (text: string) => Date.parse(`2026-11-${text}-03:00`)

/** Tuesday, 10:00 in São Paulo: when every clock of these cases was started. */
export const ten = sp('24T10:00')

const from = Date.parse('2026-11-20T00:00:00-03:00')

export function calendar(intervals: Interval[] = [[540, 1020]], special: SpecialDay[] = [], version = 1): Calendar {
  const week = [1, 2, 3, 4, 5, 6, 7].map((day) => (day < 6 ? intervals : []))
  const hours: Hours = { zone: 'America/Sao_Paulo', version, week, special }
  return compile(hours, from)
}

export const ordinary = calendar()
export const never = calendar([], [], 9)

export const office = (cns: string, more: Partial<Cartorio> = {}): Cartorio => ({
  cns,
  uf: 'SP',
  eligible: true,
  credentialed: true,
  suspended: false,
  reachable: true,
  undecidedPulls: 0,
  pullCap: 5,
  calendar: ordinary,
  ...more,
})

export function clockAt(cns: string, at = ten, on = ordinary): Clock {
  const clock = startClock(cns, on, at)
  if (!clock) throw new Error('no opening')
  return clock
}

export const request = (state: State, more: Partial<Request> = {}): Request => ({
  id: 'request',
  version: 7,
  account: 'client',
  uf: 'SP',
  round: 1,
  since: ten,
  state,
  ...more,
})

const nothing: CcnFacts = { latest: null, madeToday: false }

export const round: PoolRound = { first: 'first', expiredAt: ten - minute, excluded: ['first'] }
export const waiting = request({ name: 'waiting', cns: 'first', pulled: false, clock: clockAt('first') })
export const pulled = request({ name: 'waiting', cns: 'second', pulled: true, clock: clockAt('second'), from: round })
export const expired = request({ name: 'expired', cns: 'first', pulled: false, expiredAt: ten + 15 * minute })
export const released = request({ name: 'released', ...round })
export const create: Choice = { kind: 'create' }

export const decision = (cns: string, choice: Choice, ccn = nothing, on = ordinary): Command => ({
  name: 'decide',
  cns,
  choice,
  ccn,
  calendar: on,
})
export const giveBack = (cns: string, reason = 'Sem equipe hoje'): Command => ({
  name: 'give_back',
  cns,
  reason,
  poolHourAt: null,
  calendar: ordinary,
})

/** What a command did; throws the refusal's code. */
export function made(result: Decision | Fault): Decision {
  if (isFault(result)) throw new Error(`refused: ${result.fault}`)
  return result
}

export const refusal = (result: Decision | Fault): string => (isFault(result) ? result.fault : 'accepted')

const stall = { remindAt: sp('27T09:00'), releaseAt: sp('30T09:00') }
const under = { name: 'in_progress', cns: 'first', how: 'create', late: false, stall } as const
export const identified: VideoMark = { call: 'call', reason: 'identified', whole: true, at: ten }

/** Every state; "due" is a waiting request whose 15 minutes are over and which nobody has expired yet. */
export const stateCases: Record<string, { request: Request; cns: string; at: number }> = {
  waiting: { request: waiting, cns: 'first', at: ten + 4 * minute },
  due: { request: waiting, cns: 'first', at: ten + 20 * minute },
  pulled: { request: pulled, cns: 'second', at: ten + 4 * minute },
  expired: { request: expired, cns: 'first', at: ten + 20 * minute },
  released: { request: released, cns: 'first', at: ten + 20 * minute },
  choosing: { request: request({ name: 'choosing', last: 'first' }), cns: 'first', at: ten },
  in_progress: {
    request: request(under),
    cns: 'first',
    at: ten,
  },
  stalled: { request: request({ ...under, remindedAt: ten, stalledAt: ten }), cns: 'first', at: ten },
  ordered: { request: request({ ...under, orderedAt: ten }), cns: 'first', at: ten },
  rejected: {
    request: request({ name: 'rejected', cns: 'first', reason: 'other', late: false }),
    cns: 'first',
    at: ten,
  },
  completed: { request: request({ name: 'completed', cns: 'first' }), cns: 'first', at: ten },
  issued: { request: request({ name: 'completed', cns: 'first', certificate: 'earlier' }), cns: 'first', at: ten },
  closed: { request: request({ name: 'closed', cns: 'first' }), cns: 'first', at: ten },
  frozen: { request: request({ name: 'frozen', cns: 'first' }), cns: 'first', at: ten },
  cancelled: { request: request({ name: 'cancelled', cns: 'first' }), cns: 'first', at: ten },
}

const halfDay = calendar([[540, 606]], [], 2)
const why = 'Conferido com o documento original'
const ccn = { latest: 3, madeToday: false }

/** Every command, as the cartório `cns` or the client would give it at the instant `at`. */
export const commandCases: Record<string, (cns: string, at: number) => Command> = {
  create: (cns) => decision(cns, { kind: 'create' }),
  use: (cns) => decision(cns, { kind: 'use', ccnVersion: 3, checkedToday: true }, ccn),
  reject: (cns) => decision(cns, { kind: 'reject', reason: 'other', text: 'Documento de outra pessoa' }),
  stranger: () => decision('stranger', { kind: 'create' }),
  expire: () => ({ name: 'expire' }),
  warn: () => ({ name: 'warn' }),
  release: () => ({ name: 'release', poolHourAt: ten + 90 * minute }),
  withdraw: () => ({ name: 'withdraw', first: office('first') }),
  choose: () => ({ name: 'choose', to: office('third', { uf: 'BA' }) }),
  pull: () => ({ name: 'pull', by: office('third') }),
  give_back: (cns) => giveBack(cns),
  cancel: () => ({ name: 'cancel', calendar: ordinary }),
  pool_hour: () => ({ name: 'pool_hour' }),
  reproject: () => ({ name: 'reproject', before: ordinary, next: halfDay }),
  grant: () => ({ name: 'grant', calendar: ordinary, ms: minute, cause: { reason: 'rede fora do ar' } }),
  credit: (_cns, at) => ({ name: 'credit', calendar: ordinary, from: ten + 2 * minute, to: at }),
  suspend: () => ({ name: 'suspend', calendar: ordinary }),
  end_video: (cns) => ({ name: 'end_video', cns, mark: identified, stall }),
  fraud: (cns) => ({ name: 'end_video', cns, mark: { ...identified, reason: 'fraud' } }),
  place_order: (cns) => ({ name: 'place_order', cns, missing: [] }),
  too_early: (cns) => ({ name: 'place_order', cns, missing: [{ what: 'video' }] }),
  remind: () => ({ name: 'remind' }),
  stall: () => ({ name: 'stall' }),
  complete: (cns) => ({ name: 'complete', cns, certificate: 'certificate' }),
  reissue: (cns) => ({ name: 'reissue', cns, certificate: 'certificate' }),
  give_up: () => ({ name: 'close', why: 'gave_up' }),
  unproved: () => ({ name: 'close', why: 'no_proof' }),
  confirmed: (cns) => ({ name: 'resolve', cns, finding: 'fraud', reason: why, back: null }),
  cleared: (cns) => ({
    name: 'resolve',
    cns,
    finding: 'cleared',
    reason: why,
    back: { stay: { how: 'create', late: false }, stall },
  }),
  shut: (cns) => ({ name: 'resolve', cns, finding: 'cleared', reason: why, back: null }),
  submit: () => ({ name: 'submit', id: 'request', account: 'client', uf: 'SP', to: office('first') }),
}
