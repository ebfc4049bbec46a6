import { Match, Show, Switch } from 'solid-js'
import type { StaffRequestView } from '../../server/http/views.ts'
import { ButtonLink } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { offices } from '../session.ts'
import { isOpen } from './call-entry.tsx'
import { Recordings } from './recordings.tsx'

/** The video on the staff's screen of a request: the way in, how the last one ended, and what was recorded. */
export function StaffCall(props: { request: StaffRequestView }) {
  const call = () => props.request.call
  /** An atendente sees how it stands; the room and its recording are for those who decide. */
  const decides = () => offices().find(({ cns }) => cns === props.request.cartorio?.cns)?.decides === true
  const may = () => decides() && props.request.state === 'in_progress' && props.request.order?.placedAt === null
  return (
    <Show when={may() || call()}>
      <Card title="Videoconferência">
        <Switch fallback={<p class="soft">Ainda não houve chamada.</p>}>
          <Match when={isOpen(call())}>
            <p>A sala está aberta.</p>
          </Match>
          <Match when={call() && call()?.state !== 'ended'}>
            <p>Outra pessoa do cartório está na sala.</p>
          </Match>
          <Match when={call()?.reasonWords}>
            {(words) => (
              <p>
                Última chamada: <b>{words()}</b>
              </p>
            )}
          </Match>
        </Switch>
        <Show when={may()}>
          <ButtonLink
            kind={call()?.reason === 'identified' ? 'secondary' : 'primary'}
            href={`/s/${props.request.id}/video`}
          >
            {isOpen(call()) ? 'Voltar à sala' : call()?.reason ? 'Chamar de novo' : 'Preparar o vídeo'}
          </ButtonLink>
        </Show>
        <Show when={call() && decides()}>
          <Recordings request={props.request.id} zone={props.request.cartorio?.zone ?? 'America/Sao_Paulo'} />
        </Show>
      </Card>
    </Show>
  )
}
