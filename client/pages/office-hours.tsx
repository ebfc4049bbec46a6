import { createMemo, createSignal, For, Show, untrack } from 'solid-js'
import { createStore, unwrap } from 'solid-js/store'
import type { Interval } from '../../server/domain/hours.ts'
import type { OfficeView } from '../../server/http/views.ts'
import { createAct, offlineReason, send } from '../api.ts'
import { IconCircleAlert } from '../icons.ts'
import { revalidate } from '../kept.ts'
import { sources } from '../keys.ts'
import { Button } from '../parts/button.tsx'
import { Note } from '../parts/card.tsx'
import { toast } from '../parts/toast.tsx'
import { dayNames, readSpans, spansOf, type Span, type SpecialDraft } from './hours-text.ts'
import { DayEditor } from './office-day.tsx'
import { SpecialDays } from './office-special.tsx'
import css from './office.module.css'
import { Refusal } from './refusal.tsx'
import quiet from './refusal.module.css'

interface OfficeHoursProps {
  office: OfficeView
  /** Called after the hours are saved. */
  onSaved?: (() => void) | undefined
  /** Without changes the button still goes on: a step of credenciamento. */
  step?: boolean | undefined
}

/** The opening hours: a week of several intervals a day, and dates that differ. */
export function OfficeHours(props: OfficeHoursProps) {
  const [draft, setDraft] = createStore(untrack(() => draftOf(props.office)))
  const [touched, setTouched] = createSignal(false)
  const [tried, setTried] = createSignal(false)
  const saving = createAct((key: string, body: object) =>
    send<{ version: number }>('PUT', `/api/office/hours?cartorio=${props.office.cns}`, body, key),
  )
  const changeDays = (days: readonly number[], spans: readonly Span[]) => {
    setTouched(true)
    setDraft('week', [...days], () => copyOf(spans))
  }
  const changeSpecial = (days: SpecialDraft[]) => {
    setTouched(true)
    setDraft('special', days)
  }
  const faults = createMemo(() => draft.week.map((spans) => faultOf(spans)))
  const wrong = () =>
    faults().some((fault) => fault !== null) ||
    draft.special.some((day) => faultOf(day.spans) !== null || day.reason.trim() === '' || day.date === '')
  const save = async () => {
    setTried(true)
    if (wrong()) return
    if (!touched() && props.step) return props.onSaved?.()
    const { week, special } = unwrap(draft)
    const answer = await saving.run({
      week: week.map(intervalsOf),
      special: special.map(({ date, reason, act, spans }) => ({
        date,
        intervals: intervalsOf(spans),
        reason: reason.trim(),
        ...(act.trim() && { act: act.trim() }),
      })),
    })
    if (!answer) return
    await revalidate([sources.office(props.office.cns).key])
    setTouched(false)
    toast.show('Horários salvos.')
    props.onSaved?.()
  }
  return (
    <div class="stack">
      <ul class={css.days}>
        <For each={dayNames}>
          {(name, index) => (
            <li>
              <DayEditor
                name={name}
                spans={draft.week[index()] ?? []}
                fault={faults()[index()] ?? null}
                readOnly={!props.office.canManage}
                onChange={(spans) => changeDays([index()], spans)}
                onCopy={() => changeDays([0, 1, 2, 3, 4], draft.week[index()] ?? [])}
              />
            </li>
          )}
        </For>
      </ul>
      <SpecialDays days={draft.special} tried={tried()} readOnly={!props.office.canManage} onChange={changeSpecial} />
      <Refusal fault={saving.fault()} words={saving.fault()?.fields['hours']} what="mudar os horários" />
      <div role="alert" class={quiet.alert}>
        <Show when={tried() && wrong()}>
          <Note tone="lacre" icon={<IconCircleAlert />}>
            <p>Confira os horários marcados.</p>
          </Note>
        </Show>
      </div>
      <Show when={props.office.canManage && (touched() || props.step)}>
        <p class="soft">Os prazos em andamento são recalculados, e os clientes são avisados da nova hora.</p>
        <Button busy={saving.busy()} busyText="Salvando…" blocked={offlineReason()} onClick={() => void save()}>
          {props.step && !touched() ? 'Continuar' : 'Salvar horários'}
        </Button>
      </Show>
    </div>
  )
}

interface HoursDraft {
  week: Span[][]
  special: SpecialDraft[]
}

function draftOf(office: OfficeView): HoursDraft {
  return {
    week: dayNames.map((_, day) => spansOf(office.week[day] ?? [])),
    special: office.special.map(({ date, intervals, reason, act }) => ({
      date,
      reason,
      act: act ?? '',
      spans: spansOf(intervals),
    })),
  }
}

function faultOf(spans: readonly Span[]): string | null {
  const read = readSpans(spans)
  return typeof read === 'string' ? read : null
}

function intervalsOf(spans: readonly Span[]): Interval[] {
  const read = readSpans(spans)
  return typeof read === 'string' ? [] : read
}

function copyOf(spans: readonly Span[]): Span[] {
  return spans.map((span) => ({ ...span }))
}
