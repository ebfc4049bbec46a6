import { For, Show } from 'solid-js'
import { whenWords } from '../../server/domain/instant-words.ts'
import type { AdminPeopleView } from '../../server/http/admin-views.ts'
import { offlineReason, send } from '../api.ts'
import { IconMail } from '../icons.ts'
import { Button } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { deviceZone } from '../parts/ring-words.ts'
import { toast } from '../parts/toast.tsx'
import { createTapped, TapPrompt } from './admin-act.tsx'
import { roleWords } from './office-words.ts'
import css from './admin.module.css'

/** The open invitations to the platform, each to be taken back until it is accepted. */
export function Invitations(props: { view: AdminPeopleView; onChanged: () => void }) {
  const act = createTapped((key: string, id: string) =>
    send('DELETE', `/api/admin/invitations/${id}`, {}, key).then(() => true),
  )
  const withdraw = async (id: string) => {
    toast.show((await act.run(id)) ? 'Convite cancelado.' : (act.fault()?.detail ?? 'O convite continua aberto.'))
    props.onChanged()
  }
  return (
    <Show when={props.view.invitations.length > 0}>
      <section class="stack">
        <h2>Convites abertos</h2>
        <ul class={css.list}>
          <For each={props.view.invitations}>
            {(one) => (
              <li>
                <Card
                  title={one.email}
                  level={3}
                  lead={<IconMail />}
                  actions={
                    <Button
                      kind="secondary"
                      fit
                      busy={act.busy()}
                      blocked={offlineReason()}
                      onClick={() => void withdraw(one.id)}
                    >
                      <span>
                        Cancelar convite <span class="spoken">de {one.email}</span>
                      </span>
                    </Button>
                  }
                >
                  <p class="soft num">
                    {roleWords[one.role]} · vale até {whenWords(one.expiresAt, props.view.now, deviceZone())}
                  </p>
                </Card>
              </li>
            )}
          </For>
        </ul>
        <TapPrompt act={act} what="cancelar um convite" />
      </section>
    </Show>
  )
}
