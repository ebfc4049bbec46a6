import { createSignal, For, Show, type Component } from 'solid-js'
import { whenWords } from '../../server/domain/instant-words.ts'
import type { Outcome } from '../../server/domain/checks.ts'
import type { CheckView } from '../../server/http/check-views.ts'
import type { StaffRequestView } from '../../server/http/views.ts'
import { offlineReason } from '../api.ts'
import {
  IconBan,
  IconCheck,
  IconCircleAlert,
  IconCircleCheck,
  IconCircleX,
  IconHourglass,
  IconInfo,
  IconWifiOff,
} from '../icons.ts'
import { Button } from '../parts/button.tsx'
import { deviceZone } from '../parts/ring-words.ts'
import { Chip } from '../parts/status.tsx'
import { createStaffAct } from './attend-acts.ts'
import { TapRefusal } from './attend-refusal.tsx'
import { LivenessSheet, OverrideSheet } from './attend-sheets.tsx'
import css from './attend.module.css'

type Look = { tone: 'primaria' | 'sucesso' | 'atencao' | 'lacre' | 'pausa'; icon: Component }

const looks: Record<Outcome, Look> = {
  approved: { tone: 'sucesso', icon: IconCircleCheck },
  failed: { tone: 'lacre', icon: IconCircleX },
  unavailable: { tone: 'atencao', icon: IconWifiOff },
  no_source: { tone: 'pausa', icon: IconInfo },
  not_run: { tone: 'pausa', icon: IconBan },
}

/** One check: what came of it, when and by whom, what a person answers for, and what may be done now. */
export function CheckItem(props: { request: StaffRequestView; check: CheckView }) {
  const [sheet, setSheet] = createSignal<'override' | 'liveness' | null>(null)
  const id = () => props.request.id
  const kind = () => props.check.kind
  const ask = createStaffAct(
    id,
    () => `checks/${kind()}`,
    () => ({}),
  )
  const tick = createStaffAct(
    id,
    () => `checks/${kind()}/note`,
    () => ({ kind: 'tick', outcome: props.check.outcome }),
  )
  const when = (at: number) => whenWords(at, props.request.now, deviceZone())
  const look = (): Look & { text: string } => {
    if (props.check.waiting) return { tone: 'primaria', icon: IconHourglass, text: 'Em consulta' }
    if (props.check.warning) return { tone: 'atencao', icon: IconCircleAlert, text: 'Aprovado, com aviso' }
    return { ...looks[props.check.outcome], text: props.check.outcomeWords }
  }
  const source = () => {
    const { at, by, source } = props.check
    return at === null ? '' : [source, when(at), by].filter(Boolean).join(' · ')
  }
  const isLife = () => kind() === 'liveness'
  const asked = () => props.check.outcome !== 'not_run'
  const askWords = () => {
    if (isLife()) return asked() ? 'Declarar de novo' : 'Declarar'
    if (kind() === 'face') return asked() ? 'Pedir de novo ao cliente' : 'Pedir ao cliente'
    return asked() ? 'Consultar de novo' : 'Consultar'
  }
  return (
    <li class={css.check} id={`check-${kind()}`} tabIndex={-1}>
      <div class={css.head}>
        <h3>{props.check.title}</h3>
        <Chip text={look().text} tone={look().tone} icon={look().icon} />
      </div>
      <p aria-live="polite">{props.check.words}</p>
      <Show when={source()}>
        <p class={css.small}>{source()}</p>
      </Show>
      <Show when={props.check.statement}>{(text) => <blockquote class={css.quote}>{text()}</blockquote>}</Show>
      <For each={props.check.notes}>
        {(note) => (
          <div class={css.note}>
            <IconCheck />
            <div>
              <p>
                <b>{note.kind === 'tick' ? 'Confirmado' : 'Justificado'}</b> por {note.by}
                <span class="num">, {when(note.at)}</span>
              </p>
              <Show when={note.text}>{(text) => <p>“{text()}”</p>}</Show>
            </div>
          </div>
        )}
      </For>
      <Show when={props.check.whyNot}>{(why) => <p class={css.small}>{why()}</p>}</Show>
      <Show
        when={
          props.check.need && !props.check.can.override && !props.check.can.tick && props.check.outcome !== 'not_run'
        }
      >
        <p class={css.small}>
          {props.check.need === 'tick' ? 'Falta quem decide confirmar.' : 'Só o tabelião pode justificar por escrito.'}
        </p>
      </Show>
      <div class={css.acts}>
        <Show when={props.check.can.ask}>
          <Button
            kind="secondary"
            busy={ask.busy()}
            busyText={isLife() ? 'Declarando…' : 'Consultando…'}
            blocked={offlineReason()}
            onClick={() => (isLife() ? setSheet('liveness') : void ask.run())}
          >
            {askWords()}
          </Button>
        </Show>
        <Show when={props.check.can.tick}>
          <Button
            kind="secondary"
            busy={tick.busy()}
            busyText="Confirmando…"
            blocked={offlineReason()}
            onClick={() => void tick.run()}
          >
            Confirmar “sem fonte”
          </Button>
        </Show>
        <Show when={props.check.can.override}>
          <Button kind="quiet" onClick={() => setSheet('override')}>
            Justificar por escrito
          </Button>
        </Show>
      </div>
      <TapRefusal fault={ask.fault()} what="consultar" onAgain={() => void ask.run()} />
      <TapRefusal fault={tick.fault()} what="confirmar" onAgain={() => void tick.run()} />
      <OverrideSheet
        open={sheet() === 'override'}
        onClose={() => setSheet(null)}
        request={props.request}
        check={props.check}
      />
      <LivenessSheet open={sheet() === 'liveness'} onClose={() => setSheet(null)} request={props.request} />
    </li>
  )
}
