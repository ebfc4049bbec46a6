import { useLocation } from '@solidjs/router'
import { createEffect, Match, Show, Switch, untrack } from 'solid-js'
import type { CallSummary, ClientRequestView, StaffRequestView } from '../../server/http/views.ts'
import { IconVideo } from '../icons.ts'
import { ButtonLink } from '../parts/button.tsx'
import { Card, Note } from '../parts/card.tsx'
import { heard } from '../ringing.ts'
import { Recordings } from './recordings.tsx'

const open = (call: CallSummary | null): call is CallSummary => call !== null && call.mine && call.state !== 'ended'

/** The way into an open room, on the client's screen; it rings when the room waits. */
export function ClientCall(props: { request: ClientRequestView }) {
  const place = useLocation()
  createEffect(() => {
    const { call } = props.request
    if (open(call) && call.state === 'waiting') untrack(() => void heard(call.id, () => place.pathname))
  })
  return (
    <Show when={open(props.request.call)}>
      <Note tone="primaria" icon={<IconVideo />}>
        <p>
          <b>A sala de vídeo está aberta.</b> Deixe seu documento em mãos.
        </p>
      </Note>
      <ButtonLink href={`/s/${props.request.id}/video`}>Entrar na sala</ButtonLink>
    </Show>
  )
}

/** The video on the staff's screen of a request: the way in, how the last one ended, and what was recorded. */
export function StaffCall(props: { request: StaffRequestView }) {
  const call = () => props.request.call
  const may = () => props.request.state === 'in_progress' && props.request.order?.placedAt === null
  return (
    <Show when={may() || call()}>
      <Card title="Videoconferência">
        <Switch fallback={<p class="soft">Ainda não houve chamada.</p>}>
          <Match when={open(call())}>
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
            {open(call()) ? 'Voltar à sala' : call()?.reason ? 'Chamar de novo' : 'Preparar o vídeo'}
          </ButtonLink>
        </Show>
        <Show when={call()}>
          <Recordings request={props.request.id} zone={props.request.cartorio?.zone ?? 'America/Sao_Paulo'} />
        </Show>
      </Card>
    </Show>
  )
}
