import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { heading, launchChromium, phone, press, see, signInOn, type Phone } from '../kit/browser.ts'
import { endWith, liveCall, underWay, type Hall } from '../kit/call.ts'
import { always, form, startWorld } from '../kit/house.ts'
import { inspect, looks } from '../kit/looks.ts'

let hall: Hall
let browser: Browser
let ana: Page
let rui: Page
const phones: Phone[] = []

beforeAll(async () => {
  const world = await startWorld({ dist: 'dist' })
  world.clock.tick = true
  await world.office('900001', '3550308', always)
  const staff = await world.staff('ana@exemplo.com', '900001', 'tabeliao')
  const melo = await world.staff('rui@exemplo.com', '900001', 'escrevente')
  hall = { world, staff, client: await world.signIn('cliente@exemplo.com') }
  await world.call(staff, 'PUT', '/api/me', { name: 'Ana Ribeiro' })
  await world.call(melo, 'PUT', '/api/me', { name: 'Rui Melo' })
  browser = await launchChromium()
  ana = await of('ana@exemplo.com')
  rui = await of('rui@exemplo.com')
})
afterAll(async () => {
  await browser.close()
  await hall.world.end()
})

async function of(email: string, more: Parameters<typeof phone>[1] = {}): Promise<Page> {
  const own = await phone(browser, more)
  phones.push(own)
  await signInOn(own.page, hall.world, email)
  return own.page
}

/** The light one last: in it the way goes on. What differs in words only is looked at by a person alone. */
async function shoot(page: Page, name: string, always = true): Promise<void> {
  if (!always && !process.env['SCREENSHOTS']) return
  for (const look of looks.toReversed()) {
    await page.setViewportSize({ width: look.width, height: 780 })
    await page.emulateMedia({ colorScheme: look.scheme })
    await inspect(page, look, name)
  }
}

test('two of a cartório see each other come and go, in the request and in the list', { timeout: 120_000 }, async () => {
  const { world, client } = hall
  const sent = form(1)
  await world.call(client, 'POST', '/api/requests', sent)
  await rui.goto(`${world.url}/fila`)
  await see(rui, 'Beatriz Fictícia Nunes')
  await ana.goto(`${world.url}/s/${sent.id}`)
  await see(ana, /Você está atendendo/)
  await see(rui, 'Em atendimento por Ana')
  await shoot(rui, 'fila-atendida')
  await rui.getByRole('link', { name: 'Beatriz Fictícia Nunes', exact: true }).click()
  await see(rui, 'Ana Ribeiro também está vendo.')
  await see(ana, 'Rui Melo também está vendo.')
  await shoot(ana, 'decisao-acompanhada')
  const desk = await of('ana@exemplo.com', { viewport: { width: 1280, height: 800 }, isMobile: false, hasTouch: false })
  await desk.goto(`${world.url}/s/${sent.id}`)
  await see(desk, 'Rui Melo também está vendo.')
  await see(desk, 'Em atendimento por você e Rui')
  await inspect(desk, looks[0], 'decisao-acompanhada-1280')
  await desk.goto('about:blank')
  // Her other window is still in it.
  await see(rui, 'Ana Ribeiro também está vendo.')
  await ana.goto(`${world.url}/fila`)
  await rui.getByText('Ana Ribeiro também está vendo.').waitFor({ state: 'detached' })
  await see(ana, 'Em atendimento por Rui')
  await rui.goto('about:blank')
  await ana.getByText('Em atendimento por Rui').waitFor({ state: 'detached' })
})

test('a suspicion of fraud is put aside, or confirmed, by the tabelião on the page', { timeout: 120_000 }, async () => {
  const { world } = hall
  const frozen = async (nth: number) => {
    const id = await underWay(hall, nth)
    await endWith(hall, await liveCall(hall, id), 'fraud', 'Rosto não confere com o documento')
    return id
  }
  const [first, second] = [await frozen(2), await frozen(3)]
  const client = await of('cliente@exemplo.com')
  await client.goto(`${world.url}/s/${first}`)
  await heading(client, 'Em análise')
  await rui.goto(`${world.url}/s/${first}`)
  await see(rui, /^Só o tabelião/)
  await shoot(rui, 'suspeita-outros', false)
  await ana.goto(`${world.url}/s/${first}`)
  await see(ana, 'Afastar a suspeita')
  await shoot(ana, 'suspeita')
  await press(ana, 'Afastar a suspeita')
  await see(ana, /será preciso outro/)
  await ana.getByLabel('Por que a suspeita foi afastada').fill('Conferi com o documento original no balcão.')
  await shoot(ana, 'suspeita-afastar', false)
  await ana.getByRole('dialog').getByRole('button', { name: 'Afastar a suspeita' }).click()
  await see(ana, /Suspeita afastada por Ana Ribeiro|Suspeita afastada/)
  await see(ana, 'Fazer a videoconferência')
  await shoot(ana, 'suspeita-afastada', false)
  await heading(client, 'A análise terminou')
  await shoot(client, 'cliente-analise-concluida', false)

  await client.goto(`${world.url}/s/${second}`)
  await ana.goto(`${world.url}/s/${second}`)
  await press(ana, 'Encerrar por fraude confirmada')
  await see(ana, /não pode ser reaberta/)
  await ana.getByLabel('O que confirma a fraude').fill('O documento é de outra pessoa.')
  await shoot(ana, 'suspeita-encerrar')
  await ana.getByRole('dialog').getByRole('button', { name: 'Encerrar a solicitação' }).click()
  await see(ana, /As provas ficam guardadas/)
  await shoot(ana, 'fraude-confirmada', false)
  await heading(client, 'Solicitação encerrada')
  expect(await client.getByText(/fraude|suspeita/i).count()).toBe(0)
  await shoot(client, 'cliente-encerrada', false)
  expect(phones.flatMap(({ errors }) => errors)).toEqual([])
})
