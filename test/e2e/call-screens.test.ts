import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { heading, launchChromium, press, see } from '../kit/browser.ts'
import { startHall, tickAll, underWay, viewOf, type Hall } from '../kit/call.ts'
import { endCall, flowing, twoPhones } from '../kit/call-phones.ts'
import { inspect, looks } from '../kit/looks.ts'

let hall: Hall
let browser: Browser

beforeAll(async () => {
  hall = await startHall({ dist: 'dist' })
  hall.world.clock.tick = true
  browser = await launchChromium({ media: true })
})
afterAll(async () => {
  await browser.close()
  await hall.world.end()
})

/** The light one last: in it the way goes on. A room is the same dark one in every look. */
async function shoot(page: Page, name: string): Promise<void> {
  const inRoom = await page.getByRole('group', { name: 'Controles da chamada' }).isVisible()
  for (const look of looks.toReversed()) {
    if (inRoom && look.scheme === 'dark') continue
    // First the letters: rooms look at their size in them when it changes.
    await page.evaluate((size) => (document.documentElement.style.fontSize = size), look.text)
    await page.setViewportSize({ width: look.width, height: look.width === 320 ? 640 : 780 })
    await page.emulateMedia({ colorScheme: look.scheme })
    await inspect(page, look, name)
  }
}

test(
  'every screen of the video as its two people come by: light, dark, and 320 px with large letters',
  { timeout: 300_000 },
  async () => {
    const { world } = hall
    const request = await underWay(hall, 1)
    const pair = await twoPhones(browser, world)
    const [c, s] = [pair.client.page, pair.staff.page]
    const room = `${world.url}/s/${request}/video`
    await c.goto(room)
    await see(c, 'Nenhuma chamada aberta agora.')
    await shoot(c, 'C8-sem-chamada')
    await c.goto(`${world.url}/s/${request}`)
    await heading(c, 'Sua solicitação')

    await s.goto(room)
    await see(s, 'Câmera funcionando')
    await shoot(s, 'T3-preparar')
    await press(s, 'Chamar o cliente')
    await see(s, /^Chamando/)
    await shoot(s, 'T3-chamando')

    await c.getByRole('dialog').getByText('O tabelião está chamando').waitFor()
    await shoot(c, 'toque')
    await c.getByRole('dialog').getByRole('button', { name: 'Preciso de 5 min' }).click()
    await see(c, 'Precisa de 5 minutos?')
    await press(c, 'Avisar o tabelião')
    await see(c, /Volte até/)
    await shoot(c, 'C8-cinco-minutos')
    await see(s, /pediu 5 minutos/)
    await press(c, 'Entendi')
    await shoot(c, 'C8-autorizar')
    await press(c, 'Não aceito')
    await heading(c, 'Sem gravação, sem vídeo')
    await shoot(c, 'C8-recusado')
    await c.evaluate(() => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'))
    })
    await press(c, /Mudei de ideia/)
    await see(c, 'Câmera bloqueada.')
    await shoot(c, 'C8-bloqueada')
    await c.reload()
    await see(c, 'Conexão boa')
    await shoot(c, 'C8-preparar')

    // The room of one who waits: the other side has gone for a moment.
    await press(s, 'Encerrar')
    await s.getByRole('button', { name: /Sair por enquanto/ }).click()
    await s.waitForURL(`${world.url}/s/${request}`)
    await shoot(s, 'T2-sala-aberta')
    await press(c, 'Entrar na sala')
    await see(c, 'O tabelião já vai entrar.')
    await shoot(c, 'C9-espera')
    await s.goto(room)
    await press(s, 'Entrar na sala')
    await Promise.all([flowing(c), flowing(s)])
    await see(s, /parte enviada/)
    await shoot(c, 'C9-chamada')
    await shoot(s, 'T3-sala')
    await press(c, 'Mudo')
    await see(s, 'O cliente está no mudo.')
    await press(c, 'Câmera')
    await see(s, /Câmera do cliente pausada/)
    await shoot(c, 'C9-sem-camera')
    await shoot(s, 'T3-camera-pausada')
    await press(c, 'Sem câmera')
    await press(c, 'Sair')
    await c.getByText('Sair da chamada?').waitFor()
    await shoot(c, 'C9-sair')
    await press(c, 'Ficar')

    await s.getByRole('group', { name: 'Controles da chamada' }).getByRole('button', { name: 'Encerrar' }).click()
    await see(s, /^Faltam 6 itens/)
    await shoot(s, 'T3-encerrar')
    await press(s, 'Continuar a chamada')
    const { id } = viewOf(await world.call(hall.client, 'GET', `/api/requests/${request}/call`))
    await tickAll(hall, id)
    await endCall(pair, 'Não identificado', 'A foto do documento não é da pessoa.')
    await heading(c, 'Chamada encerrada')
    await shoot(c, 'C9-depois')
    await s.getByRole('button', { name: 'Ver gravação' }).click()
    await s.getByRole('button', { name: 'Assistir desde o começo' }).click()
    await s.waitForFunction(() => {
      const film = document.querySelector('video')
      return film !== null && film.currentTime > 0 && film.videoWidth > 0
    })
    await shoot(s, 'T3-gravacao')
    expect([...pair.client.errors, ...pair.staff.errors]).toEqual([])
  },
)
