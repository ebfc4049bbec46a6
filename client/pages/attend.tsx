import { For, Show } from 'solid-js'
import type { StaffRequestView } from '../../server/http/views.ts'
import { Card } from '../parts/card.tsx'
import { CheckItem } from './attend-check.tsx'
import { OrderPanel } from './attend-order.tsx'
import { FeatureNote } from './feature-note.tsx'
import css from './attend.module.css'

/** A request under way: the order with what it still needs, and the checks that it stands on. */
export function Attend(props: { request: StaffRequestView }) {
  return (
    <>
      <Show when={props.request.order}>{(order) => <OrderPanel request={props.request} order={order()} />}</Show>
      <Show when={props.request.checks.length > 0}>
        <Card title="Consultas">
          <FeatureNote name="face" />
          <ul class={css.checks}>
            <For each={props.request.checks.map(({ kind }) => kind)}>
              {(kind) => (
                <Show when={props.request.checks.find((check) => check.kind === kind)}>
                  {(check) => <CheckItem request={props.request} check={check()} />}
                </Show>
              )}
            </For>
          </ul>
        </Card>
      </Show>
    </>
  )
}
