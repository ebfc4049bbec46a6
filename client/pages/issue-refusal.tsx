import { For, Show } from 'solid-js'
import { platform } from '../device.ts'
import { canInstall, install } from '../install.ts'
import { IconCircleAlert } from '../icons.ts'
import { Button } from '../parts/button.tsx'
import { Card, Note } from '../parts/card.tsx'
import type { Unfit as Why } from '../wallet/self-test.ts'
import type { Issuing } from './issue-flow.ts'
import css from './issue.module.css'

const why: Record<Why, string> = {
  ios_tab: 'No iPhone, o certificado só fica guardado no app instalado: o Safari apaga o que uma aba guarda.',
  no_crypto: 'Este navegador é antigo e não sabe criar a chave. Atualize-o, ou abra em outro navegador deste celular.',
  blocked: 'O navegador está bloqueando o armazenamento deste site.',
  no_keys: 'Esta aba não guarda chaves: ela é anônima (privada), ou o celular está em Modo de Bloqueio.',
  full: 'Falta espaço livre neste celular para guardar a chave.',
  not_kept: 'O navegador disse que guardou a chave de teste, mas ela não estava lá depois.',
}

const iosApp = [
  'Toque em ••• e depois em Compartilhar (ou direto em Compartilhar).',
  'Role e toque em Adicionar à Tela de Início. Se não aparecer, toque em Ver mais.',
  'Abra pelo novo ícone, entre de novo e volte a esta tela.',
]
const room = {
  ios: ['Abra Ajustes, Geral, Armazenamento.', 'Apague fotos, vídeos ou apps que não usa.', 'Volte e teste de novo.'],
  android: ['Abra Configurações, Armazenamento.', 'Apague arquivos ou apps que não usa.', 'Volte e teste de novo.'],
  desktop: ['Libere espaço no disco.', 'Volte e teste de novo.'],
}
const unblock = {
  ios: ['Abra Ajustes, Privacidade e Segurança, Modo de Bloqueio.', 'Desligue-o para o Quinze.', ...iosApp.slice(2)],
  android: [
    'Feche a aba anônima e abra o Quinze em uma aba comum, ou pelo app instalado.',
    'Se não for anônima: toque no ícone ao lado do endereço, Cookies e dados do site, e permita.',
    'Volte a esta tela e teste de novo.',
  ],
  desktop: [
    'Feche a janela anônima e abra o Quinze em uma janela comum.',
    'Se não for anônima: permita cookies e dados deste site nas configurações do navegador.',
    'Volte a esta tela e teste de novo.',
  ],
}

function stepsFor(reason: Why): readonly string[] {
  if (reason === 'ios_tab') return iosApp
  if (reason === 'full') return room[platform()]
  return reason === 'no_crypto' ? [] : unblock[platform()]
}

/** Nothing was used up: the code is asked for only where a key can be kept (rule 47). */
export function Unfit(props: { flow: Issuing }) {
  const reason = (): Why => {
    const tested = props.flow.fitness()
    return tested && !tested.fit ? tested.why : 'blocked'
  }
  return (
    <Card tone="atencao" title="Aqui não dá para emitir">
      <Note tone="atencao" icon={<IconCircleAlert />}>
        <p role="alert">
          <b>Este celular não consegue guardar a chave com segurança.</b> {why[reason()]}
        </p>
        <p>Abra o app instalado e tente de novo. Seu código continua valendo.</p>
      </Note>
      <Show when={stepsFor(reason()).length > 0}>
        <ol class={css.steps}>
          <For each={stepsFor(reason())}>{(line) => <li>{line}</li>}</For>
        </ol>
      </Show>
      <Show when={canInstall()}>
        <Button kind="secondary" onClick={() => void install()}>
          Instalar o app
        </Button>
      </Show>
      <Button busy={props.flow.busy()} busyText="Testando…" onClick={() => void props.flow.begin()}>
        Testar de novo
      </Button>
    </Card>
  )
}
