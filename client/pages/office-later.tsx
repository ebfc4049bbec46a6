import { createSignal, For, Show } from 'solid-js'
import type { OfficeCalendarView } from '../../server/http/calendar-views.ts'
import { Button } from '../parts/button.tsx'
import { Field } from '../parts/field.tsx'
import { withoutWeek } from './calendar-bodies.ts'
import type { Edit } from './calendar-edit.ts'
import { EditSheet } from './calendar-sheet.tsx'
import { dateLine } from './calendar-words.ts'
import css from './calendar.module.css'
import { WeekForm } from './office-week-form.tsx'

interface LaterWeeksProps {
  calendar: OfficeCalendarView
  newEdit: () => Edit<OfficeCalendarView>
}

/** The weeks that begin on a later date, each one to be altered or taken away before it begins. */
export function LaterWeeks(props: LaterWeeksProps) {
  // eslint-disable-next-line solid/reactivity -- made once: what it asks is read at each use
  const edit = props.newEdit()
  const [leaving, setLeaving] = createSignal<string | null>(null)
  const [reason, setReason] = createSignal('')
  const [tried, setTried] = createSignal(false)
  const take = (from: string) => {
    edit.back()
    edit.begin()
    setReason('')
    setTried(false)
    setLeaving(from)
  }
  const look = () => {
    setTried(true)
    const from = leaving()
    const why = { reason: reason().trim(), act: null }
    if (from && why.reason) void edit.look((base) => withoutWeek(base, from, why))
  }
  return (
    <Show when={props.calendar.later.length > 0}>
      <div class="stack">
        <h3>Horários com data marcada</h3>
        <For each={props.calendar.later}>
          {(one) => (
            <details class={css.more}>
              <summary>A partir de {dateLine(one.from)}</summary>
              <div class="stack">
                <Show when={one.act}>{(act) => <p class="soft">{act()}</p>}</Show>
                <WeekForm calendar={props.calendar} later={one} newEdit={props.newEdit} />
                <Show when={props.calendar.canManage}>
                  <Button kind="quiet" fit onClick={() => take(one.from)}>
                    <span>
                      Tirar este horário <span class="spoken">de {dateLine(one.from)}</span>
                    </span>
                  </Button>
                </Show>
              </div>
            </details>
          )}
        </For>
        <EditSheet
          edit={edit}
          form={
            leaving() === null
              ? null
              : {
                  title: `Tirar o horário de ${dateLine(leaving() ?? '')}?`,
                  look,
                  body: (
                    <div class="stack">
                      <p>Continua valendo o horário de antes.</p>
                      <Field
                        label="Motivo"
                        name="later-reason"
                        maxLength={80}
                        value={reason()}
                        onInput={setReason}
                        error={tried() && reason().trim() === '' ? 'Diga o motivo.' : null}
                      />
                    </div>
                  ),
                }
          }
          onClose={() => setLeaving(null)}
          onDone={() => setLeaving(null)}
        />
      </div>
    </Show>
  )
}
