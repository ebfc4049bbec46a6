import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/*
 * Three looks of a screen: light and dark at 360×780, and 320 px wide with text at 200 %. axe must find nothing and nothing
 * may scroll sideways. With SCREENSHOTS=folder the pictures are kept, to be looked at by a person.
 */
const shots = process.env['SCREENSHOTS']
if (shots) mkdirSync(shots, { recursive: true })
export const looks = [
  { name: 'light', width: 360, scheme: 'light', text: '100%' },
  { name: 'dark', width: 360, scheme: 'dark', text: '100%' },
  { name: 'large', width: 320, scheme: 'light', text: '200%' },
] as const

/** What only colours can change is asked in the light and in the dark; all the rest in the light and in the narrow look. */
const ofColour = ['color-contrast', 'link-in-text-block']
function rulesFor(name: string) {
  if (name === 'dark') return { runOnly: ofColour }
  if (name !== 'large') return {}
  return { rules: Object.fromEntries(ofColour.map((id) => [id, { enabled: false }])) }
}

/** Ends at once what moves on this page towards an end; what turns for ever is left turning. */
export const still = (page: Page) =>
  page.evaluate(() => {
    for (const one of document.getAnimations()) if (one.effect?.getComputedTiming().endTime !== Infinity) one.finish()
  })

const loaded = (page: Page) => page.waitForFunction(() => !document.body.textContent.includes('Carregando…'))

/** Presses a button that opens a sheet, and waits until the sheet shows what it is about. */
export const opens = (name: string | RegExp) => async (page: Page) => {
  await page.getByRole('button', { name }).first().click()
  await page.getByRole('dialog').waitFor()
  await loaded(page)
  await still(page)
}

/** Waits until a screen that was just entered shows what it is about. */
export async function shown(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  // A second part may begin to load once the first has come.
  await page.waitForTimeout(100)
  await loaded(page)
  await still(page)
}

/** Looks at what stands on the screen now, under this name. */
export async function inspect(
  page: Page,
  look: { readonly name: string; readonly text: string },
  name: string,
): Promise<void> {
  await page.evaluate((size) => (document.documentElement.style.fontSize = size), look.text)
  await still(page)
  if (shots) await page.screenshot({ path: join(shots, `${name}-${look.name}.png`), fullPage: look.name === 'light' })
  // No page has a frame, and the other mode opens a window for every answer.
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ['violations'], ...rulesFor(look.name) })
    .analyze()
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`)
  expect.soft(found, `${name} ${look.name}`).toEqual([])
  const sideways = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect.soft(sideways, `${name} ${look.name} scrolls sideways`).toBeLessThanOrEqual(0)
}

/** The same in one of the looks, which the page takes on as it stands. */
export async function inspectIn(page: Page, look: (typeof looks)[number], name: string): Promise<void> {
  await page.emulateMedia({ colorScheme: look.scheme })
  await page.setViewportSize({ width: look.width, height: look.width === 320 ? 640 : 780 })
  await inspect(page, look, name)
}
