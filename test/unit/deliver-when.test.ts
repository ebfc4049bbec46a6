import { expect, test } from 'vitest'
import { movedOn, overtaken, quietUntil, retryDelay } from '../../server/desk/deliver-when.ts'
import type { State } from '../../server/domain/request.ts'
import type { Notice } from '../../server/db/outbox.ts'

const sao = 'America/Sao_Paulo'
const at = (text: string) => Temporal.PlainDateTime.from(text).toZonedDateTime(sao).epochMilliseconds
const minutes = (hour: number, minute = 0) => hour * 60 + minute

test.each([
  ['outside', '2026-11-23T21:59', [22, 7], null],
  ['from the first minute on', '2026-11-23T22:00', [22, 7], '2026-11-24T07:00'],
  ['after midnight', '2026-11-24T03:00:30', [22, 7], '2026-11-24T07:00'],
  ['the end itself rings', '2026-11-24T07:00', [22, 7], null],
  ['within one day', '2026-11-23T12:30', [12, 14], '2026-11-23T14:00'],
  ['before it on that day', '2026-11-23T11:59', [12, 14], null],
  ['to midnight', '2026-11-23T23:59', [22, 24], '2026-11-24T00:00'],
  ['equal ends are none', '2026-11-23T12:00', [12, 12], null],
  ['over the clock change of 2018', '2018-11-03T23:30', [22, 7], '2018-11-04T07:00'],
] as const)('quiet hours: %s', (_, now, [from, to], end) => {
  const quiet = { from: minutes(from), to: minutes(to) }
  expect(quietUntil(at(now), quiet, sao)).toBe(end === null ? null : at(end))
})

test('no quiet hours, and the person’s own zone', () => {
  expect(quietUntil(at('2026-11-23T03:00'), null, sao)).toBeNull()
  // 22:30 in São Paulo is 20:30 in Rio Branco.
  const quiet = { from: minutes(22), to: minutes(7) }
  expect(quietUntil(at('2026-11-23T22:30'), quiet, 'America/Rio_Branco')).toBeNull()
})

test('waits double up to 40 s, then to ten minutes when it lasts, and never less than asked', () => {
  const hour = 3_600_000
  expect([1, 2, 3, 4, 5, 6, 60].map((n) => retryDelay(n, 0, 0, 1))).toEqual([
    2_000, 4_000, 8_000, 16_000, 32_000, 40_000, 40_000,
  ])
  expect(retryDelay(60, 2 * hour, 0, 1)).toBe(600_000)
  expect(retryDelay(3, 0, 0, 0)).toBe(4_000)
  expect(retryDelay(1, 0, 90_000, 0)).toBe(90_000)
})

test('what was held back is dropped only when it is no longer so', () => {
  const own = '123456'
  const expired: State = { name: 'expired', cns: own, pulled: false, expiredAt: 1 }
  const elsewhere: State = { name: 'expired', cns: '999999', pulled: true, expiredAt: 1 }
  const released: State = { name: 'released', first: own, expiredAt: 1, excluded: [own] }
  const base = { id: 'n', at: 0, request: 'r', version: 3, facts: {} }
  const staff = (kind: Notice['kind']): Notice => ({ ...base, kind, cns: own, person: null })
  const client = (kind: Notice['kind']): Notice => ({ ...base, kind, cns: null, person: 'p' })
  expect(movedOn(staff('new'), { version: 3, state: expired })).toBe(false)
  expect(movedOn(staff('new'), { version: 4, state: expired })).toBe(true)
  expect(movedOn(staff('overdue'), { version: 4, state: expired })).toBe(false)
  expect(movedOn(staff('overdue'), { version: 4, state: elsewhere })).toBe(true)
  expect(movedOn(staff('left'), { version: 9, state: elsewhere })).toBe(false)
  expect(movedOn(staff('available'), { version: 4, state: released })).toBe(false)
  expect(movedOn(staff('available'), { version: 4, state: elsewhere })).toBe(true)
  expect(movedOn(client('expired'), { version: 4, state: expired })).toBe(false)
  expect(movedOn(client('expired'), { version: 4, state: released })).toBe(true)
})

test('a new deadline that is no longer the one is not told late', () => {
  const clock = { cns: '123456', calendarVersion: 2, startedAt: 0, mark: 0, remainingMs: 900_000, dueAt: 900_000 }
  const state: State = { name: 'waiting', cns: '123456', pulled: false, clock }
  const facts = { dueAt: 800_000 }
  const notice: Notice = {
    id: 'n',
    at: 0,
    request: 'r',
    version: 3,
    kind: 'rescheduled',
    cns: null,
    person: 'p',
    facts,
  }
  expect(overtaken(notice, { state })).toBe(true)
  expect(overtaken({ ...notice, facts: { dueAt: 900_000 } }, { state })).toBe(false)
  expect(overtaken({ ...notice, facts: {} }, { state })).toBe(false)
  expect(overtaken({ ...notice, kind: 'new' }, { state })).toBe(false)
})
