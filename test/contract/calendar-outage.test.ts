import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OutagesView } from '../../server/http/calendar-views.ts'
import { form } from '../kit/house.ts'
import { at, minute, startCast, type Cast } from './calendar-kit.ts'

let cast: Cast
beforeAll(async () => {
  cast = await startCast()
})
afterAll(() => cast.world.end())
const call: Cast['call'] = (...sent) => cast.call(...sent)

describe('an outage that no heartbeat found', () => {
  test('is tried, registered once, and explained to the minute', async () => {
    cast.world.clock.now = at('26T10:00')
    const sent = form(3)
    await call('client', 'POST', '/api/requests', sent)
    cast.world.clock.now = at('26T10:12')
    const span = { from: at('26T10:04'), to: at('26T10:10'), reason: 'falha no datacenter' }
    const tried = await call('admin', 'POST', '/api/admin/outages/preview', span)
    expect(tried.body).toMatchObject({ moves: [{ from: at('26T10:15'), to: at('26T10:21') }], moving: 1 })
    const done = await call('admin', 'POST', '/api/admin/outages', span)
    expect([done.status, done.body]).toEqual([201, { id: expect.any(String), moved: 1 }])
    const told = await cast.explain('client', sent.id)
    expect(told).toMatchObject({ dueAt: at('26T10:21'), countedMs: 15 * minute })
    expect(told.moves).toEqual([
      { at: at('26T10:12'), reason: 'falha no datacenter', act: null, from: at('26T10:15'), to: at('26T10:21') },
    ])
    expect(told.stretches).toContainEqual({
      from: span.from,
      to: span.to,
      counted: false,
      reason: 'sistema fora do ar',
      act: null,
    })
    const list = (await call('admin', 'GET', '/api/admin/outages')).body as unknown as OutagesView
    expect(list.outages[0]).toMatchObject({ ...span, found: 'person', clocks: 1, author: expect.any(String) })
    expect(list.uptime.length).toBeGreaterThan(0)
  })

  test.each<[string, object, string, string]>([
    ['the same again', {}, 'outage_refused', 'Já há uma queda'],
    ['backwards', { to: at('26T09:00') }, 'outage_refused', 'O fim precisa ser depois'],
    ['still going on', { from: at('26T10:11'), to: at('26T18:00') }, 'outage_refused', 'ainda não passou'],
    ['four days', { from: at('20T00:00'), to: at('24T00:00') }, 'outage_refused', '72 horas'],
    ['no reason', { reason: '' }, 'reason_needed', 'motivo'],
  ])('%s is refused', async (_, wrong, code, words) => {
    const span = { from: at('26T10:04'), to: at('26T10:10'), reason: 'falha', ...wrong }
    const answer = await call('admin', 'POST', '/api/admin/outages', span)
    expect([answer.body['code'], answer.body['detail']]).toEqual([code, expect.stringContaining(words)])
  })
})
