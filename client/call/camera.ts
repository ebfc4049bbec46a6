/** Why there is no picture, for the right sentence. */
export type CameraFault = 'blocked' | 'missing' | 'busy' | 'unsupported'

export interface Camera {
  /** The same object for as long as it is open; its tracks may change. */
  readonly stream: MediaStream
  readonly facing: () => 'user' | 'environment'
  /** Turns to the other camera. Throws CameraFault words when it can't be had; the former one is then back. */
  flip: () => Promise<void>
  setMicrophone: (on: boolean) => void
  setPicture: (on: boolean) => void
  /** Takes the camera again when the system took it away: after a phone call, after the background. */
  revive: () => Promise<void>
  close: () => void
}

export interface CameraEvents {
  /** A track took the place of another one of its kind. */
  onTrack: (track: MediaStreamTrack) => void
  /** The system stopped the picture or gave it back. */
  onPaused: (paused: boolean) => void
}

const picture = (facing: 'user' | 'environment'): MediaTrackConstraints => ({
  facingMode: facing,
  width: { ideal: 1280 },
  height: { ideal: 720 },
  frameRate: { ideal: 24, max: 30 },
})
const voice: MediaTrackConstraints = { echoCancellation: true, noiseSuppression: true, autoGainControl: true }

/** What the browser said when it refused, in our words. */
export function faultOf(error: unknown): CameraFault {
  const name = error instanceof DOMException || error instanceof Error ? error.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'blocked'
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'missing'
  return name === 'NotReadableError' || name === 'AbortError' ? 'busy' : 'unsupported'
}

/** Opens camera and microphone. Throws what `faultOf` understands. */
export async function openCamera(events: CameraEvents): Promise<Camera> {
  let facing: 'user' | 'environment' = 'user'
  let microphone = true
  let shown = true
  let closed = false
  let reviving: Promise<void> | null = null
  const stream = await navigator.mediaDevices.getUserMedia({ video: picture(facing), audio: voice })

  const watch = (track: MediaStreamTrack) => {
    track.onended = () => {
      if (closed || !stream.getTracks().includes(track)) return
      if (track.kind === 'video') events.onPaused(true)
      void revive()
    }
    if (track.kind !== 'video') return
    track.onmute = () => !closed && events.onPaused(true)
    track.onunmute = () => !closed && events.onPaused(false)
  }
  const put = (track: MediaStreamTrack) => {
    for (const old of stream.getTracks()) if (old.kind === track.kind) drop(old)
    track.enabled = track.kind === 'audio' ? microphone : shown
    stream.addTrack(track)
    watch(track)
    events.onTrack(track)
  }
  const drop = (old: MediaStreamTrack) => {
    stream.removeTrack(old)
    old.stop()
  }
  const take = async (constraints: MediaStreamConstraints) => {
    const fresh = await navigator.mediaDevices.getUserMedia(constraints)
    for (const track of fresh.getTracks()) {
      if (closed) track.stop()
      else put(track)
    }
  }
  const gone = (kind: string) => !stream.getTracks().some((one) => one.kind === kind && one.readyState === 'live')

  async function again(): Promise<void> {
    const muted = stream.getVideoTracks().some((one) => one.muted)
    const video = gone('video') || muted
    const audio = gone('audio')
    if (closed || (!video && !audio)) return
    await take({ ...(video && { video: picture(facing) }), ...(audio && { audio: voice }) })
    if (video) events.onPaused(false)
  }
  function revive(): Promise<void> {
    reviving ??= again()
      .catch(() => {})
      .finally(() => (reviving = null))
    return reviving
  }
  const seen = () => {
    if (document.visibilityState === 'visible') void revive()
  }
  document.addEventListener('visibilitychange', seen)
  for (const track of stream.getTracks()) watch(track)

  return {
    stream,
    facing: () => facing,
    async flip() {
      const before = facing
      facing = facing === 'user' ? 'environment' : 'user'
      // A phone opens only one of its cameras at a time.
      for (const old of stream.getVideoTracks()) old.stop()
      try {
        await take({ video: picture(facing) })
      } catch (error) {
        facing = before
        await take({ video: picture(facing) })
        throw error
      }
    },
    setMicrophone(on) {
      microphone = on
      for (const track of stream.getAudioTracks()) track.enabled = on
    },
    setPicture(on) {
      shown = on
      for (const track of stream.getVideoTracks()) track.enabled = on
    },
    revive,
    close() {
      closed = true
      document.removeEventListener('visibilitychange', seen)
      for (const track of stream.getTracks()) track.stop()
    },
  }
}
