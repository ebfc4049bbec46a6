import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { heading, launchChromium, phone, press, see, signInOn, type Phone } from '../kit/browser.ts'
import { always, cpfOf, startWorld, type World } from '../kit/house.ts'
import { inspectIn, looks } from '../kit/looks.ts'
import { auditOn, photoOf } from '../kit/pictures.ts'

let world: World
let browser: Browser
let nth = 0

beforeAll(async () => {
  world = await startWorld({ dist: 'dist' })
  world.clock.tick = true
  await world.office('900001', '3550308', always)
  await world.staff('tabeliao@exemplo.com', '900001', 'tabeliao')
  browser = await launchChromium({ media: true })
})
afterAll(async () => {
  await browser.close()
  await world.end()
})

/** A new client on a phone, at the step of the pictures. */
async function atPhotos(more: Parameters<typeof phone>[1] = {}): Promise<Phone> {
  const one = await phone(browser, { permissions: ['camera'], ...more })
  const { page } = one
  await signInOn(page, world, `cliente${(nth += 1)}@exemplo.com`)
  await page.goto(`${world.url}/nova`)
  await page.getByLabel('Município onde você mora').fill('santos')
  await page.getByText('Santos/SP', { exact: true }).click()
  await page.getByText('Tabelionato de teste 900001').click()
  await press(page, 'Continuar')
  await page.getByLabel('CPF').fill(cpfOf(nth))
  await page.getByLabel('Nome completo').fill('Beatriz Fictícia Nunes')
  await page.getByLabel('Data de nascimento').fill('12/03/1984')
  await page.getByLabel('Celular').fill('13987654321')
  await press(page, 'Continuar')
  await heading(page, 'Suas fotos')
  return one
}

async function shoot(page: Page, what: string): Promise<void> {
  await page.getByRole('button', { name: `Tirar foto : ${what}` }).click()
  await page.locator('button[aria-label="Tirar a foto"]:not([aria-disabled])').click()
  await page.getByRole('button', { name: 'Usar esta foto' }).click()
}

/** The pieces of a picture that went out, by their first byte; after `most` of them the phone loses its connection. */
async function cutAfter(one: Phone, kind: string, most: number): Promise<number[]> {
  const starts: number[] = []
  await one.context.route(`**/images/${kind}`, async (route) => {
    const range = /bytes (\d+)-/.exec(route.request().headers()['content-range'] ?? '')
    if (route.request().method() !== 'PUT' || !range) return route.continue()
    if (starts.length === most) {
      await one.context.setOffline(true)
      return route.abort()
    }
    starts.push(Number(range[1]))
    return route.continue()
  })
  return starts
}

const file = async (width: number) => ({ name: 'IMG_1.jpg', mimeType: 'image/jpeg', buffer: await photoOf(width, 900) })
const imagesOf = async (page: Page) => {
  const { store } = world.house
  const id = new URL(page.url()).pathname.slice(3)
  return { id, rows: (await store.read.select().from(store.tables.image)).filter(({ request }) => request === id) }
}

test('three pictures by camera, offline in mid-upload, sent by itself later; the cartório looks at them', async () => {
  const one = await atPhotos()
  const { context, page, errors } = one
  await press(page, 'Continuar')
  await see(page, 'Falta esta foto.')
  await shoot(page, 'Foto sua')
  await shoot(page, 'Frente do documento')
  await page.getByText('Enviada').nth(1).waitFor()
  const starts = await cutAfter(one, 'document_back', 2)
  await page.setInputFiles('input[name=document_back]', await file(1200))
  await expect.poll(() => page.evaluate(() => navigator.onLine)).toBe(false)
  await see(page, 'Guardada neste aparelho')
  await press(page, 'Continuar')
  await heading(page, 'Confira e envie')
  await press(page, 'Enviar solicitação')
  await see(page, 'Vamos enviar assim que a internet voltar.')
  await context.unroute('**/images/document_back')
  const later: string[] = []
  page.on('request', (request) => later.push(request.headers()['content-range'] ?? ''))
  await context.setOffline(false)
  await page.waitForURL(/\/s\//)
  // It went on where it had stopped.
  expect(starts).toEqual([0, 65_536])
  expect(later.filter(Boolean)[0]).toMatch(/^bytes 131072-/)
  const { id, rows } = await imagesOf(page)
  expect(rows.map(({ kind, expiresAt }) => [kind, expiresAt]).sort()).toEqual([
    ['document_back', null],
    ['document_front', null],
    ['photo', null],
  ])
  await page.getByText('Dados enviados').click()
  await page.getByRole('button', { name: 'Ver Verso do documento' }).click()
  await page.getByRole('dialog').getByRole('img', { name: 'Verso do documento' }).waitFor()

  const staff = await phone(browser)
  await signInOn(staff.page, world, 'tabeliao@exemplo.com')
  await staff.page.goto(`${world.url}/s/${id}`)
  for (const alt of ['Foto do cliente', 'Frente do documento do cliente', 'Verso do documento do cliente'])
    await staff.page.getByRole('img', { name: alt }).waitFor()
  await staff.page.getByRole('button', { name: 'Ampliar: Frente do documento' }).click()
  await staff.page.getByRole('button', { name: 'Aproximar a foto' }).click()
  await staff.page.getByRole('button', { name: 'Ver a foto inteira' }).waitFor()
  const read = (await auditOn(world, id)).filter(({ action }) => action === 'image.read')
  expect(read).toHaveLength(4)
  expect([...errors, ...staff.errors]).toEqual([])
  await Promise.all([context.close(), staff.context.close()])
})

test('an upload goes on after a reload, from where it stopped', async () => {
  const one = await atPhotos()
  const { context, page, errors } = one
  const starts = await cutAfter(one, 'photo', 3)
  await page.setInputFiles('input[name=photo]', await file(1200))
  await expect.poll(() => page.evaluate(() => navigator.onLine)).toBe(false)
  await see(page, 'Guardada neste aparelho')
  await page.close()
  await context.unroute('**/images/photo')
  await context.setOffline(false)
  const again = await context.newPage()
  const later: string[] = []
  again.on('request', (request) => later.push(request.headers()['content-range'] ?? ''))
  await again.goto(`${world.url}/nova?etapa=3`)
  await again.getByRole('img', { name: 'Sua foto' }).waitFor()
  await see(again, 'Enviada')
  expect(starts).toEqual([0, 65_536, 131_072])
  expect(later.filter(Boolean)[0]).toMatch(/^bytes 196608-/)
  expect(errors).toEqual([])
  await context.close()
})

test('without the camera the phone is asked for a picture, and the way to allow it is told', async () => {
  const { context, page, errors } = await atPhotos({ permissions: [] })
  await page.evaluate(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'))
  })
  await page.getByRole('button', { name: 'Tirar foto : Foto sua' }).click()
  await see(page, /A câmera está bloqueada para este site/)
  await page.locator('dialog input[name=photo]').setInputFiles(await file(800))
  await page.getByRole('button', { name: 'Usar esta foto' }).click()
  await see(page, 'Enviada')
  const text = { name: 'foto.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('PK not a picture') }
  await page.setInputFiles('input[name=document_front]', text)
  await see(page, /Não deu para abrir este arquivo como foto/)
  expect(errors).toEqual([])
  await context.close()
})

test('how it looks', async () => {
  const { context, page, errors } = await atPhotos()
  const shot = async (name: string) => {
    for (const look of looks) await inspectIn(page, look, name)
  }
  await shot('C3-fotos')
  await page.getByRole('button', { name: 'Tirar foto : Foto sua' }).click()
  await page.locator('button[aria-label="Tirar a foto"]:not([aria-disabled])').waitFor()
  await shot('C3-camera-rosto')
  await page.getByRole('button', { name: 'Tirar a foto' }).click()
  await page.getByRole('button', { name: 'Usar esta foto' }).waitFor()
  await shot('C3-camera-conferir')
  await page.getByRole('button', { name: 'Usar esta foto' }).click()
  await page.getByRole('button', { name: 'Tirar foto : Frente do documento' }).click()
  await page.locator('button[aria-label="Tirar a foto"]:not([aria-disabled])').waitFor()
  await shot('C3-camera-documento')
  await page.getByRole('button', { name: 'Fechar a câmera' }).click()
  for (const name of ['document_front', 'document_back'])
    await page.setInputFiles(`input[name=${name}]`, await file(1000))
  await page.getByText('Enviada').nth(2).waitFor()
  await shot('C3-fotos-prontas')
  await press(page, 'Continuar')
  await heading(page, 'Confira e envie')
  await shot('C4-conferir')
  await press(page, 'Enviar solicitação')
  await page.waitForURL(/\/s\//)
  const { id } = await imagesOf(page)
  await context.clearCookies()
  await signInOn(page, world, 'tabeliao@exemplo.com')
  await page.goto(`${world.url}/s/${id}`)
  await page.getByRole('img', { name: 'Verso do documento do cliente' }).waitFor()
  await shot('T2-fotos')
  await page.getByRole('button', { name: 'Ampliar: Frente do documento' }).click()
  await shot('T2-foto-grande')
  expect(errors).toEqual([])
  await context.close()
})
