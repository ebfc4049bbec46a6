import { createMemo, For, Match, Show, Switch } from 'solid-js'
import type { ClientRequestView } from '../../server/http/views.ts'
import { IconAward } from '../icons.ts'
import { createKept } from '../kept.ts'
import { sources } from '../keys.ts'
import { ButtonLink } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { isGood } from '../parts/certificate-state.tsx'
import { Empty } from '../parts/empty.tsx'
import { Page } from '../parts/page.tsx'
import { Skeleton } from '../parts/skeleton.tsx'
import { AskAgain } from './ask-again.tsx'
import { CertificateCard } from './certificate-card.tsx'
import { CertificateBody } from './certificate-body.tsx'
import { isOrdered } from './ordered.ts'

/** C11: the certificate that counts, the ones before it, and where to get the first. */
export default function Certificates() {
  const kept = createKept(() => sources.certificates())
  const requests = createKept(() => sources.requests())
  const items = () => kept.data?.items ?? []
  const current = createMemo(() => items().find(isGood) ?? null)
  const rest = createMemo(() => items().filter((one) => one.id !== current()?.id && one.state !== 'prepared'))
  const ready = () => (requests.data?.items ?? []).find((one) => isOrdered(one)) ?? null
  return (
    <Page title="Certificado">
      <Switch fallback={<Skeleton shape="ring" />}>
        <Match when={kept.data}>
          <Show when={ready()}>{(request) => <Ready request={request()} />}</Show>
          <Show when={current()}>{(one) => <CertificateBody one={one()} onChanged={() => void kept.refresh()} />}</Show>
          <Show when={items().length === 0 && !ready()}>
            <Empty
              icon={IconAward}
              title="Nenhum certificado ainda."
              text="Ele aparece aqui depois que você o emite no celular."
              action={<ButtonLink href="/solicitacoes">Ver minhas solicitações</ButtonLink>}
            />
          </Show>
          <Show when={rest().length > 0}>
            <h2>{current() ? 'Anteriores' : 'Seus certificados'}</h2>
            <ul class="stack">
              <For each={rest()}>
                {(one) => (
                  <li>
                    <CertificateCard one={one} />
                  </li>
                )}
              </For>
            </ul>
          </Show>
        </Match>
        <Match when={kept.fault}>{(fault) => <AskAgain fault={fault()} onAgain={() => void kept.refresh()} />}</Match>
      </Switch>
    </Page>
  )
}

function Ready(props: { request: ClientRequestView }) {
  return (
    <Card title="Pronto para emitir" tone="sucesso">
      <p>O cartório fez o pedido. Falta emitir o certificado no seu celular.</p>
      <ButtonLink href={`/s/${props.request.id}/emitir`}>Emitir neste celular</ButtonLink>
    </Card>
  )
}
