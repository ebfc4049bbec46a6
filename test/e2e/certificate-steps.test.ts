import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { uuidv7 } from '../../server/db/uuid.ts'
import { heading, phone, press, see } from '../kit/browser.ts'
import { carrySession, choosePin, giveCode, goodPin, issueOn, startIssuing, type readyToIssue } from '../kit/holder.ts'
import type { Session, World } from '../kit/house.ts'
import { cns, command, identified, mark, placeOrder } from '../kit/phone.ts'

let house: Awaited<ReturnType<typeof startIssuing>>
let world: World
let browser: Browser
let notary: Session
let client: Session
let page: Page
let ready: Awaited<ReturnType<typeof readyToIssue>>
let nth: number

beforeAll(async () => {
  house = await startIssuing()
  ;({ world, browser, notary } = house)
})
afterAll(() => house.end())
beforeEach(async () => {
  const next = await house.next()
  ;({ client, ready, page, nth } = next)
  return () => next.holder.context.close()
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

test('two tabs of one phone make one key', async () => {
  await giveCode(page, world, ready.request, ready.code)
  const second = await page.context().newPage()
  await second.goto(page.url())
  await see(second, 'Crie um PIN de 6 números')
  await Promise.all([choosePin(page), choosePin(second)])
  await Promise.all([see(page, 'Certificado emitido'), see(second, 'Certificado emitido')])
  const { body } = await world.call(client, 'GET', '/api/certificates')
  expect(body.items).toMatchObject([{ state: 'active' }])
  await page.getByRole('link', { name: 'Ver certificado' }).click()
  await see(page, 'A chave está neste celular.')
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
  await giveCode(other.page, world, ready.request, String(shown.body['code']))
  // On the open page, and when it comes back.
  await choosePin(page)
  await see(page, 'O que foi começado aqui não vale mais.')
  await choosePin(other.page)
  await see(other.page, 'Certificado emitido')
  await page.reload()
  await see(page, 'O que foi começado aqui não vale mais.')
  await other.context.close()
})

test('revoked before it was in force, it is not begun again by itself: the phone asks for another code', async () => {
  await giveCode(page, world, ready.request, ready.code)
  await lose('nonce', 'before')
  await choosePin(page)
  await stopped(3)
  await page.goto(`${world.url}/certificado`)
  await see(page, 'Não ativado')
  const { items = [] } = (await world.call(client, 'GET', '/api/certificates')).body
  const [{ id }] = items as [{ id: string }]
  await world.call(client, 'POST', `/api/certificates/${id}/revoke`, { reason: 'key_compromise' })
  await page.goto(`${world.url}/s/${ready.request}/emitir`)
  await see(page, 'O que foi começado aqui não vale mais.')
  await press(page, 'Já tenho outro código')
  await page.getByLabel('Código de emissão').waitFor()
})

test('the cartório revokes from “Meus clientes”, and the holder’s open screen says so', async () => {
  await issueOn(page, world, ready.request, ready.code)
  await page.getByRole('link', { name: 'Ver certificado' }).click()
  await see(page, 'A chave está neste celular.')
  const desk = await phone(browser)
  await carrySession(desk, world, notary)
  await desk.page.goto(`${world.url}/clientes`)
  await desk.page.getByRole('link', { name: 'Beatriz Fictícia Nunes' }).last().click()
  await press(desk.page, 'Revogar certificado')
  const sheet = desk.page.getByRole('dialog')
  await sheet.getByText('Os dados do titular mudaram').click()
  await sheet.getByRole('button', { name: 'Revogar certificado' }).click()
  await see(desk.page, 'Revogado')
  await see(page, 'A chave deste certificado ainda está neste aparelho, mas não serve mais.')
  await desk.context.close()
})

test('a request without an order can’t be issued yet', async () => {
  const { request } = await identified(world, client, notary, nth + 500)
  await page.goto(`${world.url}/s/${request}/emitir`)
  await heading(page, 'Ainda não dá para emitir')
  await placeOrder(world, request)
  await see(page, 'Este celular consegue guardar a chave.')
})
