import { createSignal, For, Match, Show, Switch } from 'solid-js'
import { whenWords } from '../../server/domain/instant-words.ts'
import type { AdminApiKeysView } from '../../server/http/admin-views.ts'
import { adminSources } from '../admin-keys.ts'
import { IconBan, IconCheck, IconKey } from '../icons.ts'
import { createKept } from '../kept.ts'
import { Button } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { longDay } from '../parts/day-words.ts'
import { Empty } from '../parts/empty.tsx'
import { Page } from '../parts/page.tsx'
import { deviceZone } from '../parts/ring-words.ts'
import { Skeleton } from '../parts/skeleton.tsx'
import { Chip } from '../parts/status.tsx'
import { toast } from '../parts/toast.tsx'
import { AskAgain } from './ask-again.tsx'
import { ReasonSheet } from './admin-act.tsx'
import { NewKey } from './admin-key-new.tsx'
import { shownCns } from './admin-standing.tsx'
import css from './admin.module.css'

type Key = AdminApiKeysView['items'][number]

/** Keys of programs that ask who has the exclusivity of a CPF (rule 56). */
export default function AdminKeys() {
  const kept = createKept(() => adminSources.apiKeys())
  const [making, setMaking] = createSignal(false)
  const [ending, setEnding] = createSignal<Key | null>(null)
  return (
    <Page title="Chaves de programa" back="/admin">
      <Button onClick={() => setMaking(true)}>Criar chave</Button>
      <Switch fallback={<Skeleton shape="list" />}>
        <Match when={kept.data}>
          {(view) => (
            <Show
              when={view().items.length > 0}
              fallback={
                <Empty
                  icon={IconKey}
                  title="Nenhuma chave ainda."
                  text="Uma chave deixa um programa perguntar que cartório tem a exclusividade de um CPF."
                />
              }
            >
              <ul class={css.list}>
                <For each={view().items}>
                  {(one) => (
                    <li>
                      <KeyCard one={one} now={view().now} onRevoke={() => setEnding(one)} />
                    </li>
                  )}
                </For>
              </ul>
            </Show>
          )}
        </Match>
        <Match when={kept.fault}>{(fault) => <AskAgain fault={fault()} onAgain={() => void kept.refresh()} />}</Match>
      </Switch>
      <NewKey open={making()} onClose={() => setMaking(false)} onMade={() => void kept.refresh()} />
      <ReasonSheet
        open={ending() !== null}
        onClose={() => setEnding(null)}
        title="Revogar a chave?"
        verb="Revogar chave"
        busyText="Revogando…"
        what="revogar uma chave"
        danger
        path={`/api/admin/api-keys/${ending()?.id}/revoke`}
        onDone={() => {
          toast.show('Chave revogada.')
          void kept.refresh()
        }}
      >
        <p>
          O programa de <b>{ending()?.name}</b> deixa de receber respostas agora, e não dá para desfazer.
        </p>
      </ReasonSheet>
    </Page>
  )
}

function KeyCard(props: { one: Key; now: number; onRevoke: () => void }) {
  const scope = () =>
    props.one.scope.length === 0
      ? 'Todos os cartórios'
      : props.one.scope.map(({ cns, name }) => `${name} (${shownCns(cns)})`).join(', ')
  const from = () =>
    props.one.addresses.length === 0 ? 'de qualquer endereço' : `de ${props.one.addresses.join(', ')}`
  const used = () =>
    props.one.lastUsedAt === null
      ? 'nunca usada'
      : `último uso ${whenWords(props.one.lastUsedAt, props.now, deviceZone())}`
  return (
    <Card title={props.one.name} level={2}>
      <div>
        <Show when={props.one.revokedAt} fallback={<Chip text="Valendo" tone="sucesso" icon={IconCheck} />}>
          {(at) => <Chip text={`Revogada em ${longDay(at(), deviceZone())}`} icon={IconBan} />}
        </Show>
      </div>
      <p>{scope()}</p>
      <p class="soft num">
        <span translate="no">{from()}</span> · hoje {props.one.asked} de {props.one.daily} consultas, {props.one.missed}{' '}
        sem resposta · {used()} · criada em {longDay(props.one.createdAt, deviceZone())}
      </p>
      <Show when={props.one.revokedAt === null}>
        <Button kind="secondary" fit onClick={() => props.onRevoke()}>
          <span>
            Revogar <span class="spoken">a chave de {props.one.name}</span>
          </span>
        </Button>
      </Show>
    </Card>
  )
}
