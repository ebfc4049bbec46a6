import { createSignal, For, Show } from 'solid-js'
import type { SpecialDayView } from '../../server/http/calendar-views.ts'
import { Button } from '../parts/button.tsx'
import { counted, dateLine, layerWords, openWords } from './calendar-words.ts'
import css from './calendar.module.css'

const first = 5

/** The days of the next 90 that are not like the others, as they are after all layers. */
export function Upcoming(props: { days: readonly SpecialDayView[] }) {
  const [all, setAll] = createSignal(false)
  const shown = () => (all() ? props.days : props.days.slice(0, first))
  return (
    <section class="stack">
      <div>
        <h2>Próximos dias diferentes</h2>
        <p class="soft">Nos próximos 90 dias, depois de somados todos os níveis do calendário.</p>
      </div>
      <ul class={css.days}>
        <For each={shown()} fallback={<li class="soft">Nenhum: todos os dias seguem os horários da semana.</li>}>
          {(day) => (
            <li class={css.day}>
              <p class={css.top}>
                <b class="num">{dateLine(day.date)}</b>
                <span class="num">{openWords(day.intervals)}</span>
              </p>
              <p class="soft">
                {day.reason} · {layerWords[day.layer]}
                <Show when={day.act}> · {day.act}</Show>
              </p>
            </li>
          )}
        </For>
      </ul>
      <Show when={props.days.length > first && !all()}>
        <Button kind="quiet" onClick={() => setAll(true)}>
          Ver mais {counted(props.days.length - first, 'dia')}
        </Button>
      </Show>
    </section>
  )
}
