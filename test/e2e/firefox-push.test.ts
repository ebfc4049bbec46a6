import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import type { Browser, Page } from 'puppeteer-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually, launchFirefox } from '../kit/firefox.ts'
import { always, form, startWorld, type Session, type World } from '../kit/house.ts'
import { startPushService, type PushService } from '../kit/push-service.ts'

let service: PushService
let world: World
let client: Session
let browser: Browser
let page: Page

beforeAll(async () => {
  service = await startPushService()
  setDefaultCACertificates([...getCACertificates('default'), service.ca])
  world = await startWorld({ dist: 'dist', env: { PUSH_EXTRA_HOSTS: service.host } })
  await world.office('900001', '3550308', always)
  await world.staff('tabeliao@exemplo.com', '900001', 'tabeliao')
  client = await world.signIn('cliente@exemplo.com')
  browser = await launchFirefox({ pushUrl: service.socketUrl })
  page = await browser.newPage()
})
afterAll(async () => {
  await browser?.close()
  await world?.end()
  await service?.stop()
})

async function signIn(email: string): Promise<void> {
  await page.goto(`${world.url}/entrar`)
  const before = world.mailbox.list().length
  const field = await page.waitForSelector('input[type="email"]')
  await field?.type(email)
  await field?.press('Enter')
  const mail = await eventually(() =>
    world.mailbox.list().length > before ? world.mailbox.list().find((item) => item.to === email) : undefined,
  )
  const code = await page.waitForSelector('input[autocomplete="one-time-code"]')
  await code?.type(/\b\d{6}\b/.exec(mail.text)?.[0] ?? '')
  await eventually(() => (page.url().endsWith('/entrar') ? undefined : true))
}

const shown = () =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready
    const all = await registration.getNotifications()
    return all.map(({ title, body, tag, data }) => ({ title, body, tag, path: String(data.path) }))
  })

test('a real web push of a new request is shown by Firefox, and the next one takes its place', async () => {
  await signIn('tabeliao@exemplo.com')
  const { pushSubscription } = world.house.store.tables
  await eventually(async () => {
    const rows = await world.house.store.read.select().from(pushSubscription)
    return rows.length > 0 ? rows : undefined
  })
  const sent = form(1)
  expect((await world.call(client, 'POST', '/api/requests', sent)).status).toBe(201)

  const first = await eventually(async () => {
    const all = await shown()
    return all.length > 0 ? all : undefined
  })
  expect(first).toEqual([
    {
      title: 'Nova solicitação',
      body: expect.stringMatching(/15 minutos úteis/),
      tag: `s-${sent.id}`,
      path: `/s/${sent.id}`,
    },
  ])
  const [push] = service.received
  expect(push?.urgency).toBe('high')
  expect(push?.ttlSeconds).toBeGreaterThan(600)
  expect(JSON.stringify(first)).not.toMatch(/Beatriz|\d{3}\.\d{3}/)

  world.clock.now += 10 * 60_000
  await world.house.alarms.ring()
  const second = await eventually(async () => {
    const all = await shown()
    return all.some(({ title }) => title === 'Faltam 5 minutos úteis') ? all : undefined
  })
  expect(second).toHaveLength(1)
  await eventually(() => (service.received.every((message) => message.acked) ? true : undefined))
})
