import { For, Match, Show, Switch } from 'solid-js'
import { whenWords } from '../../server/domain/instant-words.ts'
import { IconCheck, IconCircleAlert, IconFileText, IconHand, IconHourglass, IconSearch } from '../icons.ts'
import { createKept } from '../kept.ts'
import { sources } from '../keys.ts'
import { ButtonLink } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { Empty } from '../parts/empty.tsx'
import { Page } from '../parts/page.tsx'
import { deviceZone } from '../parts/ring-words.ts'
import { Skeleton } from '../parts/skeleton.tsx'
import { Chip } from '../parts/status.tsx'
import { office } from '../session.ts'
import { AttendedChip } from './attending.tsx'
import { AskAgain } from './ask-again.tsx'
import { OfficeChoice } from './office-choice.tsx'
import css from './queue.module.css'

const ready = 'Pronto para o pedido'
const placed = 'Pedido feito'
/** A frozen one stands here too: nobody else looks after it. */
const nextTone = (next: string, frozen: boolean) =>
  frozen ? 'atencao' : next === ready ? 'sucesso' : next === placed ? 'pausa' : 'primaria'
const nextIcon = (next: string, frozen: boolean) =>
  frozen ? IconCircleAlert : next === ready || next === placed ? IconCheck : IconHourglass

/** What the own cartório decided to go on with, each with what comes next. */
export default function ProgressPage() {
  const queue = createKept(() => {
    const own = office()?.cns
    return own ? sources.queue(own) : null
  })
  return (
    <Page title="Em andamento" sub={queue.data?.cartorio.name ?? office()?.cartorio ?? undefined}>
      <OfficeChoice />
      <ButtonLink kind="secondary" href="/ccn">
        <IconSearch /> Procurar registro no CCN
      </ButtonLink>
      <Switch fallback={<Skeleton shape="list" />}>
        <Match when={queue.data}>
          {(view) => (
            <Show
              when={view().inProgress.length > 0}
              fallback={
                <Empty
                  title="Nada em andamento."
                  text="Quando alguém decidir Usar ou Criar registro no CCN, a solicitação fica aqui."
                  icon={IconFileText}
                />
              }
            >
              <ul class={css.list}>
                <For each={view().inProgress}>
                  {(item) => (
                    <li>
                      <Card title={item.name} href={`/s/${item.id}`}>
                        <p class="soft num">
                          {item.protocol} · desde {whenWords(item.since, view().now, deviceZone())}
                        </p>
                        <Show when={item.next}>
                          {(next) => {
                            const frozen = () => item.state === 'frozen'
                            return (
                              <Chip text={next()} tone={nextTone(next(), frozen())} icon={nextIcon(next(), frozen())} />
                            )
                          }}
                        </Show>
                        <Show when={item.pulled}>
                          <Chip text="Pega por seu cartório" icon={IconHand} />
                        </Show>
                        <AttendedChip item={item} />
                      </Card>
                    </li>
                  )}
                </For>
              </ul>
            </Show>
          )}
        </Match>
        <Match when={queue.fault}>{(fault) => <AskAgain fault={fault()} onAgain={() => void queue.refresh()} />}</Match>
      </Switch>
    </Page>
  )
}
