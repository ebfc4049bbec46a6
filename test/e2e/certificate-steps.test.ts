import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { heading, launchChromium, phone, press, see, type Phone } from '../kit/browser.ts'
import { carrySession, choosePin, giveCode, goodPin, issueOn, readyToIssue } from '../kit/holder.ts'
import { uuidv7 } from '../../server/db/uuid.ts'
import { always, startWorld, type Session, type World } from '../kit/house.ts'
import { cns, command, identified, mark, placeOrder } from '../kit/phone.ts'

let world: World
let browser: Browser
let notary: Session
let nth = 0

beforeAll(async () => {
  world = await startWorld({ dist: 'dist' })
  await world.office(cns, '3550308', always)
  notary = await world.staff('tabeliao@exemplo.com', cns, 'tabeliao')
  browser = await launchChromium()
})
afterAll(async () => {
  await browser.close()
  await world.end()
})

let holder: Phone
let page: Page
let client: Session
let ready: Awaited<ReturnType<typeof readyToIssue>>
beforeEach(async () => {
  const email = `cliente${(nth += 1)}@exemplo.com`
  client = await world.signIn(email)
  ready = await readyToIssue(world, client, notary, nth)
  holder = await phone(browser)
  page = holder.page
  await carrySession(holder, world, client)
  return () => holder.context.close()
})

/** The next question to a path of the API gets no answer: lost before the server heard it, or after. */
async function lose(path: string, when: 'before' | 'after'): Promise<void> {
  const pattern = `**/api/**/${path}`
  await page.route(
    pattern,
    async (route) => {
      if (when === 'after') await route.fetch()
      await route.abort('internetdisconnected')
    },
    { times: 1 },
  )
}

const stopped = (step: number) => see(page, `A emissão parou no passo ${step}. Nada se perdeu.`)

describe('nothing is lost', () => {
  test.each(['before', 'after'] as const)('with the line cut %s each answer, on one open page', async (when) => {
    await page.goto(`${world.url}/s/${ready.request}/emitir`)
    await page.getByLabel('Não estou em aba anônima e quero emitir aqui.').check()
    await page.getByLabel('Código de emissão').fill(ready.code)
    await lose('enrolment', when)
    await press(page, 'Continuar')
    await stopped(1)
    await press(page, 'Continuar')
    await see(page, 'Crie um PIN de 6 números')
    await lose('pin', when)
    await choosePin(page)
    await stopped(2)
    await lose('certificate', when)
    await press(page, 'Continuar')
    await stopped(3)
    await lose('nonce', when)
    await press(page, 'Continuar')
    await stopped(3)
    await lose('proof', when)
    await press(page, 'Continuar')
    await stopped(3)
    await press(page, 'Continuar')
    await see(page, 'Certificado emitido')
  })

  test.each(['before', 'after'] as const)('with the page reloaded %s each answer', async (when) => {
    const again = async () => {
      await page.reload()
      await page.getByText('Testando').waitFor({ state: 'detached' })
    }
    const path = `${world.url}/s/${ready.request}/emitir`
    await page.goto(path)
    await page.getByLabel('Não estou em aba anônima e quero emitir aqui.').check()
    await page.getByLabel('Código de emissão').fill(ready.code)
    await lose('enrolment', when)
    await press(page, 'Continuar')
    await stopped(1)
    await again()
    // The code was typed before the line went: this phone still has it.
    await see(page, 'Código da videoconferência encontrado neste celular.')
    await page.getByLabel('Não estou em aba anônima e quero emitir aqui.').check()
    await press(page, 'Continuar')
    await see(page, 'Crie um PIN de 6 números')
    await again()
    await see(page, 'Crie um PIN de 6 números')
    await lose('pin', when)
    await choosePin(page)
    await stopped(2)
    await again()
    // The server has the PIN already, or not yet: the page asks accordingly.
    if (when === 'before') {
      await lose('certificate', when)
      await choosePin(page)
    } else {
      await page.getByLabel('Seu PIN de 6 números').fill(goodPin)
      await lose('certificate', when)
      await press(page, 'Continuar')
    }
    await stopped(3)
    await page.goto(`${world.url}/s/${ready.request}`)
    await see(page, 'A emissão parou no passo 3. Nada se perdeu.')
    await page.getByRole('link', { name: 'Continuar' }).click()
    // The request was kept with its key: it goes out again by itself, and the PIN opens the key for the proof.
    await page.getByLabel('Seu PIN de 6 números').fill(goodPin)
    await lose('proof', when)
    await press(page, 'Continuar')
    await stopped(3)
    await again()
    if (when === 'before') {
      await page.getByLabel('Seu PIN de 6 números').fill(goodPin)
      await press(page, 'Continuar')
    }
    await see(page, 'Certificado emitido')
    const listed = await world.call(client, 'GET', '/api/certificates')
    expect(listed.body.items).toHaveLength(1)
  })
})

describe('where a key can’t be kept, nothing is used up', () => {
  const unfit = 'Este celular não consegue guardar a chave com segurança.'
  const refusals: [string, (page: Page) => Promise<unknown>, RegExp][] = [
    [
      'storage switched off',
      (on) =>
        on.addInitScript(() => {
          IDBFactory.prototype.open = () => {
            throw new DOMException('blocked', 'SecurityError')
          }
        }),
      /bloqueando o armazenamento/,
    ],
    [
      'a tab that clones no keys',
      (on) =>
        on.addInitScript(() => {
          const put = IDBObjectStore.prototype.put
          IDBObjectStore.prototype.put = function (value, key) {
            if (typeof value?.sealing === 'object') throw new DOMException('no keys here', 'DataCloneError')
            return put.call(this, value, key)
          }
        }),
      /anônima \(privada\), ou o celular está em Modo de Bloqueio/,
    ],
    [
      'a full phone',
      async (on) => {
        const cdp = await on.context().newCDPSession(on)
        await cdp.send('Storage.overrideQuotaForOrigin', { origin: world.url, quotaSize: 1 })
      },
      /Falta espaço livre/,
    ],
  ]
  test.each(refusals)('%s', async (_, spoil, words) => {
    await spoil(page)
    await page.goto(`${world.url}/s/${ready.request}/emitir`)
    await see(page, unfit)
    await see(page, words)
    await see(page, 'Seu código continua valendo.')
    expect(await page.getByLabel('Código de emissão').count()).toBe(0)
    const asked = await world.call(client, 'POST', `/api/requests/${ready.request}/enrolment`, {
      code: ready.code,
      device: 'another phone',
      secret: 'A'.repeat(43),
    })
    expect(asked.status).toBe(200)
  })

  test('the page tests again, and goes on where it may', async () => {
    await page.addInitScript(() => {
      const open = IDBFactory.prototype.open
      IDBFactory.prototype.open = function (...asked) {
        if (!document.documentElement.hasAttribute('data-allowed')) throw new DOMException('blocked', 'SecurityError')
        return open.apply(this, asked)
      }
    })
    await page.goto(`${world.url}/s/${ready.request}/emitir`)
    await see(page, unfit)
    await page.evaluate(() => document.documentElement.setAttribute('data-allowed', ''))
    await press(page, 'Testar de novo')
    await see(page, 'Este celular consegue guardar a chave.')
  })

  test('an iPhone’s browser tab is sent to the installed app', async () => {
    const agent = 'Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1'
    const iphone = await phone(browser, { userAgent: agent })
    await carrySession(iphone, world, client)
    await iphone.page.goto(`${world.url}/s/${ready.request}/emitir`)
    await see(iphone.page, unfit)
    await see(iphone.page, 'Adicionar à Tela de Início')
    await iphone.context.close()
  })

  test('a browser that promises to keep it asks for no more', async () => {
    const cdp = await browser.newBrowserCDPSession()
    const { browserContextIds } = await cdp.send('Target.getBrowserContexts')
    for (const browserContextId of browserContextIds)
      await cdp.send('Browser.grantPermissions', {
        permissions: ['durableStorage'],
        origin: world.url,
        browserContextId,
      })
    await page.goto(`${world.url}/s/${ready.request}/emitir`)
    await see(page, 'Este celular consegue guardar a chave.')
    expect(await page.getByText('aba anônima').count()).toBe(0)
  })
})

test('five wrong PINs lock the key; only another code begins anew', async () => {
  await giveCode(page, world, ready.request, ready.code)
  await lose('certificate', 'before')
  await choosePin(page)
  await stopped(3)
  await page.reload()
  for (const left of ['Restam 4 tentativas', 'Restam 3', 'Restam 2', 'Resta 1 tentativa']) {
    await page.getByLabel('Seu PIN de 6 números').fill('604927')
    await press(page, 'Continuar')
    await see(page, left)
  }
  await page.getByLabel('Seu PIN de 6 números').fill('604927')
  await press(page, 'Continuar')
  await see(page, 'PIN bloqueado.')
  await page.reload()
  await see(page, 'PIN bloqueado.')
  await press(page, 'Já tenho outro código')
  await page.getByLabel('Código de emissão').fill(ready.code)
  await page.getByLabel('Não estou em aba anônima e quero emitir aqui.').check()
  await press(page, 'Continuar')
  await see(page, /não vale mais/)
})

test('another phone with the newest code takes over, and the first one hears it', async () => {
  await giveCode(page, world, ready.request, ready.code)
  const call = uuidv7()
  await command(world, ready.request, { name: 'end_video', cns, mark: mark('identified', call) }, notary.person)
  const shown = await world.call(client, 'POST', `/api/calls/${call}/code`, {})
  const other = await phone(browser)
  await carrySession(other, world, client)
  await issueOn(other.page, world, ready.request, String(shown.body['code']))
  await page.reload()
  await see(page, 'A emissão continuou em outro celular.')
  await other.context.close()
})

test('a request without an order can’t be issued yet', async () => {
  const { request } = await identified(world, client, notary, nth + 500)
  await page.goto(`${world.url}/s/${request}/emitir`)
  await heading(page, 'Ainda não dá para emitir')
  await placeOrder(world, request)
  await see(page, 'Este celular consegue guardar a chave.')
})
