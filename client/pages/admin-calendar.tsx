import { useLocation, useNavigate } from '@solidjs/router'
import { createMemo, createSignal, For, Match, Show, Switch } from 'solid-js'
import type { LayersView } from '../../server/http/calendar-views.ts'
import { calendars } from '../calendar-keys.ts'
import { IconChevronRight } from '../icons.ts'
import { createKept } from '../kept.ts'
import { sources } from '../keys.ts'
import { Combo } from '../parts/combo.tsx'
import { Page } from '../parts/page.tsx'
import { Skeleton } from '../parts/skeleton.tsx'
import { AdminLayer } from './admin-layer.tsx'
import admin from './admin.module.css'
import { AskAgain } from './ask-again.tsx'
import { counted } from './calendar-words.ts'
import css from './calendar.module.css'

/** The calendars above the cartórios: which layers there are, and one of them at /admin/calendario/<layer>/<scope>. */
export default function AdminCalendar() {
  const location = useLocation()
  const place = createMemo(() => /\/calendario\/(nation|uf|municipio)\/([\w-]+)\/?$/.exec(location.pathname))
  return (
    <Show when={place()?.slice(1).join('/')} fallback={<Layers />} keyed>
      {(path) => <AdminLayer layer={path.split('/')[0] ?? ''} scope={path.split('/')[1] ?? ''} />}
    </Show>
  )
}

type Layer = LayersView['layers'][number]

function Layers() {
  const kept = createKept(() => calendars.layers())
  const of = (layer: Layer['layer']) => kept.data?.layers.filter((one) => one.layer === layer) ?? []
  return (
    <Page title="Calendário" sub="Feriados e expedientes acima dos cartórios" back="/admin">
      <Switch fallback={<Skeleton shape="list" />}>
        <Match when={kept.data}>
          <div class={css.calendar}>
            <PlaceSearch />
            <LayerList title="País" layers={of('nation')} />
            <LayerList title="Municípios com datas" layers={of('municipio')} />
            <LayerList title="Estados" layers={of('uf')} />
          </div>
        </Match>
        <Match when={kept.fault}>{(fault) => <AskAgain fault={fault()} onAgain={() => void kept.refresh()} />}</Match>
      </Switch>
    </Page>
  )
}

/** Any município of the country: one without dates gets its first ones on its page. */
function PlaceSearch() {
  const navigate = useNavigate()
  const [text, setText] = createSignal('')
  const search = createKept(() => (text().length < 2 ? null : sources.municipios(text())))
  const places = () => (text().length < 2 ? [] : (search.data?.items ?? []))
  return (
    <Combo
      label="Município"
      hint="Feriado municipal ou decreto: procure a cidade."
      name="municipio"
      nouns={['município', 'municípios']}
      chosen={null}
      onChoose={(found) => found && navigate(`/admin/calendario/municipio/${found.id}`)}
      onSearch={setText}
      found={places().map(({ ibge, name, uf }) => ({ id: ibge, label: `${name}/${uf}` }))}
      busy={text().length >= 2 && search.data === null && search.fault === null}
      none={(typed) => search.fault?.detail ?? `Nenhum município com “${typed}”. Confira o nome.`}
    />
  )
}

function LayerList(props: { title: string; layers: readonly Layer[] }) {
  return (
    <Show when={props.layers.length > 0}>
      <section class="stack">
        <h2>{props.title}</h2>
        <div class={admin.places}>
          <For each={props.layers}>
            {(one) => (
              <a href={`/admin/calendario/${one.layer}/${one.scope}`}>
                <span>
                  <b>{one.name}</b>
                  <span class="soft num">{hint(one)}</span>
                </span>
                <IconChevronRight />
              </a>
            )}
          </For>
        </div>
      </section>
    </Show>
  )
}

function hint({ entries, unconfirmed, cartorios, running }: Layer): string {
  const doubtful = unconfirmed > 0 ? [`${unconfirmed} a confirmar`] : []
  const concerned = cartorios > 0 ? [counted(cartorios, 'cartório')] : []
  const clocks = running > 0 ? [counted(running, 'prazo em andamento', 'prazos em andamento')] : []
  return [counted(entries, 'data'), ...doubtful, ...concerned, ...clocks].join(' · ')
}
