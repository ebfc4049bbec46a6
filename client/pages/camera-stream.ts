import { createSignal, onCleanup, onMount, untrack } from 'solid-js'

/** Why no picture comes from the camera. */
export type CameraFault = 'denied' | 'missing' | 'busy'

const faultOf = (error: unknown): CameraFault => {
  const name = error instanceof DOMException ? error.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied'
  return name === 'NotReadableError' || name === 'AbortError' ? 'busy' : 'missing'
}

/**
 * Opens a camera while the page lives, and again after the phone took it away.
 * @param back whether to begin with the one that looks away from the person; read once
 */
export function createCamera(back: () => boolean, video: () => HTMLVideoElement | undefined) {
  const [facing, setFacing] = createSignal(untrack(back) ? 'environment' : 'user')
  const [fault, setFault] = createSignal<CameraFault | null>(null)
  const [ready, setReady] = createSignal(false)
  const [several, setSeveral] = createSignal(false)
  let stream: MediaStream | null = null
  let ended = false
  let turn = 0

  const stop = () => {
    for (const track of stream?.getTracks() ?? []) track.stop()
    stream = null
    setReady(false)
  }
  const open = async () => {
    const mine = ++turn
    stop()
    setFault(null)
    try {
      const wanted = { facingMode: facing(), width: { ideal: 1920 }, height: { ideal: 1440 } }
      if (!navigator.mediaDevices) throw new DOMException('no camera here', 'NotFoundError')
      const fresh = await navigator.mediaDevices.getUserMedia({ video: wanted, audio: false })
      if (ended || mine !== turn) return fresh.getTracks().forEach((track) => track.stop())
      stream = fresh
      const shown = video()
      if (shown) {
        shown.srcObject = fresh
        await shown.play().catch(() => {})
      }
      setReady(true)
      const devices = await navigator.mediaDevices.enumerateDevices()
      setSeveral(devices.filter(({ kind }) => kind === 'videoinput').length > 1)
    } catch (error) {
      if (!ended && mine === turn) setFault(faultOf(error))
    }
  }
  // iOS takes the camera away in the background and does not give it back.
  const comeBack = () => {
    const [track] = stream?.getVideoTracks() ?? []
    if (document.visibilityState === 'visible' && (!track || track.readyState === 'ended' || track.muted)) void open()
  }
  onMount(() => {
    void open()
    document.addEventListener('visibilitychange', comeBack)
  })
  onCleanup(() => {
    ended = true
    document.removeEventListener('visibilitychange', comeBack)
    stop()
  })
  return {
    fault,
    ready,
    several,
    mirrored: () => facing() === 'user',
    again: () => void open(),
    flip: () => {
      setFacing((now) => (now === 'user' ? 'environment' : 'user'))
      void open()
    },
  }
}
