import { existsSync, readFileSync } from 'node:fs'
import { eq } from 'drizzle-orm'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cartorioByCns, type CartorioRow } from '../../server/db/cartorios.ts'
import { parseEmail } from '../../server/domain/contact.ts'
import type { ClockView } from '../../server/domain/clock-view.ts'
import { commandLine, invite } from '../../server/identity/roles.ts'
import { importInto } from '../../server/tools/cartorios.ts'
import {
  addPictures,
  enterCode,
  heading,
  inPage,
  launchChromium,
  phone,
  press,
  see,
  signInOn,
  signOutOn,
  type Phone,
} from '../kit/browser.ts'
import { cpfOf, type World } from '../kit/house.ts'
import { addAuthenticator, keysOn, type Authenticator } from '../kit/passkey.ts'
import { ageSessions, nextTuesday, startProduction } from '../kit/production.ts'

const listing = ['../shared/data/serventias-cnj.csv', 'test/fixtures/cnj.csv'].find(existsSync) ?? ''
const real = listing.startsWith('..')
/** An office of the listing two hours behind Brasília, and what people type to find it. */
const [cns, search] = real ? ['000794', 'rio branco 3º'] : ['000009', 'tabatinga']
const [notary, clerk, helper] = ['titular@exemplo.com', 'escrevente@exemplo.com', 'balcao@exemplo.com']
const needsPasskey = 'Para fazer isto, entre com a sua chave de acesso (passkey) neste aparelho.'
const day = 86_400_000
const minute = 60_000
const tuesday = nextTuesday()
/** 13:50 in Acre: ten minutes before the office closes at 14:00. */
const almostTwo = tuesday + 18 * 60 * minute + 50 * minute

let world: World
let browser: Browser
let boss: Phone
let client: Phone
let desk: Phone
let key: Authenticator
let place: CartorioRow
/** The screen of the request that the client sends. */
let path = ''

beforeAll(async () => {
  world = await startProduction()
  world.clock.now = almostTwo
  browser = await launchChromium()
  boss = await phone(browser, { timezoneId: 'America/Rio_Branco' })
  ;[client, desk] = await Promise.all([phone(browser), phone(browser)])
  key = await addAuthenticator(boss.page)
})
afterAll(async () => {
  await browser.close()
  await world.end()
})

const meOn = async (page: Page) => (await inPage(page, 'GET', '/api/me')).body as { person: string }

test('the directory goes in, and its offices can be seen but not chosen', async () => {
  const { store } = world.house
  const first = await importInto(store, readFileSync(listing), Date.now())
  if (real) expect(first).toMatchObject({ read: 777, eligible: 340, ufs: 27 })
  const again = await importInto(store, readFileSync(listing), Date.now())
  expect(again).toMatchObject({ inserted: 0, changed: 0, same: first.inserted, missing: 0 })

  const found = await cartorioByCns(store, store.read, cns)
  if (!found) throw new Error('the office is not in the listing')
  place = found

  const c = client.page
  await signInOn(c, world, 'cliente@exemplo.com')
  await c.goto(`${world.url}/nova`)
  await c.getByLabel('Município onde você mora').fill('santos')
  await c.getByText('Santos/SP', { exact: true }).click()
  await c.getByRole('searchbox', { name: 'Cartório' }).fill(search)
  const office = c.getByRole('radio', { name: place.name })
  await office.waitFor()
  expect(await office.isDisabled()).toBe(true)
  await see(c, `${place.municipio}/${place.uf} · ainda não atende pelo Quinze`)
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
  await ageSessions(world, (await meOn(b)).person, 60 * minute)
  await press(b, 'Criar chave de acesso')
  await b.waitForURL(/\/entrar\?next=/)
  await see(b, /Sua sessão terminou/)
  await enterCode(b, world, notary)
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
  expect(world.mailbox.list().some((mail) => mail.to === notary && mail.text.includes('Avisos funcionando'))).toBe(true)
  await see(b, 'Testado')
  await press(b, 'Continuar')
  await heading(b, '4. Começar a atender')
  await press(b, 'Começar a atender')
  await b.waitForURL(/\/fila/)
  await see(b, 'Fila em dia')

  await b.goto(`${world.url}/expediente`)
  for (const [email, role] of Object.entries({ [clerk]: 'escrevente', [helper]: 'atendente' })) {
    await b.getByLabel('E-mail', { exact: true }).fill(email)
    await b.getByLabel('Papel').selectOption(role)
    await press(b, 'Enviar convite')
    await heading(b, email)
    expect(world.mailbox.list().some((mail) => mail.to === email && mail.text.includes(world.url))).toBe(true)
  }
})

test('a client chooses the office by name, and the request runs in its zone and hours', async () => {
  const c = client.page
  await c.goto(`${world.url}/nova`)
  await c.getByRole('searchbox', { name: 'Cartório' }).fill(search)
  await c.getByRole('radio', { name: place.name }).click()
  await press(c, 'Continuar')
  await c.getByLabel('CPF').fill(cpfOf(1))
  await c.getByLabel('Nome completo').fill('Beatriz Fictícia Nunes')
  await c.getByLabel('Data de nascimento').fill('12/03/1984')
  await c.getByLabel('Celular').fill('13987654321')
  await press(c, 'Continuar')
  await addPictures(c)
  await press(c, 'Enviar solicitação')
  await c.waitForURL(/\/s\//)
  path = new URL(c.url()).pathname

  // Ten minutes until 14:00 in Acre, the other five from 08:00 of the next day.
  const { body } = await inPage(c, 'GET', `/api/requests${path.slice(2)}`)
  const opens = tuesday + day + 13 * 60 * minute
  expect(body['clock'] as ClockView).toEqual({
    state: 'running',
    now: almostTwo,
    totalMs: 15 * minute,
    remainingMs: 15 * minute,
    dueAt: opens + 5 * minute,
    pausesAt: almostTwo + 10 * minute,
    reopensAt: opens,
    zone: place.zone,
    place: place.municipio,
  } satisfies ClockView)
  await see(c, `até 10:05 (08:05 em ${place.municipio})`)
  await boss.page.goto(`${world.url}/fila`)
  await see(boss.page, /08:05/)
  expect(await boss.page.locator('main').innerText()).not.toContain(`em ${place.municipio})`)
})

test('an atendente accepts, sees and can not decide', async () => {
  const d = desk.page
  await signInOn(d, world, helper)
  await see(d, 'Convite: atendente')
  await press(d, 'Aceitar convite')
  await d.waitForURL(/\/fila/)
  await d.getByRole('link', { name: /Ver solicitação/ }).click()
  await see(d, /Seu papel no cartório permite ver/)
  await see(d, 'Beatriz Fictícia Nunes')
  expect(await d.getByRole('button', { name: 'Confirmar decisão' }).count()).toBe(0)
  const refused = await inPage(d, 'POST', `/api/requests${path.slice(2)}/decision`, { kind: 'create' })
  expect([refused.status, refused.body['code']]).toEqual([403, 'forbidden_role'])
  await d.goto(`${world.url}/fila`)
})

test('a session opened by code alone may not decide, says why, and shows the way out', async () => {
  const b = boss.page
  await signOutOn(b, world)
  await signInOn(b, world, notary)
  await b.getByRole('link', { name: /Decidir/ }).click()
  await see(b, needsPasskey)
  const refused = await inPage(b, 'POST', `/api/requests${path.slice(2)}/decision`, { kind: 'create' })
  expect([refused.status, refused.body['code'], refused.body['detail']]).toEqual([403, 'needs_passkey', needsPasskey])
  await press(b, 'Entrar com a chave de acesso')
  await b.getByRole('dialog').getByRole('button', { name: 'Entrar com a chave de acesso' }).click()
  await b.getByRole('button', { name: 'Confirmar decisão' }).waitFor()

  const other = await world.signIn(clerk)
  const [open] = (await world.call(other, 'GET', '/api/me')).body['invitations'] as { id: string }[]
  expect((await world.call(other, 'POST', `/api/invitations/${open?.id}/accept`)).status).toBe(200)
  const decided = await world.call(other, 'POST', `/api/requests${path.slice(2)}/decision`, { kind: 'create' })
  expect([decided.status, decided.body['code']]).toEqual([403, 'needs_passkey'])
})

test('the tabelião signs in with the passkey and decides', async () => {
  const b = boss.page
  await signOutOn(b, world)
  await press(b, 'Entrar com chave de acesso')
  await b.waitForURL(/\/fila/)
  await b.getByRole('link', { name: /Decidir/ }).click()
  await b.getByText('Criar registro no CCN', { exact: true }).click()
  await press(b, 'Confirmar decisão')
  await b.locator('main').getByText('Em andamento').first().waitFor()
  await see(client.page, 'Em andamento')
})

test('the end of a role is felt at once: the screen leaves, the stream ends, the device is forgotten', async () => {
  const { store } = world.house
  const { person } = await meOn(desk.page)
  const { pushSubscription } = store.tables
  const devices = () => store.read.select().from(pushSubscription).where(eq(pushSubscription.person, person))
  const keys = { p256dh: Buffer.alloc(65, 4).toString('base64url'), auth: Buffer.alloc(16, 1).toString('base64url') }
  const subscription = { endpoint: 'https://fcm.googleapis.com/fcm/send/test', keys, device: 'Balcão' }
  await inPage(desk.page, 'PUT', '/api/push/subscriptions', subscription)
  expect(await devices()).toHaveLength(1)
  const cookie = (await desk.context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
  const stream = await fetch(`${world.url}/api/stream`, { headers: { cookie } })
  const queue = `/api/queue?cartorio=${place.cns}`
  expect((await inPage(desk.page, 'GET', queue)).status).toBe(200)

  const b = boss.page
  await b.goto(`${world.url}/expediente`)
  await press(b, /Encerrar papel\s+de b•••@/)
  await b.getByRole('dialog').getByRole('button', { name: 'Encerrar papel' }).click()
  await see(b, 'Papel encerrado.')
  await desk.page.waitForURL(/\/conta/)
  await see(desk.page, 'Você trabalha em um cartório?')
  // Read to its end: it does end.
  expect(await stream.text()).toMatch(/event: keys\ndata: \[.*"me".*\]/)
  expect((await inPage(desk.page, 'GET', queue)).status).toBe(404)
  expect((await inPage(desk.page, 'GET', `/api/requests${path.slice(2)}`)).status).toBe(404)
  expect(await devices()).toEqual([])
  expect([...boss.errors, ...client.errors, ...desk.errors]).toEqual([])
})
