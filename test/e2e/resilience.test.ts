import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { clockTime } from '../../server/domain/instant-words.ts'
import { addPictures, heading, launchChromium, phone, press, see } from '../kit/browser.ts'
import { always, cpfOf, form, startWorld, type Session, type World } from '../kit/house.ts'

declare global {
  // What the page said to its person since it was loaded, and how often it was tapped.
  var heardHere: { alerts: string[]; news: string[]; taps: number }
}

const hour = 60 * 60_000
let world: World
let browser: Browser
let first: Session
let second: Session
let nth = 0
const opened: BrowserContext[] = []

beforeAll(async () => {
  world = await startWorld({ dist: 'dist' })
  world.clock.tick = true
  await world.office('900001', '3550308', always)
  await world.office('900002', '3548500', always)
  first = await world.staff('primeiro@exemplo.com', '900001', 'tabeliao')
  second = await world.staff('segundo@exemplo.com', '900002', 'escrevente')
  browser = await launchChromium()
})
afterEach(async () => {
  await Promise.all(opened.splice(0).map((context) => context.close()))
})
afterAll(async () => {
  await browser.close()
  await world.end()
})

/** A phone on which this person is signed in already, and which notes every alert, every piece of news and every tap. */
async function phoneOf(session: Session, clockWrongBy = 0) {
  const one = await phone(browser)
  opened.push(one.context)
  for (const pair of session.cookie.split('; ')) {
    const at = pair.indexOf('=')
    await one.context.addCookies([{ name: pair.slice(0, at), value: pair.slice(at + 1), url: world.url }])
  }
  await one.context.addInitScript(listenToPage)
  if (clockWrongBy !== 0) await one.context.addInitScript(shiftClock, clockWrongBy)
  return one
}

function listenToPage(): void {
  const heard = { alerts: [] as string[], news: [] as string[], taps: 0 }
  globalThis.heardHere = heard
  new MutationObserver(() => {
    for (const { role, textContent: words } of document.querySelectorAll('[role=alert], [role=status]')) {
      const list = role === 'alert' ? heard.alerts : heard.news
      if (words && !list.includes(words)) list.push(words)
    }
  }).observe(document, { childList: true, subtree: true, characterData: true })
  document.addEventListener('click', () => (heard.taps += 1), true)
}

function shiftClock(ms: number): void {
  const real = Date.now.bind(Date)
  globalThis.Date = new Proxy(Date, {
    construct: (target, given, self) => Reflect.construct(target, given.length > 0 ? given : [real() + ms], self),
    apply: (target) => new target(real() + ms).toString(),
    get: (target, name) => (name === 'now' ? () => real() + ms : Reflect.get(target, name)),
  })
}

/** A client that no other test knows. */
const newClient = () => world.signIn(`cliente${(nth += 1)}@exemplo.com`)
const heard = (page: Page) => page.evaluate(() => globalThis.heardHere)

/** Two taps of one thumb on the same spot, the second before the page has answered the first. */
async function doubleTap(page: Page, target: Locator): Promise<void> {
  await target.scrollIntoViewIfNeeded()
  const box = await target.boundingBox()
  if (!box) throw new Error('nothing to tap')
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  const { taps } = await heard(page)
  await Promise.all([page.touchscreen.tap(x, y), page.touchscreen.tap(x, y)])
  await expect.poll(async () => (await heard(page)).taps - taps).toBe(2)
}

/** The status of each answer to a POST whose path ends so. */
function answersTo(page: Page, ending: string): number[] {
  const statuses: number[] = []
  page.on('response', (response) => {
    if (response.request().method() === 'POST' && response.url().endsWith(ending)) statuses.push(response.status())
  })
  return statuses
}

async function fillForm(page: Page): Promise<void> {
  await page.goto(`${world.url}/nova`)
  await page.getByLabel('Município onde você mora').fill('santos')
  await page.getByText('Santos/SP', { exact: true }).click()
  await page.getByText('Tabelionato de teste 900001').click()
  await press(page, 'Continuar')
  await page.getByLabel('CPF').fill(cpfOf(nth))
  await page.getByLabel('Nome completo').fill('Beatriz Fictícia Nunes')
  await page.getByLabel('Data de nascimento').fill('12/03/1984')
  await page.getByLabel('Celular').fill('13987654321')
  await press(page, 'Continuar')
  await addPictures(page)
}

async function ask(client: Session): Promise<string> {
  const sent = form(nth)
  expect((await world.call(client, 'POST', '/api/requests', sent)).status).toBe(201)
  return sent.id
}

async function act(who: Session, id: string, path: string, body: unknown = {}): Promise<void> {
  expect((await world.call(who, 'POST', `/api/requests/${id}/${path}`, body)).status).toBe(200)
}

const requestsOf = async (client: Session) => (await world.call(client, 'GET', '/api/requests')).body.items

test('a double tap on "Enviar solicitação" asks once', async () => {
  const client = await newClient()
  const { page, errors } = await phoneOf(client)
  await fillForm(page)
  const answers = answersTo(page, '/api/requests')
  await doubleTap(page, page.getByRole('button', { name: 'Enviar solicitação' }))
  await page.waitForURL(/\/s\//)
  await heading(page, 'Solicitação enviada')
  await page.waitForTimeout(500)
  expect(answers).toEqual([201])
  expect(await requestsOf(client)).toHaveLength(1)
  expect((await heard(page)).alerts).toEqual([])
  expect(errors).toEqual([])
})

test('a double tap on "Pegar solicitação" pulls once', async () => {
  const client = await newClient()
  const id = await ask(client)
  await world.house.moveClock(15 * 60_000)
  await world.house.alarms.ring()
  await act(client, id, 'release')
  const { page, errors } = await phoneOf(second)
  await page.goto(`${world.url}/fila?aba=disponiveis`)
  const answers = answersTo(page, '/pull')
  await doubleTap(page, page.getByRole('button', { name: 'Pegar solicitação' }))
  await page.waitForURL(new RegExp(`/s/${id}`))
  await see(page, 'Solicitação com seu cartório.')
  await page.waitForTimeout(500)
  expect(answers).toEqual([200])
  const { alerts, news } = await heard(page)
  expect(alerts).toEqual([])
  expect(news.join()).not.toContain('Outro cartório acabou de pegar')
  const { body } = await world.call(client, 'GET', `/api/requests/${id}`)
  expect(body).toMatchObject({ state: 'waiting', cartorio: { cns: '900002' } })
  expect((body['events'] as { words: string }[]).filter(({ words }) => /peg(ou|a)/i.test(words))).toHaveLength(1)
  expect(errors).toEqual([])
})

test('sent without internet, it goes out once by itself when that is back', async () => {
  const client = await newClient()
  const { context, page, errors } = await phoneOf(client)
  await fillForm(page)
  const answers = answersTo(page, '/api/requests')
  await context.setOffline(true)
  await press(page, 'Enviar solicitação')
  await see(page, 'Vamos enviar assim que a internet voltar.')
  await see(page, 'Aguardando a internet para enviar.')
  expect(await requestsOf(client)).toEqual([])
  await context.setOffline(false)
  await page.waitForURL(/\/s\//)
  await see(page, 'Aguardando Tabelionato de teste 900001')
  await page.waitForTimeout(1_500)
  expect(answers).toEqual([201])
  expect(await requestsOf(client)).toMatchObject([{ id: new URL(page.url()).pathname.slice(3), state: 'waiting' }])
  const { alerts, news } = await heard(page)
  expect(alerts).toEqual([])
  expect(news.join()).toContain('Solicitação enviada.')
  expect(errors).toEqual([])
})

test('what one tab cancels, the other tab of the same client shows without a reload', async () => {
  const client = await newClient()
  const id = await ask(client)
  const { context, page, errors } = await phoneOf(client)
  const other = await context.newPage()
  other.on('pageerror', (error) => errors.push(error.message))
  let loads = 0
  for (const each of [page, other]) {
    each.on('load', () => void (loads += 1))
    await each.goto(`${world.url}/s/${id}`)
    await each.getByRole('timer').first().waitFor()
  }
  await press(page, 'Cancelar solicitação')
  await page.getByRole('dialog').getByRole('button', { name: 'Cancelar solicitação' }).click()
  for (const each of [page, other]) {
    await each.getByText('Cancelada', { exact: true }).first().waitFor()
    expect((await heard(each)).alerts).toEqual([])
  }
  expect(loads).toBe(2)
  expect(errors).toEqual([])
})

test('a server that drains its streams loses no news: neither in the gap nor after it', async () => {
  const client = await newClient()
  const id = await ask(client)
  const { page, errors } = await phoneOf(client)
  let loads = 0
  page.on('load', () => void (loads += 1))
  await page.goto(`${world.url}/s/${id}`)
  await page.getByRole('timer').first().waitFor()
  await expect.poll(() => world.house.live.size).toBe(1)
  world.house.live.dismiss()
  await expect.poll(() => world.house.live.size, { interval: 10 }).toBe(0)
  await act(first, id, 'decision', { kind: 'create' })
  await heading(page, 'Seus dados foram conferidos')
  await expect.poll(() => world.house.live.size, { timeout: 5_000 }).toBe(1)
  await act(client, id, 'cancel')
  await heading(page, 'Você cancelou esta solicitação')
  expect(loads).toBe(1)
  expect(errors).toEqual([])
})

test('a phone whose clock is two hours ahead counts down and names the hour rightly', async () => {
  const client = await newClient()
  const { page, errors } = await phoneOf(client, world.house.time.now() - Date.now() + 2 * hour)
  await fillForm(page)
  const [wall, made] = await page.evaluate(() => [Date.now(), new Date().getTime()] as const)
  for (const shown of [wall, made]) expect(Math.abs(shown - world.house.time.now() - 2 * hour)).toBeLessThan(5_000)
  await see(page, /Enviando agora, o cartório tem até \d\d:\d\d de hoje/)
  await press(page, 'Enviar solicitação')
  await heading(page, 'Solicitação enviada')
  const [request] = (await requestsOf(client)) as { clock: { dueAt: number } }[]
  const dueAt = request?.clock.dueAt ?? 0
  const due = clockTime(dueAt, 'America/Sao_Paulo')
  const left = async () => {
    const shown = /(\d\d):(\d\d)/.exec(await page.getByRole('timer').first().innerText())
    return Number(shown?.[1]) * 60 + Number(shown?.[2])
  }
  for (const again of [false, true]) {
    // The second look is at what the phone kept, freshly loaded.
    if (again) await page.reload()
    await see(page, `até ${due} de hoje`)
    expect(Math.abs((await left()) - (dueAt - world.house.time.now()) / 1_000)).toBeLessThan(4)
    expect(await left()).toBeGreaterThan(14 * 60)
    await see(page, 'No prazo')
  }
  await expect.poll(left, { timeout: 4_000 }).toBeLessThan(await left())
  expect(errors).toEqual([])
})
