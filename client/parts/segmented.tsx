import { For, Show } from 'solid-js'
import css from './segmented.module.css'

interface SegmentedProps<V extends string> {
  label: string
  value: V
  onChange: (value: V) => void
  options: readonly { value: V; label: string; count?: number | undefined }[]
}

/** Switches between two or three lists of one page. */
export function Segmented<V extends string>(props: SegmentedProps<V>) {
  return (
    <div class={css.segmented} role="group" aria-label={props.label}>
      <For each={props.options}>
        {(option) => (
          <button
            type="button"
            class={css.option}
            aria-pressed={props.value === option.value}
            onClick={() => props.onChange(option.value)}
          >
            <span>{option.label}</span>
            <Show when={option.count !== undefined}>
              <span class={css.count}>{option.count}</span>
            </Show>
          </button>
        )}
      </For>
    </div>
  )
}
