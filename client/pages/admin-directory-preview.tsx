import { For, Show, type JSX } from 'solid-js'
import type { AdminListingView } from '../../server/http/admin-views.ts'
import { IconCircleAlert } from '../icons.ts'
import { Note } from '../parts/card.tsx'
import { shownCns } from './admin-standing.tsx'
import css from './admin.module.css'

const counted = new Intl.NumberFormat('pt-BR')

/** What a listing would change: the numbers first, then the rows behind each. */
export function ListingPreview(props: { view: AdminListingView }) {
  const tile = (label: string, n: () => number, hint?: () => string) => (
    <li class={css.tile}>
      <span>{label}</span>
      <b>{counted.format(n())}</b>
      <Show when={hint?.()}>{(words) => <span class="soft">{words()}</span>}</Show>
    </li>
  )
  const many = () => props.view.missing > 10 && props.view.missing > (props.view.same + props.view.changed) / 5
  return (
    <section class="stack" aria-label="Prévia">
      <h2>Prévia</h2>
      <ul class={css.tiles}>
        {tile('Novos', () => props.view.added)}
        {tile('Mudam', () => props.view.changed)}
        {tile('Iguais', () => props.view.same)}
        {tile(
          'Saem da lista',
          () => props.view.missing,
          () => 'ficam, marcados',
        )}
        {tile(
          'Podem emitir',
          () => props.view.eligible,
          () => `${counted.format(props.view.ineligible)} não podem`,
        )}
        {tile(
          'Linhas recusadas',
          () => props.view.rejectedCount,
          () => `de ${counted.format(props.view.read)} lidas`,
        )}
      </ul>
      <Show when={many()}>
        <Note tone="atencao" icon={<IconCircleAlert />}>
          <p>
            <b>Muitos cartórios sairiam da lista.</b> Confira se o arquivo está completo antes de importar.
          </p>
        </Note>
      </Show>
      <Show when={props.view.losing.length > 0}>
        <Note tone="lacre" icon={<IconCircleAlert />}>
          <p>
            <b>Deixam de poder atender:</b>{' '}
            {props.view.losing.map(({ cns, name }) => `${name} (${shownCns(cns)})`).join(', ')}.
          </p>
        </Note>
      </Show>
      <Rows title="O que muda" total={props.view.changed} rows={props.view.samples.changed} open>
        {(row) => (
          <>
            <b>
              {row.name} <span class="soft num">({shownCns(row.cns)})</span>
            </b>
            <For each={row.fields} fallback={<p class="soft">Só a grafia usada na busca.</p>}>
              {(field) => (
                <p>
                  <span class="soft">{field.label}:</span> <s>{field.before || 'vazio'}</s> →{' '}
                  <b>{field.after || 'vazio'}</b>
                </p>
              )}
            </For>
          </>
        )}
      </Rows>
      <Rows title="Novos" total={props.view.added} rows={props.view.samples.added}>
        {(row) => (
          <>
            {row.name}{' '}
            <span class="soft num">
              {row.place} · {shownCns(row.cns)}
            </span>
          </>
        )}
      </Rows>
      <Rows title="Saem da lista" total={props.view.missing} rows={props.view.samples.missing}>
        {(row) => (
          <>
            {row.name}{' '}
            <span class="soft num">
              {row.place} · {shownCns(row.cns)}
            </span>
          </>
        )}
      </Rows>
      <Rows title="Linhas recusadas" total={props.view.rejectedCount} rows={props.view.rejected}>
        {(row) => (
          <>
            <span class="num">Linha {row.line}:</span> {row.reason}
          </>
        )}
      </Rows>
    </section>
  )
}

function Rows<T>(props: {
  title: string
  total: number
  rows: readonly T[]
  open?: boolean
  children: (row: T) => JSX.Element
}) {
  return (
    <Show when={props.rows.length > 0}>
      <details class={css.more} open={props.open}>
        <summary>
          {props.title}: {counted.format(props.total)}
          <Show when={props.rows.length < props.total}>
            <span class="soft"> (mostrando {props.rows.length})</span>
          </Show>
        </summary>
        <ul>
          <For each={props.rows}>{(row) => <li>{props.children(row)}</li>}</For>
        </ul>
      </details>
    </Show>
  )
}
