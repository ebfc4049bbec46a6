import { Show } from 'solid-js'
import { clockTime } from '../../server/domain/instant-words.ts'
import type { CallView } from '../../server/http/call-views.ts'
import { createAct, offlineReason, send } from '../api.ts'
import { callSources } from '../call/sources.ts'
import { keep } from '../kept.ts'
import { Button } from '../parts/button.tsx'
import { deviceZone } from '../parts/ring-words.ts'
import { Sheet } from '../parts/sheet.tsx'
import { Fault } from './video-consent.tsx'

/** "Preciso de 5 min": asked before it is told, and then until when one is waited for. */
export function MomentSheet(props: { call: CallView; open: boolean; onClose: () => void }) {
  const asking = createAct((key: string) =>
    send<CallView>('POST', `/api/calls/${props.call.id}/marks`, { kind: 'five_minutes' }, key),
  )
  const ask = async () => {
    const view = await asking.run()
    if (view) keep(callSources.call(view.id), view)
  }
  const until = () => (props.call.backAt !== null && props.call.backAt > props.call.now ? props.call.backAt : null)
  return (
    <Sheet
      open={props.open}
      onClose={() => props.onClose()}
      title={until() === null ? 'Precisa de 5 minutos?' : 'Combinado'}
      actions={
        <Show when={until() === null} fallback={<Button onClick={() => props.onClose()}>Entendi</Button>}>
          <Button busy={asking.busy()} blocked={offlineReason()} onClick={() => void ask()}>
            Avisar o tabelião
          </Button>
          <Button kind="secondary" onClick={() => props.onClose()}>
            Voltar
          </Button>
        </Show>
      }
    >
      <Show when={until()} fallback={<p>Avisamos o tabelião e a sala continua aberta para você voltar.</p>}>
        {(at) => (
          <p role="status">
            Avisamos o tabelião. Volte até <b class="num">{clockTime(at(), deviceZone())}</b>.
          </p>
        )}
      </Show>
      <Fault fault={asking.fault()} />
    </Sheet>
  )
}
