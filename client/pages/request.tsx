import { useLocation, useParams, useSearchParams } from '@solidjs/router'
import { createMemo, lazy, Match, Switch } from 'solid-js'
import type { ClientRequestView, StaffRequestView } from '../../server/http/views.ts'
import { acting } from '../api.ts'
import { IconInfo } from '../icons.ts'
import { createKept } from '../kept.ts'
import { sources } from '../keys.ts'
import { Button, ButtonLink } from '../parts/button.tsx'
import { Empty } from '../parts/empty.tsx'
import { Page } from '../parts/page.tsx'
import { Skeleton } from '../parts/skeleton.tsx'
import { office } from '../session.ts'
import ClientRequest from './client-request.tsx'

const Decision = lazy(() => import('./decision.tsx'))

/** One request: the client follows it, its cartório decides it. */
export default function Request() {
  const params = useParams<{ id: string }>()
  const location = useLocation<{ sent?: boolean }>()
  const kept = createKept(() => sources.request(params.id))
  const [search, setSearch] = useSearchParams<{ abrir?: string }>()
  /** What an act of one's own takes away (a give-back) stays until its answer leads elsewhere: live news may be faster. */
  const shown = createMemo<{ id: string; data: typeof kept.data }>((before) => ({
    id: params.id,
    data: kept.data ?? (before?.id === params.id && acting() > 0 ? before.data : null),
  }))
  const client = () => (shown().data?.as === 'client' ? (shown().data as ClientRequestView) : null)
  const staff = () => (shown().data?.as === 'staff' ? (shown().data as StaffRequestView) : null)
  return (
    <Switch
      fallback={
        <Page title="Solicitação" back={office() ? '/fila' : '/solicitacoes'}>
          <Skeleton shape="ring" />
        </Page>
      }
    >
      <Match when={client()}>
        {(request) => (
          <ClientRequest
            request={request()}
            live={kept.origin === 'server'}
            justSent={location.state?.sent === true}
            asked={search.abrir}
            onAsked={() => setSearch({ abrir: undefined }, { replace: true })}
            refresh={() => kept.refresh()}
          />
        )}
      </Match>
      <Match when={staff()}>{(request) => <Decision request={request()} />}</Match>
      <Match when={kept.fault?.status === 404 || kept.fault?.status === 403}>
        <Page title="Solicitação" back={office() ? '/fila' : '/solicitacoes'}>
          <Empty
            title="Não encontramos esta solicitação."
            text={
              office()
                ? 'Ela pode ter saído do seu cartório: liberada, pega por outro ou de outra conta.'
                : 'Confira se você entrou com o e-mail usado para enviá-la.'
            }
            action={
              <ButtonLink href={office() ? '/fila' : '/solicitacoes'}>
                {office() ? 'Voltar à fila' : 'Ver minhas solicitações'}
              </ButtonLink>
            }
          />
        </Page>
      </Match>
      <Match when={kept.fault}>
        {(fault) => (
          <Page title="Solicitação" back={office() ? '/fila' : '/solicitacoes'}>
            <Empty
              icon={IconInfo}
              title="Não deu para carregar"
              text={fault().detail}
              action={<Button onClick={() => void kept.refresh()}>Tentar de novo</Button>}
            />
          </Page>
        )}
      </Match>
    </Switch>
  )
}
