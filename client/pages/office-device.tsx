import { Show } from 'solid-js'
import { createAct, offlineReason, send } from '../api.ts'
import { IconBell } from '../icons.ts'
import { Button } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { toast } from '../parts/toast.tsx'
import { pushState } from '../push.ts'
import { PushOff } from './queue-notes.tsx'

/** Whether this device rings, and a notice to try it. */
export function DeviceNotices() {
  const testing = createAct((key: string) => send('POST', '/api/preferences/test', { channel: 'push' }, key))
  const test = async () => {
    if (await testing.run()) toast.show('Aviso de teste enviado.')
    else toast.show(testing.fault()?.detail ?? '')
  }
  return (
    <Show when={pushState() === 'on'} fallback={<PushOff />}>
      <Card
        title="Avisos deste aparelho ligados"
        lead={<IconBell />}
        tone="sucesso"
        actions={
          <Button kind="secondary" busy={testing.busy()} blocked={offlineReason()} onClick={() => void test()}>
            Testar aviso
          </Button>
        }
      >
        <a href="/avisos">Escolher canais e horários de silêncio</a>
      </Card>
    </Show>
  )
}
