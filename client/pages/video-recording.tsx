import { createMemo, For, Show } from 'solid-js'
import type { CallView } from '../../server/http/call-views.ts'
import type { CallRecording } from '../call/recording.ts'
import type { Sending } from '../call/sending.ts'
import { createNow } from '../clock.ts'
import { IconCircle, IconCircleAlert } from '../icons.ts'
import { Button } from '../parts/button.tsx'
import { Note } from '../parts/card.tsx'
import { Page } from '../parts/page.tsx'
import css from './script.module.css'
import { lengthWords, stampWords } from './video-words.ts'

const parts = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`

/** "12 partes enviadas, 1 na fila" */
function sentWords(call: CallView, sending: Sending): string {
  const { waiting } = sending.state()
  const sent = Math.max(call.recording.segments.length, sending.state().sent)
  return `${parts(sent, 'parte enviada', 'partes enviadas')}${waiting > 0 ? `, ${waiting} na fila` : ''}`
}

/** That the call is being recorded, how much of it is safe, and what is missing. */
export function RecordingStatus(props: { call: CallView; recording: CallRecording }) {
  const now = createNow()
  const length = createMemo(() => {
    const from = props.call.startedAt
    return from === null ? null : lengthWords(now() - from)
  })
  return (
    <div class={css.recording}>
      <Show
        when={props.recording.since()}
        fallback={
          <p role={props.recording.fault() ? 'alert' : undefined}>
            {props.recording.fault()
              ? 'Gravação parada neste navegador. Recarregue a página.'
              : 'A gravação ainda não começou.'}
          </p>
        }
      >
        <p class="num">
          <IconCircle /> <b>Gravando</b> {length()}
        </p>
        <p class="num">
          Gravação: {sentWords(props.call, props.recording.sending)}
          <Show when={props.recording.sending.state().stuck}> · envio parado, tentamos de novo</Show>
        </p>
      </Show>
      <Gaps call={props.call} />
    </div>
  )
}

function Gaps(props: { call: CallView }) {
  return (
    <Show when={props.call.recording.gaps.length > 0}>
      <details class={css.gaps}>
        <summary>
          {parts(props.call.recording.gaps.length, 'intervalo sem gravação', 'intervalos sem gravação')}
        </summary>
        <ul>
          <For each={props.call.recording.gaps}>
            {({ from, to }) => (
              <li class="num">
                {stampWords(from, props.call.cartorio.zone)} a {stampWords(to, props.call.cartorio.zone)}
              </li>
            )}
          </For>
        </ul>
      </details>
    </Show>
  )
}

/** After the end, while the last pieces are on their way. */
export function Saving(props: { call: CallView; sending: Sending; onLeave: () => void }) {
  return (
    <Page title="Guardando a gravação" sub={`Solicitação ${props.call.protocol}`}>
      <p role="status" class="num">
        Gravação: {sentWords(props.call, props.sending)}.
      </p>
      <Show when={props.sending.state().stuck} fallback={<p class="soft">Leva alguns segundos. Não feche o app.</p>}>
        <Note tone="atencao" icon={<IconCircleAlert />}>
          <p>
            O envio parou. As partes ficam neste aparelho por 2 dias e seguem sozinhas: confira a internet e entre com a
            sua chave de acesso.
          </p>
        </Note>
      </Show>
      <Button kind="secondary" onClick={() => props.onLeave()}>
        Voltar à solicitação e enviar em segundo plano
      </Button>
    </Page>
  )
}
