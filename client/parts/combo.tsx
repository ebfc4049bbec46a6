import { createEffect, createSignal, on, onCleanup, Show } from 'solid-js'
import { Button } from './button.tsx'
import { Choice } from './choice.tsx'
import css from './combo.module.css'
import { Field } from './field.tsx'

/** One answer of a search. `blocked` says why it can't be chosen. */
export interface Found {
  id: string
  label: string
  note?: string | undefined
  blocked?: string | null | undefined
}

interface ComboProps {
  label: string
  hint?: string | undefined
  name: string
  /** What one answer and several are called: "cartório", "cartórios". */
  nouns: readonly [one: string, many: string]
  /** What is chosen now; the search is folded away while there is one. */
  chosen: Found | null
  onChoose: (found: Found | null) => void
  /** Called 250 ms after the last key with the trimmed text, at once with an empty one. */
  onSearch: (text: string) => void
  found: readonly Found[]
  busy?: boolean | undefined
  /** Said when nothing was found for the text. */
  none: (text: string) => string
  error?: string | null | undefined
}

const pauseMs = 250

/** A search whose answers are a plain list of radios: what every finger, keyboard and reader already knows. */
export function Combo(props: ComboProps) {
  const [text, setText] = createSignal('')
  const [asked, setAsked] = createSignal('')
  const [marked, setMarked] = createSignal<string | null>(null)
  let box: HTMLElement | undefined
  let combo: HTMLElement | undefined
  let browsing = false
  createEffect(
    on(
      text,
      (typed) => {
        const wanted = typed.trim()
        const ask = () => {
          setAsked(wanted)
          setMarked(null)
          props.onSearch(wanted)
        }
        const timer = setTimeout(ask, wanted === '' ? 0 : pauseMs)
        onCleanup(() => clearTimeout(timer))
      },
      { defer: true },
    ),
  )
  const choose = (id: string) => {
    const one = props.found.find((each) => each.id === id)
    if (!one || one.blocked) return
    setMarked(null)
    props.onChoose(one)
    // The radio that held the focus is gone: it stays in the same question.
    queueMicrotask(() => combo?.querySelector('button')?.focus({ preventScroll: true }))
  }
  /** The arrows of a radio group choose as they go: here they only mark, and Enter or the space bar choose. */
  const pressed = (event: KeyboardEvent) => {
    browsing = event.key.startsWith('Arrow')
    const { target } = event
    if (!(target instanceof HTMLInputElement) || (event.key !== 'Enter' && event.key !== ' ')) return
    event.preventDefault()
    choose(target.value)
  }
  const intoList = (event: KeyboardEvent) => {
    const first = combo?.querySelector<HTMLElement>('[type="radio"]:enabled')
    if (event.key !== 'ArrowDown' || !first || !(event.target as Element).matches('[type="search"]')) return
    event.preventDefault()
    first.focus()
  }
  const said = () => {
    const found = props.found.find((one) => one.id === marked())
    if (found) return `${found.label}: tecle Enter para escolher.`
    if (props.busy) return 'Procurando…'
    if (props.found.length === 0) return asked() === '' ? '' : props.none(asked())
    return `${props.found.length} ${props.nouns[props.found.length === 1 ? 0 : 1]}`
  }
  const change = () => {
    props.onChoose(null)
    queueMicrotask(() => box?.focus())
  }
  return (
    <div class={css.combo} ref={(element) => (combo = element)} onKeyDown={intoList}>
      <Show
        when={props.chosen}
        fallback={
          <>
            <Field
              label={props.label}
              hint={props.hint}
              name={props.name}
              type="search"
              inputMode="search"
              value={text()}
              onInput={setText}
              error={props.error}
              ref={(element) => (box = element)}
            />
            <p class={css.said} role="status">
              {said()}
            </p>
            <Show when={props.found.length > 0}>
              <div
                class={css.list}
                onKeyDown={pressed}
                onPointerDown={() => (browsing = false)}
                onClick={(event) => {
                  const { target } = event
                  if (!browsing && target instanceof HTMLInputElement && target.value === marked()) choose(target.value)
                }}
              >
                <Choice
                  legend={`${props.label}: ${props.nouns[1]}`}
                  quiet
                  value={marked()}
                  onChange={(id) => (browsing ? setMarked(id) : choose(id))}
                  options={props.found.map((one) => ({
                    value: one.id,
                    label: one.label,
                    hint: one.note,
                    blocked: one.blocked,
                  }))}
                />
              </div>
            </Show>
          </>
        }
      >
        {(chosen) => (
          <>
            <p class={css.label}>{props.label}</p>
            <div class={css.chosen}>
              <div class={css.words}>
                <b>{chosen().label}</b>
                <Show when={chosen().note}>
                  <span class="soft">{chosen().note}</span>
                </Show>
              </div>
              <Button kind="quiet" fit aria-label={`Trocar ${props.label}`} onClick={change}>
                Trocar
              </Button>
            </div>
          </>
        )}
      </Show>
    </div>
  )
}
