import { Match, Show, Switch } from 'solid-js'
import type { StaffRequestView } from '../../server/http/views.ts'
import { Card } from '../parts/card.tsx'
import { offices } from '../session.ts'
import { Recordings } from './recordings.tsx'

/** How the newest video of a request stands, and what was recorded; the way into the room is the order's. */
export function StaffCall(props: { request: StaffRequestView }) {
  const call = () => props.request.call
  /** An atendente sees how it stands; recordings are for those who decide. */
  const decides = () => offices().find(({ cns }) => cns === props.request.cartorio?.cns)?.decides === true
  return (
    <Show when={call()}>
      <Card title="Videoconferência">
        <Switch fallback={<p>{call()?.mine ? 'A sala está aberta.' : 'Outra pessoa do cartório está na sala.'}</p>}>
          <Match when={call()?.state === 'ended'}>
            <p>
              Última chamada: <b>{call()?.reasonWords}</b>
            </p>
          </Match>
        </Switch>
        <Show when={decides()}>
          <Recordings request={props.request.id} zone={props.request.cartorio?.zone ?? 'America/Sao_Paulo'} />
        </Show>
      </Card>
    </Show>
  )
}
