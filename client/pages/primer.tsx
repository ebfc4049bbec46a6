import { createSignal, Match, Show, Switch } from 'solid-js'
import { offlineReason } from '../api.ts'
import { IconCheck } from '../icons.ts'
import { Button, ButtonLink } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { enablePush, pushState } from '../push.ts'
import { me } from '../session.ts'

const laterKey = 'quinze.primer-later'

/** Asks whether to notify, once there is something to notify about; the browser's question comes only after a yes. */
export function Primer() {
  const [open, setOpen] = createSignal(
    sessionStorage.getItem(laterKey) === null && (pushState() === 'off' || pushState() === 'install'),
  )
  const [busy, setBusy] = createSignal(false)
  const later = () => {
    sessionStorage.setItem(laterKey, '1')
    setOpen(false)
  }
  const enable = async () => {
    const key = me()?.vapidKey
    if (!key) return
    setBusy(true)
    await enablePush(key)
    setBusy(false)
  }
  return (
    <Show when={open()}>
      <Card title="Quer saber na hora?">
        <Switch
          fallback={
            <>
              <p class="soft">Avisamos quando o cartório começar a atender e quando chamar para o vídeo. Só isso.</p>
              <div class="row">
                <Button kind="secondary" fit busy={busy()} blocked={offlineReason()} onClick={() => void enable()}>
                  Ativar avisos
                </Button>
                <Button kind="quiet" fit onClick={later}>
                  Agora não
                </Button>
              </div>
            </>
          }
        >
          <Match when={pushState() === 'on'}>
            <p class="row" role="status">
              <IconCheck /> Avisos ativados neste aparelho.
            </p>
          </Match>
          <Match when={pushState() === 'install'}>
            <p class="soft">Para receber avisos no iPhone, adicione o app à Tela de Início.</p>
            <div class="row">
              <ButtonLink kind="secondary" fit href="/avisos">
                Ver como
              </ButtonLink>
              <Button kind="quiet" fit onClick={later}>
                Agora não
              </Button>
            </div>
          </Match>
          <Match when={pushState() === 'blocked'}>
            <p>
              Os avisos estão bloqueados neste aparelho. <a href="/avisos">Veja como liberar.</a>
            </p>
          </Match>
          <Match when={pushState() === 'refused' || pushState() === 'none'}>
            <p>
              Este navegador não recebe avisos. Avisamos por e-mail. <a href="/avisos">Ver opções</a>
            </p>
          </Match>
        </Switch>
      </Card>
    </Show>
  )
}
