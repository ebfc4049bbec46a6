import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fakeMedia, launchChromium, press, see } from '../kit/browser.ts'
import { recordingOf, startHall, underWay, type Hall } from '../kit/call.ts'
import { flowing, meet, tickScript, twoPhones, type Pair } from '../kit/call-phones.ts'

let hall: Hall
let browser: Browser
let pair: Pair

beforeAll(async () => {
  hall = await startHall({ dist: 'dist' })
  hall.world.clock.tick = true
  browser = await launchChromium(fakeMedia)
  pair = await twoPhones(browser, hall.world)
})
afterAll(async () => {
  await browser.close()
  await hall.world.end()
})

test('first', async () => {
  const request = await underWay(hall, 1)
  const { client, staff } = pair
  try {
    await meet(pair, hall.world, request)
  } finally {
    await client.page.screenshot({ path: '/tmp/c.png' })
    await staff.page.screenshot({ path: '/tmp/s.png' })
    console.log(client.errors, staff.errors)
  }
  await client.page.waitForTimeout(10_000)
  await tickScript(pair)
    await client.page.screenshot({ path: '/tmp/c.png' })
    await staff.page.screenshot({ path: '/tmp/s.png' })
  await press(staff.page, 'Encerrar')
  await staff.page.getByRole('radio', { name: 'Identificado', exact: true }).check()
    await staff.page.screenshot({ path: '/tmp/s2.png' })
  await staff.page.getByRole('dialog').getByRole('button', { name: 'Encerrar', exact: true }).last().click()
  await staff.page.waitForURL((url) => !url.pathname.endsWith('/video'))
  await see(client.page, 'Você foi identificado.')
  const calls = await hall.world.call(hall.staff, 'GET', `/api/requests/${request}/calls`)
  const id = String((calls.body.items?.[0] as {id: string}).id)
  console.log(JSON.stringify(calls.body), JSON.stringify(await recordingOf(hall, hall.staff, id)))
  console.log(client.errors, staff.errors)
})
