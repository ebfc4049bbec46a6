import { Show } from 'solid-js'
import { createAct } from '../api.ts'
import { IconCircleAlert } from '../icons.ts'
import { passkeysHere, signInWithPasskey } from '../passkey.ts'
import { Button, ButtonLink } from '../parts/button.tsx'
import { Note } from '../parts/card.tsx'
import { Sheet } from '../parts/sheet.tsx'
import { toast } from '../parts/toast.tsx'
import { me, refreshMe } from '../session.ts'
import quiet from './refusal.module.css'

interface PasskeyPromptProps {
  open: boolean
  onClose: () => void
  /** The session is now one opened with a passkey. */
  onDone: () => void
  /** What asks for it: "decidir". */
  what: string
}

/** Staff act only in a session opened with a passkey (domain.md rule 67): why, and the sign-in right here. */
export function PasskeyPrompt(props: PasskeyPromptProps) {
  const entering = createAct(() => signInWithPasskey().then(() => true))
  const enter = async () => {
    if (!(await entering.run())) return
    await refreshMe()
    props.onClose()
    props.onDone()
    toast.show('Chave de acesso confirmada.')
  }
  const none = () => me()?.passkeys.length === 0
  return (
    <Sheet
      open={props.open}
      onClose={() => props.onClose()}
      title="Entre com a sua chave de acesso"
      actions={
        <Show
          when={!none()}
          fallback={<ButtonLink href="/credenciamento?passo=chave">Criar chave de acesso</ButtonLink>}
        >
          <Button
            busy={entering.busy()}
            blocked={passkeysHere() ? null : 'Este navegador não tem chave de acesso. Use um navegador atualizado.'}
            onClick={() => void enter()}
          >
            Entrar com a chave de acesso
          </Button>
        </Show>
      }
    >
      <p>
        Para {props.what}, confirme que é você com a digital, o rosto ou a senha deste aparelho. Assim ninguém age em
        seu nome com um código de e-mail.
      </p>
      <div role="alert" class={quiet.alert}>
        <Show when={entering.fault()}>
          {(fault) => (
            <Note tone="lacre" icon={<IconCircleAlert />}>
              <p>{fault().detail}</p>
            </Note>
          )}
        </Show>
      </div>
    </Sheet>
  )
}
