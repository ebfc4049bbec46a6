import { For } from 'solid-js'
import { whenWords } from '../../server/domain/instant-words.ts'
import type { OfficeView } from '../../server/http/views.ts'
import { offlineReason } from '../api.ts'
import { IconMail } from '../icons.ts'
import { Button } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { deviceZone } from '../parts/ring-words.ts'
import css from './office.module.css'
import { roleWords } from './office-words.ts'

/** Open invitations, each to be taken back until it is accepted. `now` is the server's, in ms. */
export function InvitationList(props: {
  invitations: OfficeView['invitations']
  now: number
  busy: boolean
  onWithdraw: (id: string) => void
}) {
  return (
    <ul class={css.list}>
      <For each={props.invitations}>
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
                  busy={props.busy}
                  blocked={offlineReason()}
                  onClick={() => props.onWithdraw(one.id)}
                >
                  <span>
                    Cancelar convite <span class="spoken">de {one.email}</span>
                  </span>
                </Button>
              }
            >
              <p class="soft num">
                {roleWords[one.role]} · vale até {whenWords(one.expiresAt, props.now, deviceZone())}
              </p>
            </Card>
          </li>
        )}
      </For>
    </ul>
  )
}
