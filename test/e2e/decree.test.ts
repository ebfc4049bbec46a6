import { eq } from 'drizzle-orm'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { journalOf, ticksOf } from '../../server/db/journal.ts'
import { uuidv7 } from '../../server/db/uuid.ts'
import { launchChromium, phone, press, see, signInOn, type Phone } from '../kit/browser.ts'
import { form, startWorld, type World } from '../kit/house.ts'
import { inspectIn, looks } from '../kit/looks.ts'

/* Acceptance 3 of the calendars: a half day decreed at noon for a município with 200 running clocks, seen by everybody. */
const minute = 60_000
const noon = Date.parse('2026-11-24T15:00:00Z')
const santos = '3548500'
const offices = ['900001', '900002', '900003', '900004']
const clocks = 200
let world: World
let browser: Browser
let first: Phone
let second: Phone
let staff: Phone
let desk: Phone
const ids: string[] = []
let elsewhere = ''

beforeAll(async () => {
  world = await startWorld({ dist: 'dist' })
  for (const cns of offices) await world.office(cns, santos)
  await world.office('900009', '3550308')
  await world.staff('tabeliao@exemplo.com', '900001', 'tabeliao')
  for (const cns of [...offices.slice(1), '900009']) await world.staff(`t${cns}@exemplo.com`, cns, 'tabeliao')
  const { person } = await world.signIn('admin@exemplo.com')
  const { store } = world.house
  const role = { id: uuidv7(), person, cns: null, role: 'admin' as const, since: 0, until: null, by: 'system' }
  await store.inTransaction(async (tx) => void (await tx.insert(store.tables.role).values(role)))
  // Six minutes are used at noon: nine are left.
  world.clock.now = noon - 6 * minute
  const people = [await world.signIn('cliente@exemplo.com'), await world.signIn('outra@exemplo.com')]
  for (let nth = 0; nth < clocks; nth += 1) {
    const sent = form(nth, { cns: offices[nth % offices.length] })
    const made = await world.call(people[nth % 2] ?? null, 'POST', '/api/requests', sent)
    expect(made.status).toBe(201)
    ids.push(sent.id)
  }
  const spared = form(clocks, { cns: '900009' })
  await world.call(people[0] ?? null, 'POST', '/api/requests', spared)
  elsewhere = spared.id
  world.clock.now = noon
  browser = await launchChromium()
  first = await phone(browser)
  second = await phone(browser)
  staff = await phone(browser)
  desk = await phone(browser)
}, 120_000)
afterAll(async () => {
  await browser.close()
  await world.end()
})

/** The screen as it stands, in light, in dark and in large. */
async function lookedAt(page: Page, name: string): Promise<void> {
  for (const look of looks) await inspectIn(page, look, name)
  await page.setViewportSize({ width: 360, height: 780 })
  await page.evaluate(() => (document.documentElement.style.fontSize = ''))
}

/** Opens "Por que …?" as a person does, reads it and closes it. */
async function why(page: Page, time: string): Promise<string> {
  await press(page, `Por que ${time}?`)
  const sheet = page.getByRole('dialog', { name: `Por que ${time}?` })
  await sheet.getByText('úteis:').waitFor()
  const text = await sheet.innerText()
  await sheet.getByRole('button', { name: 'Entendi' }).click()
  await sheet.waitFor({ state: 'detached' })
  return text.replaceAll(/\s+/g, ' ')
}

test('a half day at noon: looked at, confirmed, and everybody sees the new hour and why, without a reload', async () => {
  await signInOn(first.page, world, 'cliente@exemplo.com')
  await signInOn(second.page, world, 'outra@exemplo.com')
  await signInOn(staff.page, world, 'tabeliao@exemplo.com')
  await signInOn(desk.page, world, 'admin@exemplo.com')
  // The two clients are of two cartórios; the staff looks at the first one's request.
  const watched: [Phone, string | undefined][] = [
    [first, ids[0]],
    [second, ids[1]],
    [staff, ids[0]],
  ]
  for (const [{ page }, id] of watched) {
    await page.goto(`${world.url}/s/${id}`)
    await page.evaluate(() => Object.assign(globalThis, { neverReloaded: true }))
    expect(await why(page, '12:09')).toContain('15 min úteis: 15 min hoje')
  }

  const { page } = desk
  await page.goto(`${world.url}/admin`)
  await page.getByRole('link', { name: /^Calendário/ }).click()
  await page.getByLabel('Município').fill('santos')
  await page.getByText('Santos/SP', { exact: true }).click()
  await see(page, 'Nível municipal · 4 cartórios · 200 prazos em andamento')
  await press(page, 'Decretar meio expediente hoje')
  await page.getByLabel('Lei ou ato').fill('Decreto 12/2026')
  await press(page, 'Ver o que muda')
  await see(page, '200 prazos em andamento mudam.')
  await see(page, 'Vale para 4 cartórios, com 200 prazos em andamento.')
  const look = await page.getByRole('dialog').innerText()
  expect(look).toMatch(/…\d{4} de hoje 12:09 para amanhã 09:09/)
  expect(look).toContain('e mais 195 prazos')
  await lookedAt(page, 'A-decreto')

  // Looked at is not done.
  for (const [{ page: theirs }] of watched) expect(await why(theirs, '12:09')).not.toContain('O que mudou o prazo')

  await press(page, 'Confirmar')
  await see(page, 'Salvo. 200 prazos recalculados; clientes e cartórios foram avisados.')
  for (const [{ page: theirs }] of watched) {
    await see(theirs, 'Novo horário-limite: amanhã, 09:09.')
    await see(theirs, 'Motivo: Meio expediente (Decreto 12/2026).')
    const told = await why(theirs, '09:09')
    expect(told).toContain('15 min úteis: 6 min hoje + 9 min amanhã')
    expect(told).toContain(
      'Hoje às 12:00 o prazo passou de hoje 12:09 para amanhã 09:09: Meio expediente — Decreto 12/2026.',
    )
    expect(told).toContain('hoje, 12:00 – 17:00 Não conta: Meio expediente — Decreto 12/2026')
    expect(await theirs.evaluate(() => 'neverReloaded' in globalThis)).toBe(true)
  }
  await lookedAt(staff.page, 'T2-recalculada')
  await press(first.page, 'Por que 09:09?')
  await lookedAt(first.page, 'C5-por-que')
  for (const each of [first, second, staff, desk]) expect(each.errors).toEqual([])
})

test('each of the 200 has a row of the ledger, a line of the journal and one notice; nobody else has', async () => {
  const { store, sealer } = world.house
  const { notice } = store.tables
  const due = noon + (21 * 60 + 9) * minute
  for (const id of ids) {
    const rows = await ticksOf(store, store.read, id)
    expect(rows.map(({ kind }) => kind)).toEqual(['start', 'project'])
    expect(rows.at(-1)).toMatchObject({ at: noon, remainingMs: 9 * minute, dueAt: due })
    const lines = await journalOf(store, store.read, sealer, id)
    expect(lines.map(({ kind }) => kind)).toEqual(['submit', 'reproject'])
    const told = await store.read.select().from(notice).where(eq(notice.request, id))
    expect(told.filter(({ kind, person }) => kind === 'rescheduled' && person !== null)).toHaveLength(1)
  }
  expect(await ticksOf(store, store.read, elsewhere)).toHaveLength(1)
})

test('an outage that nobody noticed gives its two minutes back, and everybody is told', async () => {
  const { page } = desk
  await first.page.getByRole('dialog').getByRole('button', { name: 'Entendi' }).click()
  await page.goto(`${world.url}/admin/indisponibilidades`)
  await press(page, 'Registrar indisponibilidade')
  await page.getByLabel('Caiu no dia').fill('2026-11-24')
  await page.getByLabel('Caiu às').fill('11:56')
  await page.getByLabel('Voltou no dia').fill('2026-11-24')
  await page.getByLabel('Voltou às').fill('11:58')
  await page.getByLabel('Motivo').fill('Falha do provedor')
  await press(page, 'Ver o que muda')
  await see(page, '201 prazos em andamento mudam.')
  await press(page, 'Confirmar')
  await see(page, /^Salvo\. 201 prazos/)
  await see(page, '201 prazos receberam o tempo de volta')
  for (const { page: theirs } of [first, staff]) {
    await see(theirs, 'Novo horário-limite: amanhã, 09:11.')
    const told = await why(theirs, '09:11')
    expect(told).toContain('15 min úteis: 4 min hoje + 11 min amanhã')
    expect(told).toContain('hoje, 11:56 – 11:58 Não conta: sistema fora do ar')
  }
  await first.page.goto(`${world.url}/solicitacoes`)
  await see(first.page, 'Novo horário-limite: amanhã, 09:11. Motivo: Falha do provedor.')
})
