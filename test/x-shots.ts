import { uuidv7 } from '../server/db/uuid.ts'
import { launchChromium, phone, signInOn, heading } from './kit/browser.ts'
import { startWorld } from './kit/house.ts'
import { seedMonth } from './kit/month.ts'
const world = await startWorld({ dist: 'dist' })
const { store, sealer, figures } = world.house
await seedMonth(store, sealer, { requests: 4000, cartorios: 60 })
world.clock.now = Date.parse('2027-01-08T20:00:00Z')
await figures.rebuild()
const s = await world.signIn('inspetora@exemplo.com')
await store.inTransaction(async (tx) => {
  await tx
    .insert(store.tables.role)
    .values({ id: uuidv7(), person: s.person, cns: null, role: 'inspetor', since: 0, until: null, by: 'system' })
})
await world.staff('tabeliao@exemplo.com', '100000', 'tabeliao')
const browser = await launchChromium()
for (const [name, width, scheme] of [
  ['phone', 360, 'light'],
  ['dark', 360, 'dark'],
  ['desk', 1280, 'light'],
  ['deskdark', 1280, 'dark'],
] as const) {
  const { page, context } = await phone(browser, {
    viewport: { width, height: 900 },
    colorScheme: scheme,
    isMobile: width < 500,
  })
  await signInOn(page, world, 'inspetora@exemplo.com')
  await page.goto(`${world.url}/numeros`)
  await heading(page, 'Por cartório')
  await page.waitForTimeout(300)
  if (width < 500)
    for (const [i, f] of (await page.locator('figure').all()).entries()) {
      await f.screenshot({ path: `/tmp/figshots/x-${name}-${i}.png` })
    }
  await page.screenshot({ path: `/tmp/figshots/x-${name}.png`, fullPage: width > 500 })
  if (name === 'desk') {
    await page.getByRole('button', { name: '12 meses' }).click()
    await page.waitForTimeout(800)
    await page.screenshot({ path: '/tmp/figshots/x-desk-year.png' })
    await page
      .getByRole('button', { name: /^3º Tab/ })
      .first()
      .click()
    await page.getByRole('button', { name: '30 dias' }).click()
    await page.waitForTimeout(800)
    await page.screenshot({ path: '/tmp/figshots/x-desk-one.png', fullPage: true })
  }
  if (name === 'phone') {
    await page.getByRole('button', { name: '7 dias' }).click()
    await page.waitForTimeout(800)
    await page.locator('figure').first().screenshot({ path: `/tmp/figshots/x-phone-week.png` })
    await page.locator('section').last().screenshot({ path: '/tmp/figshots/x-phone-offices.png' })
    await page.getByText('Ver como tabela').first().click()
    await page.locator('figure').first().screenshot({ path: '/tmp/figshots/x-phone-table.png' })
  }
  await context.close()
}
await browser.close()
await world.end()
