import { createSignal, For, onCleanup, Show, untrack } from 'solid-js'
import { countWords, minuteWords, shareWords } from '../../server/domain/figure-words.ts'
import { inTimeShare } from '../../server/domain/figures.ts'
import type { AdminFiguresView, OfficeFigures, OfficeSort } from '../../server/http/figures-views.ts'
import { Button } from '../parts/button.tsx'
import chart from '../parts/chart.module.css'
import { Field } from '../parts/field.tsx'
import { shownCns } from './admin-standing.tsx'
import css from './figures.module.css'

export type OfficeQuery = { q: string; sort: OfficeSort; down: boolean; page: number }

const columns: readonly { sort: OfficeSort; head: string; cell: (row: OfficeFigures) => string }[] = [
  { sort: 'received', head: 'Recebidas', cell: (row) => countWords(row.received) },
  { sort: 'share', head: 'No prazo (%)', cell: (row) => shareWords(inTimeShare(row)) },
  { sort: 'median', head: 'Mediana (min)', cell: (row) => minuteWords(row.medianMs) },
  { sort: 'p90', head: 'p90 (min)', cell: (row) => minuteWords(row.p90Ms) },
  { sort: 'undecided', head: 'Expiradas sem decisão', cell: (row) => countWords(row.undecided) },
  { sort: 'released', head: 'Liberadas', cell: (row) => countWords(row.released) },
  { sort: 'completed', head: 'Concluídas', cell: (row) => countWords(row.completed) },
]
const pause = 300

/** Every cartório that received something, in the order that the reader wants, a page at a time. */
export function Offices(props: {
  offices: AdminFiguresView['offices']
  query: OfficeQuery
  file: string
  fileByPeriod: string
  onQuery: (query: OfficeQuery) => void
  onChoose: (cns: string) => void
}) {
  const [text, setText] = createSignal(untrack(() => props.query.q))
  let timer: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(timer))
  const search = (q: string) => {
    setText(q)
    clearTimeout(timer)
    timer = setTimeout(() => props.onQuery({ ...props.query, q: q.trim(), page: 1 }), pause)
  }
  const order = (sort: OfficeSort) => {
    const { query } = props
    props.onQuery({ ...query, page: 1, sort, down: query.sort === sort ? !query.down : sort !== 'name' })
  }
  const sorted = (sort: OfficeSort) =>
    props.query.sort === sort ? (props.query.down ? 'descending' : 'ascending') : undefined
  const head = (sort: OfficeSort, words: string) => (
    <th scope="col" aria-sort={sorted(sort)}>
      <button type="button" class={css.sort} onClick={() => order(sort)}>
        {words}
        <span aria-hidden="true">{sorted(sort) ? (props.query.down ? ' ▼' : ' ▲') : ''}</span>
      </button>
    </th>
  )
  const goTo = (page: number) => props.onQuery({ ...props.query, page })
  return (
    <section class={css.offices} aria-labelledby="por-cartorio">
      <h2 id="por-cartorio">Por cartório</h2>
      <Field
        label="Procurar cartório"
        name="office-search"
        type="search"
        hint="Nome, município ou CNS"
        value={text()}
        onInput={search}
      />
      <p class="soft" role="status">
        {props.offices.count === 1 ? '1 cartório' : `${countWords(props.offices.count)} cartórios`} no período
      </p>
      <Show
        when={props.offices.items.length > 0}
        fallback={<p>Nenhum cartório{props.query.q && ` com “${props.query.q}”`} no período.</p>}
      >
        <div class={chart.scroll} data-tall="" role="region" aria-label="Tabela: por cartório" tabIndex={0}>
          <table class={chart.table}>
            <caption class="spoken">Números por cartório; os títulos das colunas mudam a ordem</caption>
            <thead>
              <tr>
                {head('name', 'Cartório')}
                <For each={columns}>{(column) => head(column.sort, column.head)}</For>
              </tr>
            </thead>
            <tbody>
              <For each={props.offices.items}>
                {(row) => (
                  <tr>
                    <th scope="row" class={css.office}>
                      <button type="button" class={css.choose} onClick={() => props.onChoose(row.cns)}>
                        {row.name}
                      </button>
                      <span class="soft num">
                        {row.municipio} · {row.uf} · CNS {shownCns(row.cns)}
                      </span>
                    </th>
                    <For each={columns}>{(column) => <td>{column.cell(row)}</td>}</For>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </div>
      </Show>
      <Show when={props.offices.pages > 1}>
        <nav class={css.pages} aria-label="Páginas da tabela">
          <Show when={props.offices.page > 1}>
            <Button kind="secondary" fit onClick={() => goTo(props.offices.page - 1)}>
              Anterior
            </Button>
          </Show>
          <span class="num">
            {props.offices.page} de {props.offices.pages}
          </span>
          <Show when={props.offices.page < props.offices.pages}>
            <Button kind="secondary" fit onClick={() => goTo(props.offices.page + 1)}>
              Próxima
            </Button>
          </Show>
        </nav>
      </Show>
      <p class={css.files}>
        <a href={props.file} download="">
          Baixar CSV por cartório
        </a>
        <a href={props.fileByPeriod} download="">
          Baixar CSV por cartório e período
        </a>
      </p>
    </section>
  )
}
