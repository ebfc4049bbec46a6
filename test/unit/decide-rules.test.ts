import { describe, expect, test } from 'vitest'
import { decide } from '../../server/domain/decide.ts'
import { startAt } from '../../server/domain/step.ts'
import { isFault } from '../../server/domain/fault.ts'
import { rebuild, type Command, type Request } from '../../server/domain/request.ts'
import {
  calendar,
  create,
  decision,
  expired,
  giveBack,
  made,
  minute,
  office,
  ordinary,
  pulled,
  refusal,
  released,
  request,
  round,
  sp,
  ten,
  waiting,
} from './request-cases.ts'

const due = ten + 15 * minute
const after = (was: Request, command: Command, at: number) => made(decide(was, command, at)).next

describe('the deadline', () => {
  test('a decision one ms before it is in time, at it or later late (rules 4, 12)', () => {
    const late = (at: number) => after(waiting, decision('first', create), at).state
    expect(late(due - 1)).toMatchObject({ late: false })
    expect(late(due)).toMatchObject({ late: true })
    expect(late(due + 1)).toMatchObject({ late: true })
  })

  test('expires at its instant and not before, and is dated when due however late it is noticed (rule 10)', () => {
    expect(refusal(decide(waiting, { name: 'expire' }, due - 1))).toBe('changed')
    for (const at of [due, due + 1, due + 9 * 60 * minute]) {
      const { entry, next, ticks } = made(decide(waiting, { name: 'expire' }, at))
      expect(entry.at).toBe(due)
      expect(next).toMatchObject({ since: due, state: { name: 'expired', expiredAt: due } })
      expect(ticks).toMatchObject([{ kind: 'stop', at: due, remainingMs: 0, dueAt: null }])
    }
  })

  test('due exactly at closing: in time until then, late at the closing itself (rule 4)', () => {
    const started = startAt('request', office('first'), sp('24T16:45'))
    if (isFault(started)) throw new Error(started.fault)
    const closing = request(started.state)
    expect(started.alarms).toEqual([
      { kind: 'expire', subject: 'request', dueAt: sp('24T17:00') },
      { kind: 'warn', subject: 'request', dueAt: sp('24T16:55') },
    ])
    expect(after(closing, decision('first', create), sp('24T17:00') - 1).state).toMatchObject({ late: false })
    expect(after(closing, decision('first', create), sp('24T17:00')).state).toMatchObject({ late: true })
  })

  test('after expiry the first cartório may still decide, marked late, and the release is gone (rule 14)', () => {
    const decided = after(expired, decision('first', create), due + minute)
    expect(decided.state).toEqual({ name: 'in_progress', cns: 'first', how: 'create', late: true, ccn: 1 })
    expect(refusal(decide(decided, { name: 'release', poolHourAt: null }, due + 2 * minute))).toBe('changed')
  })

  test('the release comes first: the decision learns what it has become (rule 16)', () => {
    const gone = after(expired, { name: 'release', poolHourAt: null }, due)
    expect(decide(gone, decision('first', create), due)).toEqual({ fault: 'changed', detail: { state: 'released' } })
    expect(refusal(decide(gone, decision('other', create), due))).toBe('not_found')
  })

  test('of two decisions of one cartório the second is refused (rule 17)', () => {
    const decided = after(waiting, decision('first', { kind: 'reject', reason: 'data_mismatch' }), ten)
    expect(decide(decided, decision('first', create), ten)).toEqual({
      fault: 'already_decided',
      detail: { state: 'rejected' },
    })
  })

  test('a clock that pauses on the way rings a digest at every reopening before it is due', () => {
    const split = calendar([
      [540, 720],
      [725, 730],
      [800, 1020],
    ])
    const started = startAt('request', office('first', { calendar: split }), sp('24T11:55'))
    if (isFault(started)) throw new Error(started.fault)
    expect(started.alarms).toEqual([
      { kind: 'expire', subject: 'request', dueAt: sp('24T13:25') },
      { kind: 'warn', subject: 'request', dueAt: sp('24T12:10') },
      { kind: 'digest', subject: 'first', dueAt: sp('24T12:05') },
      { kind: 'digest', subject: 'first', dueAt: sp('24T13:20') },
    ])
  })
})

describe('the decision', () => {
  const use = (ccnVersion: number, checkedToday = true) => ({ kind: 'use', ccnVersion, checkedToday }) as const
  const facts = (latest: number | null, madeToday = false) => ({ latest, madeToday })
  const settle = (choice: Parameters<typeof decision>[1], ccn = facts(null), was = waiting) =>
    decide(was, decision('name' in was.state && 'cns' in was.state ? (was.state.cns ?? '') : '', choice, ccn), ten)

  test.each([
    ['use without a record', use(1), facts(null), 'ccn_missing'],
    ['use without the tick', use(2, false), facts(2), 'ccn_unchecked'],
    ['use of a version that is no longer the newest', use(2), facts(3), 'ccn_moved'],
    ['use of the newest, ticked', use(3), facts(3), 'accepted'],
    ['create with a version of today', create, facts(1, true), 'ccn_today'],
    ['create all the same', { kind: 'create', evenToday: true } as const, facts(1, true), 'accepted'],
    ['create beside an older version', create, facts(1), 'accepted'],
  ])('%s (rules 21, 37)', (_name, choice, ccn, expected) => {
    expect(refusal(settle(choice, ccn))).toBe(expected)
  })

  test('the newest version is named to whoever used an old one', () => {
    expect(settle(use(2), facts(3))).toEqual({ fault: 'ccn_moved', detail: { latest: 3 } })
  })

  test.each([
    ['a coded reason is enough', waiting, 'data_mismatch', undefined, 'accepted'],
    ['"other" needs words', waiting, 'other', undefined, 'reason_needed'],
    ['blanks are no words', waiting, 'other', ' \n\t ', 'reason_needed'],
    ['"other" with words', waiting, 'other', 'Documento de terceiro', 'accepted'],
    ['after a pull every rejection needs words (rule 30)', pulled, 'data_mismatch', undefined, 'reason_needed'],
    ['after a pull, with words', pulled, 'data_mismatch', 'Nome diverge', 'accepted'],
  ] as const)('rejecting: %s', (_name, was, reason, text, expected) => {
    expect(refusal(settle({ kind: 'reject', reason, ...(text ? { text } : {}) }, facts(null), was))).toBe(expected)
  })

  test('the free text goes into the sealed entry only, the code into the state (rule 20)', () => {
    const { entry, next } = made(settle({ kind: 'reject', reason: 'other', text: '  Texto livre ' }))
    expect(entry.note).toBe('Texto livre')
    expect(JSON.stringify(next)).not.toContain('Texto')
    expect(next.state).toEqual({ name: 'rejected', cns: 'first', reason: 'other', late: false })
  })
})

describe('the pool', () => {
  const pull = (cns: string, more = {}): Command => ({ name: 'pull', by: office(cns, more) })

  test('is the UF of the domicile, whatever the UF of the first cartório (rule 23)', () => {
    const bahian = request(released.state, { uf: 'BA' })
    expect(refusal(decide(bahian, pull('other'), ten))).toBe('other_uf')
    expect(after(bahian, pull('other', { uf: 'BA' }), ten).state).toMatchObject({ name: 'waiting', cns: 'other' })
    const out = made(decide(request(expired.state, { uf: 'BA' }), { name: 'release', poolHourAt: null }, due))
    expect(out.notices).toContainEqual({ to: 'pool', uf: 'BA', except: ['first'] })
  })

  test('of two pulls the second finds it taken (rule 24)', () => {
    expect(decide(after(released, pull('second'), ten), pull('third'), ten)).toEqual({ fault: 'taken' })
  })

  test('whoever let it expire, and whoever gave it back, is out of this round only (rule 25)', () => {
    expect(refusal(decide(released, pull('first'), ten))).toBe('excluded')
    const back = after(after(released, pull('second'), ten), giveBack('second'), ten + minute)
    expect(back).toMatchObject({ round: 1, state: { name: 'released', excluded: ['first', 'second'] } })
    expect(refusal(decide(back, pull('second'), ten))).toBe('excluded')
    expect(refusal(decide(back, pull('first'), ten))).toBe('excluded')
    const third = after(back, pull('third'), ten + 2 * minute)
    const again = after(third, { name: 'expire' }, ten + 17 * minute)
    const next = after(again, { name: 'release', poolHourAt: null }, ten + 20 * minute)
    expect(next).toMatchObject({ round: 2, state: { excluded: ['third'], first: 'third' } })
    for (const cns of ['first', 'second']) expect(refusal(decide(next, pull(cns), ten))).toBe('accepted')
  })

  test('gives 15 new business minutes in its own calendar; closed, from its next opening on (rule 25)', () => {
    const afternoon = office('second', { calendar: calendar([[780, 1020]]) })
    const { next, ticks } = made(decide(released, { name: 'pull', by: afternoon }, ten))
    expect(next.state).toMatchObject({ name: 'waiting', pulled: true, from: round })
    expect(ticks).toMatchObject([{ kind: 'start', at: ten, remainingMs: 15 * minute, dueAt: sp('24T13:15') }])
  })

  test('the cap holds at its number (rule 30)', () => {
    expect(refusal(decide(released, pull('second', { undecidedPulls: 4 }), ten))).toBe('accepted')
    const refused = decide(released, pull('second', { undecidedPulls: 5 }), ten)
    expect(refused).toEqual({ fault: 'cap_reached', detail: { cap: 5 } })
  })

  test('withdrawn before anyone pulled: expired as it was, without a new clock (rule 27)', () => {
    const { next, ticks } = made(decide(released, { name: 'withdraw', first: office('first') }, ten + minute))
    expect(next.state).toEqual({ name: 'expired', cns: 'first', pulled: false, expiredAt: round.expiredAt })
    expect(ticks).toEqual([])
    const suspended = office('first', { suspended: true })
    expect(refusal(decide(released, { name: 'withdraw', first: suspended }, ten))).toBe('suspended')
    expect(refusal(decide(pulled, { name: 'withdraw', first: office('first') }, ten))).toBe('changed')
  })

  test('another cartório by name, in any UF, with a new clock; not the one it was with (rules 27, 28)', () => {
    for (const was of [expired, released]) {
      expect(refusal(decide(was, { name: 'choose', to: office('first') }, ten))).toBe('same_cartorio')
      const named = after(was, { name: 'choose', to: office('far', { uf: 'AC' }) }, ten)
      expect(named.state).toMatchObject({ name: 'waiting', cns: 'far', pulled: false, clock: { dueAt: due } })
      expect(refusal(decide(named, giveBack('far'), ten))).toBe('not_pulled')
    }
  })

  test('the hour without a pull is one alarm, told once; nobody there, no alarm (rules 28, 29)', () => {
    const hour = made(decide(expired, { name: 'release', poolHourAt: due + 60 * minute }, due))
    expect(hour.alarms).toEqual([{ kind: 'pool_hour', subject: 'request', dueAt: due + 60 * minute }])
    expect(made(decide(expired, { name: 'release', poolHourAt: null }, due)).alarms).toEqual([])
    expect(made(decide(hour.next, { name: 'pool_hour' }, due + 60 * minute)).alarms).toEqual([])
  })

  test('giving back is the puller’s, while waiting and in time, with a reason (rule 63)', () => {
    expect(refusal(decide(pulled, giveBack('second', '  '), ten))).toBe('reason_needed')
    expect(refusal(decide(pulled, giveBack('first'), ten))).toBe('not_found')
    expect(refusal(decide(pulled, giveBack('second'), due))).toBe('changed')
    expect(refusal(decide(waiting, giveBack('first'), ten))).toBe('not_pulled')
    const { entry, next } = made(decide(pulled, giveBack('second', ' Sem equipe '), ten + minute))
    expect(entry.note).toBe('Sem equipe')
    expect(next.state).toEqual({ name: 'released', ...round, excluded: ['first', 'second'] })
  })
})

test('a journal tells its row: the last entry, or nothing', () => {
  expect(rebuild([])).toBeNull()
  const first = made(
    decide(null, { name: 'submit', id: 'request', account: 'client', uf: 'SP', to: office('first') }, ten),
  )
  const second = made(decide(first.next, { name: 'cancel', calendar: ordinary }, ten))
  expect(rebuild([first.entry])).toEqual(first.next)
  expect(rebuild([first.entry, second.entry])).toEqual(second.next)
})
