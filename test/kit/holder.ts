import type { Page } from 'playwright-core'
import { launchChromium, phone, press, see, type Phone } from './browser.ts'
import { always, startWorld, type Session, type World } from './house.ts'
import { cns, identified, placeOrder } from './phone.ts'

export const goodPin = '739154'

/** A request that waits for its certificate, and the code of its video room. */
export async function readyToIssue(world: World, client: Session, notary: Session, nth: number) {
  const { request, call, cpf } = await identified(world, client, notary, nth)
  await placeOrder(world, request)
  const shown = await world.call(client, 'POST', `/api/calls/${call}/code`, {})
  return { request, call, cpf, code: String(shown.body['code']) }
}

/** From the page of the request to the question for the PIN. */
export async function giveCode(page: Page, world: World, request: string, code: string): Promise<void> {
  await page.goto(`${world.url}/s/${request}/emitir`)
  await see(page, 'Este celular consegue guardar a chave.')
  const tick = page.getByLabel('Não estou em aba anônima e quero emitir aqui.')
  if (await tick.isVisible()) await tick.check()
  await page.getByLabel('Código de emissão').fill(code)
  await press(page, 'Continuar')
  await see(page, 'Crie um PIN de 6 números')
}

/** Chooses the PIN, twice. */
export async function choosePin(page: Page, pin = goodPin): Promise<void> {
  await page.getByLabel('Crie um PIN de 6 números').fill(pin)
  await page.getByLabel('Repita o PIN').fill(pin)
  await press(page, 'Criar PIN e chave')
}

/** All of it. */
export async function issueOn(page: Page, world: World, request: string, code: string, pin = goodPin): Promise<void> {
  await giveCode(page, world, request, code)
  await choosePin(page, pin)
  await see(page, 'Certificado emitido')
}

/** Puts a session on a phone without the way through the mail: for tests of what comes after. */
export async function carrySession({ context }: Phone, world: World, session: Session): Promise<void> {
  const cookies = session.cookie.split('; ').map((pair) => {
    const at = pair.indexOf('=')
    return { name: pair.slice(0, at), value: pair.slice(at + 1), url: world.url, secure: true, httpOnly: true }
  })
  await context.addCookies(cookies)
}

/** A house with one cartório, a browser, and a new client with an order on a phone of its own as often as `next` is called. */
export async function startIssuing() {
  const world = await startWorld({ dist: 'dist' })
  await world.office(cns, '3550308', always)
  const notary = await world.staff('tabeliao@exemplo.com', cns, 'tabeliao')
  const browser = await launchChromium()
  let nth = 0
  return {
    world,
    notary,
    browser,
    async next() {
      const client = await world.signIn(`cliente${(nth += 1)}@exemplo.com`)
      const ready = await readyToIssue(world, client, notary, nth)
      const holder = await phone(browser)
      await carrySession(holder, world, client)
      return { client, ready, holder, page: holder.page, nth }
    },
    async end() {
      await browser.close()
      await world.end()
    },
  }
}

export type Sent = { path: string; body: Record<string, string>; answer: Record<string, unknown> }

/** Notes every question of a page to the API and its answer. */
export function overhear({ page }: Phone): Sent[] {
  const heard: Sent[] = []
  page.on('response', async (response) => {
    const request = response.request()
    if (request.method() !== 'POST' || !request.url().includes('/api/')) return
    const body: unknown = JSON.parse(request.postData() ?? '{}')
    const answer: unknown = await response.json().catch(() => ({}))
    heard.push({
      path: new URL(request.url()).pathname,
      body: body as Sent['body'],
      answer: answer as Sent['answer'],
    })
  })
  return heard
}
