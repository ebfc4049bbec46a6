import { createSignal, For, Match, Show, Switch } from 'solid-js'
import { whenWords } from '../../server/domain/instant-words.ts'
import type { OutagesView, OutageView } from '../../server/http/calendar-views.ts'
import { calendars } from '../calendar-keys.ts'
import { createKept } from '../kept.ts'
import { Button } from '../parts/button.tsx'
import { length, spanWords } from '../parts/explain-words.ts'
import { Field } from '../parts/field.tsx'
import { Page } from '../parts/page.tsx'
import { Skeleton } from '../parts/skeleton.tsx'
import { AskAgain } from './ask-again.tsx'
import { createEdit } from './calendar-edit.ts'
import { EditSheet } from './calendar-sheet.tsx'
import { counted } from './calendar-words.ts'
import css from './calendar.module.css'

const brasilia = 'America/Sao_Paulo'

/** When the service was up and when not; an outage that nobody noticed gives its opening time back to running clocks (rule 10). */
export default function AdminOutages() {
  const kept = createKept(() => calendars.outages())
  return (
    <Page title="Indisponibilidades" sub="Quando o Quinze ficou fora do ar, em hora de Brasília" back="/admin">
      <Switch fallback={<Skeleton shape="list" />}>
        <Match when={kept.data}>
          {(view) => (
            <div class={css.calendar}>
              <Register view={view()} refresh={kept.refresh} />
              <section class="stack">
                <h2>Fora do ar</h2>
                <ul class={css.days}>
                  <For each={view().outages} fallback={<li class="soft">Nenhuma indisponibilidade registrada.</li>}>
                    {(one) => <Outage one={one} now={view().now} />}
                  </For>
                </ul>
              </section>
              <section class="stack">
                <div>
                  <h2>No ar</h2>
                  <p class="soft">Cada linha é um início do serviço, até o último sinal dele.</p>
                </div>
                <ul class={css.days}>
                  <For each={view().uptime}>
                    {(one) => (
                      <li class={css.day}>
                        <p class={css.top}>
                          <span class="num">{span(one, view().now)}</span>
                          <span class="soft num">{length(one.to - one.from)}</span>
                        </p>
                      </li>
                    )}
                  </For>
                </ul>
              </section>
            </div>
          )}
        </Match>
        <Match when={kept.fault}>{(fault) => <AskAgain fault={fault()} onAgain={() => void kept.refresh()} />}</Match>
      </Switch>
    </Page>
  )
}

/** "hoje, 10:00 – 10:40"; both days where they differ. */
const span = (one: { from: number; to: number }, now: number) => spanWords(one, { now, zone: brasilia })

function Outage(props: { one: OutageView; now: number }) {
  return (
    <li class={css.day}>
      <p class={css.top}>
        <b class="num">{span(props.one, props.now)}</b>
        <span class="soft num">{length(props.one.to - props.one.from)}</span>
      </p>
      <p>{props.one.reason}</p>
      <p class="soft num">
        {counted(props.one.clocks, 'prazo recebeu', 'prazos receberam')} o tempo de volta ·{' '}
        {props.one.found === 'heartbeat' ? 'percebida pelo próprio serviço' : `registrada por ${props.one.author}`} ·{' '}
        {whenWords(props.one.at, props.now, brasilia)}
      </p>
    </li>
  )
}

type Fields = 'fromDate' | 'fromTime' | 'toDate' | 'toTime' | 'reason'

function Register(props: { view: OutagesView; refresh: () => Promise<void> }) {
  const [open, setOpen] = createSignal(false)
  const [tried, setTried] = createSignal(false)
  const empty: Record<Fields, string> = { fromDate: '', fromTime: '', toDate: '', toTime: '', reason: '' }
  const [typed, setTyped] = createSignal(empty)
  const set = (field: Fields) => (value: string) => setTyped((before) => ({ ...before, [field]: value }))
  const edit = createEdit({
    base: () => ({ version: 0, history: [] }),
    refresh: () => props.refresh(),
    preview: () => '/api/admin/outages/preview',
    save: () => ['POST', '/api/admin/outages'],
  })
  const from = () => instant(typed().fromDate, typed().fromTime)
  const to = () => instant(typed().toDate, typed().toTime)
  const faults = () => ({
    from: from() === null ? 'Diga a data e a hora em que caiu.' : null,
    to:
      to() === null
        ? 'Diga a data e a hora em que voltou.'
        : (to() ?? 0) <= (from() ?? 0)
          ? 'A volta precisa ser depois da queda.'
          : (to() ?? 0) > props.view.now
            ? 'Registre só o que já passou.'
            : null,
    reason: typed().reason.trim() === '' ? 'Diga o motivo.' : null,
  })
  const said = (field: 'from' | 'to' | 'reason') => (tried() ? faults()[field] : null)
  const look = () => {
    setTried(true)
    if (Object.values(faults()).some((fault) => fault !== null)) return
    const body = { from: from(), to: to(), reason: typed().reason.trim() }
    void edit.look(() => body)
  }
  const done = () => {
    setOpen(false)
    setTyped(empty)
    setTried(false)
  }
  const form = () => (
    <div class="stack">
      <p class="soft">Em hora de Brasília. Vale o tempo de expediente de cada cartório dentro deste período.</p>
      <div class={css.pair}>
        <Field
          label="Caiu no dia"
          name="from-date"
          type="date"
          value={typed().fromDate}
          onInput={set('fromDate')}
          error={said('from')}
        />
        <Field label="Caiu às" name="from-time" type="time" value={typed().fromTime} onInput={set('fromTime')} />
      </div>
      <div class={css.pair}>
        <Field
          label="Voltou no dia"
          name="to-date"
          type="date"
          value={typed().toDate}
          onInput={set('toDate')}
          error={said('to')}
        />
        <Field label="Voltou às" name="to-time" type="time" value={typed().toTime} onInput={set('toTime')} />
      </div>
      <Field
        label="Motivo"
        name="outage-reason"
        hint="Clientes e cartórios leem este motivo."
        placeholder="Falha do provedor de internet"
        maxLength={120}
        value={typed().reason}
        onInput={set('reason')}
        error={said('reason')}
      />
    </div>
  )
  return (
    <>
      <Show when={!open()}>
        <Button kind="secondary" onClick={() => setOpen(true)}>
          Registrar indisponibilidade
        </Button>
      </Show>
      <EditSheet
        edit={edit}
        form={open() ? { title: 'Registrar queda', look, body: form() } : null}
        note="O tempo de expediente dentro da queda é devolvido aos prazos em andamento, nunca mais do que 15 minutos úteis ao todo. O que já venceu continua vencido."
        onClose={() => setOpen(false)}
        onDone={done}
      />
    </>
  )
}

/** Brasília has kept UTC−3 all year since 2019, and an outage lies not that far back. */
function instant(date: string, time: string): number | null {
  const at = Date.parse(`${date}T${time}:00-03:00`)
  return date === '' || time === '' || Number.isNaN(at) ? null : at
}
