import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchChromium, see } from '../kit/browser.ts'
import { startHall, tickAll, underWay, viewOf, type Hall } from '../kit/call.ts'
import { counted, endCall, meet, twoPhones, type Pair } from '../kit/call-phones.ts'
import { startCoturn, type Coturn } from '../kit/coturn.ts'

let turn: Coturn
let hall: Hall
let browser: Browser
let pair: Pair

beforeAll(async () => {
  turn = await startCoturn()
  hall = await startHall({ dist: 'dist', env: { ...turn.env, ICE_RELAY_ONLY: 'true' } })
  hall.world.clock.tick = true
  browser = await launchChromium({ media: true })
  pair = await twoPhones(browser, hall.world)
})
afterAll(async () => {
  await browser.close()
  await hall.world.end()
  await turn.stop()
})

test('with direct paths blocked the call runs through the TURN server, with credentials of the room', async () => {
  const { client, staff } = pair
  const request = await underWay(hall, 1)
  await meet(pair, hall.world, request)
  for (const { page } of [client, staff]) expect((await counted(page)).path).toBe('relay/relay')
  const { id, ice } = viewOf(await hall.world.call(hall.client, 'GET', `/api/requests/${request}/call`))
  expect(ice.relayOnly).toBe(true)
  expect(turn.log()).toContain(`:${id}>`)
  await tickAll(hall, id)
  await endCall(pair, 'Identificado')
  await see(client.page, 'Você foi identificado.')
  expect([...client.errors, ...staff.errors]).toEqual([])
})
