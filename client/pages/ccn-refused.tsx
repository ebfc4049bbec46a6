import { createSignal, Match, Switch } from 'solid-js'
import type { ApiProblem } from '../api.ts'
import { IconKey } from '../icons.ts'
import { Button, ButtonLink } from '../parts/button.tsx'
import { Empty } from '../parts/empty.tsx'
import { AskAgain } from './ask-again.tsx'
import { PasskeyPrompt } from './passkey-prompt.tsx'

/** Why a record can't be opened, and the way on: the passkey, the search, or once more. */
export function CcnRefused(props: { fault: ApiProblem; onAgain: () => void }) {
  const [asking, setAsking] = createSignal(false)
  return (
    <Switch fallback={<AskAgain fault={props.fault} onAgain={() => props.onAgain()} />}>
      <Match when={props.fault.code === 'needs_passkey'}>
        <Empty
          title="Entre com a sua chave de acesso"
          text="O registro no CCN abre só em uma sessão com chave de acesso (passkey)."
          icon={IconKey}
          action={<Button onClick={() => setAsking(true)}>Entrar com a chave de acesso</Button>}
        />
        <PasskeyPrompt
          open={asking()}
          onClose={() => setAsking(false)}
          onDone={() => props.onAgain()}
          what="abrir o registro no CCN"
        />
      </Match>
      <Match when={props.fault.status === 404}>
        <Empty
          title="Não encontramos este registro."
          text="Ele pode ser de outro cartório. Procure pelo CPF no seu."
          action={<ButtonLink href="/ccn">Procurar no CCN</ButtonLink>}
        />
      </Match>
    </Switch>
  )
}
