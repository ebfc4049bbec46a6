import { For, Show } from 'solid-js'
import type { Stretch } from '../../server/domain/calendar.ts'
import { clockTime, whenWords } from '../../server/domain/instant-words.ts'
import { IconCheck, IconPause } from '../icons.ts'
import { Button } from './button.tsx'
import css from './explain.module.css'
import { Sheet } from './sheet.tsx'

interface ExplainProps {
  open: boolean
  onClose: () => void
  /** As `explain` of the calendar gives them: in order, without gaps. */
  stretches: readonly (Omit<Stretch, 'act'> & { readonly act?: string | null })[]
  /** The server's instant (epoch ms) and the zone of the cartório, in which the hours are told. */
  now: number
  zone: string
  place: string
}

/** Why the deadline is when it is: every stretch counted and skipped, with its reason (domain.md rule 15). */
export function Explain(props: ExplainProps) {
  return (
    <Sheet
      open={props.open}
      onClose={props.onClose}
      title="Como o prazo é contado"
      actions={
        <Button kind="secondary" onClick={() => props.onClose()}>
          Entendi
        </Button>
      }
    >
      <p class="soft">Só conta o tempo em que o cartório está aberto. Horário de {props.place}.</p>
      <ol class={css.list}>
        <For each={props.stretches}>
          {(stretch) => (
            <li class={css.stretch} data-counted={stretch.counted ? '' : undefined}>
              <Show when={stretch.counted} fallback={<IconPause />}>
                <IconCheck />
              </Show>
              <div class={css.line}>
                <div class={css.words}>
                  <span class="num">{span(stretch, props.now, props.zone)}</span>
                  <span class="soft">
                    {stretch.counted ? 'Conta: ' : 'Não conta: '}
                    {stretch.reason}
                    <Show when={stretch.act}> ({stretch.act})</Show>
                  </span>
                </div>
                <b class="num">{stretch.counted ? length(stretch.to - stretch.from) : '—'}</b>
              </div>
            </li>
          )}
        </For>
      </ol>
      <p class={css.sum}>
        <span>Contado</span>
        <b class="num">
          {length(props.stretches.reduce((sum, one) => sum + (one.counted ? one.to - one.from : 0), 0))}
        </b>
      </p>
    </Sheet>
  )
}

function span(stretch: Pick<Stretch, 'from' | 'to'>, now: number, zone: string): string {
  const from = whenWords(stretch.from, now, zone)
  const to = whenWords(stretch.to, now, zone)
  return from.split(', ')[0] === to.split(', ')[0] ? `${from} – ${clockTime(stretch.to, zone)}` : `${from} – ${to}`
}

function length(ms: number): string {
  const total = Math.round(ms / 1_000)
  const [minutes, seconds] = [Math.floor(total / 60), total % 60]
  if (minutes === 0) return `${seconds} s`
  return seconds === 0 ? `${minutes} min` : `${minutes} min ${seconds} s`
}
