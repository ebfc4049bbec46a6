import { createSignal, createUniqueId, Show, type JSX } from 'solid-js'
import type { ImageKind } from '../../server/domain/image.ts'
import { IconCircleAlert } from '../icons.ts'
import { shotOfFile, type Shot } from '../shrink.ts'
import css from './photo-step.module.css'
import { photoWords, unreadableWords } from './photo-words.ts'

/** A picture from the phone's own camera app or gallery: also where this site may not use the camera. */
export function FileChoice(props: {
  kind: ImageKind
  /** Asks the phone to open its camera app first. */
  capture?: boolean
  onShot: (shot: Shot) => void
  children: JSX.Element
}) {
  const id = createUniqueId()
  const [unreadable, setUnreadable] = createSignal(false)
  const choose = async (input: HTMLInputElement) => {
    const [file] = input.files ?? []
    const shot = file ? await shotOfFile(file) : null
    // The same file chosen again has to be heard as well.
    input.value = ''
    setUnreadable(file !== undefined && shot === null)
    if (shot) props.onShot(shot)
  }
  return (
    <div class={css.choice}>
      <input
        id={id}
        class="spoken"
        type="file"
        name={props.kind}
        accept="image/jpeg,image/png,image/webp,image/*"
        capture={props.capture ? (photoWords[props.kind].back ? 'environment' : 'user') : undefined}
        aria-describedby={unreadable() ? `${id}e` : undefined}
        onChange={(event) => void choose(event.currentTarget)}
      />
      <label for={id} class={css.file}>
        {props.children}
      </label>
      <Show when={unreadable()}>
        <p class={css.error} id={`${id}e`} role="alert">
          <IconCircleAlert /> <span>{unreadableWords}</span>
        </p>
      </Show>
    </div>
  )
}
