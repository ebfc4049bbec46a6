import { createUniqueId, For, Match, Show, splitProps, Switch, type JSX } from 'solid-js'
import { IconCircleAlert } from '../icons.ts'
import css from './field.module.css'
import { caretAfter, type Mask } from './masks.ts'

interface FieldProps {
  label: string
  name: string
  value: string
  onInput: (value: string) => void
  onBlur?: (() => void) | undefined
  hint?: JSX.Element
  /** A whole Portuguese sentence; empty or null when all is well. */
  error?: string | null | undefined
  type?: 'text' | 'email' | 'tel' | 'search' | 'date' | 'time' | 'password' | undefined
  inputMode?: 'numeric' | 'tel' | 'email' | 'search' | 'text' | undefined
  autocomplete?: string | undefined
  autocapitalize?: 'off' | 'words' | 'sentences' | 'characters' | undefined
  placeholder?: string | undefined
  maxLength?: number | undefined
  /** May stay empty, said beside the label; `quiet` where everything may, as in a search. */
  optional?: boolean | 'quiet' | undefined
  readOnly?: boolean | undefined
  mask?: Mask | undefined
  /** Big spaced digits, for a code. */
  code?: boolean | undefined
  /** Rows of a text area instead of one line. */
  rows?: number | undefined
  /** A native list instead of a text. */
  options?: readonly { value: string; label: string }[] | undefined
  ref?: ((element: HTMLElement) => void) | undefined
}

/** A labelled input; hint and error are wired to it, and a mask keeps the caret where the finger put it. */
export function Field(props: FieldProps) {
  const id = createUniqueId()
  const [own] = splitProps(props, ['label', 'hint', 'error', 'mask', 'code', 'rows', 'options', 'optional'])
  const described = () => [own.error ? `${id}e` : '', own.hint ? `${id}h` : ''].filter(Boolean).join(' ') || undefined
  const typed = (event: InputEvent & { currentTarget: HTMLInputElement | HTMLTextAreaElement }) => {
    const input = event.currentTarget
    if (own.mask) {
      const raw = input.value
      const masked = own.mask(raw)
      const caret = caretAfter(raw, input.selectionStart ?? raw.length, masked)
      if (masked !== raw) {
        input.value = masked
        input.setSelectionRange(caret, caret)
      }
    }
    props.onInput(input.value)
    // A parent that refuses the change must win over what the browser already shows.
    if (input.value !== props.value) input.value = props.value
  }
  const shared = () => ({
    id,
    name: props.name,
    class: css.input,
    'aria-invalid': own.error ? ('true' as const) : undefined,
    'aria-describedby': described(),
    'aria-required': own.optional || props.type === 'search' ? undefined : ('true' as const),
    onBlur: () => props.onBlur?.(),
  })
  return (
    <div class={css.field} data-error={own.error ? '' : undefined}>
      <label class={css.label} for={id}>
        {own.label}
        <Show when={own.optional === true}>
          <span class={css.optional}> (opcional)</span>
        </Show>
      </label>
      <Show when={own.hint}>
        <p class={css.hint} id={`${id}h`}>
          {own.hint}
        </p>
      </Show>
      <Switch
        fallback={
          <input
            {...shared()}
            ref={(element) => props.ref?.(element)}
            type={props.type ?? 'text'}
            inputmode={props.inputMode}
            autocomplete={props.autocomplete ?? 'off'}
            autocapitalize={props.autocapitalize}
            placeholder={props.placeholder}
            maxLength={props.maxLength}
            readOnly={props.readOnly}
            data-code={own.code ? '' : undefined}
            value={props.value}
            onInput={typed}
          />
        }
      >
        <Match when={own.options}>
          {(options) => (
            <select
              {...shared()}
              ref={(element) => props.ref?.(element)}
              onChange={(event) => props.onInput(event.currentTarget.value)}
            >
              <For each={options()}>
                {(option) => (
                  <option value={option.value} selected={option.value === props.value}>
                    {option.label}
                  </option>
                )}
              </For>
            </select>
          )}
        </Match>
        <Match when={own.rows}>
          <textarea
            {...shared()}
            ref={(element) => props.ref?.(element)}
            rows={own.rows}
            maxLength={props.maxLength}
            placeholder={props.placeholder}
            value={props.value}
            onInput={typed}
          />
        </Match>
      </Switch>
      <Show when={own.error}>
        <p class={css.error} id={`${id}e`}>
          <IconCircleAlert /> <span>{own.error}</span>
        </p>
      </Show>
    </div>
  )
}

/** Puts the focus on the first field that has an error: call after a refused submit. */
export function focusFirstError(form: HTMLElement): void {
  queueMicrotask(() => form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
}
