import { For, onMount, Show, type JSX } from 'solid-js'
import { clockTime, whenWords } from '../../server/domain/instant-words.ts'
import type { ChangedDayView, VersionView } from '../../server/http/calendar-views.ts'
import { offlineReason } from '../api.ts'
import { IconCircleAlert } from '../icons.ts'
import { Button } from '../parts/button.tsx'
import { Note } from '../parts/card.tsx'
import { focusFirstError } from '../parts/field.tsx'
import { deviceZone } from '../parts/ring-words.ts'
import { Sheet } from '../parts/sheet.tsx'
import type { Edit, WouldDo } from './calendar-edit.ts'
import { counted, dateLine, moveWords, movingWords, openWords } from './calendar-words.ts'
import css from './calendar.module.css'
import { Refusal } from './refusal.tsx'

interface SheetForm {
  title: string
  body: JSX.Element
  /** Leads on to the look at what it would do. */
  look: () => void
  lookText?: string | undefined
}

interface EditSheetProps<B extends { version: number; history: readonly VersionView[] }> {
  edit: Edit<B>
  /** The form before the look; without one the sheet opens with the look. */
  form?: SheetForm | null | undefined
  /** Closed without saving: nothing is written. */
  onClose: () => void
  onDone: () => void
  /** Where a layer is edited: how many cartórios it concerns is said. */
  many?: boolean | undefined
  confirmText?: string | undefined
  /** The zone of the cartório whose calendar it is; the device's where it is of many. */
  zone?: string | undefined
  /** What becomes of the clocks, instead of what a calendar does to them. */
  note?: string | undefined
}

/** What an edit of a calendar would do, before it does it (rules 7 and 8); above it, if there is one, its form. */
export function EditSheet<B extends { version: number; history: readonly VersionView[] }>(props: EditSheetProps<B>) {
  const looked = () => props.edit.looked()
  let form: HTMLDivElement | undefined
  const look = () => {
    props.form?.look()
    if (form) focusFirstError(form)
  }
  const confirm = async () => {
    if (await props.edit.confirm()) props.onDone()
  }
  const close = () => {
    props.edit.back()
    props.onClose()
  }
  return (
    <Sheet
      open={looked() !== null || Boolean(props.form)}
      onClose={close}
      title={looked() ? 'Confira antes de salvar' : (props.form?.title ?? '')}
      actions={
        <Show
          when={looked()}
          fallback={
            <Button busy={props.edit.busy()} busyText="Calculando…" blocked={offlineReason()} onClick={look}>
              {props.form?.lookText ?? 'Ver o que muda'}
            </Button>
          }
        >
          <Button
            busy={props.edit.busy()}
            busyText="Salvando…"
            blocked={offlineReason()}
            onClick={() => void confirm()}
          >
            {props.confirmText ?? 'Confirmar'}
          </Button>
          <Button kind="secondary" onClick={() => (props.form ? props.edit.back() : close())}>
            Voltar
          </Button>
        </Show>
      }
    >
      <Show when={looked()} fallback={<div ref={(element) => (form = element)}>{props.form?.body}</div>}>
        {(now) => (
          <Show when={now()} keyed>
            {({ preview, newer }) => (
              <Preview preview={preview} newer={newer} many={props.many ?? false} note={props.note} zone={props.zone} />
            )}
          </Show>
        )}
      </Show>
      <Refusal fault={props.edit.fault()} words={fieldWordsOf(props.edit)} what="mudar o calendário" />
    </Sheet>
  )
}

/** The sentence of a field at fault says more than the general one. */
export function fieldWordsOf(edit: { fault: Edit['fault'] }): string | null {
  const words = Object.values(edit.fault()?.fields ?? {})
  return words.length > 0 ? words.join(' ') : null
}

const firstMoves = 5
const firstDays = 14
const usual =
  'O tempo já usado continua usado; só o que falta é recalculado. Clientes e cartório são avisados da nova hora e do motivo.'

interface PreviewProps {
  preview: WouldDo
  newer: readonly VersionView[]
  many: boolean
  note: string | undefined
  zone: string | undefined
}

function Preview(props: PreviewProps) {
  // What is read first: what others did, where they did, else what it does to the clocks.
  let headline: HTMLElement | undefined
  onMount(() => {
    headline?.focus({ preventScroll: true })
    // The form above may have been scrolled to its button.
    const sheet = headline?.closest('dialog')
    if (sheet) sheet.scrollTop = 0
  })
  const more = () => props.preview.moving - Math.min(firstMoves, props.preview.moves.length)
  return (
    <div class="stack">
      <Show when={props.newer.length > 0}>
        <Note tone="atencao" icon={<IconCircleAlert />}>
          <p class={css.read} tabIndex={-1} ref={(element) => (headline ??= element)}>
            <b>O calendário mudou enquanto você editava.</b> O que você digitou continua aqui e foi calculado sobre a
            versão nova.
          </p>
          <Versions versions={props.newer} now={props.preview.now} />
        </Note>
      </Show>
      <div>
        <p class={css.headline} ref={(element) => (headline ??= element)} tabIndex={-1}>
          {movingWords(props.preview)}
        </p>
        <Show when={props.preview.closesAt}>
          {(at) => (
            <p class="soft num">O expediente de hoje termina às {clockTime(at(), props.zone ?? deviceZone())}.</p>
          )}
        </Show>
        <Show when={props.many}>
          <p class="soft">
            Vale para {counted(props.preview.cartorios ?? 0, 'cartório')}, com {counted(props.preview.running, 'prazo')}{' '}
            em andamento.
          </p>
        </Show>
      </div>
      <Show when={props.preview.closed}>
        {(closed) => (
          <Note tone="atencao" icon={<IconCircleAlert />}>
            <p>{closed()} Os clientes só podem escolher cartórios que abrem nesse tempo.</p>
          </Note>
        )}
      </Show>
      <Show when={props.preview.moves.length > 0}>
        <ul class={css.moves} aria-label="Prazos que mudam">
          <For each={props.preview.moves.slice(0, firstMoves)}>
            {(move) => <li class="num">{moveWords(move, props.preview.now)}</li>}
          </For>
          <Show when={more() > 0}>
            <li class="soft">e mais {counted(more(), 'prazo')}</li>
          </Show>
        </ul>
      </Show>
      <Show when={props.preview.days?.length ? props.preview.days : null}>
        {(days) => <Days days={days()} of={props.many ? (props.preview.daysOf ?? null) : null} />}
      </Show>
      <p class="soft">{props.note ?? usual}</p>
    </div>
  )
}

function Days(props: { days: readonly ChangedDayView[]; of: string | null }) {
  return (
    <section class="stack" aria-label="Dias que mudam">
      <h3>Dias que mudam{props.of ? ` em ${props.of}` : ''}</h3>
      <ul>
        <For each={props.days.slice(0, firstDays)}>
          {(one) => (
            <li class={css.change}>
              <b class="num">{dateLine(one.date)}</b>
              <span class="num">
                <span class="spoken">de </span>
                <del>{openWords(one.before)}</del> <span aria-hidden="true">→</span>
                <span class="spoken"> para </span> <ins>{openWords(one.after)}</ins>
              </span>
              <span class="soft">{one.reason}</span>
            </li>
          )}
        </For>
      </ul>
      <Show when={props.days.length > firstDays}>
        <p class="soft">e mais {counted(props.days.length - firstDays, 'dia')} nos próximos 90.</p>
      </Show>
    </section>
  )
}

/** Who made which version, when, and by which act. */
export function Versions(props: { versions: readonly VersionView[]; now: number }) {
  return (
    <ul class={css.moves}>
      <For each={props.versions}>
        {(one) => (
          <li class={css.change}>
            <span>
              {one.reason ?? 'Calendário alterado'}
              <Show when={one.act}> — {one.act}</Show>
            </span>
            <span class="soft num">
              Versão {one.version} · {one.author} · {whenWords(one.at, props.now, deviceZone())}
            </span>
          </li>
        )}
      </For>
    </ul>
  )
}
