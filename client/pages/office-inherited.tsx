import { createSignal, For, Show } from 'solid-js'
import type { EntryView, OfficeCalendarView } from '../../server/http/calendar-views.ts'
import { IconInfo } from '../icons.ts'
import { Button } from '../parts/button.tsx'
import { Note } from '../parts/card.tsx'
import { counted } from './calendar-words.ts'
import css from './calendar.module.css'
import { EntryCard } from './entry-card.tsx'

interface InheritedProps {
  calendar: OfficeCalendarView
  /** Makes a doubtful holiday a closing of the own cartório. */
  onOwn: (entry: EntryView) => void
  /** Opens on a holiday (YYYY-MM-DD). */
  onOpen: (date: string, reason: string) => void
}

/** What the nation, the UF and the município say; where no act was read the day stays open until somebody cites one. */
export function Inherited(props: InheritedProps) {
  const doubtful = () => props.calendar.inherited.filter(({ act }) => act === null)
  const sure = () => props.calendar.inherited.filter(({ act }) => act !== null)
  const [opened, setOpened] = createSignal(false)
  return (
    <section class="stack">
      <div>
        <h2>Feriados que valem aqui</h2>
        <p class="soft">Da lei nacional, do estado e do município. Quem muda é a administração.</p>
      </div>
      <Show when={doubtful().length > 0}>
        <Note tone="atencao" icon={<IconInfo />}>
          <p>
            <b>{counted(doubtful().length, 'data')} a confirmar.</b> Nenhum ato foi lido: estes dias <b>não fecham</b> o
            cartório. Se um deles é feriado para você, feche o dia citando o ato.
          </p>
        </Note>
        <ul class={css.days}>
          <For each={doubtful()}>
            {(entry) => (
              <li>
                <EntryCard entry={entry} layered>
                  <Show when={props.calendar.canManage}>
                    <Button kind="secondary" fit onClick={() => props.onOwn(entry)}>
                      <span>
                        Fechar neste dia <span class="spoken">({entry.reason})</span>
                      </span>
                    </Button>
                  </Show>
                </EntryCard>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <details class={css.more} onToggle={(event) => setOpened(event.currentTarget.open)}>
        <summary>{counted(sure().length, 'feriado')} com ato</summary>
        <ul class={css.days}>
          <For each={opened() ? sure() : []}>
            {(entry) => (
              <li>
                <EntryCard entry={entry} layered>
                  <Show when={props.calendar.canManage && entry.acting && entry.next}>
                    {(next) => (
                      <Button kind="quiet" fit onClick={() => props.onOpen(next(), entry.reason)}>
                        <span>
                          Abrir neste dia <span class="spoken">({entry.reason})</span>
                        </span>
                      </Button>
                    )}
                  </Show>
                </EntryCard>
              </li>
            )}
          </For>
        </ul>
      </details>
    </section>
  )
}
