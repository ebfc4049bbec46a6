import { createSignal, onCleanup, Show } from 'solid-js'
import { createKept } from '../kept.ts'
import { sources } from '../keys.ts'
import css from './decision.module.css'
import { QueueList } from './queue-list.tsx'

/** The queue beside the open request, on a screen that has room for both (experience.md §4.1). */
export function QueueBeside(props: { cns: string | null; current: string }) {
  const wide = matchMedia('(min-width: 900px)')
  const [room, setRoom] = createSignal(wide.matches)
  const look = () => setRoom(wide.matches)
  wide.addEventListener('change', look)
  onCleanup(() => wide.removeEventListener('change', look))
  const queue = createKept(() => (room() && props.cns !== null ? sources.queue(props.cns) : null))
  return (
    <Show when={room() && queue.data}>
      {(view) => (
        <section class={css.beside} aria-label="Fila">
          <h2>Aguardando {view().waiting.length}</h2>
          <QueueList
            items={view().waiting}
            decides={false}
            current={props.current}
            onTransition={() => void queue.refresh()}
          />
        </section>
      )}
    </Show>
  )
}
