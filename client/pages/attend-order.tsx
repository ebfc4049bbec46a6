import { createSignal, For, Match, Show, Switch } from 'solid-js'
import { clockTime, dayOf, whenWords } from '../../server/domain/instant-words.ts'
import type { OrderView, StaffRequestView } from '../../server/http/views.ts'
import { offlineReason } from '../api.ts'
import { IconCircleAlert, IconCircleCheck, IconInfo, IconVideo } from '../icons.ts'
import { Button, ButtonLink } from '../parts/button.tsx'
import { Card, Note } from '../parts/card.tsx'
import { deviceZone } from '../parts/ring-words.ts'
import { Sheet } from '../parts/sheet.tsx'
import { toast } from '../parts/toast.tsx'
import { createStaffAct } from './attend-acts.ts'
import { TapRefusal } from './attend-refusal.tsx'
import css from './attend.module.css'

type Item = OrderView['missing'][number]

/** What the order still needs, each with the way to it; and the order itself once nothing is missing (rules 40 and 66). */
export function OrderPanel(props: { request: StaffRequestView; order: OrderView }) {
  const [asking, setAsking] = createSignal(false)
  const place = createStaffAct(
    () => props.request.id,
    () => 'order',
    () => ({}),
  )
  const missing = () => props.order.missing
  const videoMissing = () => missing().some(({ what }) => what === 'video' || what === 'script')
  const call = () => props.request.call
  const room = () => `/s/${props.request.id}/video`
  const open = () => call() !== null && call()?.state !== 'ended'
  const callWords = () => (open() ? (call()?.mine ? 'Voltar ao vídeo' : 'Vídeo em andamento') : 'Chamar para o vídeo')
  const run = async () => {
    const done = await place.run()
    setAsking(place.fault() !== null)
    if (done) toast.show('Pedido feito. O cliente foi avisado.')
  }
  return (
    <Card title="Pedido do certificado">
      <Switch>
        <Match when={props.order.placedAt}>
          {(at) => (
            <Note tone="sucesso" icon={<IconCircleCheck />}>
              <p>
                <b class="num">Pedido feito {placedWords(at(), props.request.now)}.</b> Agora o cliente emite o
                certificado no próprio celular. Se ele perdeu o código, um vídeo curto dá outro.
              </p>
            </Note>
          )}
        </Match>
        <Match when={missing().length > 0}>
          <p>
            {missing().length === 1
              ? 'Falta uma coisa para o pedido:'
              : `Faltam ${missing().length} coisas para o pedido:`}
          </p>
          <ul class={css.missing}>
            <For each={missing()}>
              {(item) => (
                <li>
                  <IconCircleAlert />
                  <p>
                    <a href={whereTo(item, props.request)}>{labelOf(item)}</a>
                    <Show when={needOf(item)}>{(need) => <span class={css.small}>{need()}</span>}</Show>
                  </p>
                </li>
              )}
            </For>
          </ul>
        </Match>
        <Match when={missing().length === 0}>
          <Note tone="sucesso" icon={<IconCircleCheck />}>
            <p>
              <b>Nada falta.</b> O certificado sai com os dados da versão {props.order.ccnVersion} do registro no CCN.
            </p>
          </Note>
        </Match>
      </Switch>
      <Show when={props.order.placedAt === null}>
        <div class={css.acts}>
          <Show when={props.order.canPlace}>
            <Button blocked={offlineReason()} onClick={() => setAsking(true)}>
              Fazer pedido
            </Button>
          </Show>
          <Show when={!props.request.whyNot}>
            <ButtonLink kind={videoMissing() ? 'primary' : 'secondary'} href={room()}>
              <IconVideo /> {videoMissing() || open() ? callWords() : 'Chamar de novo'}
            </ButtonLink>
          </Show>
        </div>
        <Show when={!props.order.canPlace && missing().length === 0 && props.request.whyNot}>
          {(why) => (
            <Note tone="pausa" icon={<IconInfo />}>
              <p>{why()}</p>
            </Note>
          )}
        </Show>
      </Show>
      <Show when={props.order.placedAt !== null && !props.request.whyNot}>
        <ButtonLink kind="secondary" href={room()}>
          <IconVideo /> {open() ? callWords() : 'Chamar para dar outro código'}
        </ButtonLink>
      </Show>
      <Sheet
        open={asking()}
        onClose={() => setAsking(false)}
        title="Fazer o pedido do certificado?"
        actions={
          <>
            <Button
              busy={place.busy()}
              busyText="Fazendo o pedido…"
              blocked={offlineReason()}
              onClick={() => void run()}
            >
              Fazer pedido
            </Button>
            <Button kind="secondary" onClick={() => setAsking(false)}>
              Voltar
            </Button>
          </>
        }
      >
        <p>
          O certificado sai para <b>{props.request.data.name}</b>, com os dados da versão {props.order.ccnVersion} do
          registro no CCN. Depois disto o cliente não pode mais cancelar pelo aplicativo.
        </p>
        <TapRefusal fault={place.fault()} what="fazer o pedido" onAgain={() => void run()} />
      </Sheet>
    </Card>
  )
}

const shortCheck = { receita: 'Situação do CPF', face: 'Rosto', liveness: 'Prova de vida' } as const

/** What to do about it, as the words of a link, and what would be enough. */
function labelOf(item: Item): string {
  if (item.what === 'check') return shortCheck[item.kind]
  return {
    ccn: 'Completar o registro no CCN',
    video: 'Fazer a videoconferência',
    script: 'Concluir o roteiro do vídeo',
  }[item.what]
}

function needOf(item: Item): string | null {
  if (item.what === 'video') return 'com resultado Identificado'
  if (item.what === 'script') return 'todos os itens marcados'
  if (item.what !== 'check') return null
  return item.need === 'tick' ? 'confirmar “sem fonte”' : 'aprovação ou justificativa do tabelião'
}

/** "às 14:26" today, otherwise with its day. */
const placedWords = (at: number, now: number): string =>
  dayOf(at, deviceZone()) === dayOf(now, deviceZone())
    ? `às ${clockTime(at, deviceZone())}`
    : `em ${whenWords(at, now, deviceZone())}`

function whereTo(item: Item, request: StaffRequestView): string {
  if (item.what === 'ccn') return `/ccn/${request.ccn?.record ?? ''}`
  return item.what === 'check' ? `#check-${item.kind}` : `/s/${request.id}/video`
}
