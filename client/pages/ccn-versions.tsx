import { createSignal, For, Match, Show, Switch } from 'solid-js'
import { whenWords } from '../../server/domain/instant-words.ts'
import type { CcnRecordView, CcnStampView } from '../../server/http/ccn-views.ts'
import { IconChevronRight } from '../icons.ts'
import { createKept } from '../kept.ts'
import { sources } from '../keys.ts'
import { Card } from '../parts/card.tsx'
import { Compare } from '../parts/compare.tsx'
import { deviceZone } from '../parts/ring-words.ts'
import { Sheet } from '../parts/sheet.tsx'
import { Skeleton } from '../parts/skeleton.tsx'
import { AskAgain } from './ask-again.tsx'
import css from './ccn.module.css'
import { CcnData } from './ccn-data.tsx'

/** Where a version came from, in words. */
const originWords = (one: CcnStampView) =>
  one.origin === 'request' ? `Criada da solicitação${one.protocol ? ` ${one.protocol}` : ''}` : 'Alterada pelo cartório'

/** The versions, newest first; a tap shows what one changed. */
export function CcnVersions(props: { view: CcnRecordView }) {
  const [open, setOpen] = createSignal<number | null>(null)
  return (
    <Card title="Versões">
      <ol class={css.versions} reversed>
        <For each={props.view.versions}>
          {(one) => (
            <li>
              <button type="button" class={css.version} onClick={() => setOpen(one.version)}>
                <span>
                  <b>Versão {one.version}</b>
                  <span class="soft num">
                    {whenWords(one.at, props.view.now, deviceZone())} · {one.by ?? 'Equipe do cartório'}
                  </span>
                  <span class="soft num">{originWords(one)}</span>
                </span>
                <IconChevronRight />
              </button>
            </li>
          )}
        </For>
      </ol>
      <Sheet open={open() !== null} onClose={() => setOpen(null)} title={`Versão ${open() ?? ''}`}>
        <Show when={open()} keyed>
          {(n) => <Version record={props.view.record} n={n} />}
        </Show>
      </Sheet>
    </Card>
  )
}

function Version(props: { record: string; n: number }) {
  const kept = createKept(() => sources.ccnVersion(props.record, props.n))
  return (
    <Switch fallback={<Skeleton shape="text" count={4} />}>
      <Match when={kept.data}>
        {(one) => (
          <>
            <p class="soft num">{originWords(one())}</p>
            <Show
              when={one().before !== null}
              fallback={
                <>
                  <p>É a primeira versão.</p>
                  <CcnData data={one().data} />
                </>
              }
            >
              <p>
                O que mudou da versão {one().before} para a {one().version}:
              </p>
              <Show when={one().differences.length > 0} fallback={<p>Nenhum campo mudou.</p>}>
                <Compare
                  left="Antes"
                  right="Depois"
                  items={one().differences.map(({ label, before, after }) => ({ label, left: before, right: after }))}
                />
              </Show>
            </Show>
          </>
        )}
      </Match>
      <Match when={kept.fault}>{(fault) => <AskAgain fault={fault()} onAgain={() => void kept.refresh()} />}</Match>
    </Switch>
  )
}
