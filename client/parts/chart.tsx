import { createSignal, createUniqueId, For, Show, type JSX } from 'solid-js'
import { IconDownload } from '../icons.ts'
import css from './chart.module.css'

/** A table behind a drawing: the heads, and rows whose first cell names them. */
export type ChartTable = { heads: readonly string[]; rows: readonly (readonly string[])[] }

interface ChartProps {
  title: string
  /** What it shows and how it is counted. */
  about: string
  /** Where the same stands as CSV. */
  file: string
  table: () => ChartTable
  children: JSX.Element
}

/** A drawing with its title, its words, the same as a table, and as a file. */
export function Chart(props: ChartProps) {
  const [open, setOpen] = createSignal(false)
  const id = createUniqueId()
  return (
    <figure class={css.chart} aria-labelledby={id}>
      <figcaption>
        <h2 id={id}>{props.title}</h2>
        <p class="soft">{props.about}</p>
      </figcaption>
      {props.children}
      <div class={css.more}>
        <details class={css.details} onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary>
            Ver como tabela<span class="spoken">: {props.title}</span>
          </summary>
          <Show when={open()}>
            <DataTable caption={props.title} {...props.table()} />
          </Show>
        </details>
        <a class={css.file} href={props.file} download="">
          <IconDownload /> Baixar CSV<span class="spoken">: {props.title}</span>
        </a>
      </div>
    </figure>
  )
}

/** A plain table that scrolls by itself where it is wider than the screen. */
export function DataTable(props: ChartTable & { caption: string }) {
  return (
    <div class={css.scroll} role="region" aria-label={`Tabela: ${props.caption}`} tabIndex={0}>
      <table class={css.table}>
        <caption class="spoken">{props.caption}</caption>
        <thead>
          <tr>
            <For each={props.heads}>{(head) => <th scope="col">{head}</th>}</For>
          </tr>
        </thead>
        <tbody>
          <For each={props.rows}>
            {([name, ...cells]) => (
              <tr>
                <th scope="row">{name}</th>
                <For each={cells}>{(cell) => <td>{cell}</td>}</For>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </div>
  )
}

/** One line of a legend: a sample of the pattern or stroke, the words, and a number. */
export function Legend(props: { items: readonly { sample: () => JSX.Element; label: string; value?: string }[] }) {
  return (
    <ul class={css.legend}>
      <For each={props.items}>
        {(item) => (
          <li>
            <svg class={css.sample} aria-hidden="true" viewBox="0 0 24 16">
              {item.sample()}
            </svg>
            <span>{item.label}</span>
            <Show when={item.value}>
              <b class="num">{item.value}</b>
            </Show>
          </li>
        )}
      </For>
    </ul>
  )
}
