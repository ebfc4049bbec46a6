import type { Page } from 'playwright-core'
import { scriptItems, scriptWords } from '../../server/domain/call.ts'
import { heading, phone, press, see, signInOn, type Phone } from './browser.ts'
import type { Browser } from 'playwright-core'
import type { World } from './house.ts'

type Spied = { peers: RTCPeerConnection[] }

/** Keeps every connection that a page makes, to read its counters. */
export async function spyOnPeers({ context }: Phone): Promise<void> {
  await context.addInitScript(() => {
    const own = globalThis as unknown as Spied & { RTCPeerConnection: typeof RTCPeerConnection }
    own.peers = []
    const Original = own.RTCPeerConnection
    own.RTCPeerConnection = class extends Original {
      constructor(config?: RTCConfiguration) {
        super(config)
        own.peers.push(this)
      }
    }
  })
}

export type Counted = { state: string; frames: number; audio: number; path: string | null }

/** The newest connection of a page: its state, what arrived, and the kinds of both ends of the path in use. */
export function counted(page: Page): Promise<Counted> {
  return page.evaluate(async () => {
    const pc = (globalThis as unknown as Spied).peers.findLast((one) => one.getSenders().length > 0)
    const found: Counted = { state: pc?.connectionState ?? 'none', frames: 0, audio: 0, path: null }
    const stats = await pc?.getStats()
    const kinds = new Map<string, string>()
    stats?.forEach((stat) => {
      if (stat.type === 'inbound-rtp' && stat.kind === 'video') found.frames += stat.framesDecoded ?? 0
      if (stat.type === 'inbound-rtp' && stat.kind === 'audio') found.audio += stat.packetsReceived ?? 0
      if (stat.type.endsWith('candidate')) kinds.set(stat.id, stat.candidateType)
    })
    stats?.forEach((stat) => {
      if (stat.type === 'candidate-pair' && stat.nominated && stat.state === 'succeeded')
        found.path = `${kinds.get(stat.localCandidateId)}/${kinds.get(stat.remoteCandidateId)}`
    })
    return found
  })
}

/** Waits until more pictures and more sound have arrived than there are now. */
export async function flowing(page: Page, frames = 20): Promise<Counted> {
  const until = Date.now() + 30_000
  let from: Counted | null = null
  for (;;) {
    const now = await counted(page)
    if (now.state === 'connected') {
      if (from === null || now.frames < from.frames) from = now
      if (now.frames >= from.frames + frames && now.audio > from.audio) return now
    }
    if (Date.now() > until) throw new Error(`no pictures: ${JSON.stringify(now)}`)
    await page.waitForTimeout(200)
  }
}

export type Pair = { client: Phone; staff: Phone }

/** Two phones, signed in: the client and the escrevente. */
export async function twoPhones(browser: Browser, world: World): Promise<Pair> {
  const [client, staff] = await Promise.all([phone(browser), phone(browser)])
  await Promise.all([spyOnPeers(client), spyOnPeers(staff)])
  await signInOn(client.page, world, 'cliente@exemplo.com')
  await signInOn(staff.page, world, 'escrevente@exemplo.com')
  return { client, staff }
}

/** The staff calls; the client is rung on its open page, agrees and enters; pictures flow both ways. */
export async function meet({ client, staff }: Pair, world: World, request: string): Promise<void> {
  const [c, s] = [client.page, staff.page]
  await c.goto(`${world.url}/s/${request}`)
  await heading(c, 'Sua solicitação')
  await s.goto(`${world.url}/s/${request}/video`)
  await press(s, 'Chamar o cliente')
  await see(s, /^Chamando/)
  await c.getByRole('dialog').getByRole('button', { name: 'Entrar' }).click()
  await heading(c, 'Vídeo com o cartório')
  await c.getByRole('checkbox').check()
  await press(c, 'Aceitar e testar a câmera')
  await see(c, 'Câmera funcionando')
  await press(c, 'Entrar na sala')
  await Promise.all([flowing(c), flowing(s)])
  await see(s, /Gravando/)
}

/** Ticks every item of the script that is not ticked yet. */
export async function tickScript({ staff: { page } }: Pair): Promise<void> {
  for (const item of scriptItems) {
    const box = page.getByRole('checkbox', { name: scriptWords[item] })
    if (!(await box.isChecked())) await box.check()
  }
  for (const item of scriptItems) {
    const row = page.getByRole('listitem').filter({ hasText: scriptWords[item] })
    await row.getByText(/^Marcado às/).waitFor()
  }
}
