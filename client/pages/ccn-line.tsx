import { Show } from 'solid-js'
import { inSentence } from '../../server/domain/ccn-words.ts'
import type { StaffRequestView } from '../../server/http/views.ts'
import { Card } from '../parts/card.tsx'
import { listWords } from './person-words.ts'

/** The record that the order of a request is made from, and what it still lacks: the way into the CCN. */
export function CcnLine(props: { request: StaffRequestView }) {
  const missing = () => props.request.order?.missing.flatMap((one) => (one.what === 'ccn' ? one.fields : [])) ?? []
  return (
    <Show when={props.request.state === 'in_progress' && props.request.ccn}>
      {(ccn) => (
        <Card title="Registro no CCN" href={`/ccn/${ccn().record}`} tone={missing().length > 0 ? 'atencao' : 'sucesso'}>
          <p>
            Versão {props.request.order?.ccnVersion ?? ccn().latest}
            <Show when={missing().length > 0} fallback=" · completo para o pedido">
              {' '}
              · falta: <b>{listWords(missing().map(inSentence))}</b>
            </Show>
          </p>
        </Card>
      )}
    </Show>
  )
}
