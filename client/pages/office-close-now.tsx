import { createSignal, Show } from 'solid-js'
import { clockTime } from '../../server/domain/instant-words.ts'
import type { OfficeCalendarView } from '../../server/http/calendar-views.ts'
import { IconClock } from '../icons.ts'
import { Button } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { Field } from '../parts/field.tsx'
import { createEdit } from './calendar-edit.ts'
import { EditSheet } from './calendar-sheet.tsx'

/** Closed, or in the last minute before. */
export const endsNow = ({ closing }: OfficeCalendarView): boolean => closing === null || closing.at <= closing.now

interface CloseNowProps {
  calendar: OfficeCalendarView
  where: (path: string) => string
  refresh: () => Promise<void>
}

/** An early closing: today ends at this minute, and what is left of the running clocks goes on at the next opening (rule 8). */
export function CloseNow(props: CloseNowProps) {
  const [open, setOpen] = createSignal(false)
  const [reason, setReason] = createSignal('')
  const [act, setAct] = createSignal('')
  const [tried, setTried] = createSignal(false)
  const edit = createEdit<OfficeCalendarView>({
    base: () => props.calendar,
    refresh: () => props.refresh(),
    preview: () => props.where('/close-now/preview'),
    save: () => ['POST', props.where('/close-now')],
  })
  /** In the minute in which it closes there is nothing to close any more. */
  const closing = () => (endsNow(props.calendar) ? null : props.calendar.closing)
  const time = (at: number) => clockTime(at, props.calendar.zone)
  const look = () => {
    setTried(true)
    const why = { reason: reason().trim(), act: act().trim() || null }
    if (why.reason) void edit.look(({ version }) => ({ base: version, ...why }))
  }
  const start = () => {
    edit.back()
    edit.begin()
    setTried(false)
    setOpen(true)
  }
  const done = () => {
    setOpen(false)
    setReason('')
    setAct('')
  }
  return (
    <Show when={closing() || open()}>
      <Show when={closing()}>
        {(until) => (
          <Card
            title={time(until().at) === '00:00' ? 'Aberto agora' : `Aberto até ${time(until().at)}`}
            lead={<IconClock />}
            actions={
              <Show when={props.calendar.canManage}>
                <Button kind="secondary" onClick={start}>
                  Fechar agora
                </Button>
              </Show>
            }
          >
            <p class="soft">
              Faltou luz, alagou, houve luto? Feche antes da hora: os prazos param e seguem na reabertura.
            </p>
          </Card>
        )}
      </Show>
      <EditSheet
        edit={edit}
        zone={props.calendar.zone}
        confirmText="Fechar agora"
        form={
          open()
            ? {
                title: 'Fechar agora?',
                look,
                body: (
                  <div class="stack">
                    <Show when={props.calendar.closing}>
                      {(until) => (
                        <p>
                          O expediente de hoje termina <b class="num">às {time(until().now)}</b> em vez de{' '}
                          <span class="num">{time(until().at)}</span>. O que já venceu continua vencido.
                        </p>
                      )}
                    </Show>
                    <Field
                      label="Motivo"
                      name="close-reason"
                      hint="O cliente lê este motivo."
                      placeholder="Falta de energia"
                      maxLength={80}
                      value={reason()}
                      onInput={setReason}
                      error={tried() && reason().trim() === '' ? 'Diga o motivo.' : null}
                    />
                    <Field
                      label="Lei ou ato"
                      name="close-act"
                      optional
                      maxLength={120}
                      value={act()}
                      onInput={setAct}
                    />
                  </div>
                ),
              }
            : null
        }
        onClose={() => setOpen(false)}
        onDone={done}
      />
    </Show>
  )
}
