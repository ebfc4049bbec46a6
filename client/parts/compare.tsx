import { For } from 'solid-js'
import css from './compare.module.css'

/** The same fields twice, side by side where there is room: what differs, in words. */
export function Compare(props: {
  left: string
  right: string
  items: readonly { label: string; left: string | null; right: string | null }[]
}) {
  return (
    <ul class={css.list}>
      <For each={props.items}>
        {(item) => (
          <li class={css.item}>
            <b class={css.label}>{item.label}</b>
            <p class={css.side}>
              <span class={css.which}>{props.left}</span> <span class="num">{item.left ?? '—'}</span>
            </p>
            <p class={css.side} data-new>
              <span class={css.which}>{props.right}</span> <span class="num">{item.right ?? '—'}</span>
            </p>
          </li>
        )}
      </For>
    </ul>
  )
}
