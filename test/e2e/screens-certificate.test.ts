import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { heading, launchChromium, phone, press, see } from '../kit/browser.ts'
import { carrySession, choosePin, giveCode, goodPin, readyToIssue } from '../kit/holder.ts'
import { always, startWorld, type Session, type World } from '../kit/house.ts'
import { inspectIn, looks } from '../kit/looks.ts'
import { cns } from '../kit/phone.ts'

/* The screens of the certificate in three looks, in the order of its life. */
let world: World
let browser: Browser
let notary: Session

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

const iphone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1'

test('every screen of a certificate’s life', { timeout: 300_000 }, async () => {
  const client = await world.signIn('cliente@exemplo.com')
  const { request, code } = await readyToIssue(world, client, notary, 1)
  const [holder, verifier, staff, apple] = await Promise.all([
    phone(browser),
    phone(browser),
    phone(browser),
    phone(browser, { userAgent: iphone }),
  ])
  for (const one of [holder, apple]) await carrySession(one, world, client)
  await carrySession(staff, world, notary)
  const { page } = holder
  const shot = async (name: string, on = page) => {
    for (const look of looks) await inspectIn(on, look, name)
  }
  const visit = async (path: string, words: string | RegExp, on = page) => {
    await on.goto(world.url + path)
    await see(on, words)
  }

  await visit('/certificado', 'Pronto para emitir')
  await shot('C11-antes')
  await visit(`/s/${request}`, 'Pronto para emitir')
  await shot('C5-pronto')
  await visit(`/s/${request}/emitir`, /não consegue guardar a chave/, apple.page)
  await shot('C10-recusa', apple.page)
  await visit(`/s/${request}/emitir`, 'Código de emissão')
  await shot('C10-codigo')
  await giveCode(page, world, request, code)
  await shot('C10-pin')
  await choosePin(page, '123456')
  await see(page, 'PIN fácil demais')
  await shot('C10-pin-erro')
  const looked = Promise.withResolvers<void>()
  await page.route('**/api/**/certificate', (route) => void looked.promise.then(() => route.abort()), { times: 1 })
  await choosePin(page)
  await see(page, 'Não feche o app.')
  await shot('C10-instalando')
  looked.resolve()
  await see(page, 'A emissão parou no passo 3')
  await shot('C10-parou')
  await press(page, 'Continuar')
  await see(page, 'Certificado emitido')
  await shot('C10-pronto')
  await visit(`/s/${request}`, 'Certificado emitido')
  await shot('C5-concluida')
  await visit('/certificado', 'A chave está neste celular')
  await page.getByRole('img', { name: /QR/ }).waitFor()
  await shot('C11-certificado')
  await press(page, 'Revogar certificado')
  await page.getByRole('dialog').getByRole('button', { name: 'Revogar certificado' }).click()
  await shot('C11-revogar')
  await page.goto(world.url + '/certificado')
  await page.getByRole('link', { name: 'Comprovante' }).click()
  await page.getByRole('img', { name: /QR/ }).waitFor()
  await shot('C11-comprovante')

  await visit('/conferir', 'Esperando a resposta', verifier.page)
  await verifier.page.getByRole('img', { name: /QR/ }).waitFor()
  await shot('conferir', verifier.page)
  await visit('/provar', 'Código ou link do pedido')
  await shot('provar')
  const asked = await world.call(null, 'POST', '/api/challenges', {})
  await visit(`/provar/${String(asked.body['id'])}`, 'Alguém quer conferir')
  await shot('provar-pin')
  await page.getByLabel('Seu PIN de 6 números').fill(goodPin)
  await press(page, 'Provar agora')
  await heading(page, 'Provado')
  await shot('provado')
  await visit('/conta', 'Conta')
  await press(page, 'Sair')
  await see(page, 'O certificado continua neste aparelho')
  await shot('sair')
  await visit('/clientes', 'Exclusividade até', staff.page)
  await shot('T-clientes', staff.page)
  await staff.page.getByRole('link', { name: 'Beatriz Fictícia Nunes' }).first().click()
  await see(staff.page, 'Ver a solicitação')
  await shot('T-certificado', staff.page)
  expect([holder, verifier, staff, apple].flatMap(({ errors }) => errors)).toEqual([])
  for (const { context } of [holder, verifier, staff, apple]) await context.close()
})
