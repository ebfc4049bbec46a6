import { createComputed, createMemo, createSignal, For, on, Show } from 'solid-js'
import type { ClockView } from '../../server/domain/clock-view.ts'
import type { QueueItem } from '../../server/http/views.ts'
import { createClock, type Transition } from '../clock.ts'
import { IconCircleAlert, IconHand } from '../icons.ts'
import { ButtonLink } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { Ring, RingChip, RingLine } from '../parts/ring.tsx'
import { Chip, Status } from '../parts/status.tsx'
import { AttendedChip } from './attending.tsx'
import { createPlaceKeeper } from './keep-place.ts'
import { newWords, settle } from './queue-order.ts'
import css from './queue.module.css'

interface QueueListProps {
  /** By urgency, as the server sorts them. */
  items: readonly QueueItem[]
  /** Whether this person's role decides; an atendente only sees. */
  decides: boolean
  /** The request open beside the list on a wide screen; then no card has a button of its own. */
  current?: string | undefined
  /** A countdown changed by itself: ask the server again. */
  onTransition?: ((to: Transition) => void) | undefined
}

/** The waiting requests; what arrives live never moves a card from under the finger. */
export function QueueList(props: QueueListProps) {
  const wanted = createMemo(() => props.items.map((item) => item.id))
  const byId = createMemo(() => new Map(props.items.map((item) => [item.id, item])))
  const [shown, setShown] = createSignal<readonly string[]>([])
  const [said, say] = createSignal('')
  let list: HTMLElement | undefined
  let known: readonly string[] | undefined
  createPlaceKeeper(
    wanted,
    () => list,
    () => document.querySelector('h1'),
  )
  createComputed(
    on(wanted, (ids) => {
      const added = known ? ids.filter((id) => !known?.includes(id)).length : 0
      known = ids
      if (added > 0) say(`${newWords(added)}.`)
      setShown((before) => settle(before, ids, document.hidden))
    }),
  )
  const held = createMemo(() => wanted().filter((id) => !shown().includes(id)).length)
  const showAll = () => {
    setShown(wanted())
    list?.querySelector('a')?.focus()
  }
  return (
    <div class={css.queue}>
      <p class="spoken" role="status">
        {said()}
      </p>
      <Show when={held() > 0}>
        <button type="button" class={css.strip} onClick={showAll}>
          {newWords(held())} <span aria-hidden="true">↑</span>
        </button>
      </Show>
      <ul class={css.list} ref={(element) => (list = element)}>
        <For each={shown()}>
          {(id, index) => (
            <Show when={byId().get(id)}>
              {(item) => (
                <li class={css.row} data-current={props.current === id ? '' : undefined}>
                  <QueueCard
                    item={item()}
                    first={index() === 0 && props.current === undefined}
                    decides={props.decides}
                    onTransition={props.onTransition}
                  />
                </li>
              )}
            </Show>
          )}
        </For>
      </ul>
    </div>
  )
}

interface QueueCardProps extends Pick<QueueListProps, 'decides' | 'onTransition'> {
  item: QueueItem
  /** The most urgent one carries the screen's one primary button. */
  first: boolean
}

function QueueCard(props: QueueCardProps) {
  const href = () => `/s/${props.item.id}`
  return (
    <Show
      when={props.item.clock}
      fallback={
        <Card title={props.item.name} href={href()}>
          <div class={css.signs}>
            <Status state={props.item.state} />
            <AttendedChip item={props.item} />
          </div>
        </Card>
      }
    >
      {(clock) => {
        const face = createClock(clock)
        const expired = () => face().kind === 'expired'
        return (
          <Card
            title={props.item.name}
            href={href()}
            tone={expired() ? 'lacre' : 'plain'}
            lead={<Ring clock={clock()} size="small" onTransition={props.onTransition} />}
            actions={props.first ? <Open {...props} href={href()} /> : undefined}
          >
            <RingLine clock={clock()} />
            <Signs clock={clock()} expired={expired()} item={props.item} />
          </Card>
        )
      }}
    </Show>
  )
}

function Signs(props: { clock: ClockView; expired: boolean; item: QueueItem }) {
  return (
    <div class={css.signs}>
      <Show when={props.expired} fallback={<RingChip clock={props.clock} />}>
        <Chip text="Cliente pode liberar" tone="lacre" icon={IconCircleAlert} />
      </Show>
      <Show when={props.item.pulled}>
        <Chip text="Pega por seu cartório" icon={IconHand} />
      </Show>
      <AttendedChip item={props.item} />
    </div>
  )
}

function Open(props: { item: QueueItem; decides: boolean; href: string }) {
  return (
    <ButtonLink href={props.href} kind={props.decides ? 'primary' : 'secondary'}>
      <span>
        {props.decides ? 'Decidir' : 'Ver solicitação'} <span class="spoken">de {props.item.name}</span>
      </span>
    </ButtonLink>
  )
}
