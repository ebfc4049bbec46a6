import { Show } from 'solid-js'
import type { EntryView, OfficeCalendarView } from '../../server/http/calendar-views.ts'
import { IconPause } from '../icons.ts'
import { Button } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { endsNow } from './office-close-now.tsx'

/** The way back from "fechar agora", and from whatever else the cartório wrote for today, once it is closed. */
export function ReopenToday(props: { calendar: OfficeCalendarView; onReopen: (entry: EntryView) => void }) {
  const entry = () =>
    endsNow(props.calendar)
      ? props.calendar.own.find(
          ({ rule, effect }) => rule.on === 'date' && rule.date === props.calendar.today && effect.kind !== 'open',
        )
      : undefined
  return (
    <Show when={entry()}>
      {(one) => (
        <Card
          title={`Hoje: ${one().what}`}
          lead={<IconPause />}
          actions={
            <Show when={props.calendar.canManage}>
              <Button kind="secondary" onClick={() => props.onReopen(one())}>
                Voltar ao horário de sempre
              </Button>
            </Show>
          }
        >
          <p class="soft">{one().reason}. Fora deste horário os prazos ficam parados.</p>
        </Card>
      )}
    </Show>
  )
}
