import { createEffect, createSignal, on, onCleanup, Show, type JSX } from 'solid-js'
import { askPicture, asProblem, type ApiProblem } from '../api.ts'
import css from './picture.module.css'
import { Sheet } from './sheet.tsx'

/**
 * A picture of the server for as long as somebody looks at it: it is kept on no phone.
 * @param path null asks nothing; a new path, or `again`, asks anew
 */
export function createPicture(path: () => string | null) {
  const [url, setUrl] = createSignal<string | null>(null)
  const [fault, setFault] = createSignal<ApiProblem | null>(null)
  const [asked, setAsked] = createSignal(0)
  createEffect(
    on([path, asked], ([wanted]) => {
      let gone = false
      let made: string | null = null
      setFault(null)
      setUrl(null)
      if (wanted === null) return
      void askPicture(wanted).then(
        (blob) => {
          if (gone) return
          made = URL.createObjectURL(blob)
          setUrl(made)
        },
        (error: unknown) => {
          if (!gone) setFault(asProblem(error))
        },
      )
      onCleanup(() => {
        gone = true
        if (made) URL.revokeObjectURL(made)
      })
    }),
  )
  return { url, fault, again: () => setAsked((n) => n + 1) }
}

/** A picture large, in a sheet; a tap makes it larger still, to read a number on a document. */
export function PictureSheet(props: {
  open: boolean
  onClose: () => void
  title: string
  url: string | null
  alt: string
  /** Stands in its place while there is none. */
  fallback: JSX.Element
}) {
  const [near, setNear] = createSignal(false)
  createEffect(
    on(
      () => props.open,
      () => setNear(false),
    ),
  )
  return (
    <Sheet open={props.open} onClose={() => props.onClose()} title={props.title}>
      <Show when={props.url} fallback={props.fallback}>
        {(url) => (
          <>
            <button
              type="button"
              class={css.zoom}
              data-near={near() ? '' : undefined}
              aria-label={near() ? 'Ver a foto inteira' : 'Aproximar a foto'}
              onClick={() => setNear((now) => !now)}
            >
              <img src={url()} alt={props.alt} />
            </button>
            <p class="soft">{near() ? 'Toque para ver inteira.' : 'Toque na foto para aproximar.'}</p>
          </>
        )}
      </Show>
    </Sheet>
  )
}
