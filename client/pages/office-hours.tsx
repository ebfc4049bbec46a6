import { createSignal, Show, untrack } from 'solid-js'
import { createStore, unwrap } from 'solid-js/store'
import type { OfficeView } from '../../server/http/views.ts'
import { createAct, offlineReason, send } from '../api.ts'
import { IconCircleAlert } from '../icons.ts'
import { revalidate } from '../kept.ts'
import { sources } from '../keys.ts'
import { Button } from '../parts/button.tsx'
import { Note } from '../parts/card.tsx'
import { toast } from '../parts/toast.tsx'
import { spansOf, type Span, type SpecialDraft } from './hours-text.ts'
import { SpecialDays } from './office-special.tsx'
import { intervalsOf, spansFault, WeekFields, weekDraft } from './office-week.tsx'
import { Refusal } from './refusal.tsx'
import quiet from './refusal.module.css'

interface OfficeHoursProps {
  office: OfficeView
  /** Called after the hours are saved. */
  onSaved?: (() => void) | undefined
  /** Without changes the button still goes on: a step of credenciamento. */
  step?: boolean | undefined
}

/** The first opening hours, for credenciamento: a week of several intervals a day, and dates that differ. */
export function OfficeHours(props: OfficeHoursProps) {
  const [draft, setDraft] = createStore(untrack(() => draftOf(props.office)))
  const [touched, setTouched] = createSignal(false)
  const [tried, setTried] = createSignal(false)
  const saving = createAct((key: string, body: object) =>
    send<{ version: number }>('PUT', `/api/office/hours?cartorio=${props.office.cns}`, body, key),
  )
  const changeDays = (days: readonly number[], spans: readonly Span[]) => {
    setTouched(true)
    setDraft('week', [...days], () => spans.map((span) => ({ ...span })))
  }
  const changeSpecial = (days: SpecialDraft[]) => {
    setTouched(true)
    setDraft('special', days)
  }
  const wrong = () =>
    draft.week.some((spans) => spansFault(spans) !== null) ||
    draft.special.some((day) => spansFault(day.spans) !== null || day.reason.trim() === '' || day.date === '')
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
      <WeekFields week={draft.week} readOnly={!props.office.canManage} onChange={changeDays} />
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
    week: weekDraft(office.week),
    special: office.special.map(({ date, intervals, reason, act }) => ({
      date,
      reason,
      act: act ?? '',
      spans: spansOf(intervals),
    })),
  }
}
