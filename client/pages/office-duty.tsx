import { Show } from 'solid-js'
import type { OfficeView } from '../../server/http/views.ts'
import { createAct, send } from '../api.ts'
import { Card } from '../parts/card.tsx'
import { Toggle } from '../parts/choice.tsx'
import { toast } from '../parts/toast.tsx'

type Member = OfficeView['team'][number]

/** Puts a role on duty or off; a refusal is said in a toast. */
export function createDuty(onChange: () => void) {
  const acting = createAct((key: string, role: string, onDuty: boolean) =>
    send('PUT', `/api/office/roles/${role}/duty`, { onDuty }, key).then(() => true),
  )
  return {
    busy: acting.busy,
    async set(member: Member, onDuty: boolean) {
      if (!(await acting.run(member.id, onDuty))) return toast.show(acting.fault()?.detail ?? '')
      toast.show(onDuty ? 'Em plantão: os avisos do cartório tocam.' : 'Fora do plantão: os avisos não tocam.')
      onChange()
    },
  }
}

/** T4: the own switch "Em plantão". */
export function OwnDuty(props: { office: OfficeView; onChange: () => void }) {
  const duty = createDuty(() => props.onChange())
  const mine = () => props.office.team.find((member) => member.me)
  return (
    <Show when={mine()}>
      {(member) => (
        <Card>
          <Toggle
            label={<b>Em plantão</b>}
            hint={
              member().onDuty
                ? 'Os avisos deste cartório chegam a você.'
                : 'Os avisos deste cartório não chegam a você. A fila continua aberta para você.'
            }
            checked={member().onDuty}
            disabled={duty.busy()}
            onChange={(onDuty) => void duty.set(member(), onDuty)}
          />
        </Card>
      )}
    </Show>
  )
}
