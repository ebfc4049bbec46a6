import { describe, expect, test } from 'vitest'
import { decide } from '../../server/domain/decide.ts'
import { isFault } from '../../server/domain/fault.ts'
import { isUnfinished, type Decision } from '../../server/domain/request.ts'
import * as cases from './request-cases.ts'
import { effects, table } from './decide-tables.ts'
import { minute, office, sp, ten } from './request-cases.ts'

const { expired, released, stateCases: before, commandCases: commands } = cases

const lines = (text: string) => text.trim().split('\n')
const words = (line: string) => line.trim().split(/\s+/).filter(Boolean)

function cells(): { command: string; state: string; expected: string }[] {
  return table
    .trim()
    .split('\n\n')
    .flatMap((part) => {
      const [head = '', ...rows] = lines(part)
      return rows.flatMap((row) => {
        const [command = '', ...results] = words(row)
        return words(head).map((state, i) => ({ command, state, expected: results[i] ?? '' }))
      })
    })
}

function run(state: string, command: string) {
  const known = before[state]
  const make = commands[command]
  if (!known || !make) throw new Error(`no such cell: ${state} ${command}`)
  return { ...known, result: decide(known.request, make(known.cns, known.at), known.at) }
}

const effectsOf = ({ ticks, alarms, notices }: Decision): string[] => [
  ticks.map(({ kind, remainingMs }) => `${kind} ${remainingMs / minute}`).join(', '),
  alarms.map(({ kind }) => kind).join(' '),
  notices
    .map((notice) => {
      if (notice.to === 'pool') return `pool ${notice.uf} ${notice.except.map((cns) => `-${cns}`).join(' ')}`
      return `${notice.to === 'client' ? 'client' : notice.cns} ${notice.kind}`
    })
    .join(', '),
]

describe('every state × every command', () => {
  test('the table has every cell once', () => {
    const all = Object.keys(commands).flatMap((command) => Object.keys(before).map((state) => `${state} ${command}`))
    expect(new Set(cells().map(({ state, command }) => `${state} ${command}`))).toEqual(new Set(all))
    expect(cells()).toHaveLength(all.length)
    const accepted = cells().filter(({ expected }) => !expected.startsWith('!'))
    const described = lines(effects).map((line) => words(line.split('|')[0] ?? '').join(' '))
    expect(described.toSorted()).toEqual(accepted.map(({ state, command }) => `${state} ${command}`).toSorted())
  })

  test.each(cells())('$state · $command → $expected', ({ state, command, expected }) => {
    const { request: was, at, result } = run(state, command)
    if (isFault(result)) {
      expect(`!${result.fault}`).toBe(expected)
      if (result.fault === 'changed' || result.fault === 'already_decided')
        expect(result.detail).toEqual({ state: was.state.name })
      return
    }
    const { entry, next } = result
    expect(next.state.name).toBe(expected)
    expect(next.version).toBe(was.version + 1)
    expect({ ...entry, note: undefined }).toMatchObject({
      request: was.id,
      version: was.version + 1,
      state: next.state,
      round: next.round,
      since: next.since,
      account: was.account,
      uf: was.uf,
    })
    const kinds: Record<string, string> = {
      fraud: 'end_video',
      create: 'decide',
      use: 'decide',
      reject: 'decide',
      give_up: 'close',
      unproved: 'close',
      confirmed: 'resolve',
      cleared: 'resolve',
      shut: 'resolve',
    }
    expect(entry.kind).toBe(kinds[command] ?? command)
    expect(entry.at).toBe(command === 'expire' ? ten + 15 * minute : at)
    expect(next.since).toBe(was.state.name === next.state.name ? was.since : entry.at)
    expect(next.round).toBe(was.round + (command === 'release' ? 1 : 0))
    if (entry.kind === 'decide' && 'late' in next.state)
      expect(next.state.late).toBe(state === 'due' || state === 'expired')
  })

  test.each(lines(effects).map((line) => line.split('|').map((part) => words(part).join(' '))))(
    '%s: %s | %s | %s',
    (cell = '', ...expected) => {
      const [state = '', command = ''] = words(cell)
      expect(effectsOf(cases.made(run(state, command).result))).toEqual(expected)
    },
  )

  test('a request that ended has neither clock nor alarm, and nothing brings it back', () => {
    for (const { state, command } of cells()) {
      const { request: was, result } = run(state, command)
      if (!isUnfinished(was.state))
        expect(isFault(result) ? was.state.name : result.next.state.name).toBe(was.state.name)
      if (isFault(result) || isUnfinished(result.next.state)) continue
      expect(result.alarms).toEqual([])
    }
  })
})

describe('before it is sent there is nothing', () => {
  test('only a submission starts a request', () => {
    for (const [name, make] of Object.entries(commands))
      if (name !== 'submit') expect(decide(null, make('first', ten), ten)).toEqual({ fault: 'not_found' })
  })

  test('a submission is version 1, with a clock, its alarms and one notice', () => {
    const made = cases.made(
      decide(null, { name: 'submit', id: 'new', account: 'client', uf: 'BA', to: office('first') }, ten),
    )
    expect(made.next).toEqual({
      id: 'new',
      version: 1,
      account: 'client',
      uf: 'BA',
      round: 0,
      since: ten,
      state: { name: 'waiting', cns: 'first', pulled: false, clock: cases.clockAt('first') },
    })
    expect(effectsOf(made)).toEqual(['start 15', 'expire warn', 'first new'])
    expect(made.alarms.map(({ dueAt }) => dueAt)).toEqual([sp('24T10:15'), sp('24T10:10')])
  })

  test.each([
    [{ eligible: false }, 'not_eligible'],
    [{ credentialed: false }, 'not_credentialed'],
    [{ suspended: true }, 'suspended'],
    [{ reachable: false }, 'unreachable'],
    [{ calendar: cases.never }, 'no_opening'],
  ] as const)('a cartório with %j is refused: %s', (more, fault) => {
    const to = office('first', more)
    expect(decide(null, { name: 'submit', id: 'r', account: 'c', uf: 'SP', to }, ten)).toEqual({ fault })
    expect(decide(expired, { name: 'choose', to: { ...to, cns: 'third' } }, ten)).toEqual({ fault })
    // Whoever pulls is told of the own cartório.
    const own = fault === 'suspended' ? { detail: { own: true } } : {}
    expect(decide(released, { name: 'pull', by: { ...to, cns: 'third' } }, ten)).toEqual({ fault, ...own })
  })
})
