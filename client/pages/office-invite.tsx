import { createSignal, Show } from 'solid-js'
import { staffRoles, type StaffRole } from '../../server/domain/cartorio.ts'
import { parseEmail } from '../../server/domain/contact.ts'
import { fieldWords } from '../../server/domain/words.ts'
import type { OfficeView } from '../../server/http/views.ts'
import { createAct, offlineReason, send } from '../api.ts'
import { createNow } from '../clock.ts'
import { Button } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { Field } from '../parts/field.tsx'
import { toast } from '../parts/toast.tsx'
import { roleHints } from './office-words.ts'
import { InvitationList } from './invitation-list.tsx'
import { Refusal } from './refusal.tsx'

/** Open invitations, and a new one by e-mail and role. */
export function Invitations(props: { office: OfficeView; onChange: () => void }) {
  const now = createNow()
  const [email, setEmail] = createSignal('')
  const [role, setRole] = createSignal<StaffRole>('escrevente')
  const [fault, setFault] = createSignal<string | null>(null)
  let field: HTMLElement | undefined
  const inviting = createAct((key: string, body: { email: string; role: StaffRole }) =>
    send('POST', `/api/office/invitations?cartorio=${props.office.cns}`, body, key),
  )
  const withdrawing = createAct((key: string, id: string) =>
    send('DELETE', `/api/office/invitations/${id}?cartorio=${props.office.cns}`, {}, key).then(() => true),
  )
  const withdraw = async (id: string) => {
    toast.show((await withdrawing.run(id)) ? 'Convite cancelado.' : (withdrawing.fault()?.detail ?? ''))
    props.onChange()
  }
  const invite = async () => {
    const parsed = parseEmail(email())
    if (parsed === null) {
      setFault(fieldWords.email)
      field?.focus()
      return
    }
    if ((await inviting.run({ email: parsed, role: role() })) === null)
      return setFault(inviting.fault()?.fields['email'] ?? null)
    toast.show('Convite enviado.')
    setEmail('')
    props.onChange()
  }
  return (
    <section class="stack">
      <h2>Convites</h2>
      <Show when={props.office.invitations.length > 0}>
        <InvitationList
          invitations={props.office.invitations}
          now={now()}
          busy={withdrawing.busy()}
          onWithdraw={(id) => void withdraw(id)}
        />
      </Show>
      <Card title="Convidar alguém" level={3}>
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
            error={fault()}
            ref={(element) => (field = element)}
          />
          <Field
            label="Papel"
            name="invite-role"
            value={role()}
            onInput={(value) => setRole(staffRoles.find((one) => one === value) ?? 'escrevente')}
            options={staffRoles.map((value) => ({ value, label: roleHints[value] }))}
          />
          <Refusal fault={fault() ? null : inviting.fault()} what="convidar" />
          <Button type="submit" kind="secondary" busy={inviting.busy()} busyText="Enviando…" blocked={offlineReason()}>
            Enviar convite
          </Button>
        </form>
      </Card>
    </section>
  )
}
