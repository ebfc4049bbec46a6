/** What travels between the two browsers about one connection. */
export type Signal = { description?: RTCSessionDescriptionInit; candidate?: RTCIceCandidateInit | null }

/** How the connection fares: `down` while the browser or we try to mend it, `lost` when only a new one helps. */
export type LinkState = 'connecting' | 'up' | 'down' | 'lost'

export interface LinkDeps {
  /** W3C webrtc-pc, "perfect negotiation": of two offers at once the polite side takes its own back. */
  polite: boolean
  config: RTCConfiguration
  tracks: () => MediaStreamTrack[]
  send: (signal: Signal) => void
  onState: (state: LinkState) => void
  onRemote: (stream: MediaStream) => void
  make?: (config: RTCConfiguration) => RTCPeerConnection
}

export interface Link {
  readonly pc: RTCPeerConnection
  /** Takes a signal of the other side; one after the other, in their order. */
  receive: (signal: Signal) => Promise<void>
  /** Looks for a new path with both browsers staying as they are: after a change of network. */
  restart: (config?: RTCConfiguration) => void
  /** Puts another track in the place of the one that is sent: no negotiation is needed. */
  replace: (track: MediaStreamTrack) => Promise<void>
  close: () => void
}

/** Safari wavers between connected and disconnected by itself: only a longer silence counts. */
const disconnectedMs = 5_000
/** Neither the first attempt nor a mended one takes longer where a path exists. */
const mendMs = 20_000

/** One RTCPeerConnection with its negotiation, its early candidates and its mending. */
export function makeLink(deps: LinkDeps): Link {
  const pc = (deps.make ?? ((config) => new RTCPeerConnection(config)))(deps.config)
  const early: (RTCIceCandidateInit | null)[] = []
  const remote = new MediaStream()
  let making = false
  let ignored = false
  let answering = false
  let closed = false
  let waiting: ReturnType<typeof setTimeout> | undefined
  let giveUp: ReturnType<typeof setTimeout> | undefined
  let turn = Promise.resolve()

  const offer = async () => {
    try {
      making = true
      await pc.setLocalDescription()
      if (!closed && pc.localDescription) deps.send({ description: pc.localDescription })
    } catch {
      // Closed, or a rollback is under way: then the other side's offer takes its place.
    } finally {
      making = false
    }
  }
  pc.onnegotiationneeded = () => void offer()
  pc.onicecandidate = ({ candidate }) => deps.send({ candidate: candidate?.toJSON() ?? null })
  pc.ontrack = ({ track }) => {
    for (const old of remote.getTracks()) if (old.kind === track.kind && old !== track) remote.removeTrack(old)
    remote.addTrack(track)
    deps.onRemote(remote)
  }

  const restart = (config?: RTCConfiguration) => {
    if (closed) return
    if (config) pc.setConfiguration(config)
    pc.restartIce()
    mending()
  }
  const mending = () => {
    giveUp ??= setTimeout(() => !closed && deps.onState('lost'), mendMs)
  }
  const settle = () => {
    clearTimeout(waiting)
    const state = pc.connectionState
    if (closed) return
    if (state === 'connected') {
      clearTimeout(giveUp)
      giveUp = undefined
      deps.onState('up')
    } else if (state === 'disconnected') {
      deps.onState('down')
      waiting = setTimeout(() => restart(), disconnectedMs)
    } else if (state === 'failed') {
      deps.onState('down')
      restart()
    }
  }
  pc.onconnectionstatechange = settle

  const take = async ({ description, candidate }: Signal) => {
    if (closed) return
    if (description) {
      const ready = !making && (pc.signalingState === 'stable' || answering)
      const collision = description.type === 'offer' && !ready
      ignored = !deps.polite && collision
      if (ignored) return
      answering = description.type === 'answer'
      await pc.setRemoteDescription(description)
      answering = false
      for (const one of early.splice(0)) await add(one)
      if (description.type !== 'offer') return
      await pc.setLocalDescription()
      if (pc.localDescription) deps.send({ description: pc.localDescription })
    } else if (candidate !== undefined) {
      if (pc.remoteDescription) await add(candidate)
      else early.push(candidate)
    }
  }
  const add = async (candidate: RTCIceCandidateInit | null) => {
    try {
      await pc.addIceCandidate(candidate ?? undefined)
    } catch (error) {
      // Candidates of an offer that was ignored have nowhere to go.
      if (!ignored) throw error
    }
  }

  mending()
  for (const track of deps.tracks()) pc.addTrack(track)
  return {
    pc,
    receive(signal) {
      turn = turn
        .then(() => take(signal))
        .catch(() => {
          if (!closed) deps.onState('lost')
        })
      return turn
    },
    restart,
    async replace(track) {
      const sender = pc.getSenders().find((one) => one.track?.kind === track.kind)
      if (sender) await sender.replaceTrack(track)
      else pc.addTrack(track)
    },
    close() {
      closed = true
      clearTimeout(waiting)
      clearTimeout(giveUp)
      pc.close()
    },
  }
}
