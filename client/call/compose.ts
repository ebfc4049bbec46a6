export interface Sides {
  client: () => HTMLVideoElement | null
  staff: () => HTMLVideoElement | null
}

export interface Composition {
  /** Both pictures and both voices as one stream. */
  readonly stream: MediaStream
  /** Mixes this voice in the place of an earlier one of the same side. */
  hear: (side: 'client' | 'staff', stream: MediaStream) => void
  /** A browser may want a tap before it lets sound run. */
  wake: () => void
  close: () => void
}

const width = 1280
const height = 720
const strip = 56
const framesPerSecond = 15

/**
 * Draws both pictures side by side with a line that names the instant (server time) and the request, and mixes both voices.
 * `line` is asked for each picture.
 */
export function compose(sides: Sides, line: () => string): Composition {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const pen = canvas.getContext('2d', { alpha: false })
  const audio = new AudioContext()
  const mixed = audio.createMediaStreamDestination()
  const voices = new Map<string, { node: MediaStreamAudioSourceNode; track: MediaStreamTrack }>()
  // Silence is a sound too: without it the first pieces might have no audio track.
  const silence = audio.createConstantSource()
  const none = audio.createGain()
  none.gain.value = 0
  silence.connect(none).connect(mixed)
  silence.start()

  const draw = () => {
    if (!pen) return
    pen.fillStyle = '#11131a'
    pen.fillRect(0, 0, width, height)
    picture(pen, sides.client(), 0, 'Cliente')
    picture(pen, sides.staff(), width / 2, 'Cartório')
    pen.fillStyle = '#ffffff'
    pen.font = '600 26px system-ui, sans-serif'
    pen.textBaseline = 'middle'
    pen.fillText(line(), 20, height - strip / 2, width - 40)
  }
  draw()
  const ticker = new Worker(new URL('./ticker.ts', import.meta.url), { type: 'module' })
  ticker.addEventListener('message', draw)
  const wake = () => void audio.resume().catch(() => {})
  wake()
  addEventListener('pointerdown', wake)
  const stream = new MediaStream([
    ...canvas.captureStream(framesPerSecond).getVideoTracks(),
    ...mixed.stream.getAudioTracks(),
  ])
  return {
    stream,
    hear(side, from) {
      const track = from.getAudioTracks().find((one) => one.readyState === 'live')
      const before = voices.get(side)
      if (!track || before?.track === track) return
      before?.node.disconnect()
      const node = audio.createMediaStreamSource(new MediaStream([track]))
      node.connect(mixed)
      voices.set(side, { node, track })
    },
    wake,
    close() {
      ticker.terminate()
      removeEventListener('pointerdown', wake)
      for (const track of stream.getTracks()) track.stop()
      void audio.close().catch(() => {})
    },
  }
}

/** The whole picture, as large as its half allows: nothing of a document may be cut off. */
function picture(pen: CanvasRenderingContext2D, from: HTMLVideoElement | null, x: number, name: string): void {
  const room = { width: width / 2, height: height - strip }
  if (from && from.videoWidth > 0 && from.readyState >= 2) {
    const scale = Math.min(room.width / from.videoWidth, room.height / from.videoHeight)
    const size = { width: from.videoWidth * scale, height: from.videoHeight * scale }
    pen.drawImage(from, x + (room.width - size.width) / 2, (room.height - size.height) / 2, size.width, size.height)
  } else {
    pen.fillStyle = '#aeb5c6'
    pen.font = '24px system-ui, sans-serif'
    pen.textBaseline = 'middle'
    pen.fillText('Sem imagem', x + 20, room.height / 2)
  }
  pen.fillStyle = 'rgb(0 0 0 / 60%)'
  pen.fillRect(x + 12, 12, name.length * 14 + 24, 40)
  pen.fillStyle = '#ffffff'
  pen.font = '600 22px system-ui, sans-serif'
  pen.textBaseline = 'middle'
  pen.fillText(name, x + 24, 32)
}
