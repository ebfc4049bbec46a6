import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addPictures, heading, launchChromium, press, see } from '../kit/browser.ts'
import { endCall, meet, tick, twoPhones, type Pair } from '../kit/call-phones.ts'
import { choosePin, overhear, type Sent } from '../kit/holder.ts'
import { always, cpfOf, startWorld, type World } from '../kit/house.ts'
import { judged, lastTo } from '../kit/judged.ts'
import { openssl } from '../kit/openssl.ts'

let world: World
let browser: Browser
let pair: Pair
let heard: Sent[]
let request: string
let code: string

beforeAll(async () => {
  world = await startWorld({ dist: 'dist' })
  world.clock.tick = true
  await world.office('900001', '3550308', always)
  await world.staff('tabeliao@exemplo.com', '900001', 'tabeliao')
  browser = await launchChromium({ media: true })
  pair = await twoPhones(browser, world, {}, 'tabeliao@exemplo.com')
  heard = overhear(pair.client)
})
afterAll(async () => {
  await browser.close()
  judge.end()
  await world.end()
})

const judge = openssl()
const shots = process.env['LIFE_SHOTS']
/** A picture of both phones, for whoever wants to look: LIFE_SHOTS names a folder. */
async function shoot(name: string): Promise<void> {
  if (!shots) return
  for (const [who, { page }] of Object.entries(pair))
    await page.screenshot({ path: `${shots}/life-${name}-${who}.png`, fullPage: true })
}
const main = (page: Page, text: string | RegExp) => page.locator('main').getByText(text).first().waitFor()

test('asked with three pictures, and decided "criar"', async () => {
  const [c, s] = [pair.client.page, pair.staff.page]
  await see(s, 'Fila em dia')
  await c.goto(`${world.url}/nova`)
  await c.getByLabel('Município onde você mora').fill('santos')
  await c.getByText('Santos/SP', { exact: true }).click()
  await c.getByText('Tabelionato de teste 900001').click()
  await press(c, 'Continuar')
  await c.getByLabel('CPF').fill(cpfOf(1))
  await c.getByLabel('Nome completo').fill('Beatriz Fictícia Nunes')
  await c.getByLabel('Data de nascimento').fill('12/03/1984')
  await c.getByLabel('Celular').fill('13987654321')
  await press(c, 'Continuar')
  await addPictures(c)
  await press(c, 'Enviar solicitação')
  await c.waitForURL(/\/s\//)
  request = new URL(c.url()).pathname.slice(3)

  await s
    .getByRole('link', { name: /Decidir/ })
    .or(s.getByRole('button', { name: /Decidir/ }))
    .first()
    .click()
  for (const alt of ['Foto do cliente', 'Frente do documento do cliente', 'Verso do documento do cliente'])
    await s.getByRole('img', { name: alt }).waitFor()
  await s.getByText('Criar registro no CCN', { exact: true }).first().click()
  await press(s, /^Confirmar decisão/)
  await main(s, 'Em andamento')
  await main(c, 'Em andamento')
  await shoot('1-em-andamento')
})

test('the record is completed, and what no source was asked about is answered for in writing', async () => {
  const { page } = pair.staff
  await page.getByRole('link', { name: 'Registro no CCN', exact: true }).click()
  await page.getByRole('link', { name: 'Completar', exact: true }).click()
  const fill = (label: string, text: string, nth = 0) => page.getByLabel(label, { exact: true }).nth(nth).fill(text)
  await fill('Nacionalidade', 'brasileira')
  await fill('1º nome', 'Maria Fictícia Nunes')
  await page.getByLabel('Tipo').selectOption('rg')
  await fill('Número', '12.345.678-9')
  await fill('Órgão emissor', 'SSP/SP')
  await fill('Data de emissão', '30062015')
  await page.getByLabel('Estado civil').selectOption('single')
  await fill('Profissão', 'médica')
  await fill('CEP', '11010001')
  await fill('Rua ou avenida', 'Rua do Comércio')
  await fill('Número', '10', 1)
  await fill('Bairro', 'Centro')
  await page.getByText('Não', { exact: true }).click()
  await press(page, /^Salvar nova versão/)
  await see(page, 'Registro completo.')
  await page.goto(`${world.url}/s/${request}`)
  for (const kind of ['receita', 'face']) {
    const check = page.locator(`#check-${kind}`)
    await check.getByText('Não consultado').first().waitFor()
    await check.getByRole('button', { name: 'Justificar por escrito' }).click()
    const sheet = page.getByRole('dialog')
    await sheet.getByLabel('Por que o pedido pode seguir').fill('Identificada pelo documento, frente e verso.')
    await sheet.getByRole('button', { name: 'Registrar justificativa' }).click()
    await check.getByText('Justificado').waitFor()
  }
  await shoot('2-justificado')
})

test('identified by video, the client is shown the code; life is declared, and the order placed', async () => {
  const [c, s] = [pair.client.page, pair.staff.page]
  await meet(pair, world, request)
  await shoot('3-video')
  await tick(pair)
  await endCall(pair, 'Identificado')
  await see(c, 'Você foi identificado.')
  const shown = c.getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/)
  code = await shown.innerText()
  await shoot('4-codigo')
  // Only the client ever sees it.
  expect(await s.locator('body').innerText()).not.toContain(code)

  await s.locator('#check-liveness').getByRole('button', { name: 'Declarar' }).click()
  await s.getByText('Uma pessoa presente e viva').click()
  await press(s, 'Registrar declaração')
  await see(s, 'Nada falta.')
  await press(s, 'Fazer pedido')
  await s.getByRole('dialog').getByRole('button', { name: 'Fazer pedido' }).click()
  await see(s, /Pedido feito/)
  // The button that opened the sheet is gone: the focus goes to the content, not to the skip link above it.
  await expect.poll(() => s.evaluate(() => document.activeElement?.id)).toBe('conteudo')
  await c.getByRole('link', { name: 'Ver a solicitação' }).click()
  await heading(c, 'Pronto para emitir')
  await shoot('5-pedido')
})

test('issued with the PIN, without typing the code; both screens say Concluída', async () => {
  const [c, s] = [pair.client.page, pair.staff.page]
  await c.getByRole('link', { name: 'Emitir neste celular' }).click()
  await see(c, 'Código da videoconferência encontrado neste celular.')
  const tickBox = c.getByLabel('Não estou em aba anônima e quero emitir aqui.')
  if (await tickBox.isVisible()) await tickBox.check()
  await press(c, 'Continuar')
  await see(c, 'Crie um PIN de 6 números')
  await shoot('6-pin')
  await choosePin(c)
  await see(c, 'Certificado emitido')
  await main(s, 'Concluída')
  await c.getByRole('link', { name: 'Ver solicitação' }).click()
  await main(c, 'Concluída')
  await shoot('7-concluida')
})

test('openssl verifies the request, the certificate and its profile, by the list and by the responder', async () => {
  const { body, answer } = lastTo(heard, '/certificate')
  await judge.keep('request', Buffer.from(String(body['csr']), 'base64url'), 'req')
  const asked = await judge.run('req', '-in', judge.path('request.pem'), '-verify', '-noout')
  expect(asked.text).toContain('verify OK')
  const before = await judged(judge, world, lastTo(heard, '/certificate'))
  expect(before.list).toContain('leaf.pem: OK')
  expect(before.responder).toMatch(/Response verify OK[\s\S]*leaf\.pem: good/)
  const { text } = await judge.run(
    'x509',
    '-in',
    judge.path('leaf.pem'),
    '-noout',
    '-text',
    '-nameopt',
    'utf8,space_eq',
  )
  for (const words of ['CN = Beatriz Fictícia Nunes', 'CNS 90.000-1', 'Non Repudiation', 'CA:FALSE', '/ca/crl'])
    expect(text).toContain(words)
  expect(text).not.toContain('2.16.76.1')
  expect(String(answer['serial'])).toMatch(/^[0-9a-f]{32}$/)
})

test('revoked by its holder; whoever verifies it hears so', async () => {
  const { page } = pair.client
  await page.goto(`${world.url}/certificado`)
  await see(page, 'A chave está neste celular.')
  const verifyPage = String((await world.house.store.read.select().from(world.house.store.tables.certificate))[0]?.code)
  const verified = async () => (await world.call(null, 'GET', `/verificar/${verifyPage}`)).body['text']
  expect(await verified()).toContain('Certificado válido')
  await press(page, 'Revogar certificado')
  const sheet = page.getByRole('dialog')
  await sheet.getByText('Perdi o celular, ou alguém descobriu o PIN').click()
  await sheet.getByRole('button', { name: 'Revogar certificado' }).click()
  await see(page, 'Revogado')
  expect(await verified()).toContain('Certificado revogado')
  // The app's service worker leaves the page of the server alone.
  await page.evaluate(() => navigator.serviceWorker.ready)
  await page.goto(`${world.url}/verificar/${verifyPage}`)
  await heading(page, /Certificado revogado/)
  expect(await page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true)
  const after = await judged(judge, world, lastTo(heard, '/certificate'))
  expect(after.list).toContain('certificate revoked')
  expect(after.responder).toContain('leaf.pem: revoked')
  await shoot('8-revogado')
  expect([...pair.client.errors, ...pair.staff.errors]).toEqual([])
})
