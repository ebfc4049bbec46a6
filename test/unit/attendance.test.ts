import { beforeEach, expect, test } from 'vitest'
import { attendanceTerm, attendanceTopics, makeAttendance, type Attendance } from '../../server/desk/attendance.ts'

const second = 1_000
let now: number
let told: string[]
let attendance: Attendance

beforeEach(() => {
  now = 1_000_000
  told = []
  attendance = makeAttendance(
    () => now,
    (cns, request) => void told.push(`${cns} ${request}`),
  )
})

const page = (person: string, tab = `${person} 1`, request = 'r', cns = 'a') => ({ cns, request, person, tab })
const inside = (request = 'r', cns = 'a') =>
  attendance
    .inside(cns)
    .get(request)
    ?.map(({ person }) => person) ?? []

/** What a page does while it is open. */
function stay(ms: number, ...those: ReturnType<typeof page>[]): void {
  for (const end = now + ms; now < end;) {
    now += 5 * second
    if ((now / second) % 15 === 10) for (const each of those) attendance.here(each)
    attendance.look()
  }
}

test('a sign of life is told once, when it changes who is in, and never again', () => {
  attendance.here(page('ana'))
  stay(10 * 60 * second, page('ana'))
  expect(told).toEqual(['a r'])
  attendance.here(page('rui'))
  expect([inside(), told]).toEqual([
    ['ana', 'rui'],
    ['a r', 'a r'],
  ])
})

test('who falls silent is gone after 40 s, told once; at the last moment not yet', () => {
  attendance.here(page('ana'))
  now += attendanceTerm - 1
  attendance.look()
  expect([inside(), told]).toEqual([['ana'], ['a r']])
  now += 1
  // Nobody has looked yet, but nobody is shown any more either.
  expect(inside()).toEqual([])
  attendance.look()
  attendance.look()
  expect(told).toEqual(['a r', 'a r'])
})

test('two pages of one person count once, and until both are left', () => {
  attendance.here(page('ana', 'phone'))
  now += second
  attendance.here(page('ana', 'desk'))
  expect([inside(), told]).toEqual([['ana'], ['a r']])
  attendance.left(page('ana', 'phone'))
  expect([inside(), told.length]).toEqual([['ana'], 1])
  attendance.left(page('ana', 'desk'))
  expect([inside(), told.length]).toEqual([[], 2])
  // One that fell silent holds nobody.
  attendance.here(page('ana', 'phone'))
  now += attendanceTerm
  attendance.here(page('ana', 'desk'))
  attendance.left(page('ana', 'desk'))
  expect(inside()).toEqual([])
})

test('since when is the first of the own pages; whoever comes back after a silence has come anew', () => {
  attendance.here(page('ana'))
  const first = now
  stay(60 * second, page('ana'))
  expect(attendance.inside('a').get('r')).toEqual([{ person: 'ana', since: first }])
  now += attendanceTerm
  attendance.here(page('ana'))
  expect(attendance.inside('a').get('r')).toEqual([{ person: 'ana', since: now }])
  expect(told).toHaveLength(2)
})

test('what another cartório or another request holds stays apart, and forgetting is for one person', () => {
  attendance.here(page('ana'))
  attendance.here(page('rui'))
  attendance.here(page('ana', 'x', 'other'))
  attendance.here(page('eva', 'y', 'r', 'b'))
  expect([inside(), inside('other'), inside('r', 'b'), inside('r', 'c')]).toEqual([
    ['ana', 'rui'],
    ['ana'],
    ['eva'],
    [],
  ])
  told = []
  attendance.forget('r', 'ana')
  attendance.forget('r', 'ana')
  expect([inside(), inside('other'), inside('r', 'b'), told]).toEqual([['rui'], ['ana'], ['eva'], ['a r']])
})

test('a hundred pages of one person are no more than eight, and leaving an unknown one tells nobody', () => {
  for (let i = 0; i < 100; i++) attendance.here(page('ana', `tab ${i}`))
  for (let i = 92; i < 99; i++) attendance.left(page('ana', `tab ${i}`))
  expect([inside(), told.length]).toEqual([['ana'], 1])
  attendance.left(page('ana', 'tab 99'))
  expect(inside()).toEqual([])
  attendance.left(page('rui', 'never'))
  expect(told).toHaveLength(2)
})

test('only keys travel: the list, and the pages of the request', () => {
  expect([...attendanceTopics('900001', 'r')]).toEqual(['queue:900001 queue:900001', 'queue:900001 here:r'])
})
