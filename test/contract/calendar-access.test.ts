import { afterAll, beforeAll, expect, test } from 'vitest'
import { api } from '../../server/http/app.ts'
import { decree, everyone, santos, startCast, type Cast, type Who } from './calendar-kit.ts'

let cast: Cast
beforeAll(async () => {
  cast = await startCast()
})
afterAll(() => cast.world.end())
const call: Cast['call'] = (...sent) => cast.call(...sent)

const own = '/api/office/calendar'
const there = '?cartorio=900001'
const why = { base: 99, reason: '', act: null }
const calendar = { ...why, week: [[], [], [], [], [], [], []], later: [], own: [] }
const manage = ['boss'] as const
const routes: [route: string, opens: readonly Who[], go: (who: Who) => Promise<{ status: number }>, role?: Who[]][] = [
  ['GET /office/calendar', ['boss', 'clerk'], (who) => call(who, 'GET', `${own}${there}`)],
  ['PUT /office/calendar', manage, (who) => call(who, 'PUT', `${own}${there}`, calendar), ['clerk']],
  ['POST /office/calendar/preview', manage, (who) => call(who, 'POST', `${own}/preview${there}`, calendar), ['clerk']],
  ['POST /office/calendar/close-now', manage, (who) => call(who, 'POST', `${own}/close-now${there}`, why), ['clerk']],
  [
    'POST /office/calendar/close-now/preview',
    manage,
    (who) => call(who, 'POST', `${own}/close-now/preview${there}`, why),
    ['clerk'],
  ],
  ['GET /admin/calendar', ['admin'], (who) => call(who, 'GET', '/api/admin/calendar')],
  ['GET /admin/calendar/:layer/:scope', ['admin'], (who) => call(who, 'GET', santos)],
  ['PUT /admin/calendar/:layer/:scope', ['admin'], (who) => call(who, 'PUT', santos, { ...decree, base: 9 })],
  ['POST /admin/calendar/:layer/:scope/preview', ['admin'], (who) => call(who, 'POST', `${santos}/preview`, decree)],
  ['GET /admin/outages', ['admin'], (who) => call(who, 'GET', '/api/admin/outages')],
  ['POST /admin/outages', ['admin'], (who) => call(who, 'POST', '/api/admin/outages', { from: 1, to: 0, reason: '' })],
  [
    'POST /admin/outages/preview',
    ['admin'],
    (who) => call(who, 'POST', '/api/admin/outages/preview', { from: 1, to: 0, reason: 'x' }),
  ],
]

test('every route of calendars and outages is in the table', () => {
  const all = api(cast.world.house).routes.flatMap(({ method, path }) => (method === 'ALL' ? [] : `${method} ${path}`))
  const meant = all.filter((each) => /\/(office\/calendar|admin\/(calendar|outages))\b/.test(each))
  expect(new Set(routes.map(([route]) => route))).toEqual(new Set(meant))
})

test.each(everyone)('%s', async (who) => {
  for (const [route, opens, go, role = []] of routes) {
    const { status } = await go(who)
    const told = [401, 403, 404].includes(status) || status >= 500 ? status : 'opened'
    const refusal = who === 'nobody' ? 401 : role.includes(who) ? 403 : 404
    expect(`${route}: ${told}`).toBe(`${route}: ${opens.includes(who) ? 'opened' : refusal}`)
  }
})
