import { useSearchParams } from '@solidjs/router'
import { createSignal, For, Match, onCleanup, Show, Switch } from 'solid-js'
import { whenWords } from '../../server/domain/instant-words.ts'
import type { AdminChannel, AdminOutboxView } from '../../server/http/admin-views.ts'
import { adminSources } from '../admin-keys.ts'
import { createAct, offlineReason, send } from '../api.ts'
import { IconCheck, IconRefresh } from '../icons.ts'
import { createKept } from '../kept.ts'
import { Button } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { Empty } from '../parts/empty.tsx'
import { Page } from '../parts/page.tsx'
import { deviceZone } from '../parts/ring-words.ts'
import { Skeleton } from '../parts/skeleton.tsx'
import { toast } from '../parts/toast.tsx'
import { AskAgain } from './ask-again.tsx'
import { Channels } from './admin-outbox-channels.tsx'
import { retriedWords, type Retried } from './admin-words.ts'
import { channelWords } from './office-words.ts'
import { Refusal } from './refusal.tsx'
import css from './admin.module.css'

const step = 50
const beat = 10_000
const known: readonly AdminChannel[] = ['push', 'email', 'sms']

/** Messages that were given up: what, to whom (masked), why, and another try. */
export default function AdminOutbox() {
  const [params, setParams] = useSearchParams<{ canal?: string }>()
  const [many, setMany] = createSignal(step)
  const channel = () => known.find((each) => each === params.canal) ?? null
  const kept = createKept(() => adminSources.outbox(channel() ?? '', many()))
  // Nobody tells of a message that failed: the page looks for itself while it is looked at.
  const timer = setInterval(() => document.visibilityState === 'visible' && void kept.refresh(), beat)
  onCleanup(() => clearInterval(timer))
  return (
    <Page title="Avisos não entregues" back="/admin" wide>
      <Switch fallback={<Skeleton shape="list" />}>
        <Match when={kept.data}>
          {(view) => (
            <>
              <Channels
                view={view()}
                channel={channel()}
                onChannel={(next) => {
                  setMany(step)
                  setParams({ canal: next ?? undefined }, { replace: true })
                }}
                onChanged={() => void kept.refresh()}
              />
              <Show
                when={view().items.length > 0}
                fallback={
                  <Empty
                    icon={IconCheck}
                    title="Nada ficou pelo caminho."
                    text={`Nos últimos 30 dias nenhum aviso foi abandonado${channel() ? ' neste canal' : ''}.`}
                  />
                }
              >
                <ul class={css.cards}>
                  <For each={view().items}>
                    {(item) => (
                      <li>
                        <Letter item={item} now={view().now} onChanged={() => void kept.refresh()} />
                      </li>
                    )}
                  </For>
                </ul>
                <Show when={view().more}>
                  <Button kind="secondary" onClick={() => setMany((n) => n + step)}>
                    Mostrar mais
                  </Button>
                </Show>
              </Show>
            </>
          )}
        </Match>
        <Match when={kept.fault}>{(fault) => <AskAgain fault={fault()} onAgain={() => void kept.refresh()} />}</Match>
      </Switch>
    </Page>
  )
}

function Letter(props: { item: AdminOutboxView['items'][number]; now: number; onChanged: () => void }) {
  const act = createAct((key: string, id: string) => send<Retried>('POST', '/api/admin/outbox/retry', { id }, key))
  const retry = async () => {
    const done = await act.run(props.item.id)
    if (done) toast.show(retriedWords(done))
    if (done || act.fault()?.status === 404) props.onChanged()
  }
  const tries = () => (props.item.attempts === 1 ? '1 tentativa' : `${props.item.attempts} tentativas`)
  return (
    <Card title={props.item.title} level={2}>
      <p class="soft num">
        {channelWords[props.item.channel]} · <span translate="no">{props.item.contact}</span> · desistimos{' '}
        {whenWords(props.item.endedAt, props.now, deviceZone())}, após {tries()}
      </p>
      <p>
        {props.item.words} <span class={css.code}>{props.item.error}</span>
      </p>
      <Button kind="secondary" fit busy={act.busy()} blocked={offlineReason()} onClick={() => void retry()}>
        <span class="row">
          <IconRefresh /> Tentar de novo
        </span>
      </Button>
      <Refusal fault={act.fault()} what="tentar de novo" />
    </Card>
  )
}
