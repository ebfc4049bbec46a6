import { createSignal, For, Match, Show, Switch, type JSX } from 'solid-js'
import { createAct, offlineReason, send } from '../api.ts'
import { platform } from '../device.ts'
import { canInstall, install, isInstalled } from '../install.ts'
import { Button } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { toast } from '../parts/toast.tsx'
import { disablePush, enablePush, pushRefusal, pushState } from '../push.ts'
import { me } from '../session.ts'
import css from './notices.module.css'

/** The truth about this device, and the one step that changes it. */
export function DeviceCard() {
  const [busy, setBusy] = createSignal(false)
  const test = createAct((key: string) =>
    send('POST', '/api/preferences/test', { channel: 'push' }, key).then(() => true),
  )
  const doing = async (work: () => Promise<unknown>) => {
    setBusy(true)
    await work().finally(() => setBusy(false))
  }
  const enable = () => doing(() => enablePush(me()?.vapidKey ?? ''))
  const runTest = async () => {
    toast.show((await test.run()) ? 'Aviso de teste enviado.' : (test.fault()?.detail ?? ''))
  }
  return (
    <div class="stack" role="group" aria-label="Este aparelho">
      <Switch>
        <Match when={pushState() === 'on'}>
          <Card tone="sucesso" title="Notificações ligadas neste aparelho">
            <div class="row">
              <Button fit kind="secondary" busy={test.busy()} blocked={offlineReason()} onClick={() => void runTest()}>
                Testar
              </Button>
              <Button fit kind="quiet" busy={busy()} onClick={() => void doing(disablePush)}>
                Desligar neste aparelho
              </Button>
            </div>
            <p class="soft">Não chegou nada? Veja se o modo Não Perturbe ou a economia de bateria está ligada.</p>
          </Card>
        </Match>
        <Match when={pushState() === 'off'}>
          <Card tone="atencao" title="Notificações desligadas neste aparelho">
            <p>Ative para saber na hora, mesmo com o app fechado.</p>
            <Button busy={busy()} blocked={offlineReason()} onClick={() => void enable()}>
              Ativar
            </Button>
          </Card>
        </Match>
        <Match when={pushState() === 'refused'}>
          <Card tone="atencao" title="Não deu para ativar">
            <p role="alert">{pushRefusal()}</p>
            <Button kind="secondary" fit busy={busy()} onClick={() => void enable()}>
              Tentar de novo
            </Button>
          </Card>
        </Match>
        <Match when={pushState() === 'blocked'}>
          <Card tone="lacre" title="Avisos bloqueados neste aparelho">
            <p>O navegador não deixa perguntar de novo. Veja como liberar:</p>
            <Steps steps={unblockSteps[platform()]} />
          </Card>
        </Match>
        <Match when={pushState() === 'install'}>
          <Card tone="atencao" title="Primeiro, adicione à Tela de Início">
            <p>Para receber avisos no iPhone, adicione o app à Tela de Início.</p>
            <Steps steps={iosSteps} />
          </Card>
        </Match>
        <Match when={pushState() === 'none'}>
          <Card tone="atencao" title="Este navegador não recebe notificações">
            <p>Use Chrome, Edge, Firefox ou Safari atualizado. Por e-mail continuamos avisando.</p>
          </Card>
        </Match>
      </Switch>
      <Show when={!isInstalled() && pushState() !== 'install'}>
        <Install />
      </Show>
    </div>
  )
}

const iosSteps: readonly JSX.Element[] = [
  'Toque em ••• e depois em Compartilhar (ou direto em Compartilhar).',
  'Role e toque em Adicionar à Tela de Início. Se não aparecer, toque em Ver mais.',
  'Abra pelo novo ícone e volte a esta tela.',
]

const unblockSteps = {
  ios: ['Abra Ajustes e toque em Notificações.', 'Procure Quinze e toque nele.', 'Ligue Permitir Notificações.'],
  android: [
    'Toque no ícone ao lado do endereço, no alto da tela.',
    'Abra Permissões e depois Notificações.',
    'Escolha Permitir e recarregue a página.',
  ],
  desktop: [
    'Clique no ícone ao lado do endereço do site.',
    'Em Notificações, escolha Permitir.',
    'Recarregue a página.',
  ],
} as const

const androidSteps = [
  'Toque em ⋮, no alto à direita.',
  'Toque em Adicionar à tela inicial ou Instalar app.',
  'Abra pelo novo ícone.',
] as const

function Install() {
  return (
    <Show
      when={canInstall()}
      fallback={
        <Show when={platform() === 'android'}>
          <details class={css.details}>
            <summary>Como instalar no Android</summary>
            <Steps steps={androidSteps} />
          </details>
        </Show>
      }
    >
      <Card title="Instale o app">
        <p class="soft">Instale o app: abre mais rápido e avisa você na hora.</p>
        <Button kind="secondary" onClick={() => void install()}>
          Instalar
        </Button>
      </Card>
    </Show>
  )
}

function Steps(props: { steps: readonly JSX.Element[] }) {
  return (
    <ol class={css.steps}>
      <For each={props.steps}>{(step) => <li>{step}</li>}</For>
    </ol>
  )
}
