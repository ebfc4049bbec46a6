import { useParams } from '@solidjs/router'
import { lazy, Match, Show, Switch } from 'solid-js'
import type { StaffRequestView } from '../../server/http/views.ts'
import { callSources } from '../call/sources.ts'
import { createKept } from '../kept.ts'
import { sources } from '../keys.ts'
import { ButtonLink } from '../parts/button.tsx'
import { Empty } from '../parts/empty.tsx'
import { Page } from '../parts/page.tsx'
import { Skeleton } from '../parts/skeleton.tsx'
import { IconVideo } from '../icons.ts'
import { AskAgain } from './ask-again.tsx'
import { ClientVideo } from './video-client.tsx'

const StaffVideo = lazy(() => import('./video-staff.tsx'))

/** The video of a request: C8 and C9 for its client, T3 for the cartório. */
export default function Video() {
  const params = useParams<{ id: string }>()
  const request = createKept(() => sources.request(params.id))
  const newest = createKept(() => callSources.requestCall(params.id))
  const own = createKept(() => (newest.data ? callSources.call(newest.data.id) : null))
  // The room itself is told of more often than the request; a newer room shows in the request first.
  const call = () => (own.data?.id === newest.data?.id ? own.data : null) ?? newest.data
  const staff = () => (request.data?.as === 'staff' ? (request.data as StaffRequestView) : null)
  // Without a passkey session nothing is told of a room: the tap on "Chamar o cliente" then asks for the key.
  const none = () => call() === null && (newest.fault?.status === 404 || newest.fault?.code === 'needs_passkey')
  const back = () => `/s/${params.id}`
  return (
    <Switch
      fallback={
        <Page title="Vídeo" back={back()}>
          <Skeleton shape="ring" />
        </Page>
      }
    >
      <Match when={call()?.as === 'client' && call()}>
        {(view) => (
          <Show when={view().id} keyed>
            <ClientVideo call={view()} refresh={() => void own.refresh()} />
          </Show>
        )}
      </Match>
      <Match when={staff() && (call() || none()) && staff()}>
        {(one) => (
          <StaffVideo
            request={one()}
            call={call()?.as === 'staff' ? call() : null}
            refresh={() => newest.refresh().then(() => own.refresh())}
          />
        )}
      </Match>
      <Match when={none() && (request.data || request.fault)}>
        <Page title="Vídeo" back={back()}>
          <Empty
            icon={IconVideo}
            title="Nenhuma chamada aberta agora."
            text="Quando o cartório chamar você para o vídeo, avisamos e a sala aparece aqui."
            action={<ButtonLink href={back()}>Ver a solicitação</ButtonLink>}
          />
        </Page>
      </Match>
      <Match when={newest.fault && !none() && newest.fault}>
        {(fault) => (
          <Page title="Vídeo" back={back()}>
            <AskAgain fault={fault()} onAgain={() => void newest.refresh()} />
          </Page>
        )}
      </Match>
    </Switch>
  )
}
