import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OfficeCalendarView } from '../../server/http/calendar-views.ts'
import { form } from '../kit/house.ts'
import { at, decree, entry, startCast, type Cast } from './calendar-kit.ts'

// What a hostile reading of the calendar's doors found.
let cast: Cast
beforeAll(async () => {
  cast = await startCast()
})
afterAll(() => cast.world.end())

const path = '/api/office/calendar?cartorio=900001'
const view = async () => (await cast.call('boss', 'GET', path)).body as unknown as OfficeCalendarView
const body = async (more: object) => {
  const { version: base, week, later } = await view()
  return { base, week, later, own: [], reason: 'Obras no prédio', act: null, ...more }
}

test('a retry of an edit that moved nobody’s deadline says so again', async () => {
  cast.world.clock.now = at('24T10:00')
  expect((await cast.call('client', 'POST', '/api/requests', form(1))).status).toBe(201)
  cast.world.clock.now = at('24T10:02')
  const far = await body({
    own: [{ ...entry({ effect: { kind: 'closed' } }), rule: { on: 'date', date: '2026-12-01' } }],
  })
  const first = await cast.call('boss', 'PUT', path, far)
  expect(first.body).toMatchObject({ moved: 0 })
  expect((await cast.call('boss', 'PUT', path, far)).body).toEqual(first.body)
})

test('the history does not name the people of the administration to a cartório', async () => {
  cast.world.clock.now = at('24T10:03')
  const layer = '/api/admin/calendar/municipio/3550308'
  expect((await cast.call('admin', 'PUT', layer, decree)).status).toBe(200)
  const { history } = await view()
  expect(history[0]).toMatchObject({ reason: decree.reason, act: decree.act, author: 'Quinze' })
  expect(history[1]?.author).toMatch(/^t.*@/)
})

test('a cartório whose first week begins tomorrow has its hours', async () => {
  const { store } = cast.world.house
  await store.inTransaction(async (tx) => void (await tx.update(store.tables.cartorio).set({ credentialedAt: null })))
  const { week } = await view()
  const none = week.map(() => [])
  const edit = await body({ week: none, later: [{ from: '2026-11-25', week, act: null }] })
  expect((await cast.call('boss', 'PUT', path, edit)).status).toBe(200)
  const missing = async () => String((await cast.call('boss', 'GET', '/api/office?cartorio=900001')).body['missing'])
  expect(await missing()).not.toContain('horário')
  cast.world.clock.now = at('26T10:00')
  expect(await missing()).not.toContain('horário')
})
