import { useParams } from '@solidjs/router'
import { For, Match, Show, Switch } from 'solid-js'
import { inSentence } from '../../server/domain/ccn-words.ts'
import { dayOf, whenWords } from '../../server/domain/instant-words.ts'
import type { CcnRecordView } from '../../server/http/ccn-views.ts'
import { IconCircleAlert, IconCircleCheck, IconInfo } from '../icons.ts'
import { createKept } from '../kept.ts'
import { sources } from '../keys.ts'
import { ButtonLink } from '../parts/button.tsx'
import { Card, Note } from '../parts/card.tsx'
import { Page } from '../parts/page.tsx'
import { deviceZone } from '../parts/ring-words.ts'
import { Skeleton } from '../parts/skeleton.tsx'
import { CcnData } from './ccn-data.tsx'
import { hasCcnDraft } from './ccn-draft.ts'
import { CcnRefused } from './ccn-refused.tsx'
import { CcnVersions } from './ccn-versions.tsx'
import { listWords } from './person-words.ts'

/** A person's record at the own cartório: what an order still lacks, the data, and how it came about. */
export default function CcnRecordPage() {
  const params = useParams<{ record: string }>()
  const kept = createKept(() => sources.ccn(params.record))
  return (
    <Switch
      fallback={
        <Page title="Registro no CCN" back="/ccn">
          <Skeleton shape="text" count={6} />
        </Page>
      }
    >
      <Match when={kept.data}>{(view) => <Record view={view()} />}</Match>
      <Match when={kept.fault}>
        {(fault) => (
          <Page title="Registro no CCN" back="/ccn">
            <CcnRefused fault={fault()} onAgain={() => void kept.refresh()} />
          </Page>
        )}
      </Match>
    </Switch>
  )
}

function Record(props: { view: CcnRecordView }) {
  const lacks = () => props.view.lacking.map(({ field }) => inSentence(field))
  const edit = () => `/ccn/${props.view.record}/editar`
  const editWords = () => {
    if (hasCcnDraft(props.view.record)) return 'Continuar a edição'
    return lacks().length > 0 ? 'Completar' : 'Alterar registro'
  }
  return (
    <Page
      title={props.view.data.socialName ?? props.view.data.name}
      sub={
        <span class="num">
          Registro no CCN · versão {props.view.version}, de {whenWords(props.view.at, props.view.now, deviceZone())}
        </span>
      }
      back={props.view.orders[0] ? `/s/${props.view.orders[0].request}` : '/ccn'}
      wide
    >
      <Show
        when={lacks().length > 0}
        fallback={
          <Note tone="sucesso" icon={<IconCircleCheck />}>
            <p>
              <b>Registro completo.</b> Tem tudo o que um pedido de certificado precisa.
            </p>
          </Note>
        }
      >
        <Note tone="atencao" icon={<IconCircleAlert />}>
          <p>
            <b>Para o pedido ainda falta:</b> {listWords(lacks())}.
          </p>
        </Note>
      </Show>
      <Show
        when={props.view.can.edit}
        fallback={
          <Note tone="pausa" icon={<IconInfo />}>
            <p>{props.view.whyNot}</p>
          </Note>
        }
      >
        <ButtonLink kind={lacks().length > 0 ? 'primary' : 'secondary'} href={edit()}>
          {editWords()}
        </ButtonLink>
      </Show>
      <For each={props.view.orders}>
        {(order) => (
          <Card title={`Solicitação ${order.protocol}`} href={`/s/${order.request}`}>
            <p class="soft">
              {order.placedAt === null
                ? 'Em andamento: o pedido sai da versão mais nova.'
                : 'Pedido já feito: ele fica com a versão em que foi conferido.'}
            </p>
          </Card>
        )}
      </For>
      <For each={props.view.certificates}>
        {(one) => (
          <Card title={`Certificado: ${one.stateWords.toLowerCase()}`}>
            <p class="soft">
              {one.revokedAt === null
                ? `Válido até ${dateWords(one.notAfter, props.view.cartorio.zone)}.`
                : `Revogado em ${dateWords(one.revokedAt, props.view.cartorio.zone)}. ${one.reasonWords ?? ''}.`}
            </p>
          </Card>
        )}
      </For>
      <CcnData data={props.view.data} />
      <CcnVersions view={props.view} />
    </Page>
  )
}

/** "25/11/2029" */
const dateWords = (at: number, zone: string): string => dayOf(at, zone).split('-').reverse().join('/')
