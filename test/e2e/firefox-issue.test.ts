import type { Browser, Page } from 'puppeteer-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually, launchFirefox } from '../kit/firefox.ts'
import { goodPin, readyToIssue } from '../kit/holder.ts'
import { always, startWorld, type World } from '../kit/house.ts'
import { cns } from '../kit/phone.ts'

let world: World
let browser: Browser
let page: Page
let ready: Awaited<ReturnType<typeof readyToIssue>>

beforeAll(async () => {
  world = await startWorld({ dist: 'dist' })
  await world.office(cns, '3550308', always)
  const notary = await world.staff('tabeliao@exemplo.com', cns, 'tabeliao')
  ready = await readyToIssue(world, await world.signIn('cliente@exemplo.com'), notary, 1)
  browser = await launchFirefox({ pushUrl: 'ws://127.0.0.1:9', hidden: true })
  page = await browser.newPage()
})
afterAll(async () => {
  await browser?.close()
  await world?.end()
})

const see = (text: string) => page.waitForSelector(`::-p-text(${text})`)
const type = async (selector: string, text: string) => (await page.waitForSelector(selector))?.type(text)
const press = async (name: string) => (await page.waitForSelector(`button::-p-text(${name})`))?.click()

test('a private window of Firefox says that it promises nothing, and issues for whoever insists', async () => {
  await page.goto(`${world.url}/entrar?next=${encodeURIComponent(`/s/${ready.request}/emitir`)}`)
  const before = world.mailbox.list().length
  await type('input[type="email"]', 'cliente@exemplo.com\n')
  const mail = await eventually(() => (world.mailbox.list().length > before ? world.mailbox.list()[0] : undefined))
  await type('input[autocomplete="one-time-code"]', /\b\d{6}\b/.exec(mail.text)?.[0] ?? '')
  await see('Em aba anônima, o certificado some quando ela fecha.')
  await type('input[name="code"]', ready.code)
  await press('Continuar')
  await see('Confirme para continuar, ou abra o app instalado.')
  await (await page.waitForSelector('input[type="checkbox"]'))?.click()
  await press('Continuar')
  await type('input[name="pin"]', goodPin)
  await type('input[name="pin-again"]', goodPin)
  await press('Criar PIN e chave')
  await see('Certificado emitido')
  await page.goto(`${world.url}/certificado`)
  await see('A chave está neste celular.')
  expect(await page.evaluate(() => document.body.innerText)).toContain('Válido')
})
