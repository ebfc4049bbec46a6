import { Index, Show, untrack } from 'solid-js'
import { IconPlus } from '../icons.ts'
import { Button } from '../parts/button.tsx'
import { Field } from '../parts/field.tsx'
import { dateWords, dayWords, readSpans, type SpecialDraft } from './hours-text.ts'
import { SpanFields } from './office-day.tsx'
import css from './office.module.css'

interface SpecialDaysProps {
  days: readonly SpecialDraft[]
  /** Whether saving was tried: then what is missing is said. */
  tried: boolean
  readOnly: boolean
  onChange: (days: SpecialDraft[]) => void
}

/** Dates with hours of their own: holidays and half days. Only what an act says is assumed (domain.md rule 2). */
export function SpecialDays(props: SpecialDaysProps) {
  const list = () => props.days.map((day) => ({ ...day, spans: day.spans.map((span) => ({ ...span })) }))
  const set = (at: number, change: Partial<SpecialDraft>) =>
    props.onChange(list().map((day, i) => (i === at ? { ...day, ...change } : day)))
  return (
    <section class="stack">
      <h3>Datas especiais</h3>
      <p class="soft">
        Feriados nacionais e estaduais com lei já valem. Cadastre os outros dias em que o cartório fecha ou muda de
        horário.
      </p>
      <ul class={css.days}>
        <Index each={props.days}>
          {(day, at) => (
            <li>
              <Show
                when={!props.readOnly}
                fallback={
                  <p class={css.day}>
                    <b class="num">{dateWords(day().date)}</b>
                    <span class="soft">
                      {dayWords(day().spans)} · {day().reason}
                    </span>
                  </p>
                }
              >
                <details class={css.details} ref={(element) => (element.open = untrack(day).date === '')}>
                  <summary class={css.day}>
                    <b class="num">{day().date ? dateWords(day().date) : 'Nova data'}</b>
                    <span class="soft num">{[dayWords(day().spans), day().reason].filter(Boolean).join(' · ')}</span>
                  </summary>
                  <div class={css.fields}>
                    <Field
                      label="Data"
                      name={`date-${at}`}
                      type="date"
                      value={day().date}
                      onInput={(date) => set(at, { date })}
                      error={props.tried && day().date === '' ? 'Escolha a data.' : null}
                    />
                    <Field
                      label="Motivo"
                      name={`reason-${at}`}
                      hint="O cliente lê este motivo quando o prazo pausa."
                      placeholder="Feriado municipal"
                      maxLength={80}
                      value={day().reason}
                      onInput={(reason) => set(at, { reason })}
                      error={props.tried && day().reason.trim() === '' ? 'Diga o motivo.' : null}
                    />
                    <Field
                      label="Lei ou ato"
                      name={`act-${at}`}
                      optional
                      maxLength={120}
                      value={day().act}
                      onInput={(act) => set(at, { act })}
                    />
                    <SpanFields
                      label={day().date ? dateWords(day().date) : 'data nova'}
                      spans={day().spans}
                      fault={spanFault(day())}
                      onChange={(spans) => set(at, { spans })}
                    />
                    <Button kind="quiet" fit onClick={() => props.onChange(list().filter((_, i) => i !== at))}>
                      <span>
                        Tirar data <span class="spoken">{dateWords(day().date)}</span>
                      </span>
                    </Button>
                  </div>
                </details>
              </Show>
            </li>
          )}
        </Index>
      </ul>
      <Show when={!props.readOnly} fallback={<Show when={props.days.length === 0}>Nenhuma data cadastrada.</Show>}>
        <Button
          kind="secondary"
          onClick={() => props.onChange([...list(), { date: '', reason: '', act: '', spans: [] }])}
        >
          <IconPlus /> Adicionar data
        </Button>
      </Show>
    </section>
  )
}

function spanFault(day: SpecialDraft): string | null {
  const read = readSpans(day.spans)
  return typeof read === 'string' ? read : null
}
