import { createMemo, For, Match, Show, Switch } from 'solid-js'
import { whenWords } from '../../server/domain/instant-words.ts'
import type { ClientRequestView } from '../../server/http/views.ts'
import { draft } from '../draft.ts'
import { IconAward, IconFileText, IconInfo, IconPlus, IconWifiOff } from '../icons.ts'
import { createKept } from '../kept.ts'
import { sources } from '../keys.ts'
import { Button, ButtonLink } from '../parts/button.tsx'
import { Card, Note } from '../parts/card.tsx'
import { Empty } from '../parts/empty.tsx'
import { newDeadlineWords } from '../parts/moved.tsx'
import { Page } from '../parts/page.tsx'
import { deviceZone } from '../parts/ring-words.ts'
import { Ring, RingLine } from '../parts/ring.tsx'
import { Skeleton } from '../parts/skeleton.tsx'
import { Chip, Status } from '../parts/status.tsx'
import { InstallCard } from './install-card.tsx'
import { isOrdered } from './ordered.ts'
import css from './requests.module.css'

const over: readonly ClientRequestView['state'][] = ['rejected', 'completed', 'cancelled', 'closed']

/** The client's own requests: what is under way first, then what has ended. */
export default function Requests() {
  const list = createKept(() => sources.requests())
  const items = () => list.data?.items ?? []
  const open = createMemo(() => items().filter((one) => !over.includes(one.state)))
  const ended = createMemo(() => items().filter((one) => over.includes(one.state)))
  const started = () => {
    const now = draft()
    return now && (now.place || now.cpf || now.name) ? now : null
  }
  const card = (one: ClientRequestView) => (
    <RequestCard one={one} live={list.origin === 'server'} onTransition={() => void list.refresh()} />
  )
  return (
    <Page title="Minhas solicitações">
      <Show when={started()}>
        {(now) => (
          <Show
            when={now().toSend}
            fallback={
              <Note icon={<IconFileText />}>
                <p>Você tem uma solicitação começada, ainda não enviada.</p>
                <a href="/nova">Continuar de onde parou</a>
              </Note>
            }
          >
            <Note tone="atencao" icon={<IconWifiOff />}>
              <p>
                <b>Vamos enviar assim que a internet voltar.</b> A solicitação está salva neste aparelho.
              </p>
              <a href="/nova?etapa=3">Ver o que será enviado</a>
            </Note>
          </Show>
        )}
      </Show>
      <Switch fallback={<Skeleton shape="list" />}>
        <Match when={list.data !== null && items().length === 0 && started()}>{null}</Match>
        <Match when={list.data !== null && items().length === 0}>
          <Empty
            icon={IconFileText}
            title="Nenhuma solicitação ainda."
            text="Leva uns 3 minutos."
            action={<ButtonLink href="/nova">Solicitar certificado</ButtonLink>}
          />
        </Match>
        <Match when={list.data !== null}>
          <ul class="stack">
            <For each={open()}>{(one) => <li>{card(one)}</li>}</For>
          </ul>
          <ButtonLink href="/nova" kind={open().length > 0 ? 'secondary' : 'primary'}>
            <IconPlus /> Nova solicitação
          </ButtonLink>
          <Show when={ended().length > 0}>
            <h2 class={css.heading}>Encerradas</h2>
            <ul class="stack">
              <For each={ended()}>{(one) => <li>{card(one)}</li>}</For>
            </ul>
          </Show>
        </Match>
        <Match when={list.fault}>
          {(fault) => (
            <Note tone="atencao" icon={<IconInfo />}>
              <p role="alert">{fault().detail}</p>
              <Button kind="secondary" fit onClick={() => void list.refresh()}>
                Tentar de novo
              </Button>
            </Note>
          )}
        </Match>
      </Switch>
      <Show when={items().length > 0}>
        <InstallCard />
      </Show>
    </Page>
  )
}

function RequestCard(props: { one: ClientRequestView; live: boolean; onTransition: () => void }) {
  const counting = () => (props.one.state === 'waiting' || props.one.state === 'expired') && props.live
  const where = () => props.one.cartorio?.name ?? `Cartórios de ${props.one.uf}`
  const tone = () => (props.one.state === 'expired' ? 'lacre' : props.one.state === 'choosing' ? 'atencao' : 'plain')
  return (
    <Card
      href={`/s/${props.one.id}`}
      title={where()}
      tone={tone()}
      lead={
        <Show when={counting() && props.one.clock}>
          {(clock) => <Ring clock={clock()} size="small" onTransition={() => props.onTransition()} />}
        </Show>
      }
    >
      <Show when={isOrdered(props.one)} fallback={<Status state={props.one.state} />}>
        <Chip text="Pronto para emitir" tone="sucesso" icon={IconAward} />
      </Show>
      <Show
        when={counting() && props.one.clock}
        fallback={<span class="soft num">{whenWords(props.one.since, props.one.now, deviceZone())}</span>}
      >
        {(clock) => <RingLine clock={clock()} />}
      </Show>
      <Show when={props.live && newDeadlineWords(props.one)}>{(words) => <span class="soft num">{words()}</span>}</Show>
      <span class="soft num">Nº {props.one.protocol}</span>
    </Card>
  )
}
