import { Match, Show, Switch, type JSX } from 'solid-js'
import { months } from '../../server/domain/calendar-words.ts'
import { Choice } from '../parts/choice.tsx'
import { Field } from '../parts/field.tsx'
import css from './calendar.module.css'
import { easterDays, type EntryDraft, type EntryFaults } from './entry-draft.ts'
import { nextSpan } from './hours-text.ts'
import { SpanFields } from './office-day.tsx'

interface EntryFormProps {
  draft: EntryDraft
  faults: EntryFaults
  /** The administration's entries need an act; a cartório's own may come before any. */
  actNeeded: boolean
  /** A form for one date, such as a half day of today: nothing else can be chosen. */
  oneDate?: boolean | undefined
  onChange: (change: Partial<EntryDraft>) => void
}

/** One day that is not like the others: when, what is open then, why, and by which act. */
export function EntryForm(props: EntryFormProps) {
  const choose = (effect: EntryDraft['effect']) => {
    const needs = effect === 'half' || effect === 'hours'
    props.onChange({ effect, ...(needs && props.draft.spans.length === 0 && { spans: [firstSpan(effect)] }) })
  }
  const spans = () => (
    <SpanFields
      label="horário do dia"
      noAllDay={props.draft.effect === 'half'}
      spans={props.draft.spans}
      fault={props.faults.spans ?? null}
      onChange={(next) => props.onChange({ spans: next })}
    />
  )
  const effects = (): Effect[] => [
    { value: 'closed', label: 'Fechado o dia todo' },
    {
      value: 'half',
      label: 'Meio expediente',
      hint: 'Do horário de sempre, só conta o que estiver dentro deste período.',
      more: spans,
    },
    { value: 'hours', label: 'Horário especial', hint: 'Entra no lugar do horário de sempre.', more: spans },
    {
      value: 'open',
      label: 'Aberto apesar do feriado',
      hint: 'Vale o horário de sempre, mesmo que um feriado mais amplo feche.',
    },
  ]
  return (
    <div class="stack">
      <Show when={!props.oneDate}>
        <Field
          label="Quando"
          name="on"
          value={props.draft.on}
          onInput={(on) => props.onChange({ on: on === 'fixed' || on === 'easter' ? on : 'date' })}
          options={[
            { value: 'date', label: 'Numa data' },
            { value: 'fixed', label: 'Todo ano, no mesmo dia' },
            { value: 'easter', label: 'Todo ano, contado da Páscoa' },
          ]}
        />
      </Show>
      <Switch>
        <Match when={props.draft.on === 'date'}>
          <Field
            label="Data"
            name="date"
            type="date"
            value={props.draft.date}
            onInput={(date) => props.onChange({ date })}
            error={props.faults.date}
          />
        </Match>
        <Match when={props.draft.on === 'fixed'}>
          <div class={css.pair}>
            <Field
              label="Dia"
              name="day"
              inputMode="numeric"
              maxLength={2}
              value={props.draft.day}
              onInput={(day) => props.onChange({ day })}
              error={props.faults.day}
            />
            <Field
              label="Mês"
              name="month"
              value={props.draft.month}
              onInput={(month) => props.onChange({ month })}
              options={months.map((label, at) => ({ value: String(at + 1), label }))}
            />
          </div>
        </Match>
        <Match when={props.draft.on === 'easter'}>
          <Field
            label="Dia"
            name="easter"
            value={props.draft.easter}
            onInput={(easter) => props.onChange({ easter })}
            options={[
              ...easterDays.map(({ days, label }) => ({ value: String(days), label })),
              { value: 'other', label: 'Outro dia' },
            ]}
          />
          <Show when={props.draft.easter === 'other'}>
            <Field
              label="Dias depois do domingo de Páscoa"
              name="offset"
              hint="Com “-” para antes: -2 é a Sexta-feira da Paixão."
              value={props.draft.offset}
              onInput={(offset) => props.onChange({ offset })}
              error={props.faults.offset}
            />
          </Show>
        </Match>
      </Switch>
      <Show when={props.draft.on !== 'date'}>
        <div class={css.pair}>
          <Field
            label="Desde o ano"
            name="first"
            optional
            inputMode="numeric"
            maxLength={4}
            value={props.draft.first}
            onInput={(first) => props.onChange({ first })}
            error={props.faults.years}
          />
          <Field
            label="Até o ano"
            name="last"
            optional
            inputMode="numeric"
            maxLength={4}
            value={props.draft.last}
            onInput={(last) => props.onChange({ last })}
          />
        </div>
      </Show>
      <Choice
        legend="O que acontece neste dia"
        value={props.draft.effect}
        onChange={choose}
        options={props.oneDate ? effects().toSorted(halfFirst).slice(0, 2) : effects()}
      />
      <Field
        label="Motivo"
        name="reason"
        hint="O cliente lê este motivo quando o prazo pausa ou muda."
        placeholder="Feriado municipal"
        maxLength={80}
        value={props.draft.reason}
        onInput={(reason) => props.onChange({ reason })}
        error={props.faults.reason}
      />
      <Field
        label="Lei ou ato"
        name="act"
        optional={!props.actNeeded}
        hint="Como se cita: Decreto 12/2026, art. 1º."
        maxLength={120}
        value={props.draft.act}
        onInput={(act) => props.onChange({ act })}
        error={props.faults.act}
      />
    </div>
  )
}

type Effect = { value: EntryDraft['effect']; label: string; hint?: string; more?: () => JSX.Element }

/** What is decreed for today at once is a half day or a closing. */
const halfFirst = (a: Effect, b: Effect) => Number(b.value === 'half') - Number(a.value === 'half')

/** A half day ends at noon until somebody says otherwise. */
const firstSpan = (effect: 'half' | 'hours') => (effect === 'half' ? { opens: '00:00', closes: '12:00' } : nextSpan([]))
