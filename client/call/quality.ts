/** How well pictures flow, in three words for a person. */
export type Quality = 'boa' | 'instavel' | 'ruim'

/** What is read of a connection at one instant; counters grow from its beginning, round trip in ms. */
export interface Sample {
  at: number
  rttMs: number | null
  received: number
  lost: number
  bytes: number
  frames: number
}

const since = (now: number, before: number) => Math.max(0, now - before)

/** What two samples say about the time between them. `still`: the other camera is off, so few bytes mean nothing. Pure. */
export function qualityOf(before: Sample, now: Sample, still = false): Quality {
  const seconds = Math.max(0.001, (now.at - before.at) / 1_000)
  const lost = since(now.lost, before.lost)
  const share = lost / Math.max(1, lost + since(now.received, before.received))
  const kbps = (since(now.bytes, before.bytes) * 8) / 1_000 / seconds
  const rtt = now.rttMs ?? 0
  if (share > 0.1 || rtt > 900 || (!still && kbps < 15)) return 'ruim'
  return share > 0.03 || rtt > 400 || (!still && kbps < 60) ? 'instavel' : 'boa'
}

/** Reads the counters of what arrives, all tracks together, and the round trip of the path in use. */
export async function sampleOf(pc: RTCPeerConnection): Promise<Sample> {
  const sample: Sample = { at: performance.now(), rttMs: null, received: 0, lost: 0, bytes: 0, frames: 0 }
  for (const stat of (await pc.getStats()).values()) {
    if (stat.type === 'inbound-rtp') {
      sample.received += stat.packetsReceived ?? 0
      sample.lost += stat.packetsLost ?? 0
      sample.bytes += stat.bytesReceived ?? 0
      sample.frames += stat.framesDecoded ?? 0
    }
    if (stat.type === 'candidate-pair' && stat.nominated && stat.currentRoundTripTime !== undefined)
      sample.rttMs = stat.currentRoundTripTime * 1_000
  }
  return sample
}
