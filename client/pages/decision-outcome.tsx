import { For, Show } from 'solid-js'
import { digits, whenWords } from '../../server/domain/instant-words.ts'
import type { StaffRequestView } from '../../server/http/views.ts'
import { IconCircleAlert, IconCircleCheck } from '../icons.ts'
import { Card, Note } from '../parts/card.tsx'
import { deviceZone } from '../parts/ring-words.ts'
import { Status } from '../parts/status.tsx'
import css from './decision.module.css'
import { shortDigits } from './person-words.ts'

/** What a decided request has become, and whether it was in time. */
export function Outcome(props: { request: StaffRequestView }) {
  const stopped = () => (props.request.clock?.state === 'stopped' ? props.request.clock : null)
  return (
    <>
      <div class={css.state}>
        <Status state={props.request.state} />
      </div>
      <Show when={stopped()}>
        {(clock) => (
          <Show
            when={clock().late}
            fallback={
              <Note tone="sucesso" icon={<IconCircleCheck />}>
                <p>
                  <b>Prazo encerrado a tempo: faltavam {shortDigits(digits(clock().remainingMs))}.</b>
                </p>
              </Note>
            }
          >
            <Note tone="atencao" icon={<IconCircleAlert />}>
              <p>
                <b>Decisão registrada fora do prazo.</b>
              </p>
            </Note>
          </Show>
        )}
      </Show>
    </>
  )
}

/** Everything that happened to the request, newest first. */
export function History(props: { request: StaffRequestView }) {
  return (
    <Card title="Histórico">
      <ol class={css.history}>
        <For each={props.request.events.toReversed()}>
          {(event) => (
            <li>
              <span>{event.words}</span>
              <span class="soft num">{whenWords(event.at, props.request.now, deviceZone())}</span>
            </li>
          )}
        </For>
      </ol>
    </Card>
  )
}
