import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchChromium, phone, signInOn, type Phone } from '../kit/browser.ts'
import { always, cpfOf, startWorld, type World } from '../kit/house.ts'

let world: World
let browser: Browser
let client: Phone
let first: Phone
let second: Phone

beforeAll(async () => {
  world = await startWorld({ dist: 'dist' })
  world.clock.tick = true
  await world.office('900001', '3550308', always)
  await world.office('900002', '3548500', always)
  await world.staff('primeiro@exemplo.com', '900001', 'tabeliao')
  await world.staff('segundo@exemplo.com', '900002', 'escrevente')
  browser = await launchChromium()
  ;[client, first, second] = await Promise.all([phone(browser), phone(browser), phone(browser)])
})
afterAll(async () => {
  await browser.close()
  await world.end()
})

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click()
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name }).first().waitFor()

test('ask → expire → liberar → pegar → criar registro, on phones, live, without one reload', async () => {
  const c = client.page
  await signInOn(first.page, world, 'primeiro@exemplo.com')
  await first.page.getByText('Fila em dia').waitFor()
  await first.page.locator('nav a[href="/fila"][aria-current="page"]').waitFor()
  await signInOn(second.page, world, 'segundo@exemplo.com')
  await second.page.getByText('Fila em dia').waitFor()
  await signInOn(c, world, 'cliente@exemplo.com')

  await c
    .getByRole('link', { name: /Solicitar certificado|Nova solicitação/ })
    .first()
    .click()
  await heading(c, 'Onde você mora e quem vai atender')
  await c.getByLabel('Município onde você mora').fill('santos')
  await c.getByText('Santos/SP', { exact: true }).click()
  await c.getByText('Tabelionato de teste 900001').click()
  await press(c, 'Continuar')
  await c.getByLabel('CPF').fill(cpfOf(1))
  await c.getByLabel('Nome completo').fill('Beatriz Fictícia Nunes')
  await c.getByLabel('Data de nascimento').fill('12/03/1984')
  await c.getByLabel('Celular').fill('13987654321')
  await press(c, 'Continuar')
  await c.getByText('Beatriz Fictícia Nunes').first().waitFor()
  await press(c, 'Enviar solicitação')
  await c.waitForURL(/\/s\//)
  await c.getByRole('timer').first().waitFor()

  // The card arrives at the first cartório by itself; opening it does not stop the clock.
  await first.page.getByText('Beatriz Fictícia Nunes').first().waitFor()
  await first.page
    .getByRole('link', { name: /Decidir/ })
    .or(first.page.getByRole('button', { name: /Decidir/ }))
    .first()
    .click()
  await first.page
    .getByText(/O relógio continua/)
    .first()
    .waitFor()

  await world.house.moveClock(15 * 60_000)
  await world.house.alarms.ring()
  await c.getByText('O prazo de 15 minutos úteis passou').first().waitFor()
  await press(c, /^Liberar solicitação/)
  await c.getByRole('dialog').getByRole('button', { name: 'Liberar solicitação' }).click()
  await c
    .getByText(/Procurando cartório|Liberada/)
    .first()
    .waitFor()

  await second.page
    .getByRole('button', { name: /Disponíveis de outros cartórios/ })
    .or(second.page.getByRole('tab', { name: /Disponíveis de outros cartórios/ }))
    .or(second.page.getByText('Disponíveis de outros cartórios'))
    .first()
    .click()
  await second.page.getByRole('button', { name: 'Pegar solicitação' }).waitFor()
  expect(await second.page.locator('main').innerText()).not.toContain('Beatriz')
  await press(second.page, 'Pegar solicitação')
  await second.page.waitForURL(/\/s\//)
  await second.page.getByText('Beatriz Fictícia Nunes').first().waitFor()
  await c
    .getByText(/Tabelionato de teste 900002/)
    .first()
    .waitFor()

  await second.page.getByText('Criar registro no CCN', { exact: true }).first().click()
  await press(second.page, 'Confirmar decisão')
  await second.page.locator('main').getByText('Em andamento').first().waitFor()
  await c.locator('main').getByText('Em andamento').first().waitFor()

  expect([...client.errors, ...first.errors, ...second.errors]).toEqual([])
})
