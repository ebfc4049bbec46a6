import { Show } from 'solid-js'
import { createAct, offlineReason } from '../api.ts'
import { IconCheck, IconInfo, IconKey } from '../icons.ts'
import { Button } from '../parts/button.tsx'
import { Note } from '../parts/card.tsx'
import { toast } from '../parts/toast.tsx'
import { addPasskey, passkeysHere, signInWithPasskey } from '../passkey.ts'
import { demo, me, refreshMe } from '../session.ts'
import { Refusal } from './refusal.tsx'

/** The passkey without which staff neither decide nor pull (domain.md rule 67). */
export function KeyStep(props: { onNext: () => void }) {
  const has = () => (me()?.passkeys.length ?? 0) > 0
  const making = createAct(() => addPasskey().then(() => true))
  const entering = createAct(() => signInWithPasskey().then(() => true))
  const enter = async () => {
    if (await entering.run()) await refreshMe()
  }
  const open = () => demo() || (has() && me()?.passkeySession === true)
  const make = async () => {
    if (!(await making.run())) return
    await refreshMe()
    toast.show('Chave de acesso criada.')
  }
  return (
    <>
      <p>
        A chave de acesso fica neste aparelho e abre com a digital, o rosto ou a senha dele. Com ela, só você decide e
        pega solicitações em seu nome.
      </p>
      <Show when={has()}>
        <Note tone="sucesso" icon={<IconCheck />}>
          <p>
            <b>Chave de acesso criada.</b> Cada pessoa da equipe cria a sua.
          </p>
        </Note>
      </Show>
      <Show when={demo() && !has()}>
        <Note tone="pausa" icon={<IconInfo />}>
          <p>Na demonstração a chave de acesso não é exigida. Você pode continuar sem criar.</p>
        </Note>
      </Show>
      <Refusal fault={making.fault() ?? entering.fault()} what="continuar" />
      <Show when={!has()}>
        <Button
          kind={demo() ? 'secondary' : 'primary'}
          busy={making.busy()}
          blocked={
            offlineReason() ??
            (passkeysHere() ? null : 'Este navegador não tem chave de acesso. Use um navegador atualizado.')
          }
          onClick={() => void make()}
        >
          <IconKey /> Criar chave de acesso
        </Button>
      </Show>
      <Show when={has() && !open()}>
        <Button busy={entering.busy()} blocked={offlineReason()} onClick={() => void enter()}>
          <IconKey /> Entrar com a chave de acesso
        </Button>
      </Show>
      <Show when={open()}>
        <Button onClick={() => props.onNext()}>Continuar</Button>
      </Show>
    </>
  )
}
