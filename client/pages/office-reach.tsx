import { For, Show } from 'solid-js'
import { whenWords } from '../../server/domain/instant-words.ts'
import type { OfficeView } from '../../server/http/views.ts'
import { createAct, offlineReason, send } from '../api.ts'
import { createNow } from '../clock.ts'
import { IconBan, IconCheck, IconCircleAlert } from '../icons.ts'
import { Button } from '../parts/button.tsx'
import { deviceZone } from '../parts/ring-words.ts'
import { Chip } from '../parts/status.tsx'
import { toast } from '../parts/toast.tsx'
import css from './office.module.css'
import { channelWords } from './office-words.ts'

type Member = OfficeView['team'][number]
type Way = Member['reach'][number]

/** How a person is reached, what became of the last alert on each channel, and for who manages a test of each. */
export function Reach(props: { office: OfficeView; member: Member; onChange: () => void }) {
  const now = createNow()
  const testing = createAct((key: string, channel: Way['channel']) =>
    send('POST', `/api/office/roles/${props.member.id}/test`, { channel }, key).then(() => true),
  )
  const test = async (channel: Way['channel']) => {
    if (await testing.run(channel)) toast.show(`Teste enviado a ${props.member.name}. Canal: ${channelWords[channel]}.`)
    else toast.show(testing.fault()?.detail ?? '')
    props.onChange()
  }
  return (
    <ul class={css.reach}>
      <For each={props.member.reach}>
        {(one) => (
          <li>
            <Show when={one.on} fallback={<Chip text={`${channelWords[one.channel]}: desligado`} icon={IconBan} />}>
              <Chip
                text={channelWords[one.channel]}
                tone={one.failed ? 'lacre' : 'sucesso'}
                icon={one.failed ? IconCircleAlert : IconCheck}
              />
              <span class="soft num">
                {one.failed ? 'último envio falhou' : one.last === null ? 'nenhum envio ainda' : 'último envio'}
                <Show when={one.last}>{(at) => ` ${whenWords(at(), now(), deviceZone())}`}</Show>
              </span>
              <Show when={props.office.canManage}>
                <Button
                  kind="quiet"
                  fit
                  busy={testing.busy()}
                  blocked={offlineReason()}
                  onClick={() => void test(one.channel)}
                >
                  <span>
                    Testar{' '}
                    <span class="spoken">
                      {channelWords[one.channel]} de {props.member.name}
                    </span>
                  </span>
                </Button>
              </Show>
            </Show>
          </li>
        )}
      </For>
    </ul>
  )
}
