import http from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, Page } from 'puppeteer-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { declarativePayload, pushTopic } from '../../server/domain/delivery.ts'
import { makePush, makeVapidKeys } from '../../server/outside/push.ts'
import { eventually, launchFirefox } from '../kit/firefox.ts'
import { startPushService, type PushService } from '../kit/push-service.ts'

const worker = `
  self.addEventListener('install', () => self.skipWaiting())
  self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))
  self.addEventListener('push', (event) => {
    const { title, ...options } = event.data.json().notification
    event.waitUntil(self.registration.showNotification(title, options))
  })`
const site = http.createServer((request, response) => {
  const script = request.url === '/sw.js'
  response.setHeader('content-type', script ? 'text/javascript' : 'text/html; charset=utf-8')
  response.end(script ? worker : '<!doctype html><html lang="pt-BR"><title>Prova</title>')
})

let service: PushService
let browser: Browser
let page: Page

beforeAll(async () => {
  service = await startPushService()
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
  browser = await launchFirefox({ pushUrl: service.socketUrl })
  page = await browser.newPage()
  await page.goto(`http://localhost:${(site.address() as AddressInfo).port}/`)
})

afterAll(async () => {
  await browser?.close()
  site.closeAllConnections()
  site.close()
  await service?.stop()
})

test('Firefox shows an encrypted push of ours, and a second one with the same tag takes its place', async () => {
  const keys = makeVapidKeys()
  const subscription = await page.evaluate(async (applicationServerKey) => {
    await navigator.serviceWorker.register('/sw.js')
    const registration = await navigator.serviceWorker.ready
    const made = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey })
    const { endpoint = '', keys = {} } = made.toJSON()
    return { endpoint, p256dh: keys.p256dh ?? '', auth: keys.auth ?? '' }
  }, keys.publicKey)
  expect(new URL(subscription.endpoint).host).toBe(service.host)

  const vapid = { ...keys, subject: 'mailto:avisos@example.org' }
  const push = makePush({ vapid, extraHosts: [service.host], ca: service.ca, timeoutMs: 5000 })
  const requestId = '0192f0c1-1111-7abc-8def-0123456789ab'
  const send = (body: string) =>
    push.send({
      subscription,
      payload: declarativePayload({
        title: 'Nova solicitação',
        body,
        navigate: 'https://quinze.example/s/1',
        requestPath: '/s/1',
        tag: `s-${requestId}`,
        badge: 3,
      }),
      ttlSeconds: 900,
      topic: pushTopic(requestId),
      urgency: 'high',
    })
  const shown = (body: string) =>
    eventually(async () => {
      const all = await page.evaluate(async () => {
        const registration = await navigator.serviceWorker.ready
        const notifications = await registration.getNotifications()
        return notifications.map(({ title, body, tag, lang, data }) => ({ title, body, tag, lang, data }))
      })
      return all.some((each) => each.body === body) ? all : undefined
    })

  expect(await send('Decida até 14:26.')).toEqual({ outcome: 'done' })
  expect(await shown('Decida até 14:26.')).toEqual([
    {
      title: 'Nova solicitação',
      body: 'Decida até 14:26.',
      tag: `s-${requestId}`,
      lang: 'pt-BR',
      data: { path: '/s/1', actions: {} },
    },
  ])
  expect(await send('Faltam 5 minutos úteis.')).toEqual({ outcome: 'done' })
  expect(await shown('Faltam 5 minutos úteis.')).toHaveLength(1)
  await eventually(() => (service.received.every((message) => message.acked) ? true : undefined))
  expect(service.waiting()).toEqual([])
  push.close()
})
