import { existsSync, readFileSync } from 'node:fs'
import { eq } from 'drizzle-orm'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { session as sessionTable } from '../../server/db/schema.auth.sqlite.ts'
import { parseEmail } from '../../server/domain/contact.ts'
import type { ClockView } from '../../server/domain/clock-view.ts'
import { commandLine, invite } from '../../server/identity/roles.ts'
import { importInto } from '../../server/tools/cartorios.ts'
import { launchChromium, phone, signInOn, type Phone } from '../kit/browser.ts'
import { cpfOf, freePort, startWorld, type World } from '../kit/house.ts'
import { addAuthenticator, keysOn, type Authenticator } from '../kit/passkey.ts'

const listing = ['../shared/data/serventias-cnj.csv', 'test/fixtures/cnj.csv'].find(existsSync) ?? ''
const real = listing.startsWith('..')
/** An office of the listing two hours behind Brasília, as people look for it. */
const place = real
  ? { cns: '000794', name: /^3º Tabelionato de Notas e 3º/, search: 'rio branco 3º', city: 'Rio Branco', zone: 'America/Rio_Branco' }
  : { cns: '000009', name: /^Ofício Fictício de Notas/, search: 'tabatinga', city: 'Tabatinga', zone: 'America/Eirunepe' }
const [notary, clerk, helper] = ['titular@exemplo.com', 'escrevente@exemplo.com', 'balcao@exemplo.com']
const day = 86_400_000
const minute = 60_000
/** The next Tuesday, 13:50 in Acre: ten minutes before the office closes at 14:00. */
const almostTwo = nextTuesday() + 18 * 60 * minute + 50 * minute

let world: World
let browser: Browser
let boss: Phone
let client: Phone
let desk: Phone
let key: Authenticator

beforeAll(async () => {
  const port = await freePort()
  world = await startWorld({
    demo: false,
    dist: 'dist',
    env: {
      PORT: String(port),
      HOST: '127.0.0.1',
      PUBLIC_URL: `http://localhost:${port}`,
      AUTH_SECRET: 'a'.repeat(32),
      SEALING_KEYS: `k1:${Buffer.alloc(32, 1).toString('base64')}`,
      INDEX_KEY: 'b'.repeat(32),
      SMTP_URL: 'smtp://mail.example:25',
    },
  })
  world.clock.now = almostTwo
  browser = await launchChromium()
  boss = await phone(browser, { timezoneId: place.zone })
  ;[client, desk] = await Promise.all([phone(browser), phone(browser)])
  key = await addAuthenticator(boss.page)
})
afterAll(async () => {
  await browser.close()
  await world.end()
})

function nextTuesday(): number {
  const today = Math.floor(Date.now() / day)
  // 1970-01-01 was a Thursday.
  return (today + 1 + ((5 - ((today + 1) % 7) + 7) % 7)) * day
}

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click()
const see = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor()
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name }).first().waitFor()

/** A call as the page itself would make it, with its cookies. */
const inPage = (page: Page, method: string, path: string, body?: unknown) =>
  page.evaluate(
    async ([verb, where, sent]) => {
      const headers = { 'content-type': 'application/json' }
      const answer = await fetch(where, verb === 'GET' ? {} : { method: verb, headers, body: sent })
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
    },
    [method, path, JSON.stringify(body ?? {})] as const,
  )

async function signOutOn(page: Page): Promise<void> {
  await page.goto(`${world.url}/conta`)
  await press(page, 'Sair')
  await page.getByRole('dialog').getByRole('button', { name: 'Sair' }).click()
  await page.waitForURL(/\/entrar/)
}

test('the directory goes in, and its offices can be seen but not chosen', async () => {
  const { store } = world.house
  const first = await importInto(store, readFileSync(listing), Date.now())
  if (real) expect(first).toMatchObject({ read: 777, eligible: 340, ufs: 27 })
  const again = await importInto(store, readFileSync(listing), Date.now())
  expect(again).toMatchObject({ inserted: 0, changed: 0, same: first.inserted, missing: 0 })

  const c = client.page
  await signInOn(c, world, 'cliente@exemplo.com')
  await c.goto(`${world.url}/nova`)
  await c.getByLabel('Município onde você mora').fill('santos')
  await c.getByText('Santos/SP', { exact: true }).click()
  await c.getByRole('searchbox', { name: 'Cartório' }).fill(place.search)
  const office = c.getByRole('radio', { name: place.name })
  await office.waitFor()
  expect(await office.isDisabled()).toBe(true)
  await see(c, `${place.city}/${real ? 'AC' : 'AM'} · ainda não atende pelo Quinze`)
})

test('the invited tabelião walks through credenciamento with a passkey, hours and a tested e-mail', async () => {
  const { store, sealer } = world.house
  const email = parseEmail(notary)
  if (!email) throw new Error('no e-mail')
  await invite(store, sealer, { email, role: 'tabeliao', cns: place.cns, by: commandLine, at: Date.now() })
  const b = boss.page
  await signInOn(b, world, notary)
  await see(b, 'Convite: tabelião')
  await press(b, 'Aceitar convite')
  await heading(b, '1. Chave de acesso')

  // An hour later the code is no proof of presence any more: a new one is asked for, and the way leads back here.
  await store.inTransaction(async (tx) => {
    const { person } = await meOn(b)
    const old = new Date(Date.now() - 60 * minute)
    const mine = await world.house.auth.sessions(person)
    await tx.update(sessionTable).set({ createdAt: old }).where(eq(sessionTable.id, mine[0]?.id ?? ''))
  })
  await press(b, 'Criar chave de acesso')
  await b.waitForURL(/\/entrar\?next=/)
  await see(b, /Sua sessão terminou/)
  await codeOn(b, notary)
  await heading(b, '1. Chave de acesso')
  await press(b, 'Criar chave de acesso')
  await see(b, /Cada pessoa da equipe cria a sua/)
  expect(await keysOn(key)).toBe(1)
  await press(b, 'Continuar')

  await heading(b, '2. Horários de atendimento')
  const monday = b.locator('details', { hasText: 'Segunda-feira' })
  await monday.locator('summary').click()
  await monday.getByRole('button', { name: /Adicionar período/ }).click()
  await monday.getByLabel('das').fill('08:00')
  await monday.getByLabel('às').fill('14:00')
  await monday.getByRole('button', { name: /Usar de segunda a sexta/ }).click()
  await press(b, 'Salvar horários')

  await heading(b, '3. Como avisamos você')
  const before = world.mailbox.list().length
  await press(b, /Testar aviso\s+por e-mail/)
  await expect.poll(() => world.mailbox.list().length).toBe(before + 1)
  expect(world.mailbox.list().some((mail) => mail.to === notary && /teste/i.test(mail.text))).toBe(true)
  await see(b, 'Testado')
  await press(b, 'Continuar')
  await heading(b, '4. Começar a atender')
  await press(b, 'Começar a atender')
  await b.waitForURL(/\/fila/)
  await see(b, 'Fila em dia')

  await b.goto(`${world.url}/expediente`)
  for (const [email, role] of [
    [clerk, 'escrevente'],
    [helper, 'atendente'],
  ] as const) {
    await b.getByLabel('E-mail', { exact: true }).fill(email)
    await b.getByLabel('Papel').selectOption(role)
    await press(b, 'Enviar convite')
    await heading(b, email)
    expect(world.mailbox.list().some((mail) => mail.to === email && mail.text.includes(world.url))).toBe(true)
  }
})

const meOn = async (page: Page) => (await inPage(page, 'GET', '/api/me')).body as { person: string }
