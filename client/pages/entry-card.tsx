import { Show, type JSX } from 'solid-js'
import type { EntryView } from '../../server/http/calendar-views.ts'
import { IconCircleAlert } from '../icons.ts'
import { Chip } from '../parts/status.tsx'
import { dateLine, layerWords } from './calendar-words.ts'
import css from './calendar.module.css'

interface EntryCardProps {
  entry: EntryView
  /** Whether the layer is said, where several stand in one list. */
  layered?: boolean | undefined
  children?: JSX.Element
}

/** An entry of a calendar as one reads it: when, what, why, by which act; "a confirmar" closes nothing and says so. */
export function EntryCard(props: EntryCardProps) {
  const doubtful = () => !props.entry.acting && props.entry.act === null
  return (
    <div class={css.day} data-quiet={props.entry.acting ? undefined : ''}>
      <p class={css.top}>
        <b>{props.entry.reason}</b>
        <span class="num">{props.entry.when}</span>
      </p>
      <p class="soft num">
        {props.entry.what}
        <Show when={props.layered}> · {layerWords[props.entry.layer]}</Show>
        <Show when={props.entry.next && props.entry.rule.on !== 'date' && props.entry.next}>
          {(next) => <> · próximo: {dateLine(next())}</>}
        </Show>
      </p>
      <Show when={doubtful()}>
        <p class={css.chip}>
          <Chip text="A confirmar: não fecha o dia" tone="atencao" icon={IconCircleAlert} />
        </p>
      </Show>
      <Show when={!props.entry.acting && !doubtful()}>
        <p class="soft">Não vale: outro nível do calendário diz o contrário.</p>
      </Show>
      <Show when={props.entry.act}>
        {(act) => (
          <p class="soft">
            <Show when={props.entry.source} fallback={act()}>
              {(source) => (
                <a href={source()} target="_blank" rel="noreferrer">
                  {act()}
                </a>
              )}
            </Show>
          </p>
        )}
      </Show>
      <Show when={props.children}>
        <div class={css.acts}>{props.children}</div>
      </Show>
    </div>
  )
}
