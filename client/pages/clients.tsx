import { For, Match, Show, Switch } from 'solid-js'
import type { ClientsView } from '../../server/http/certificate-views.ts'
import { IconClock, IconUsers } from '../icons.ts'
import { createKept } from '../kept.ts'
import { sources } from '../keys.ts'
import { Card } from '../parts/card.tsx'
import { longDay } from '../parts/day-words.ts'
import { Empty } from '../parts/empty.tsx'
import { Page } from '../parts/page.tsx'
import { deviceZone } from '../parts/ring-words.ts'
import { Skeleton } from '../parts/skeleton.tsx'
import { Chip } from '../parts/status.tsx'
import { office } from '../session.ts'
import { AskAgain } from './ask-again.tsx'
import { OfficeChoice } from './office-choice.tsx'

/** "Meus clientes": whose exclusivity this cartório holds, what ends soon first (rule 53). */
export default function Clients() {
  const kept = createKept(() => {
    const cns = office()?.cns
    return cns ? sources.clients(cns) : null
  })
  return (
    <Page title="Meus clientes" sub={office()?.cartorio ?? undefined} back="/conta">
      <OfficeChoice />
      <Switch fallback={<Skeleton shape="list" />}>
        <Match when={kept.data}>
          {(view) => (
            <Show
              when={view().items.length > 0}
              fallback={
                <Empty
                  icon={IconUsers}
                  title="Nenhum certificado ativo."
                  text="Quem emitir o certificado pelo seu cartório aparece aqui, com o fim da exclusividade."
                />
              }
            >
              <p class="soft">
                A exclusividade é um fato, não uma trava: o cliente pode escolher outro tabelião quando quiser
                (Provimento CNJ 200/2025).
              </p>
              <ul class="stack">
                <For each={view().items}>
                  {(item) => (
                    <li>
                      <Client item={item} />
                    </li>
                  )}
                </For>
              </ul>
            </Show>
          )}
        </Match>
        <Match when={kept.fault}>{(fault) => <AskAgain fault={fault()} onAgain={() => void kept.refresh()} />}</Match>
      </Switch>
    </Page>
  )
}

function Client(props: { item: ClientsView['items'][number] }) {
  const days = () => (props.item.days === 1 ? 'Falta 1 dia' : `Faltam ${props.item.days} dias`)
  return (
    <Card
      title={props.item.name}
      href={`/certificado/${props.item.certificate}`}
      tone={props.item.soon ? 'atencao' : 'plain'}
    >
      <Show when={props.item.soon}>
        <Chip text={props.item.days > 0 ? days() : 'Termina hoje'} tone="atencao" icon={IconClock} />
      </Show>
      <span class="soft num">
        Exclusividade até {longDay(props.item.exclusiveUntil - 1, deviceZone())} · Nº {props.item.protocol}
      </span>
    </Card>
  )
}
