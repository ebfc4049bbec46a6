import { execFile } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { IceServer } from '../../server/http/call-views.ts'
import { iceFor } from '../../server/http/ice.ts'
import { openRoom, startHall, underWay, viewOf, type Hall } from '../kit/call.ts'
import { startCoturn, type Coturn } from '../kit/coturn.ts'

let hall: Hall
let turn: Coturn

beforeAll(async () => {
  turn = await startCoturn()
  hall = await startHall({ env: { ...turn.env, STUN_URLS: `stun:127.0.0.1:${turn.port}`, ICE_RELAY_ONLY: 'true' } })
})
afterAll(async () => {
  await hall.world.end()
  await turn.stop()
})

/** Allocates twice and relays a message through the server with coturn's own client; whether that worked. */
const relays = (name: string, password: string) =>
  promisify(execFile)(
    'turnutils_uclient',
    ['-y', '-n', '1', '-m', '1', '-u', name, '-w', password, '-p', String(turn.port), '127.0.0.1'],
    { timeout: 15_000 },
  ).then(
    ({ stdout }) => /tot_recv_msgs=[1-9]/.test(stdout),
    () => false,
  )

test('a credential is the HMAC of its expiry and call, as the draft has it, and new at each reading', () => {
  const config = { stun: [], turn: { urls: ['turn:x'], secret: 's3cret' }, relayOnly: true }
  const { servers, lives } = iceFor(config, 'abc', 1_700_000_000_999)
  const username = '1700003600:abc'
  const credential = createHmac('sha1', 's3cret').update(username).digest('base64')
  expect([servers, lives]).toEqual([[{ urls: ['turn:x'], username, credential }], 3_600_000])
  const [later] = iceFor(config, 'abc', 1_700_000_060_000).servers
  expect(later?.username).toBe('1700003660:abc')
  expect(iceFor({ stun: ['stun:y'], turn: null, relayOnly: false }, 'abc', 0).servers).toEqual([{ urls: ['stun:y'] }])
})

test('a real coturn relays for the credential of a room, and for no other', async () => {
  const { world, client } = hall
  const id = await openRoom(hall, await underWay(hall, 1))
  const { ice } = viewOf(await world.call(client, 'GET', `/api/calls/${id}`))
  expect(ice.relayOnly).toBe(true)
  const { username = '', credential = '', urls } = ice.servers[1] as IceServer
  expect(urls).toEqual([turn.env.TURN_URLS])
  expect(username.split(':')[1]).toBe(id)
  expect(await relays(username, credential)).toBe(true)
  expect(
    await relays(
      username,
      credential.replace(/./, (letter) => (letter === 'A' ? 'B' : 'A')),
    ),
  ).toBe(false)
  const expired = `${Math.floor(Date.now() / 1_000) - 60}:${id}`
  const signed = createHmac('sha1', turn.env.TURN_SECRET).update(expired).digest('base64')
  expect(await relays(expired, signed)).toBe(false)
}, 60_000)
