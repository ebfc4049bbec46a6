import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { phone, press, see } from '../kit/browser.ts'
import { carrySession, startIssuing, type readyToIssue } from '../kit/holder.ts'
import type { Session, World } from '../kit/house.ts'

let house: Awaited<ReturnType<typeof startIssuing>>
let world: World
let browser: Browser
let client: Session
let page: Page
let ready: Awaited<ReturnType<typeof readyToIssue>>

beforeAll(async () => {
  house = await startIssuing()
  ;({ world, browser } = house)
})
afterAll(() => house.end())
beforeEach(async () => {
  const next = await house.next()
  ;({ client, ready, page } = next)
  return () => next.holder.context.close()
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
