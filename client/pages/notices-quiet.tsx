import { createEffect, createSignal, on, Show } from 'solid-js'
import type { PreferencesView } from '../../server/http/views.ts'
import { offlineReason } from '../api.ts'
import { Button } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { Toggle } from '../parts/choice.tsx'
import { Field } from '../parts/field.tsx'
import css from './notices.module.css'

type Quiet = NonNullable<PreferencesView['quiet']>

interface QuietProps {
  /** Minutes of the day, from and to; null for none. */
  quiet: Quiet | null
  staff: boolean
  busy: boolean
  onChange: (quiet: Quiet | null) => void
}

const usual: Quiet = { from: 22 * 60, to: 7 * 60 }
const text = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))

/** Hours in which nothing rings; what came meanwhile is told at their end, unless it is out of date by then. */
export function QuietHours(props: QuietProps) {
  const [from, setFrom] = createSignal('')
  const [to, setTo] = createSignal('')
  createEffect(
    on(
      () => [props.quiet?.from, props.quiet?.to] as const,
      ([start, end]) => {
        setFrom(text(start ?? usual.from))
        setTo(text(end ?? usual.to))
      },
    ),
  )
  const changed = () =>
    props.quiet !== null && (minutes(from()) !== props.quiet.from || minutes(to()) !== props.quiet.to)
  const whole = () => /^\d\d:\d\d$/.test(from()) && /^\d\d:\d\d$/.test(to()) && from() !== to()
  return (
    <Card title="Horário de silêncio">
      <Toggle
        label="Não tocar em um período do dia"
        hint={
          props.staff
            ? 'O que acontecer nesse período chega no fim dele, se ainda valer. Fora do expediente o Quinze já não toca: na abertura chega um resumo.'
            : 'O que acontecer nesse período chega no fim dele, se ainda valer.'
        }
        checked={props.quiet !== null}
        disabled={props.busy || offlineReason() !== null}
        onChange={(on) => props.onChange(on ? usual : null)}
      />
      <Show when={props.quiet}>
        <div class={css.pair}>
          <Field label="Das" name="from" type="time" value={from()} onInput={setFrom} />
          <Field label="Até" name="to" type="time" value={to()} onInput={setTo} />
        </div>
        <Show when={changed()}>
          <Button
            kind="secondary"
            busy={props.busy}
            blocked={whole() ? offlineReason() : 'Escolha dois horários diferentes.'}
            onClick={() => props.onChange({ from: minutes(from()), to: minutes(to()) })}
          >
            Salvar horário
          </Button>
        </Show>
      </Show>
    </Card>
  )
}
