import { createSignal, For, Match, Show, Switch } from 'solid-js'
import { features } from '../../server/domain/features.ts'
import { whenWords } from '../../server/domain/instant-words.ts'
import type { AdminFeaturesView } from '../../server/http/admin-views.ts'
import { adminSources } from '../admin-keys.ts'
import { IconCheck, IconPause } from '../icons.ts'
import { createKept } from '../kept.ts'
import { Button } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { Page } from '../parts/page.tsx'
import { deviceZone } from '../parts/ring-words.ts'
import { Skeleton } from '../parts/skeleton.tsx'
import { Chip } from '../parts/status.tsx'
import { toast } from '../parts/toast.tsx'
import { AskAgain } from './ask-again.tsx'
import { ReasonSheet } from './admin-act.tsx'
import css from './admin.module.css'

type Item = AdminFeaturesView['items'][number]

/** Parts of the service that can be paused at once: what that means, who did it last and why. */
export default function AdminFeatures() {
  const kept = createKept(() => adminSources.features())
  const [turning, setTurning] = createSignal<Item | null>(null)
  const one = () => features[turning()?.name ?? 'submit']
  const pauses = () => turning()?.on === true
  return (
    <Page title="Funções" sub="Pausar ou ligar vale na hora, para todos." back="/admin">
      <Switch fallback={<Skeleton shape="list" />}>
        <Match when={kept.data}>
          {(view) => (
            <ul class={css.list}>
              <For each={view().items}>
                {(item) => (
                  <li>
                    <SwitchCard item={item} now={view().now} onTurn={() => setTurning({ ...item })} />
                  </li>
                )}
              </For>
            </ul>
          )}
        </Match>
        <Match when={kept.fault}>{(fault) => <AskAgain fault={fault()} onAgain={() => void kept.refresh()} />}</Match>
      </Switch>
      <ReasonSheet
        open={turning() !== null}
        onClose={() => setTurning(null)}
        title={`${one().name}: ${pauses() ? 'pausar' : 'ligar'}?`}
        verb={pauses() ? 'Pausar' : 'Ligar'}
        busyText="Mudando…"
        what="pausar ou ligar uma função"
        danger={pauses()}
        method="PUT"
        path={`/api/admin/features/${turning()?.name}`}
        body={() => ({ on: !pauses() })}
        onStale={() => void kept.refresh()}
        onDone={() => {
          toast.show('Feito: já vale para todos.')
          void kept.refresh()
        }}
      >
        <Show when={pauses()} fallback={<p>Volta a funcionar agora, para todos.</p>}>
          <p>{one().hint}</p>
          <p class="soft">Quem tentar lê: “{one().off}”</p>
        </Show>
      </ReasonSheet>
    </Page>
  )
}

function SwitchCard(props: { item: Item; now: number; onTurn: () => void }) {
  return (
    <Card title={features[props.item.name].name} level={2}>
      <div>
        <Show when={props.item.on} fallback={<Chip text="Pausada" tone="atencao" icon={IconPause} />}>
          <Chip text="Ligada" tone="sucesso" icon={IconCheck} />
        </Show>
      </div>
      <p class="soft">{features[props.item.name].hint}</p>
      <Show when={props.item.changed}>
        {(changed) => (
          <p class="soft num">
            Mudada {whenWords(changed().at, props.now, deviceZone())}, por {changed().by}: {changed().why}
          </p>
        )}
      </Show>
      <Button kind="secondary" fit onClick={() => props.onTurn()}>
        <span>
          {props.item.on ? 'Pausar' : 'Ligar'} <span class="spoken">{features[props.item.name].name}</span>
        </span>
      </Button>
    </Card>
  )
}
