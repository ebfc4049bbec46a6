const rounds = 20
const everyMs = 2_000

/** Two soft tones and a short vibration, again and again for 40 s; browsers allow it only after a first touch of the page. */
export function startRinging(): () => void {
  let left = rounds
  let audio: AudioContext | null = null
  const ring = () => {
    if (left-- <= 0) return stop()
    navigator.vibrate?.([200, 100, 200])
    if (!navigator.userActivation || navigator.userActivation.hasBeenActive) audio ??= new AudioContext()
    if (audio?.state === 'running') tones(audio)
  }
  const timer = setInterval(ring, everyMs)
  const stop = () => {
    clearInterval(timer)
    navigator.vibrate?.(0)
    void audio?.close().catch(() => {})
    audio = null
  }
  ring()
  return stop
}

function tones(audio: AudioContext): void {
  const volume = audio.createGain()
  volume.connect(audio.destination)
  for (const [i, pitch] of [660, 880].entries()) {
    const from = audio.currentTime + i * 0.35
    const tone = audio.createOscillator()
    tone.frequency.value = pitch
    tone.connect(volume)
    volume.gain.setValueAtTime(0.0001, from)
    volume.gain.exponentialRampToValueAtTime(0.15, from + 0.03)
    volume.gain.exponentialRampToValueAtTime(0.0001, from + 0.3)
    tone.start(from)
    tone.stop(from + 0.32)
  }
}
