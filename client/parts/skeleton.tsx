import { For } from 'solid-js'
import css from './skeleton.module.css'

/** The shape of what is loading, for the first load only; it shows itself after 200 ms. */
export function Skeleton(props: { shape: 'ring' | 'list' | 'text'; count?: number }) {
  const rows = () => Array.from({ length: props.count ?? (props.shape === 'ring' ? 1 : 3) })
  return (
    <div class={css.skeleton} role="status">
      <span class="spoken">Carregando…</span>
      <For each={rows()}>{() => <div class={css.piece} data-shape={props.shape} aria-hidden="true" />}</For>
    </div>
  )
}
