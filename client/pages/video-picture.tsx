import { createEffect, createSignal, on, Show } from 'solid-js'
import { IconPlay } from '../icons.ts'
import css from './video.module.css'

interface PictureProps {
  stream: MediaStream | null
  /** Own pictures are silent, and seen as in a mirror. */
  own?: boolean | undefined
  mirrored?: boolean | undefined
  label: string
  /** Changes when the stream has another track. */
  turn?: number | undefined
  ref?: ((element: HTMLVideoElement) => void) | undefined
}

/** A moving picture that starts by itself, or at a tap where the browser insists. */
export function Picture(props: PictureProps) {
  const [refused, setRefused] = createSignal(false)
  let video: HTMLVideoElement | undefined
  const play = () =>
    video?.play().then(
      () => setRefused(false),
      // A stream that changes meanwhile interrupts: only a refusal needs a tap.
      (error: unknown) => setRefused(error instanceof DOMException && error.name === 'NotAllowedError'),
    )
  createEffect(
    on([() => props.stream, () => props.turn], ([stream]) => {
      if (!video) return
      video.srcObject = stream
      if (stream) void play()
    }),
  )
  return (
    <>
      <video
        class={css.picture}
        ref={(element) => {
          video = element
          element.muted = props.own ?? false
          props.ref?.(element)
        }}
        aria-label={props.label}
        data-mirrored={props.mirrored ? '' : undefined}
        autoplay
        playsinline
      />
      <Show when={refused()}>
        <button type="button" class={css.play} onClick={() => void play()}>
          <IconPlay /> Toque para ver e ouvir
        </button>
      </Show>
    </>
  )
}
