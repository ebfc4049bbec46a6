import { existsSync } from 'node:fs'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import type { World } from './house.ts'
import { photoOf } from './pictures.ts'

const programs = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** Names of mDNS resolve in no container: two pages that call each other find plain addresses. */
const drawn = [
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  '--disable-features=WebRtcHideLocalIpsWithMdns',
]

/** Chromium of this machine, without its own network errands. @param media a camera and a microphone that are drawn, and allowed */
export function launchChromium({ media = false } = {}): Promise<Browser> {
  const executablePath = process.env['CHROMIUM_PATH'] ?? programs.find((path) => existsSync(path)) ?? ''
  const args = [
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
    ...(media ? drawn : []),
  ]
  return chromium.launch({ executablePath, args: [...args, '--disable-dev-shm-usage'] })
}

export type Phone = { context: BrowserContext; page: Page; errors: string[] }

/** A phone of 360×780 with touch, in Brasília; collects what the page throws. */
export async function phone(browser: Browser, more: Parameters<Browser['newContext']>[0] = {}): Promise<Phone> {
  const context = await browser.newContext({
    viewport: { width: 360, height: 780 },
    hasTouch: true,
    isMobile: true,
    locale: 'pt-BR',
    timezoneId: 'America/Sao_Paulo',
    ...more,
  })
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  return { context, page, errors }
}

/** Signs in by code as a person does, reading the mail that arrived. */
export async function signInOn(page: Page, world: World, email: string): Promise<void> {
  await page.goto(`${world.url}/entrar`)
  await enterCode(page, world, email)
}

/** The same on the sign-in page that a person was led to. */
export async function enterCode(page: Page, world: World, email: string): Promise<void> {
  await page.getByLabel('Seu e-mail').fill(email)
  const before = world.mailbox.list().length
  await page.getByRole('button', { name: 'Receber código' }).click()
  await page.getByText('Código enviado').first().waitFor()
  while (world.mailbox.list().length === before) await page.waitForTimeout(50)
  const mail = world.mailbox.list().find((item) => item.channel === 'email' && item.to === email)
  await page
    .getByLabel(/[Cc]ódigo/)
    .first()
    .fill(/\b\d{6}\b/.exec(mail?.text ?? '')?.[0] ?? '')
  await page.waitForURL((url) => url.pathname !== '/entrar')
}

/** A call as the page itself would make it, with its cookies. */
export function inPage(
  page: Page,
  method: string,
  path: string,
  body: unknown = {},
): Promise<{ status: number; body: Record<string, unknown> }> {
  return page.evaluate(
    async ([verb, where, sent]) => {
      const headers = { 'content-type': 'application/json' }
      const answer = await fetch(where, verb === 'GET' ? {} : { method: verb, headers, body: sent })
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
    },
    [method, path, JSON.stringify(body)] as const,
  )
}

/** Signs out by the button of the account page. */
export async function signOutOn(page: Page, world: World): Promise<void> {
  await page.goto(`${world.url}/conta`)
  await page.getByRole('button', { name: 'Sair' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Sair' }).click()
  await page.waitForURL(/\/entrar/)
}

/** Presses the first button of that name, as a thumb does: news at the edge of the screen is closed before. */
export async function press(page: Page, name: string | RegExp): Promise<void> {
  const news = page.getByRole('button', { name: 'Fechar aviso' })
  // It may go by itself meanwhile.
  if (await news.isVisible()) await news.click({ timeout: 1_000 }).catch(() => {})
  await page.getByRole('button', { name, exact: true }).first().click()
}

/** Waits until the page shows the words. */
export const see = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor()
export const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name }).first().waitFor()

/** Gives the form its three pictures from files of the device, on the step that asks for them. */
export async function addPictures(page: Page): Promise<void> {
  await heading(page, 'Suas fotos')
  const buffer = await photoOf(900, 700)
  for (const name of ['photo', 'document_front', 'document_back'])
    await page.setInputFiles(`input[name=${name}]`, { name: `${name}.jpg`, mimeType: 'image/jpeg', buffer })
  await page.getByText('Enviada').nth(2).waitFor()
  await press(page, 'Continuar')
  await heading(page, 'Confira e envie')
}
