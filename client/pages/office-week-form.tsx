import { createEffect, createSignal, on, Show, untrack } from 'solid-js'
import { createStore, unwrap } from 'solid-js/store'
import type { LaterWeekView, OfficeCalendarView } from '../../server/http/calendar-views.ts'
import { offlineReason } from '../api.ts'
import { Button } from '../parts/button.tsx'
import { Choice } from '../parts/choice.tsx'
import { Field, focusFirstError } from '../parts/field.tsx'
import { withWeek } from './calendar-bodies.ts'
import type { Edit } from './calendar-edit.ts'
import { EditSheet, fieldWordsOf } from './calendar-sheet.tsx'
import css from './calendar.module.css'
import type { Span } from './hours-text.ts'
import { intervalsOf, spansFault, WeekFields, weekDraft } from './office-week.tsx'
import { Refusal } from './refusal.tsx'

interface WeekFormProps {
  calendar: OfficeCalendarView
  /** The week that begins later and is altered here; null for the one of now. */
  later: LaterWeekView | null
  newEdit: () => Edit<OfficeCalendarView>
}

/** The hours of a week, and from when they hold. Nothing is saved before its look. */
export function WeekForm(props: WeekFormProps) {
  const edit = untrack(() => props.newEdit())
  const shown = () => props.later?.week ?? props.calendar.week
  const [draft, setDraft] = createStore<{ week: Span[][] }>({ week: [] })
  const [touched, setTouched] = createSignal(false)
  const [tried, setTried] = createSignal(false)
  const [begin, setBegin] = createSignal<'now' | 'date'>('now')
  const [from, setFrom] = createSignal('')
  const [reason, setReason] = createSignal('')
  const [act, setAct] = createSignal('')
  let form: HTMLDivElement | undefined
  const clean = () => {
    setDraft('week', weekDraft(shown()))
    setTouched(false)
    setTried(false)
    setBegin(props.later ? 'date' : 'now')
    setFrom(props.later?.from ?? '')
    setReason('')
    setAct(props.later?.act ?? '')
  }
  // What somebody else saved shows itself, but never over what is being typed.
  createEffect(
    on(
      () => JSON.stringify(shown()),
      () => {
        if (!touched()) clean()
      },
    ),
  )
  const change = (days: readonly number[], spans: readonly Span[]) => {
    if (!touched()) edit.begin()
    setTouched(true)
    setDraft('week', [...days], () => spans.map((span) => ({ ...span })))
  }
  const faults = () => ({
    week: draft.week.some((spans) => spansFault(spans) !== null) ? 'Confira os horários marcados.' : null,
    from:
      begin() === 'now'
        ? null
        : from() === ''
          ? 'Escolha a data.'
          : from() <= props.calendar.today
            ? 'Escolha uma data depois de hoje.'
            : null,
    reason: reason().trim() === '' ? 'Diga o motivo: ele fica no histórico e no aviso dos prazos que mudam.' : null,
  })
  const look = () => {
    setTried(true)
    if (Object.values(faults()).some((fault) => fault !== null)) return form && focusFirstError(form)
    const week = unwrap(draft).week.map(intervalsOf)
    const why = { reason: reason().trim(), act: act().trim() || null }
    const date = begin() === 'date' ? from() : null
    void edit.look((base) => withWeek(base, week, date, why))
  }
  return (
    <div class="stack" ref={(element) => (form = element)}>
      <WeekFields week={draft.week} readOnly={!props.calendar.canManage} onChange={change} />
      <Show when={props.calendar.canManage && touched()}>
        <Show when={!props.later}>
          <Choice
            legend="Começa a valer"
            value={begin()}
            onChange={setBegin}
            options={[
              { value: 'now', label: 'Agora' },
              {
                value: 'date',
                label: 'A partir de uma data',
                hint: 'Até lá vale o horário de hoje.',
                more: () => (
                  <Field
                    label="A partir de"
                    name="from"
                    type="date"
                    value={from()}
                    onInput={setFrom}
                    error={tried() ? faults().from : null}
                  />
                ),
              },
            ]}
          />
        </Show>
        <Field
          label="Motivo"
          name="week-reason"
          placeholder="Novo horário de atendimento"
          maxLength={80}
          value={reason()}
          onInput={setReason}
          error={tried() ? faults().reason : null}
        />
        <Field label="Lei ou ato" name="week-act" optional maxLength={120} value={act()} onInput={setAct} />
        <div role="alert">
          <Show when={tried() && faults().week}>{(words) => <p class={css.wrong}>{words()}</p>}</Show>
        </div>
        <Show when={edit.looked() === null}>
          <Refusal fault={edit.fault()} words={fieldWordsOf(edit)} what="mudar os horários" />
        </Show>
        <div class={css.acts}>
          <Button busy={edit.busy()} busyText="Calculando…" blocked={offlineReason()} onClick={look}>
            Ver o que muda
          </Button>
          <Button kind="quiet" onClick={clean}>
            Desfazer o que digitei
          </Button>
        </div>
      </Show>
      <EditSheet edit={edit} onClose={() => {}} onDone={clean} />
    </div>
  )
}
