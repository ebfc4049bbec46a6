import { createUniqueId, For, Show, type JSX } from 'solid-js'
import { IconCircleAlert } from '../icons.ts'
import css from './choice.module.css'

interface Option<V extends string> {
  value: V
  label: string
  hint?: JSX.Element
  /** Why it can't be chosen; shown in place of the hint. */
  blocked?: string | null | undefined
  /** What more this option asks for; shown inside its card while it is chosen. */
  more?: (() => JSX.Element) | undefined
}

interface ChoiceProps<V extends string> {
  legend: string
  /** Keeps the legend for screen readers only, when a heading says the same. */
  quiet?: boolean | undefined
  value: V | null
  onChange: (value: V) => void
  options: readonly Option<V>[]
  error?: string | null | undefined
}

/** One of several, as cards: native radios, arrows and all. */
export function Choice<V extends string>(props: ChoiceProps<V>) {
  const id = createUniqueId()
  return (
    <fieldset class={css.choice} aria-describedby={props.error ? `${id}e` : undefined}>
      <legend class={props.quiet ? 'spoken' : css.legend}>{props.legend}</legend>
      <For each={props.options}>
        {(option, index) => (
          <div class={css.card} data-blocked={option.blocked ? '' : undefined}>
            <label class={css.option}>
              <input
                type="radio"
                name={id}
                value={option.value}
                checked={props.value === option.value}
                disabled={Boolean(option.blocked)}
                aria-labelledby={`${id}l${index()}`}
                aria-describedby={option.hint || option.blocked ? `${id}h${index()}` : undefined}
                aria-invalid={props.error ? 'true' : undefined}
                onChange={() => props.onChange(option.value)}
              />
              <span class={css.words}>
                <b id={`${id}l${index()}`}>{option.label}</b>
                <Show when={option.hint || option.blocked}>
                  <span class="soft" id={`${id}h${index()}`}>
                    {option.blocked ?? option.hint}
                  </span>
                </Show>
              </span>
            </label>
            <Show when={props.value === option.value && option.more}>
              {(more) => <div class={css.more}>{more()()}</div>}
            </Show>
          </div>
        )}
      </For>
      <Show when={props.error}>
        <p class={css.error} id={`${id}e`}>
          <IconCircleAlert /> <span>{props.error}</span>
        </p>
      </Show>
    </fieldset>
  )
}

interface CheckProps {
  label: JSX.Element
  hint?: JSX.Element
  checked: boolean
  onChange: (checked: boolean) => void
  disabled?: boolean | undefined
  error?: string | null | undefined
}

/** A single box to tick. */
export function Check(props: CheckProps) {
  return <Tick {...props} role={undefined} />
}

/** On or off, at once: for a preference, not for a form. */
export function Toggle(props: CheckProps) {
  return <Tick {...props} role="switch" />
}

function Tick(props: CheckProps & { role: 'switch' | undefined }) {
  const id = createUniqueId()
  const described = () => [props.error ? `${id}e` : '', props.hint ? `${id}h` : ''].filter(Boolean).join(' ')
  return (
    <div class={css.tick}>
      <label class={css.option}>
        <input
          type="checkbox"
          role={props.role}
          checked={props.checked}
          disabled={props.disabled}
          aria-labelledby={`${id}l`}
          aria-describedby={described() || undefined}
          aria-invalid={props.error ? 'true' : undefined}
          onChange={(event) => {
            const wanted = event.currentTarget.checked
            // The parent decides; a refused change must not stay on the screen.
            event.currentTarget.checked = props.checked
            props.onChange(wanted)
          }}
        />
        <span class={css.words}>
          <span id={`${id}l`}>{props.label}</span>
          <Show when={props.hint}>
            <span class="soft" id={`${id}h`}>
              {props.hint}
            </span>
          </Show>
        </span>
      </label>
      <Show when={props.error}>
        <p class={css.error} id={`${id}e`}>
          <IconCircleAlert /> <span>{props.error}</span>
        </p>
      </Show>
    </div>
  )
}
