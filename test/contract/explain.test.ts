import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeSetting } from '../../server/db/secrets.ts'
import { creditOutage } from '../../server/desk/outage.ts'
import { toolsOf } from '../../server/http/intent.ts'
import { form, startWorld, type World } from '../kit/house.ts'

const minute = 60_000
let world: World
beforeAll(async () => {
  world = await startWorld()
  await world.office('900001', '3550308')
  await world.staff('tabeliao@exemplo.com', '900001', 'tabeliao')
})
afterAll(() => world.end())

test('an outage is listed as time that was not counted, and what was counted adds up to the 15 minutes', async () => {
  const client = await world.signIn('cliente@exemplo.com')
  const sent = form(1)
  await world.call(client, 'POST', '/api/requests', sent)
  const begun = world.clock.now
  await writeSetting(world.house.store, 'heartbeat', String(begun + 5 * minute))
  world.clock.now = begun + 45 * minute
  expect(await creditOutage(toolsOf(world.house))).toBe(1)
  const { body } = await world.call(client, 'GET', `/api/requests/${sent.id}/explain`)
  expect(body['stretches']).toEqual([
    { from: begun, to: begun + 5 * minute, counted: true, reason: 'aberto', act: null },
    { from: begun + 5 * minute, to: begun + 45 * minute, counted: false, reason: 'sistema fora do ar', act: null },
    { from: begun + 45 * minute, to: begun + 55 * minute, counted: true, reason: 'aberto', act: null },
  ])
})
