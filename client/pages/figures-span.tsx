import { Show } from 'solid-js'
import { dayOf } from '../../server/domain/instant-words.ts'
import { addDays, grains, periodsOf, type Grain, type Span } from '../../server/domain/periods.ts'
import { spanFault } from '../../server/domain/figure-words.ts'
import { Field } from '../parts/field.tsx'
import { Segmented } from '../parts/segmented.tsx'
import css from './figures.module.css'

/** Which days are looked at, and how they are put together. */
export type Chosen = Span & { by: Grain }
export type Preset = 'week' | 'month' | 'year' | 'other'

const days = (today: string, n: number): Chosen => ({ from: addDays(today, 1 - n), to: today, by: 'day' })

/** The span of a preset on the day of the instant `now` (ms) in `zone`. */
export function spanOf(preset: Exclude<Preset, 'other'>, now: number, zone: string): Chosen {
  const today = dayOf(now, zone)
  if (preset === 'week') return days(today, 7)
  if (preset === 'month') return days(today, 30)
  const [year = 0, month = 1] = today.split('-').map(Number)
  const begun = month === 12 ? `${year}-01` : `${year - 1}-${String(month + 1).padStart(2, '0')}`
  return { from: `${begun}-01`, to: today, by: 'month' }
}

const grainWords: Record<Grain, string> = { day: 'por dia', month: 'por mês', year: 'por ano' }

/** Seven days, thirty, twelve months, or dates of one's own. */
export function SpanChoice(props: {
  preset: Preset
  chosen: Chosen
  onPreset: (preset: Preset) => void
  onChange: (chosen: Chosen) => void
}) {
  return (
    <div class="stack">
      <Segmented<Preset>
        label="Período"
        value={props.preset}
        onChange={props.onPreset}
        options={[
          { value: 'week', label: '7 dias' },
          { value: 'month', label: '30 dias' },
          { value: 'year', label: '12 meses' },
          { value: 'other', label: 'Outro' },
        ]}
      />
      <Show when={props.preset === 'other'}>
        <div class={css.dates}>
          <Field
            label="De"
            name="from"
            type="date"
            value={props.chosen.from}
            onInput={(from) => props.onChange({ ...props.chosen, from })}
            error={periodsOf(props.chosen, props.chosen.by) ? null : spanFault}
          />
          <Field
            label="Até"
            name="to"
            type="date"
            value={props.chosen.to}
            onInput={(to) => props.onChange({ ...props.chosen, to })}
          />
          <Field
            label="Agrupar"
            name="by"
            value={props.chosen.by}
            onInput={(by) => props.onChange({ ...props.chosen, by: grains.find((each) => each === by) ?? 'day' })}
            options={grains.map((value) => ({ value, label: grainWords[value] }))}
          />
        </div>
      </Show>
    </div>
  )
}
