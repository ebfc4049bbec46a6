import { createEffect, Index, Show } from 'solid-js'
import { IconCircleAlert, IconPlus, IconX } from '../icons.ts'
import { Button } from '../parts/button.tsx'
import { Toggle } from '../parts/choice.tsx'
import { dayWords, fullDay, isAllDay, nextSpan, type Span } from './hours-text.ts'
import css from './office.module.css'

interface DayEditorProps {
  name: string
  spans: readonly Span[]
  fault: string | null
  readOnly: boolean
  onChange: (spans: Span[]) => void
  /** Gives these hours to Monday to Friday. */
  onCopy: () => void
}

/** A day of the week: one line to read, its fields when opened. */
export function DayEditor(props: DayEditorProps) {
  const line = () => (
    <>
      <b>{props.name}</b>
      <span class="soft num">{dayWords(props.spans)}</span>
    </>
  )
  let details: HTMLDetailsElement | undefined
  createEffect(() => {
    if (props.fault !== null && details) details.open = true
  })
  return (
    <Show when={!props.readOnly} fallback={<p class={css.day}>{line()}</p>}>
      <details class={css.details} ref={(element) => (details = element)}>
        <summary class={css.day}>{line()}</summary>
        <div class={css.fields}>
          <SpanFields label={props.name} spans={props.spans} fault={props.fault} onChange={props.onChange} />
          <Button kind="quiet" fit onClick={() => props.onCopy()}>
            <span>
              Usar de segunda a sexta <span class="spoken">o horário de {props.name}</span>
            </span>
          </Button>
        </div>
      </details>
    </Show>
  )
}

interface SpanFieldsProps {
  label: string
  /** Whether a day of 24 hours can be meant: half a day can't. */
  noAllDay?: boolean | undefined
  spans: readonly Span[]
  fault: string | null
  onChange: (spans: Span[]) => void
}

/** The openings of one day; the gap between two is the break (domain.md rule 5). */
export function SpanFields(props: SpanFieldsProps) {
  const set = (at: number, change: Partial<Span>) =>
    props.onChange(props.spans.map((span, i) => (i === at ? { ...span, ...change } : { ...span })))
  return (
    <div class={css.spans}>
      <Show when={!props.noAllDay}>
        <Toggle
          label="Aberto 24 horas"
          checked={isAllDay(props.spans)}
          onChange={(on) => props.onChange(on ? fullDay() : [nextSpan([])])}
        />
      </Show>
      <Show when={props.noAllDay || !isAllDay(props.spans)}>
        <Index each={props.spans}>
          {(span, at) => (
            <div class={css.span} role="group" aria-label={`${props.label}, período ${at + 1}`}>
              <TimeField label="das" value={span().opens} onInput={(opens) => set(at, { opens })} />
              <TimeField label="às" value={span().closes} onInput={(closes) => set(at, { closes })} />
              <button
                type="button"
                class={css.remove}
                aria-label={`Tirar o período ${at + 1} de ${props.label}`}
                onClick={() => props.onChange(props.spans.filter((_, i) => i !== at).map((one) => ({ ...one })))}
              >
                <IconX />
              </button>
            </div>
          )}
        </Index>
        <Show when={props.spans.length === 0}>
          <p class="soft">Fechado o dia todo.</p>
        </Show>
        <Button
          kind="secondary"
          fit
          onClick={() => props.onChange([...props.spans.map((span) => ({ ...span })), nextSpan(props.spans)])}
        >
          <IconPlus />
          <span>
            Adicionar período <span class="spoken">em {props.label}</span>
          </span>
        </Button>
      </Show>
      <Show when={props.fault}>
        <p class={css.fault} role="alert">
          <IconCircleAlert /> <span>{props.fault}</span>
        </p>
      </Show>
    </div>
  )
}

function TimeField(props: { label: string; value: string; onInput: (value: string) => void }) {
  return (
    <label class={css.time}>
      <span>{props.label}</span>
      <input type="time" value={props.value} onInput={(event) => props.onInput(event.currentTarget.value)} />
    </label>
  )
}
