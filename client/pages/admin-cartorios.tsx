import { useLocation, useSearchParams } from '@solidjs/router'
import { createSignal, For, Match, onCleanup, Show, Switch } from 'solid-js'
import { parseCns } from '../../server/domain/cns.ts'
import { ufName, ufs } from '../../server/domain/uf.ts'
import type { AdminCartorioItem } from '../../server/http/admin-views.ts'
import { adminSources } from '../admin-keys.ts'
import { IconSearch } from '../icons.ts'
import { createKept } from '../kept.ts'
import { Card } from '../parts/card.tsx'
import { Empty } from '../parts/empty.tsx'
import { Field } from '../parts/field.tsx'
import { Page } from '../parts/page.tsx'
import { Skeleton } from '../parts/skeleton.tsx'
import { AskAgain } from './ask-again.tsx'
import { shownCns, Standing } from './admin-standing.tsx'
import { CartorioSheet } from './admin-cartorio.tsx'
import css from './admin.module.css'

const parts = [
  { value: '', label: 'Todos' },
  { value: 'open', label: 'Atendendo' },
  { value: 'waiting', label: 'Sem credenciamento' },
  { value: 'suspended', label: 'Suspensos' },
  { value: 'missing', label: 'Fora da última lista' },
  { value: 'ineligible', label: 'Sem atribuição de notas ou inativos' },
]
const settleMs = 250

/** A1: the directory of cartórios, and the sheet of one. */
export default function AdminCartorios() {
  const location = useLocation()
  const one = () => parseCns(location.pathname.split('/')[3] ?? '')
  return (
    <Show when={one()} fallback={<Directory />} keyed>
      {(cns) => <CartorioSheet cns={cns} />}
    </Show>
  )
}

function Directory() {
  const [params, setParams] = useSearchParams<{ q?: string; uf?: string; mostrar?: string }>()
  const [typed, setTyped] = createSignal(params.q ?? '')
  let timer: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(timer))
  const type = (text: string) => {
    setTyped(text)
    clearTimeout(timer)
    timer = setTimeout(() => setParams({ q: text.trim() || undefined }, { replace: true }), settleMs)
  }
  const kept = createKept(() =>
    adminSources.cartorios({ q: params.q ?? '', uf: params.uf ?? '', show: params.mostrar ?? '' }),
  )
  return (
    <Page title="Cartórios" back="/admin" wide>
      <div class={css.filters} role="search" aria-label="Cartórios">
        <Field
          label="Nome, município ou CNS"
          name="q"
          type="search"
          inputMode="search"
          value={typed()}
          onInput={type}
          optional="quiet"
        />
        <Field
          label="Situação"
          name="show"
          value={params.mostrar ?? ''}
          onInput={(value) => setParams({ mostrar: value || undefined }, { replace: true })}
          options={parts}
        />
        <Field
          label="UF"
          name="uf"
          value={params.uf ?? ''}
          onInput={(value) => setParams({ uf: value || undefined }, { replace: true })}
          options={[{ value: '', label: 'Todas' }, ...ufs.map((uf) => ({ value: uf, label: `${uf} — ${ufName(uf)}` }))]}
        />
      </div>
      <Switch fallback={<Skeleton shape="list" />}>
        <Match when={kept.data}>
          {(view) => (
            <>
              <p class="soft num" role="status">
                {counted(view().items.length, view().total)}
              </p>
              <Show
                when={view().items.length > 0}
                fallback={
                  <Empty
                    icon={IconSearch}
                    title="Nenhum cartório assim."
                    text="Confira o nome, o município ou o número do CNS."
                  />
                }
              >
                <ul class={css.cards}>
                  <For each={view().items}>
                    {(item) => (
                      <li>
                        <Item item={item} />
                      </li>
                    )}
                  </For>
                </ul>
              </Show>
            </>
          )}
        </Match>
        <Match when={kept.fault}>{(fault) => <AskAgain fault={fault()} onAgain={() => void kept.refresh()} />}</Match>
      </Switch>
    </Page>
  )
}

function counted(shown: number, total: number): string {
  const all = new Intl.NumberFormat('pt-BR').format(total)
  if (total === 1) return '1 cartório'
  return shown < total
    ? `Mostrando ${shown} de ${all} cartórios. Refine a busca para ver os outros.`
    : `${all} cartórios`
}

function Item(props: { item: AdminCartorioItem }) {
  return (
    <Card title={props.item.name} level={2} href={`/admin/cartorios/${props.item.cns}`}>
      <p class="soft num">
        {props.item.municipio}/{props.item.uf} · CNS {shownCns(props.item.cns)}
      </p>
      <Standing one={props.item} />
    </Card>
  )
}
