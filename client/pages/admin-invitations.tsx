import { Show } from 'solid-js'
import type { AdminPeopleView } from '../../server/http/admin-views.ts'
import { send } from '../api.ts'
import { toast } from '../parts/toast.tsx'
import { createTapped, TapPrompt } from './admin-act.tsx'
import { InvitationList } from './invitation-list.tsx'

/** The open invitations to the platform, each to be taken back until it is accepted. */
export function Invitations(props: { view: AdminPeopleView; onChanged: () => void }) {
  const act = createTapped((key: string, id: string) =>
    send('DELETE', `/api/admin/invitations/${id}`, {}, key).then(() => true),
  )
  const withdraw = async (id: string) => {
    if (await act.run(id)) toast.show('Convite cancelado.')
    props.onChanged()
  }
  return (
    <>
      <Show when={props.view.invitations.length > 0}>
        <section class="stack">
          <h2>Convites abertos</h2>
          <InvitationList
            invitations={props.view.invitations}
            now={props.view.now}
            busy={act.busy()}
            onWithdraw={(id) => void withdraw(id)}
          />
        </section>
      </Show>
      <TapPrompt act={act} what="cancelar um convite" />
    </>
  )
}
