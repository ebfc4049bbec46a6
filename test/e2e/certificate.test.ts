import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { heading, launchChromium, phone, press, see, signInOn, type Phone } from '../kit/browser.ts'
import { giveCode, choosePin, goodPin, overhear, readyToIssue, type Sent } from '../kit/holder.ts'
import { always, startWorld, type Session, type World } from '../kit/house.ts'
import { judged, lastTo } from '../kit/judged.ts'
import { openssl } from '../kit/openssl.ts'
import { cns } from '../kit/phone.ts'

let world: World
let browser: Browser
let notary: Session
let holder: Phone
let verifier: Phone
let heard: Sent[]
let ready: Awaited<ReturnType<typeof readyToIssue>>

beforeAll(async () => {
  world = await startWorld({ dist: 'dist' })
  await world.office(cns, '3550308', always)
  notary = await world.staff('tabeliao@exemplo.com', cns, 'tabeliao')
  ready = await readyToIssue(world, await world.signIn('cliente@exemplo.com'), notary, 1)
  browser = await launchChromium()
  ;[holder, verifier] = await Promise.all([phone(browser), phone(browser)])
  heard = overhear(holder)
})
afterAll(async () => {
  await browser.close()
  judge.end()
  await world.end()
})

const judge = openssl()
const der = (base64: unknown) => Buffer.from(String(base64), 'base64url')
test('the request says that it is ready, and the certificate is born on this phone', async () => {
  const { page } = holder
  await signInOn(page, world, 'cliente@exemplo.com')
  await page.goto(`${world.url}/s/${ready.request}`)
  await heading(page, 'Pronto para emitir')
  await page.getByRole('link', { name: 'Emitir neste celular' }).click()
  await page.waitForURL(/\/emitir$/)
  await giveCode(page, world, ready.request, ready.code)

  await choosePin(page, '123456')
  await see(page, 'PIN fácil demais')
  await choosePin(page, '120384')
  await see(page, 'Não use a sua data de nascimento.')
  await page.getByLabel('Crie um PIN de 6 números').fill(goodPin)
  await page.getByLabel('Repita o PIN').fill('739155')
  await press(page, 'Criar PIN e chave')
  await see(page, 'Os dois PINs não são iguais.')
  await page.getByLabel('Repita o PIN').fill(goodPin)
  await press(page, 'Criar PIN e chave')
  await see(page, 'Certificado emitido')
  await see(page, /Válido até \d+ de \w+ de \d{4}/)
})

test('openssl, who knows nothing of us, verifies the request and the certificate that the page got', async () => {
  const { body, answer } = lastTo(heard, '/certificate')
  await judge.keep('request', der(body['csr']), 'req')
  const request = judge.path('request.pem')
  expect((await judge.run('req', '-in', request, '-verify', '-noout')).text).toContain('verify OK')
  const { list, responder } = await judged(judge, world, lastTo(heard, '/certificate'))
  expect(list).toContain('leaf.pem: OK')
  expect(responder).toContain('Response verify OK')
  expect(responder).toContain('leaf.pem: good')
  // The certified key is the one that was asked for, and nothing of the PIN went along.
  const keyOf = (what: string, file: string) => judge.run(what, '-in', file, '-noout', '-pubkey')
  expect(await keyOf('x509', judge.path('leaf.pem'))).toEqual(await keyOf('req', request))
  expect(Object.keys(answer)).not.toContain('key')
  expect(JSON.stringify(heard)).not.toContain(goodPin)
})

test('the request is Concluída with its certificate, which stands in the navigation', async () => {
  const { page } = holder
  await page.getByRole('link', { name: 'Ver solicitação' }).click()
  await see(page, 'Concluída')
  await page.getByRole('navigation', { name: 'Principal' }).getByRole('link', { name: 'Certificado' }).click()
  await see(page, 'Beatriz Fictícia Nunes')
  await see(page, 'Válido')
  await see(page, 'A chave está neste celular.')
  await page.getByRole('img', { name: /QR que leva à verificação/ }).waitFor()
  expect(await page.locator('main').innerText()).not.toContain(ready.cpf.slice(0, 3) + '.')
})

test('a stranger’s phone asks, the holder proves with the PIN, and no CPF is seen', async () => {
  const [mine, theirs] = [holder.page, verifier.page]
  await theirs.goto(`${world.url}/conferir`)
  await theirs.getByRole('img', { name: /QR do pedido/ }).waitFor()
  const opened = await verifier.context.request.storageState()
  expect(opened.cookies.filter(({ name }) => name.includes('session'))).toEqual([])
  await see(theirs, 'Esperando a resposta')
  const code = await theirs.getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/).innerText()

  await mine.getByRole('link', { name: 'Provar que está comigo' }).click()
  await mine.getByLabel('Código ou link do pedido').fill(code.toLowerCase().replace('-', ' '))
  await press(mine, 'Continuar')
  await mine.getByLabel('Seu PIN de 6 números').fill('739155')
  await press(mine, 'Provar agora')
  await see(mine, 'PIN incorreto. Restam 4 tentativas.')
  await mine.getByLabel('Seu PIN de 6 números').fill(goodPin)
  await press(mine, 'Provar agora')
  await heading(mine, 'Provado')
  await see(theirs, `Tabelionato de teste ${cns}`)
  await see(theirs, 'Válido')
  expect(await theirs.locator('main').innerText()).not.toMatch(/\d{3}\.\d{3}|Fictícia Nunes/)
})

test('the receipt is one sheet for the printer', async () => {
  const { page } = holder
  await page.goto(`${world.url}/certificado`)
  await page.getByRole('link', { name: 'Comprovante' }).click()
  // Name and code stand on the page before, too.
  await heading(page, 'Comprovante')
  await heading(page, 'Beatriz Fictícia Nunes')
  // The code is drawn by a piece that comes later.
  await page.getByRole('img', { name: /QR que leva/ }).waitFor()
  await page.emulateMedia({ media: 'print' })
  expect(await page.getByRole('navigation').isVisible()).toBe(false)
  expect(await page.getByRole('button', { name: /Imprimir/ }).isVisible()).toBe(false)
  expect(await page.getByRole('img', { name: /QR que leva/ }).isVisible()).toBe(true)
  const pdf = await page.pdf({ format: 'A4' })
  expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1)
  await page.emulateMedia({ media: null })
})

test('signing out keeps the key for its account, and nobody else sees it', async () => {
  const { page } = holder
  await page.goto(`${world.url}/conta`)
  await press(page, 'Sair')
  await see(page, 'O certificado continua neste aparelho')
  await page.getByRole('dialog').getByRole('button', { name: 'Sair', exact: true }).click()
  await page.waitForURL(/\/entrar/)
  await signInOn(page, world, 'outra@exemplo.com')
  await page.goto(`${world.url}/certificado`)
  await heading(page, 'Nenhum certificado ainda.')
  await page.goto(`${world.url}/provar`)
  await see(page, 'Aqui não há certificado válido para provar.')
  await page.goto(`${world.url}/conta`)
  await press(page, 'Sair')
  expect(await page.getByText('O certificado continua').isVisible()).toBe(false)
  await page.getByRole('dialog').getByRole('button', { name: 'Sair', exact: true }).click()
  await page.waitForURL(/\/entrar/)
  await signInOn(page, world, 'cliente@exemplo.com')
  await page.goto(`${world.url}/certificado`)
  await see(page, 'A chave está neste celular.')
})

test('revoked with a reason, it is good for nothing any more; its key leaves the phone when asked', async () => {
  const { page } = holder
  await press(page, 'Revogar certificado')
  const sheet = page.getByRole('dialog')
  await sheet.getByRole('button', { name: 'Revogar certificado' }).click()
  await see(page, 'Escolha o motivo.')
  await sheet.getByText('Perdi o celular, ou alguém descobriu o PIN').click()
  await sheet.getByRole('button', { name: 'Revogar certificado' }).click()
  await see(page, 'Revogado')
  const { list, responder } = await judged(judge, world, lastTo(heard, '/certificate'))
  expect(list).toContain('certificate revoked')
  expect(responder).toContain('leaf.pem: revoked')
  expect(responder).toContain('keyCompromise')
  await page.getByRole('link', { name: `Tabelionato de teste ${cns}` }).click()
  await see(page, /Celular perdido, roubado/)
  expect(await page.getByRole('button', { name: 'Revogar certificado' }).count()).toBe(0)
  await press(page, 'Apagar a chave deste aparelho')
  await see(page, 'A chave não está neste aparelho.')
  expect([...holder.errors, ...verifier.errors]).toEqual([])
})
