import type { Browser, Page } from 'playwright-core'
import { scriptItems, scriptWords, type ScriptItem } from '../../server/domain/call.ts'
import { heading, phone, press, see, signInOn, type Phone } from './browser.ts'
import type { World } from './house.ts'

type Spied = { peers: RTCPeerConnection[] }

/** The pitch that stands for each voice, in hertz. */
export const voices = { client: 440, staff: 1_250 }

/** A small picture, which a slow machine can carry, and a steady tone in the place of the microphone: a voice to know again. */
async function disguise({ context }: Phone, hertz: number): Promise<void> {
  await context.addInitScript((pitch) => {
    const { mediaDevices } = navigator
    const original = mediaDevices.getUserMedia.bind(mediaDevices)
    mediaDevices.getUserMedia = async (wanted) => {
      const stream = await original({ ...wanted, video: wanted?.video ? { width: 320, height: 240 } : false })
      const audio = new AudioContext()
      const tone = audio.createOscillator()
      tone.frequency.value = pitch
      const volume = audio.createGain()
      volume.gain.value = 0.3
      const out = audio.createMediaStreamDestination()
      tone.connect(volume).connect(out)
      tone.start()
      for (const track of stream.getAudioTracks()) {
        stream.removeTrack(track)
        track.stop()
        for (const own of out.stream.getAudioTracks()) stream.addTrack(own)
      }
      return stream
    }
  }, hertz)
}

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

/** Two phones, signed in: the client and the escrevente, or who else there is at the cartório. */
export async function twoPhones(
  browser: Browser,
  world: World,
  look: Parameters<typeof phone>[1] = {},
  notary = 'escrevente@exemplo.com',
): Promise<Pair> {
  const [client, staff] = await Promise.all([phone(browser, look), phone(browser, look)])
  await Promise.all([spyOnPeers(client), spyOnPeers(staff)])
  await Promise.all([disguise(client, voices.client), disguise(staff, voices.staff)])
  await signInOn(client.page, world, 'cliente@exemplo.com')
  await signInOn(staff.page, world, notary)
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

/** Ticks these items of the script and waits for their stamps. */
export async function tick({ staff: { page } }: Pair, items: readonly ScriptItem[] = scriptItems): Promise<void> {
  for (const item of items) await page.getByRole('checkbox', { name: scriptWords[item] }).check()
  for (const item of items) await stamped(page, item).waitFor()
}

/** The stamp beside an item of the script. */
export const stamped = (page: Page, item: ScriptItem) =>
  page
    .getByRole('listitem')
    .filter({ hasText: scriptWords[item] })
    .getByText(/^Marcado às/)

/** Ends the call on the staff's phone, and waits until it is back at the request. */
export async function endCall({ staff: { page } }: Pair, reason: string, note?: string): Promise<void> {
  await page.getByRole('group', { name: 'Controles da chamada' }).getByRole('button', { name: 'Encerrar' }).click()
  const sheet = page.getByRole('dialog', { name: 'Encerrar a chamada' })
  await sheet.getByRole('radio', { name: reason, exact: true }).check()
  if (note) await sheet.getByLabel('O que você observou').fill(note)
  await sheet.getByRole('button', { name: /^Encerrar/ }).click()
  await page.waitForURL((url) => !url.pathname.endsWith('/video'), { timeout: 30_000 })
}
