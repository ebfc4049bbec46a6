import type { CallView } from '../../server/http/call-views.ts'

/** `none`: nothing gets through, the call can't be held here. */
export type Connection = 'boa' | 'fraca' | 'none'

const gatherMs = 6_000
const slowMs = 1_500

/** Whether this network lets a call through: what path the browser finds, and how soon our server answers. */
export async function testConnection(ice: CallView['ice']): Promise<Connection> {
  const [found, answered] = await Promise.all([findPath(ice), answerMs()])
  if (!found || answered === null) return 'none'
  return answered > slowMs ? 'fraca' : 'boa'
}

async function findPath({ servers, relayOnly }: CallView['ice']): Promise<boolean> {
  const pc = new RTCPeerConnection({ iceServers: servers, iceTransportPolicy: relayOnly ? 'relay' : 'all' })
  try {
    const found = new Promise<boolean>((done) => {
      pc.onicecandidate = ({ candidate }) => (candidate === null ? done(false) : done(true))
      setTimeout(() => done(false), gatherMs)
    })
    pc.createDataChannel('test')
    await pc.setLocalDescription()
    return await found
  } catch {
    return false
  } finally {
    pc.close()
  }
}

async function answerMs(): Promise<number | null> {
  const from = performance.now()
  try {
    await fetch('/api/me', { credentials: 'same-origin', signal: AbortSignal.timeout(gatherMs) })
    return performance.now() - from
  } catch {
    return null
  }
}

/** Tells ten times a second how loud the microphone is, 0 to 1. */
export function listen(stream: MediaStream, onLevel: (level: number) => void): () => void {
  const audio = new AudioContext()
  const meter = audio.createAnalyser()
  meter.fftSize = 512
  audio.createMediaStreamSource(stream).connect(meter)
  const wave = new Float32Array(meter.fftSize)
  const wake = () => void audio.resume().catch(() => {})
  wake()
  addEventListener('pointerdown', wake)
  const timer = setInterval(() => {
    meter.getFloatTimeDomainData(wave)
    const power = wave.reduce((sum, one) => sum + one * one, 0) / wave.length
    onLevel(Math.min(1, Math.sqrt(power) * 6))
  }, 100)
  return () => {
    clearInterval(timer)
    removeEventListener('pointerdown', wake)
    void audio.close().catch(() => {})
  }
}
