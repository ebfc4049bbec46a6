import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { platformPerson } from '../kit/admin.ts'
import { heading, launchChromium, phone, press, see, signInOn } from '../kit/browser.ts'
import { always, form, startWorld, type World } from '../kit/house.ts'
import { inspect, inspectIn, looks, opens, shown, still } from '../kit/looks.ts'
import { photoOf, sendPicture } from '../kit/pictures.ts'

/* The administration's own screens, and a suspension as its three sides live it. */
const cns = '900001'
let world: World
let browser: Browser
const sent = form(1, { cns })
beforeAll(async () => {
  world = await startWorld({ dist: 'dist' })
  await world.office(cns, '3550308', always)
  await world.office('900002', '3548500', always)
  await world.office('900003', '1200401')
  await world.staff('tabeliao@exemplo.com', cns, 'tabeliao')
  await world.staff('santos@exemplo.com', '900002', 'tabeliao')
  const admin = await platformPerson(world, 'administracao@exemplo.com', 'admin')
  await world.call(admin, 'POST', '/api/admin/api-keys', {
    name: 'Central de atos de teste',
    scope: [cns],
    addresses: ['192.0.2.0/24'],
    daily: 1000,
  })
  await platformPerson(world, 'corregedoria@exemplo.com', 'inspetor')
  await world.call(admin, 'POST', '/api/admin/invitations', { email: 'nova.pessoa@exemplo.com', role: 'inspetor' })
  const client = await world.signIn('cliente@exemplo.com')
  await sendPicture(world, client, { id: sent.id, kind: 'photo' }, await photoOf(240, 180))
  await world.call(client, 'POST', '/api/requests', sent)
  const { store } = world.house
  const { delivery } = store.tables
  for (let n = 0; n === 0; await new Promise((resolve) => setTimeout(resolve, 50)))
    n = (await store.read.select().from(delivery)).filter(({ outcome }) => outcome === 'done').length
  await store.inTransaction(async (tx) => {
    await tx.update(delivery).set({ outcome: 'dead', error: 'smtp 550', attempts: 12 })
  })
  browser = await launchChromium()
}, 60_000)
afterAll(async () => {
  await browser.close()
  await world.end()
})

test('suspended from the console: the client is told live, chooses and goes on; the team reads why', async () => {
  const [client, staff, admin] = [await phone(browser), await phone(browser), await phone(browser)]
  await signInOn(client.page, world, 'cliente@exemplo.com')
  await signInOn(staff.page, world, 'tabeliao@exemplo.com')
  await signInOn(admin.page, world, 'administracao@exemplo.com')
  await client.page.goto(`${world.url}/s/${sent.id}`)
  await see(client.page, 'Aguardando atendimento')
  const protocol = await client.page
    .getByText(/\d{4}-\d{7}/)
    .first()
    .textContent()
  await staff.page.goto(`${world.url}/fila`)
  await see(staff.page, 'Beatriz')

  await admin.page.goto(`${world.url}/admin/cartorios`)
  await admin.page.getByLabel('Nome, município ou CNS').fill(cns)
  await admin.page.getByRole('link', { name: /900001/ }).click()
  await press(admin.page, 'Suspender cartório')
  await see(admin.page, '1 solicitação aguardando: o prazo para.')
  await press(admin.page, 'Suspender')
  await see(admin.page, 'Escreva o motivo para continuar.')
  await admin.page.getByLabel('Motivo').fill('Intervenção determinada pela Portaria 12/2026')
  await press(admin.page, 'Suspender')
  await see(admin.page, 'Cartório suspenso. 1 cliente avisado para escolher outro.')
  await see(admin.page, 'Suspenso desde')

  await heading(client.page, 'Escolha outro cartório')
  await see(staff.page, 'Intervenção determinada pela Portaria 12/2026')
  expect(await staff.page.getByText('Beatriz').count()).toBe(0)
  await inspect(staff.page, looks[0], 'fila-suspensa')
  await inspect(client.page, looks[0], 'cliente-escolhe')

  await press(client.page, 'Escolher outro cartório')
  await client.page.getByLabel('Cartório', { exact: true }).fill('teste')
  await client.page.getByRole('radio', { name: /900002/ }).click()
  expect(await client.page.getByText('Tabelionato de teste 900001').count()).toBe(0)
  await press(client.page, 'Enviar para este cartório')
  await see(client.page, 'Aguardando atendimento')
  expect(
    await client.page
      .getByText(/\d{4}-\d{7}/)
      .first()
      .textContent(),
  ).toBe(protocol)
  await see(client.page, 'Tabelionato de teste 900002')
  for (const { errors, context } of [client, staff, admin]) {
    expect(errors).toEqual([])
    await context.close()
  }
})

type Screen = [name: string, path: string, settle?: (page: Page) => Promise<unknown>]
const searched = async (page: Page) => {
  await page.getByLabel('CNS do cartório').fill(cns)
  await page.getByRole('button', { name: 'Procurar' }).click()
  await see(page, /linhas?[.,]/)
}
const uploaded = async (page: Page) => {
  await page.getByLabel('Lista de serventias').setInputFiles('test/fixtures/cnj.csv')
  await see(page, 'Prévia')
}
const previewed = async (page: Page) => {
  await page.getByLabel(/Próxima versão/).fill('## Novidade\nUm parágrafo.\n\nOutro parágrafo.')
  await page.getByRole('button', { name: 'Ver como fica' }).click()
  await see(page, 'Outro parágrafo.')
}
const screens: Screen[] = [
  ['painel', '/admin'],
  ['cartorios', '/admin/cartorios'],
  ['cartorio-suspenso', `/admin/cartorios/${cns}`],
  ['cartorio-suspender', '/admin/cartorios/900002', opens('Suspender cartório')],
  ['cartorio-limite', '/admin/cartorios/900002', opens('Mudar limite')],
  ['cartorio-convidar', '/admin/cartorios/900003'],
  ['pessoas', '/admin/pessoas'],
  ['avisos', '/admin/avisos?canal=email'],
  ['avisos-todos', '/admin/avisos?canal=email', opens('Tentar todos de novo')],
  ['chaves', '/admin/chaves'],
  ['chave-nova', '/admin/chaves', opens('Criar chave')],
  ['auditoria', '/admin/auditoria', searched],
  ['diretorio', '/admin/diretorio', uploaded],
  ['funcoes', '/admin/funcoes'],
  ['funcao-pausar', '/admin/funcoes', opens(/^Pausar Novas/)],
  ['textos', '/admin/textos'],
  ['texto', '/admin/textos/recording'],
  ['texto-publicar', '/admin/textos/privacy', previewed],
]

test('every screen', { timeout: 300_000 }, async () => {
  const { context, page, errors } = await phone(browser, { isMobile: false })
  await signInOn(page, world, 'administracao@exemplo.com')
  for (const [name, path, settle] of screens) {
    await page.setViewportSize({ width: 360, height: 780 })
    await page.goto(world.url + path)
    await shown(page)
    await settle?.(page)
    for (const look of looks) await inspectIn(page, look, name)
    // The wide look is for eyes.
    if (!process.env['SCREENSHOTS']) continue
    await page.setViewportSize({ width: 1280, height: 900 })
    await inspect(page, { name: 'wide', text: '100%' }, name)
  }
  expect(errors).toEqual([])
  await context.close()
})

test('a new key stays on the screen through Escape, twice, and a tap beside it; an invitation goes when it is taken back', async () => {
  const { context, page, errors } = await phone(browser)
  await signInOn(page, world, 'administracao@exemplo.com')
  await page.goto(`${world.url}/admin/chaves`)
  await press(page, 'Criar chave')
  const sheet = page.getByRole('dialog')
  await sheet.getByLabel('Quem vai usar').fill('Central de teste')
  await sheet.getByRole('button', { name: 'Criar chave' }).click()
  await see(page, 'Guarde esta chave')
  for (let i = 0; i < 3; i += 1) await page.keyboard.press('Escape')
  await page.mouse.click(180, 5)
  await still(page)
  await sheet.getByText('Guarde esta chave').waitFor()
  await inspect(page, looks[0], 'chave-feita')
  await press(page, 'Já guardei')
  await sheet.waitFor({ state: 'detached' })

  await page.goto(`${world.url}/admin/pessoas`)
  await page.getByRole('button', { name: /^Cancelar convite/ }).click()
  await see(page, 'Convite cancelado.')
  await page.getByText('Convites abertos').waitFor({ state: 'detached' })
  expect(errors).toEqual([])
  await context.close()
})
