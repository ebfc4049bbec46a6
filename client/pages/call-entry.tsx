import { useLocation } from '@solidjs/router'
import { createEffect, Show, untrack } from 'solid-js'
import type { CallSummary, ClientRequestView } from '../../server/http/views.ts'
import { IconVideo } from '../icons.ts'
import { ButtonLink } from '../parts/button.tsx'
import { Note } from '../parts/card.tsx'
import { heard } from '../ringing.ts'

/** Whether the reader may enter this room now. */
export const isOpen = (call: CallSummary | null): call is CallSummary =>
  call !== null && call.mine && call.state !== 'ended'

/** The way into an open room, on the client's screen; it rings when the room waits. */
export function ClientCall(props: { request: ClientRequestView }) {
  const place = useLocation()
  createEffect(() => {
    const { call } = props.request
    if (isOpen(call) && call.state === 'waiting') untrack(() => void heard(call.id, () => place.pathname))
  })
  return (
    <Show when={isOpen(props.request.call)}>
      <Note tone="primaria" icon={<IconVideo />}>
        <p>
          <b>A sala de vídeo está aberta.</b> Deixe seu documento em mãos.
        </p>
      </Note>
      <ButtonLink href={`/s/${props.request.id}/video`}>Entrar na sala</ButtonLink>
    </Show>
  )
}
