import { For, Show } from 'solid-js'
import { longDay } from '../parts/day-words.ts'
import type { OfficeView } from '../../server/http/views.ts'
import css from './office.module.css'
import { roleWords } from './office-words.ts'

/** Who worked here before and until when. */
export function Former(props: { office: OfficeView }) {
  return (
    <Show when={props.office.former.length > 0}>
      <details class={css.details}>
        <summary class={css.day}>
          <b>Quem já trabalhou aqui</b>
          <span class="soft num">{props.office.former.length}</span>
        </summary>
        <ul class={css.fields}>
          <For each={props.office.former}>
            {(one) => (
              <li>
                <b>{one.name}</b>
                <br />
                <span class="soft num">
                  {roleWords[one.role]} · {longDay(one.since, props.office.zone)} a{' '}
                  {longDay(one.until, props.office.zone)}
                </span>
              </li>
            )}
          </For>
        </ul>
      </details>
    </Show>
  )
}
