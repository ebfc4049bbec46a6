import { describe, expect, test } from 'vitest'
import type { Tick } from '../../server/domain/clock.ts'
import { decide } from '../../server/domain/decide.ts'
import { isFault } from '../../server/domain/fault.ts'
import type { Choice, Command, Entry, Request } from '../../server/domain/request.ts'
import type { Of } from '../../server/domain/step.ts'
import { overtime, staysOf, type Stay } from '../../server/domain/stays.ts'
import { calendar, minute, office, ordinary, sp, ten } from './request-cases.ts'

const nothing = { latest: null, madeToday: false }
const create: Choice = { kind: 'create' }
const by = (cns: string, choice: Choice = create, stalls = false): Command => {
  const stall = stalls ? { stall: { remindAt: sp('26T10:00'), releaseAt: sp('27T10:00') } } : {}
  return { name: 'decide', cns, choice, ccn: nothing, calendar: ordinary, ...stall }
}
const submit: Command = { name: 'submit', id: 'r', account: 'client', uf: 'SP', to: office('A') }
const release: Command = { name: 'release', poolHourAt: null }
const pullBy = (cns: string): Command => ({ name: 'pull', by: office(cns) })
const withdraw: Command = { name: 'withdraw', first: office('A') }
const due = ten + 15 * minute

/** Runs the commands through the rule book as the desk would and folds the journal and ledger that they leave. */
function play(...steps: [at: number, command: Command][]): Stay[] {
  let request: Request | null = null
  const entries: Entry[] = []
  const ticks: Tick[] = []
  for (const [at, command] of steps) {
    const done = decide(request, command, at)
    if (isFault(done)) throw new Error(`${command.name}: ${done.fault}`)
    request = done.next
    entries.push(done.entry)
    ticks.push(...done.ticks)
  }
  return staysOf(entries, ticks)
}
const expired: [number, Command][] = [
  [ten, submit],
  [due + 5, { name: 'expire' }],
]
const said = (at: number, reason: 'identified' | 'fraud' = 'identified'): Command => ({
  name: 'end_video',
  cns: 'A',
  mark: { call: 'c', reason, whole: true, at },
})

describe('the stays that a journal tells of', () => {
  test('sent and waiting: one that is open', () => {
    expect(play([ten, submit])).toEqual([
      {
        n: 1,
        cns: 'A',
        pulled: false,
        startedAt: ten,
        startVersion: 1,
        decidedAt: null,
        decision: null,
        reason: null,
        late: null,
        businessMs: null,
        lateVersion: null,
        expiredAt: null,
        releasedAt: null,
        endedAt: null,
        completedAt: null,
      },
    ])
  })

  test('decided in time: what the ledger says was used', () => {
    const [stay] = play([ten, submit], [ten + 4 * minute, by('A')])
    expect(stay).toMatchObject({ decidedAt: ten + 4 * minute, decision: 'create', late: false, endedAt: null })
    expect(stay?.businessMs).toBe(4 * minute)
  })

  test('time given back by an outage did not count', () => {
    const credit: Command = { name: 'credit', calendar: ordinary, from: ten + minute, to: ten + 8 * minute }
    const [stay] = play([ten, submit], [ten + 8 * minute, credit], [ten + 10 * minute, by('A')])
    expect(stay?.businessMs).toBe(3 * minute)
  })

  test('a calendar that closes in between: the closed minutes did not count either', () => {
    const lunch = calendar(
      [
        [540, 610],
        [660, 1020],
      ],
      [],
      2,
    )
    const move: Command = { name: 'reproject', before: ordinary, next: lunch }
    const [stay] = play(
      [ten, submit],
      [ten + 5 * minute, move],
      [sp('24T11:02'), { ...by('A'), calendar: lunch } as Command],
    )
    expect(stay?.businessMs).toBe(12 * minute)
  })

  test('rejected: ended, with its coded reason', () => {
    const reject: Choice = { kind: 'reject', reason: 'photo_mismatch' }
    const [stay] = play([ten, submit], [ten + minute, by('A', reject)])
    expect(stay).toMatchObject({ decision: 'reject', reason: 'photo_mismatch', endedAt: ten + minute, late: false })
  })

  test('expired, dated when it was due; decided late, in opening time and over a night', () => {
    const [late] = play(...expired, [due + 3 * minute, by('A')])
    expect(late).toMatchObject({ expiredAt: due, late: true, businessMs: null, lateVersion: 1 })
    expect(late && overtime(late, ordinary)).toBe(18 * minute)
    const [next] = play(...expired, [sp('25T09:01'), by('A')])
    expect(next && overtime(next, ordinary)).toBe(7 * 60 * minute + minute)
    expect(overtime({ ...late, decidedAt: null } as Stay, ordinary)).toBeNull()
  })

  test('released and pulled: the first is over, the second has begun with a new clock', () => {
    const at = due + 10 * minute
    const [first, second] = play(...expired, [due + 6 * minute, release], [at, pullBy('B')], [at + minute, by('B')])
    expect(first).toMatchObject({ releasedAt: due + 6 * minute, endedAt: due + 6 * minute, decidedAt: null })
    expect(second).toMatchObject({ n: 2, cns: 'B', pulled: true, startedAt: at, businessMs: minute, late: false })
  })

  test('given back by the puller: over without a decision, and no release of the client', () => {
    const give: Command = { name: 'give_back', cns: 'B', reason: 'x', poolHourAt: null, calendar: ordinary }
    const stays = play(
      ...expired,
      [due + 6 * minute, release],
      [due + 7 * minute, pullBy('B')],
      [due + 8 * minute, give],
    )
    expect(stays[1]).toMatchObject({ releasedAt: null, endedAt: due + 8 * minute, expiredAt: null })
  })

  test('given back and then withdrawn: the first stay goes on, and its late decision is its own', () => {
    const give: Command = { name: 'give_back', cns: 'B', reason: 'x', poolHourAt: null, calendar: ordinary }
    const stays = play(
      ...expired,
      [due + 6 * minute, release],
      [due + 7 * minute, pullBy('B')],
      [due + 8 * minute, give],
      [due + 9 * minute, withdraw],
      [due + 10 * minute, by('A')],
    )
    expect(stays).toHaveLength(2)
    expect(stays[0]).toMatchObject({ cns: 'A', releasedAt: null, endedAt: null, late: true })
    expect(stays[1]).toMatchObject({ cns: 'B', decidedAt: null, endedAt: due + 8 * minute })
  })

  test('chosen by name from an expired and from a released one', () => {
    const choose: Command = { name: 'choose', to: office('C', { uf: 'BA' }) }
    const [left, chosen] = play(...expired, [due + 6 * minute, choose])
    expect(left).toMatchObject({ expiredAt: due, releasedAt: null, endedAt: due + 6 * minute })
    expect(chosen).toMatchObject({ cns: 'C', pulled: false, startedAt: due + 6 * minute, endedAt: null })
    const [released] = play(...expired, [due + 6 * minute, release], [due + 9 * minute, choose])
    expect(released).toMatchObject({ releasedAt: due + 6 * minute, endedAt: due + 6 * minute })
  })

  test('a suspended cartório: over there, and a second stay at the same one is its own', () => {
    const stays = play(
      [ten, submit],
      [ten + minute, { name: 'suspend', calendar: ordinary }],
      [ten + 9 * minute, { name: 'choose', to: office('A') }],
      [ten + 11 * minute, by('A')],
    )
    expect(stays[0]).toMatchObject({ endedAt: ten + minute, expiredAt: null, decidedAt: null })
    expect(stays[1]).toMatchObject({ n: 2, cns: 'A', businessMs: 2 * minute })
  })

  test('cancelled while waiting, while expired, and after the release, which had ended it', () => {
    const cancel: Command = { name: 'cancel', calendar: ordinary }
    expect(play([ten, submit], [ten + minute, cancel])[0]).toMatchObject({ endedAt: ten + minute, expiredAt: null })
    expect(play(...expired, [due + minute, cancel])[0]).toMatchObject({ endedAt: due + minute, expiredAt: due })
    const [released] = play(...expired, [due + minute, release], [due + 2 * minute, cancel])
    expect(released).toMatchObject({ releasedAt: due + minute, endedAt: due + minute })
  })

  test('stalled, released, taken back and decided again: the first decision gives the time, the last the outcome', () => {
    const stalled: [number, Command][] = [
      [ten, submit],
      [ten + 2 * minute, by('A', create, true)],
      [sp('27T10:00'), { name: 'stall' }],
      [sp('27T11:00'), release],
    ]
    expect(play(...stalled)[0]).toMatchObject({ decision: 'create', late: false, releasedAt: sp('27T11:00') })
    const [stay] = play(
      ...stalled,
      [sp('27T11:01'), withdraw],
      [sp('27T11:02'), by('A', { kind: 'reject', reason: 'other', text: 'x' })],
    )
    expect(stay).toMatchObject({ late: false, businessMs: 2 * minute, decision: 'reject', reason: 'other' })
    expect(stay).toMatchObject({ releasedAt: null, endedAt: sp('27T11:02') })
  })

  test('completed, and a re-issue on a new phone changes nothing', () => {
    const steps: [number, Command][] = [
      [ten, submit],
      [ten + minute, by('A')],
      [ten + 9 * minute, said(ten + 9 * minute)],
      [ten + 10 * minute, { name: 'place_order', cns: 'A', missing: [] }],
      [ten + 30 * minute, { name: 'complete', cns: 'A', certificate: '1' }],
    ]
    const stays = play(...steps)
    expect(stays[0]).toMatchObject({ completedAt: ten + 30 * minute, endedAt: ten + 30 * minute })
    const again: Command = { name: 'reissue', cns: 'A', certificate: '2' }
    expect(play(...steps, [sp('26T10:00'), said(sp('26T10:00'))], [sp('26T10:05'), again])).toEqual(stays)
  })

  test('closed without a proof, and frozen for a suspicion: ended, and not ended', () => {
    const [closed] = play(
      [ten, submit],
      [ten + minute, by('A')],
      [ten + 9 * minute, said(ten + 9 * minute)],
      [ten + 10 * minute, { name: 'place_order', cns: 'A', missing: [] }],
      [sp('28T10:00'), { name: 'close', why: 'no_proof' }],
    )
    expect(closed).toMatchObject({ endedAt: sp('28T10:00'), completedAt: null })
    const [frozen] = play([ten, submit], [ten + minute, by('A')], [ten + 2 * minute, said(ten, 'fraud')])
    expect(frozen).toMatchObject({ endedAt: null, completedAt: null, decision: 'create' })
  })

  test('a suspicion that was confirmed ends the stay, one that came to nothing lets it go on', () => {
    const frozen: [number, Command][] = [
      [ten, submit],
      [ten + minute, by('A')],
      [ten + 2 * minute, said(ten, 'fraud')],
    ]
    const reason = 'documento verdadeiro, confirmado no órgão emissor'
    const resolve = (finding: 'fraud' | 'cleared', back: Of<'resolve'>['back']): Command => ({
      name: 'resolve',
      cns: 'A',
      finding,
      reason,
      back,
    })
    const stay = { how: 'create', late: false, ccn: 1 } as const
    const later = sp('25T10:00')
    expect(play(...frozen, [later, resolve('fraud', null)])[0]).toMatchObject({ endedAt: later, decision: 'create' })
    expect(play(...frozen, [later, resolve('cleared', { stay })])[0]).toMatchObject({
      endedAt: null,
      businessMs: minute,
    })
    expect(play(...frozen, [later, resolve('cleared', null)])[0]).toMatchObject({ endedAt: later })
  })
})
