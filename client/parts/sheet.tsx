import { createEffect, createUniqueId, onCleanup, Show, type JSX } from 'solid-js'
import { IconX } from '../icons.ts'
import css from './sheet.module.css'

interface SheetProps {
  open: boolean
  onClose: () => void
  /** What it shows is nowhere else: only its buttons close it, no stray tap beside it and no Escape. */
  held?: boolean
  title: string
  children: JSX.Element
  /** The buttons: the one that acts first. */
  actions?: JSX.Element
}

/** A bottom sheet on the native dialog: it keeps the focus inside, closes by button, Escape and the veil, and gives it back. */
export function Sheet(props: SheetProps) {
  const id = createUniqueId()
  return (
    <Show when={props.open}>
      <Open {...props} id={id} />
    </Show>
  )
}

function Open(props: SheetProps & { id: string }) {
  let dialog: HTMLDialogElement | undefined
  const opener = document.activeElement
  createEffect(() => dialog?.showModal())
  onCleanup(() => {
    dialog?.close()
    queueMicrotask(() => {
      if (opener instanceof HTMLElement && opener.isConnected) return opener.focus()
      // What the sheet did may have taken its opener away: the browser would light up the skip link instead.
      document.getElementById('conteudo')?.focus({ preventScroll: true })
    })
  })
  // closedby="any" is missing in Safari: a press and a release on the veil, not a text selection that ends there.
  let pressedVeil = false
  return (
    <dialog
      ref={(element) => (dialog = element)}
      class={css.sheet}
      aria-labelledby={props.id}
      onCancel={(event) => {
        event.preventDefault()
        if (!props.held) props.onClose()
      }}
      onClose={() => {
        // A second Escape is not to be refused: the browser closes it then, and asks nobody.
        if (props.held && dialog?.isConnected) dialog.showModal()
        else props.onClose()
      }}
      onPointerDown={(event) => (pressedVeil = event.target === dialog)}
      onClick={(event) => {
        if (pressedVeil && event.target === dialog && !props.held) props.onClose()
      }}
    >
      <div class={css.inside}>
        <header class={css.head}>
          <h2 id={props.id}>{props.title}</h2>
          <button type="button" class={css.close} aria-label="Fechar" onClick={() => props.onClose()}>
            <IconX />
          </button>
        </header>
        <div class={css.body}>{props.children}</div>
        <Show when={props.actions}>
          <div class={css.actions}>{props.actions}</div>
        </Show>
      </div>
    </dialog>
  )
}
