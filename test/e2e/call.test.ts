import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchChromium, see } from '../kit/browser.ts'
import { openPiece, recordingOf, startHall, underWay, viewOf, type Hall } from '../kit/call.ts'
import { endCall, flowing, meet, stamped, tick, twoPhones, voices, type Pair } from '../kit/call-phones.ts'
import { loudness, pictures, probe } from '../kit/media.ts'

let hall: Hall
let browser: Browser
let pair: Pair
let request: string
let call: string

beforeAll(async () => {
  hall = await startHall({ dist: 'dist' })
  hall.world.clock.tick = true
  browser = await launchChromium({ media: true })
  pair = await twoPhones(browser, hall.world)
})
afterAll(async () => {
  await browser.close()
  await hall.world.end()
})

const view = async () => viewOf(await hall.world.call(hall.staff, 'GET', `/api/calls/${call}`))
const segments = async () => (await view()).recording.segments
async function recorded(more: number): Promise<void> {
  const before = (await segments()).length
  while ((await segments()).length < before + more) await pair.staff.page.waitForTimeout(250)
}

test('called on an open page, agreed, entered: pictures and voices flow both ways', async () => {
  request = await underWay(hall, 1)
  await meet(pair, hall.world, request)
  const newest = await hall.world.call(hall.staff, 'GET', `/api/requests/${request}/call`)
  call = viewOf(newest).id
  expect(viewOf(newest)).toMatchObject({ state: 'live', other: { here: true }, attempt: 1 })
  await tick(pair, ['spoken_place', 'stated_identity'])
  await see(pair.client.page, 'Mostre a frente do documento')
  await recorded(1)
})

test('the recording page is loaded again and is back in the room by itself; ticks stay', async () => {
  const { client, staff } = pair
  await staff.page.reload()
  await Promise.all([flowing(client.page), flowing(staff.page)])
  await stamped(staff.page, 'stated_identity').waitFor()
  await recorded(1)
  expect(await view()).toMatchObject({ state: 'live', attempt: 1 })
})

test('the server stops and another one starts: pictures went on, ticks and pieces are kept, the rest is ticked', async () => {
  const { client, staff } = pair
  const before = (await segments()).length
  // Meanwhile the pieces wait on the phone, and it says so.
  await hall.world.restart(() => see(staff.page, /na fila · envio parado/))
  await Promise.all([flowing(client.page), flowing(staff.page)])
  // The new server carries the signals of a client that begins anew.
  await client.page.reload()
  await Promise.all([flowing(client.page), flowing(staff.page)])
  await expect.poll(async () => (await segments()).length, { timeout: 15_000 }).toBeGreaterThan(before)
  expect((await view()).script.filter(({ at }) => at !== null)).toHaveLength(2)
  await tick(pair)
  await recorded(1)
  expect((await view()).script.every(({ at }) => at !== null)).toBe(true)
})

test('ended as identified: both are told what comes next, and the order lacks no video', async () => {
  await endCall(pair, 'Identificado')
  await see(pair.client.page, 'Você foi identificado.')
  const { body } = await hall.world.call(hall.staff, 'GET', `/api/requests/${request}`)
  const { missing } = body['order'] as { missing: { what: string }[] }
  expect(missing.filter(({ what }) => /video|script/.test(what))).toEqual([])
  expect([...pair.client.errors, ...pair.staff.errors]).toEqual([])
})

test('every piece plays alone with both voices; together they are as long as the call but for the gaps that are named', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'quinze-pieces-'))
  const recording = await recordingOf(hall, hall.staff, call)
  const { body } = await hall.world.call(hall.staff, 'GET', `/api/requests/${request}/calls`)
  const [session] = body.items as { startedAt: number; endedAt: number }[]
  const length = (session?.endedAt ?? 0) - (session?.startedAt ?? 0)
  const missing = recording.gaps.reduce((sum, { from, to }) => sum + to - from, 0)
  let played = 0
  let covered = session?.startedAt ?? 0
  for (const { seq, from, to } of recording.segments.toSorted((a, b) => a.from - b.from)) {
    const file = join(folder, `${seq}.webm`)
    writeFileSync(file, await openPiece(hall, hall.staff, call, seq))
    const { kinds, ms } = probe(file)
    expect(kinds).toEqual(['audio', 'video'])
    expect(pictures(file)).toBeGreaterThan(0)
    // What two pieces have in common is counted once.
    played += ms - Math.max(0, covered - from)
    covered = Math.max(covered, to)
    if (ms < 3_000) continue
    for (const pitch of Object.values(voices)) expect(loudness(file, pitch), `${seq} ${pitch} Hz`).toBeGreaterThan(-45)
    expect(loudness(file, 3_100), `${seq} noise`).toBeLessThan(-50)
  }
  rmSync(folder, { recursive: true, force: true })
  expect(Math.abs(length - missing - played)).toBeLessThan(2_000)
  // A reload of the recording page costs less than one piece.
  expect(missing).toBeLessThan(10_000)
})
