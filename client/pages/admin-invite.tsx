import { createSignal, Show } from 'solid-js'
import { parseEmail } from '../../server/domain/contact.ts'
import { fieldWords } from '../../server/domain/words.ts'
import { offlineReason, send } from '../api.ts'
import { Button } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { Field } from '../parts/field.tsx'
import { toast } from '../parts/toast.tsx'
import { createTapped, TapPrompt } from './admin-act.tsx'

type Invited = { email: string; role: 'admin' | 'inspetor' | 'tabeliao'; cns?: string }

/** An invitation by e-mail from the administration. */
export function InviteForm(props: {
  role: () => Invited['role']
  cns?: string
  button: string
  hint?: string
  onDone: () => void
}) {
  const [email, setEmail] = createSignal('')
  const [fault, setFault] = createSignal<string | null>(null)
  let field: HTMLElement | undefined
  const act = createTapped((key: string, body: Invited) => send('POST', '/api/admin/invitations', body, key))
  const invite = async () => {
    const parsed = parseEmail(email())
    if (parsed === null) {
      setFault(fieldWords.email)
      field?.focus()
      return
    }
    const place = props.cns === undefined ? {} : { cns: props.cns }
    if ((await act.run({ email: parsed, role: props.role(), ...place })) === null) return
    toast.show('Convite enviado. Vale por 7 dias.')
    setEmail('')
    props.onDone()
  }
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void invite()
      }}
    >
      <Field
        label="E-mail"
        name="invite-email"
        type="email"
        inputMode="email"
        autocapitalize="off"
        value={email()}
        onInput={(text) => {
          setEmail(text)
          setFault(null)
        }}
        hint={props.hint}
        error={fault()}
        ref={(element) => (field = element)}
      />
      <Button type="submit" kind="secondary" busy={act.busy()} busyText="Enviando…" blocked={offlineReason()}>
        {props.button}
      </Button>
      <TapPrompt act={act} what="convidar alguém" />
    </form>
  )
}

/** The first tabelião of a cartório; once there is one, the team is the cartório's own. */
export function InviteCard(props: {
  cns: string
  team: { canInvite: boolean; eligible: boolean; invited: number }
  onChanged: () => void
}) {
  return (
    <Show when={props.team.canInvite}>
      <Card title="Convidar o tabelião" level={2}>
        <Show when={props.team.invited > 0}>
          <p class="soft num">
            {props.team.invited === 1 ? 'Há 1 convite aberto.' : `Há ${props.team.invited} convites abertos.`}
          </p>
        </Show>
        <InviteForm
          role={() => 'tabeliao'}
          cns={props.cns}
          button="Enviar convite"
          hint="Quem aceitar cuida do expediente, dos avisos e da equipe."
          onDone={() => props.onChanged()}
        />
      </Card>
    </Show>
  )
}
