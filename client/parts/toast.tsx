import { createSignal, onCleanup, Show } from 'solid-js'
import { IconX } from '../icons.ts'
import css from './toast.module.css'

interface Action {
  label: string
  run: () => void
}

interface Message {
  text: string
  action: Action | undefined
}

const shortMs = 6_000
const longMs = 10_000
const [current, setCurrent] = createSignal<Message | null>(null)
const [held, setHeld] = createSignal(false)
let timer: ReturnType<typeof setTimeout> | undefined

function wait(): void {
  clearTimeout(timer)
  const message = current()
  if (message && !held()) timer = setTimeout(() => toast.clear(), message.action ? longMs : shortMs)
}

/** Short news at the edge of the screen; a new one takes the place of the old one. */
export const toast = {
  /** Shows one sentence for 6 s, with an action 10 s; it stays while it is focused or pointed at. */
  show(text: string, action?: Action): void {
    setCurrent({ text, action })
    wait()
  },
  /** Takes the present one away. */
  clear(): void {
    clearTimeout(timer)
    setHeld(false)
    setCurrent(null)
  },
}

/** Where toasts appear: once, in the shell. The region is always there, since readers announce only what changes in it. */
export function ToastRegion() {
  const hold = (on: boolean) => {
    setHeld(on)
    wait()
  }
  onCleanup(() => clearTimeout(timer))
  return (
    <div class={css.region} role="status" aria-live="polite" aria-atomic="true">
      <Show when={current()} keyed>
        {(message) => (
          <div
            class={css.toast}
            onFocusIn={() => hold(true)}
            onFocusOut={() => hold(false)}
            onPointerEnter={() => hold(true)}
            onPointerLeave={() => hold(false)}
          >
            <span class={css.text}>{message.text}</span>
            <Show when={message.action}>
              {(action) => (
                <button
                  type="button"
                  class={css.action}
                  onClick={() => {
                    action().run()
                    toast.clear()
                  }}
                >
                  {action().label}
                </button>
              )}
            </Show>
            <button type="button" class={css.close} aria-label="Fechar aviso" onClick={() => toast.clear()}>
              <IconX />
            </button>
          </div>
        )}
      </Show>
    </div>
  )
}

/** A new version waits: for the shell's `update` slot. It stays until answered. */
export function UpdateToast(props: { onUpdate: () => void; onLater: () => void }) {
  return (
    <div class={css.toast} role="status">
      <span class={css.text}>Nova versão disponível.</span>
      <button type="button" class={css.action} onClick={() => props.onUpdate()}>
        Atualizar
      </button>
      <button type="button" class={css.later} onClick={() => props.onLater()}>
        Depois
      </button>
    </div>
  )
}
