import { For, Match, Show, Switch } from 'solid-js'
import { dayOf } from '../../server/domain/instant-words.ts'
import type { EntryView, LayerView } from '../../server/http/calendar-views.ts'
import { calendars } from '../calendar-keys.ts'
import { IconPlus } from '../icons.ts'
import { createKept } from '../kept.ts'
import { Button } from '../parts/button.tsx'
import { Page } from '../parts/page.tsx'
import { Skeleton } from '../parts/skeleton.tsx'
import { AskAgain } from './ask-again.tsx'
import { isBuiltIn, withEntry, withoutEntry } from './calendar-bodies.ts'
import { createEdit } from './calendar-edit.ts'
import { Versions } from './calendar-sheet.tsx'
import { counted, layerWords } from './calendar-words.ts'
import css from './calendar.module.css'
import { EntryCard } from './entry-card.tsx'
import { createEntrySheets } from './entry-edit.tsx'

const brasilia = 'America/Sao_Paulo'

/** One layer of the calendar: its dates, each with its act, and the short way to decree a half day of today. */
export function AdminLayer(props: { layer: string; scope: string }) {
  const kept = createKept(() => calendars.layer(props.layer, props.scope))
  return (
    <Page
      title={kept.data?.name ?? 'Calendário'}
      sub={kept.data ? where(kept.data) : undefined}
      back="/admin/calendario"
    >
      <Switch fallback={<Skeleton shape="list" />}>
        <Match when={kept.data}>
          {(view) => (
            <Layer
              view={view()}
              path={calendars.layer(props.layer, props.scope).path}
              newest={() => kept.data}
              refresh={kept.refresh}
            />
          )}
        </Match>
        <Match when={kept.fault}>{(fault) => <AskAgain fault={fault()} onAgain={() => void kept.refresh()} />}</Match>
      </Switch>
    </Page>
  )
}

interface LayerProps {
  view: LayerView
  path: string
  newest: () => LayerView | null
  refresh: () => Promise<void>
}

function Layer(props: LayerProps) {
  const edit = createEdit<LayerView>({
    base: () => props.newest(),
    refresh: () => props.refresh(),
    preview: () => `${props.path}/preview`,
    save: () => ['PUT', props.path],
  })
  const sheets = createEntrySheets<LayerView>({ edit, actNeeded: true, put: withEntry, end: withoutEntry })
  const sorted = () => props.view.entries.toSorted((a, b) => order(a.next, b.next))
  const own = () => sorted().filter((entry) => !isBuiltIn(entry))
  const doubtful = () => sorted().filter((entry) => isBuiltIn(entry) && entry.act === null)
  const known = () => sorted().filter((entry) => isBuiltIn(entry) && entry.act !== null)
  const today = () => dayOf(props.view.now, brasilia)
  const halfDay = () =>
    sheets.add(
      'Meio expediente',
      { date: today(), effect: 'half', spans: [{ opens: '00:00', closes: '12:00' }], reason: 'Meio expediente' },
      true,
    )
  /** The same day again with a word of its own: what comes with the app can't be deleted, only overruled. */
  const overrule = (entry: EntryView, effect: 'open' | 'closed') => {
    const { rule, reason } = entry
    const fields = sheets.fieldsOf({
      rule,
      reason,
      act: null,
      effect: effect === 'open' ? { kind: 'open' } : entry.effect,
    })
    sheets.add(effect === 'open' ? `Abrir apesar de ${reason}` : `Confirmar ${reason}`, fields)
  }
  return (
    <div class={css.calendar}>
      <div class="stack">
        <Button onClick={halfDay}>Decretar meio expediente hoje</Button>
        <Button kind="secondary" onClick={() => sheets.add('Nova data')}>
          <IconPlus /> Adicionar data
        </Button>
      </div>
      <section class="stack">
        <h2>Datas escritas aqui</h2>
        <ul class={css.days}>
          <For each={own()} fallback={<li class="soft">Nenhuma.</li>}>
            {(entry) => (
              <li>
                <EntryCard entry={entry}>
                  <Button kind="secondary" fit onClick={() => sheets.alter(entry)}>
                    <span>
                      Alterar <span class="spoken">{entry.reason}</span>
                    </span>
                  </Button>
                  <Button kind="quiet" fit onClick={() => sheets.end(entry)}>
                    <span>
                      Tirar <span class="spoken">{entry.reason}</span>
                    </span>
                  </Button>
                </EntryCard>
              </li>
            )}
          </For>
        </ul>
      </section>
      <Show when={doubtful().length > 0}>
        <section class="stack">
          <div>
            <h2>A confirmar</h2>
            <p class="soft">Da tabela do Quinze, sem ato lido: não fecham o dia até que alguém cite o ato.</p>
          </div>
          <ul class={css.days}>
            <For each={doubtful()}>
              {(entry) => (
                <li>
                  <EntryCard entry={entry}>
                    <Button kind="secondary" fit onClick={() => overrule(entry, 'closed')}>
                      <span>
                        Confirmar com o ato <span class="spoken">({entry.reason})</span>
                      </span>
                    </Button>
                  </EntryCard>
                </li>
              )}
            </For>
          </ul>
        </section>
      </Show>
      <Show when={known().length > 0}>
        <section class="stack">
          <div>
            <h2>Tabela do Quinze</h2>
            <p class="soft">Cada data com o ato em que foi lida. Não se apaga: abre-se o dia com outro ato.</p>
          </div>
          <ul class={css.days}>
            <For each={known()}>
              {(entry) => (
                <li>
                  <EntryCard entry={entry}>
                    <Button kind="quiet" fit onClick={() => overrule(entry, 'open')}>
                      <span>
                        Abrir neste dia <span class="spoken">({entry.reason})</span>
                      </span>
                    </Button>
                  </EntryCard>
                </li>
              )}
            </For>
          </ul>
        </section>
      </Show>
      <details class={css.more}>
        <summary>Histórico</summary>
        <Show when={props.view.history.length > 0} fallback={<p class="soft">Nada foi escrito ainda.</p>}>
          <Versions versions={props.view.history} now={props.view.now} />
        </Show>
      </details>
      <sheets.Sheets many />
    </div>
  )
}

/** The next dates first; those that lie behind last. */
const order = (a: string | null, b: string | null) => ((a ?? '9') < (b ?? '9') ? -1 : (a ?? '9') > (b ?? '9') ? 1 : 0)

function where({ layer, cartorios, running }: LayerView): string {
  const clocks = counted(running, 'prazo em andamento', 'prazos em andamento')
  return `Nível ${layerWords[layer]} · ${counted(cartorios, 'cartório')} · ${clocks}`
}
