import { Show } from 'solid-js'
import type { AttendanceView } from '../../server/http/attendance-views.ts'
import type { QueueItem } from '../../server/http/views.ts'
import { IconUsers } from '../icons.ts'
import { Note } from '../parts/card.tsx'
import { Chip } from '../parts/status.tsx'
import { attendedWords, othersWords } from './attending-words.ts'
import css from './refusal.module.css'

/** Who else has the request open: read out when somebody comes, and no hurry to anybody. */
export function OthersHere(props: { others: AttendanceView['others'] }) {
  return (
    <div role="status" class={css.alert}>
      <Show when={props.others.length > 0}>
        <Note tone="pausa" icon={<IconUsers />}>
          <p>{othersWords(props.others.map(({ name }) => name))}</p>
        </Note>
      </Show>
    </div>
  )
}

/** On a card: who of the cartório is in the request now. */
export function AttendedChip(props: { item: Pick<QueueItem, 'attendedBy' | 'attendedByMe'> }) {
  return (
    <Show when={attendedWords(props.item.attendedBy, props.item.attendedByMe)}>
      {(words) => <Chip text={words()} icon={IconUsers} />}
    </Show>
  )
}
