import { createEffect, For, Match, onCleanup, Show, Switch } from 'solid-js'
import type { OfficeCalendarView } from '../../server/http/calendar-views.ts'
import { calendars } from '../calendar-keys.ts'
import { IconPlus } from '../icons.ts'
import { createKept } from '../kept.ts'
import { Button } from '../parts/button.tsx'
import { Skeleton } from '../parts/skeleton.tsx'
import { AskAgain } from './ask-again.tsx'
import { withOwn, withoutOwn } from './calendar-bodies.ts'
import { createEdit } from './calendar-edit.ts'
import { Versions } from './calendar-sheet.tsx'
import css from './calendar.module.css'
import { EntryCard } from './entry-card.tsx'
import { createEntrySheets } from './entry-edit.tsx'
import { zoneWords } from './hours-text.ts'
import { CloseNow } from './office-close-now.tsx'
import { Inherited } from './office-inherited.tsx'
import { LaterWeeks } from './office-later.tsx'
import { ReopenToday } from './office-reopen.tsx'
import { Upcoming } from './office-upcoming.tsx'
import { WeekForm } from './office-week-form.tsx'

/** A timer can't wait longer (ms). */
const longest = 2 ** 31 - 1

/** The calendar of a cartório: its week, its own days, what it inherits, and what becomes of it in the next 90 days. */
export function OfficeCalendar(props: { cns: string }) {
  const kept = createKept(() => calendars.office(props.cns))
  const where = (path: string) => `/api/office/calendar${path}?cartorio=${encodeURIComponent(props.cns)}`
  const newEdit = () =>
    createEdit<OfficeCalendarView>({
      base: () => kept.data,
      refresh: kept.refresh,
      preview: () => where('/preview'),
      save: () => ['PUT', where('')],
    })
  // Nobody tells of an hour that came: the page looks for itself when it closes.
  createEffect(() => {
    const { closing = null, now = 0 } = kept.data ?? {}
    if (closing === null) return
    const timer = setTimeout(() => void kept.refresh(), Math.min(closing.at - now + 1_000, longest))
    onCleanup(() => clearTimeout(timer))
  })
  return (
    <Switch fallback={<Skeleton shape="list" />}>
      <Match when={kept.data}>
        {(view) => <Shown calendar={view()} newEdit={newEdit} where={where} refresh={kept.refresh} />}
      </Match>
      <Match when={kept.fault}>{(fault) => <AskAgain fault={fault()} onAgain={() => void kept.refresh()} />}</Match>
    </Switch>
  )
}

interface ShownProps {
  calendar: OfficeCalendarView
  newEdit: () => ReturnType<typeof createEdit<OfficeCalendarView>>
  where: (path: string) => string
  refresh: () => Promise<void>
}

function Shown(props: ShownProps) {
  // eslint-disable-next-line solid/reactivity -- made once: what it asks is read at each use
  const edit = props.newEdit()
  const sheets = createEntrySheets<OfficeCalendarView>({ edit, actNeeded: false, put: withOwn, end: withoutOwn })
  return (
    <div class={css.calendar}>
      <CloseNow calendar={props.calendar} where={props.where} refresh={props.refresh} />
      <ReopenToday calendar={props.calendar} onReopen={sheets.end} />
      <Upcoming days={props.calendar.upcoming} />
      <section class="stack">
        <div>
          <h2>Horários da semana</h2>
          <p class="soft">
            Só o tempo aberto conta no prazo de 15 minutos úteis. Vale o{' '}
            {zoneWords(props.calendar.zone, props.calendar.now)}.
          </p>
        </div>
        <WeekForm calendar={props.calendar} later={null} newEdit={props.newEdit} />
        <LaterWeeks calendar={props.calendar} newEdit={props.newEdit} />
        <Show when={!props.calendar.canManage}>
          <p class="soft">Só o tabelião e o substituto mudam os horários e a equipe.</p>
        </Show>
      </section>
      <section class="stack">
        <div>
          <h2>Datas do cartório</h2>
          <p class="soft">
            Fechamentos, horários especiais e dias abertos apesar do feriado. Valem mais do que os feriados.
          </p>
        </div>
        <ul class={css.days}>
          <For each={props.calendar.own} fallback={<li class="soft">Nenhuma data cadastrada.</li>}>
            {(entry) => (
              <li>
                <EntryCard entry={entry}>
                  <Show when={props.calendar.canManage}>
                    <Button kind="secondary" fit onClick={() => sheets.alter(entry)}>
                      <span>
                        Alterar <span class="spoken">{entry.reason}</span>
                      </span>
                    </Button>
                    <Button kind="quiet" fit onClick={() => sheets.end(entry)}>
                      <span>
                        Tirar <span class="spoken">{entry.reason}</span>
                      </span>
                    </Button>
                  </Show>
                </EntryCard>
              </li>
            )}
          </For>
        </ul>
        <Show when={props.calendar.canManage}>
          <Button kind="secondary" onClick={() => sheets.add('Nova data')}>
            <IconPlus /> Adicionar data
          </Button>
        </Show>
      </section>
      <Inherited
        calendar={props.calendar}
        onOwn={({ rule, effect, reason }) =>
          sheets.add(`Fechar: ${reason}`, sheets.fieldsOf({ rule, effect, reason, act: null }))
        }
        onOpen={(date, reason) => sheets.add('Abrir apesar do feriado', { date, reason, effect: 'open' })}
      />
      <details class={css.more}>
        <summary>Histórico do calendário</summary>
        <Versions versions={props.calendar.history} now={props.calendar.now} />
      </details>
      <sheets.Sheets />
    </div>
  )
}
