import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchChromium, phone, press, see, signInOn, type Phone } from '../kit/browser.ts'
import { form, startWorld, type World } from '../kit/house.ts'

/* Two people of one cartório edit its calendar at the same time, on the real server. */
let world: World
let browser: Browser
let first: Phone
let second: Phone

beforeAll(async () => {
  world = await startWorld({ dist: 'dist' })
  await world.office('900001', '3548500')
  await world.staff('tabeliao@exemplo.com', '900001', 'tabeliao')
  await world.staff('substituto@exemplo.com', '900001', 'substituto')
  await world.call(await world.signIn('cliente@exemplo.com'), 'POST', '/api/requests', form(1))
  browser = await launchChromium()
  first = await phone(browser)
  second = await phone(browser)
  await signInOn(first.page, world, 'tabeliao@exemplo.com')
  await signInOn(second.page, world, 'substituto@exemplo.com')
  for (const { page } of [first, second]) {
    await page.goto(`${world.url}/expediente`)
    await see(page, 'Histórico do calendário')
  }
}, 120_000)
afterAll(async () => {
  await browser.close()
  await world.end()
})

async function typeDate(page: Page, date: string, reason: string): Promise<void> {
  await press(page, 'Adicionar data')
  await page.getByLabel('Data', { exact: true }).fill(date)
  await page.getByLabel('Motivo').fill(reason)
}

const monday = (page: Page) => page.locator('summary').filter({ hasText: 'Segunda-feira' }).first().click()

test('a week that never opens is refused in words, and what was typed stays', async () => {
  const { page } = first
  await monday(page)
  await press(page, /^Tirar o período 1 de Segunda/)
  await press(page, /de segunda a sexta o horário de Segunda/)
  await page.getByLabel('Motivo').fill('Obras')
  await press(page, 'Ver o que muda')
  await see(page, /30 dias/)
  expect(await page.getByLabel('Motivo').inputValue()).toBe('Obras')
  await press(page, 'Desfazer o que digitei')
})

test('what the other one saved meanwhile is shown, and nothing typed is lost', async () => {
  await typeDate(first.page, '2026-12-18', 'Balanço')
  await typeDate(second.page, '2026-12-21', 'Dedetização')
  await press(second.page, 'Ver o que muda')
  await see(second.page, 'Nenhum prazo em andamento muda.')
  await press(second.page, 'Confirmar')
  await see(second.page, 'Salvo. Nenhum prazo mudou.')
  await press(first.page, 'Ver o que muda')
  await see(first.page, 'O calendário mudou enquanto você editava.')
  await press(first.page, 'Confirmar')
  await see(first.page, 'Salvo. Nenhum prazo mudou.')
  for (const { page } of [first, second])
    for (const reason of ['Balanço', 'Dedetização'])
      await page.getByRole('button', { name: `Tirar ${reason}` }).waitFor()
})

test('a week of January and a closing of now: both looked at, confirmed and told', async () => {
  const { page } = first
  await page.getByText('Aberto 24 horas').first().click()
  await page.getByText('A partir de uma data').click()
  await page.getByLabel('A partir de', { exact: true }).fill('2027-01-04')
  await page.getByLabel('Motivo').fill('Plantão')
  await press(page, 'Ver o que muda')
  await press(page, 'Confirmar')
  await see(second.page, 'A partir de seg 04/01/2027')
  await press(page, 'Fechar agora')
  await page.getByLabel('Motivo').fill('Falta de energia')
  await press(page, 'Ver o que muda')
  await see(page, '1 prazo em andamento muda.')
  await see(page, /^O expediente de hoje termina às 10:0\d\.$/)
  await page.getByRole('dialog').getByRole('button', { name: 'Fechar agora' }).click()
  await see(page, /^Salvo\. 1 prazo recalculado/)
  await see(second.page, 'Falta de energia')
  expect([...first.errors, ...second.errors]).toEqual([])
})
