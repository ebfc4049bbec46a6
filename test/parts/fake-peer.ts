/** An RTCPeerConnection with the signalling states and the implicit rollback of webrtc-pc, and no network. */
export class FakePeer extends EventTarget {
  static all: FakePeer[] = []
  signalingState: RTCSignalingState = 'stable'
  connectionState: RTCPeerConnectionState = 'new'
  localDescription: RTCSessionDescriptionInit | null = null
  remoteDescription: RTCSessionDescriptionInit | null = null
  onnegotiationneeded: (() => void) | null = null
  onicecandidate: ((event: { candidate: null | { toJSON(): RTCIceCandidateInit } }) => void) | null = null
  onconnectionstatechange: (() => void) | null = null
  ontrack: ((event: { track: object }) => void) | null = null
  readonly log: string[] = []
  readonly config: RTCConfiguration
  private readonly senders: { track: MediaStreamTrack; replaceTrack(track: MediaStreamTrack): Promise<void> }[] = []
  private asked = false

  constructor(config: RTCConfiguration) {
    super()
    this.config = config
    FakePeer.all.push(this)
  }
  addTrack(track: MediaStreamTrack) {
    const sender = {
      track,
      replaceTrack: async (next: MediaStreamTrack) => {
        sender.track = next
      },
    }
    this.senders.push(sender)
    this.negotiate()
  }
  getSenders = () => this.senders
  private negotiate() {
    if (this.asked) return
    this.asked = true
    queueMicrotask(() => {
      this.asked = false
      if (this.signalingState === 'stable') this.onnegotiationneeded?.()
    })
  }
  restartIce() {
    this.log.push('restart')
    this.negotiate()
  }
  setConfiguration() {
    this.log.push('config')
  }
  async setLocalDescription() {
    await Promise.resolve()
    const type = this.signalingState === 'have-remote-offer' ? 'answer' : 'offer'
    this.signalingState = type === 'answer' ? 'stable' : 'have-local-offer'
    this.localDescription = { type, sdp: '' }
  }
  async setRemoteDescription(description: RTCSessionDescriptionInit) {
    if (description.type === 'offer') {
      if (this.signalingState === 'have-local-offer') this.log.push('rollback')
      this.signalingState = 'have-remote-offer'
    } else {
      if (this.signalingState !== 'have-local-offer') throw new DOMException('wrong state', 'InvalidStateError')
      this.signalingState = 'stable'
    }
    this.remoteDescription = description
  }
  async addIceCandidate(candidate?: RTCIceCandidateInit) {
    if (!this.remoteDescription) throw new DOMException('no remote description', 'InvalidStateError')
    this.log.push(`candidate ${candidate?.candidate ?? 'end'}`)
  }
  become(state: RTCPeerConnectionState) {
    this.connectionState = state
    this.onconnectionstatechange?.()
  }
  close() {
    this.signalingState = 'closed'
  }
}
