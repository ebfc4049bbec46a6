import { createEffect, createMemo, createSignal, For, on, onCleanup, Show, untrack } from 'solid-js'
import { whenWords } from '../../server/domain/instant-words.ts'
import type { ClientRequestView } from '../../server/http/views.ts'
import { Card } from '../parts/card.tsx'
import { isMove } from '../parts/moved.tsx'
import { Page } from '../parts/page.tsx'
import { deviceZone } from '../parts/ring-words.ts'
import { Status, statusWords } from '../parts/status.tsx'
import { Timeline, type TimelineStep } from '../parts/timeline.tsx'
import { createClientActs } from './client-acts.ts'
import { ClientSheets, type SheetName } from './client-sheets.tsx'
import { FaceCard } from './client-face.tsx'
import { SentPictures } from './client-pictures.tsx'
import css from './client-request.module.css'
import { ClientState } from './client-state.tsx'
import { Primer } from './primer.tsx'

interface ClientRequestProps {
  request: ClientRequestView
  /** False while only a copy from an earlier visit is there. */
  live: boolean
  justSent: boolean
  /** What the link that led here wants opened: "liberar" or "opcoes". It is opened once, and changes nothing by itself. */
  asked: string | undefined
  onAsked: () => void
  refresh: () => Promise<void>
}

const litMs = 600

/** C5 to C7: where the request is, what may be done now, and what has happened. */
export default function ClientRequest(props: ClientRequestProps) {
  const [sheet, setSheet] = createSignal<SheetName | null>(null)
  const [lit, setLit] = createSignal(false)
  const [said, say] = createSignal('')
  const acts = createClientActs(() => props.request)
  createEffect(
    on(
      () => props.request.version,
      (version, before) => {
        if (before === undefined || version === before) return
        setLit(true)
        const last = props.request.events.at(-1)
        if (!last || !isMove(last)) say(`${statusWords(props.request.state)}. ${last?.words ?? ''}.`)
        const timer = setTimeout(() => setLit(false), litMs)
        onCleanup(() => clearTimeout(timer))
      },
    ),
  )
  // What the sheet asks may have been overtaken: it goes away with its reason.
  createEffect(
    on(
      () => props.request.state,
      () => setSheet(null),
      { defer: true },
    ),
  )
  const [patient, setPatient] = createPatience(() => props.request.id)
  createEffect(() => {
    // Only a fresh answer says whether there is still something to choose.
    if (props.asked === undefined || !props.live) return
    // A request that stands still offers the same ways out as one that expired (rule 22).
    if (props.request.state === 'expired' || (props.request.stalledAt !== null && props.request.can.release)) {
      setPatient(false)
      if (props.asked === 'liberar') setSheet('release')
    }
    untrack(() => props.onAsked())
  })
  // What waits for the client stands first.
  const asked = () => (props.request.face?.step === 'ended' ? null : props.request.face)
  const events = createMemo(() => props.request.events.toReversed())
  return (
    <Page
      title="Sua solicitação"
      sub={<span class="num">Certificado digital notarizado · Nº {props.request.protocol}</span>}
      back="/solicitacoes"
    >
      <p class="spoken" role="status">
        {said()}
      </p>
      <Show when={asked()}>{(face) => <FaceCard request={props.request} face={face()} />}</Show>
      <div class={css.main} classList={{ lit: lit() }}>
        <Status state={props.request.state} />
        <ClientState
          request={props.request}
          live={props.live}
          justSent={props.justSent}
          patient={patient()}
          onPatient={setPatient}
          acts={acts}
          onSheet={setSheet}
          refresh={() => void props.refresh()}
        />
      </div>
      <Show when={props.justSent}>
        <Primer />
      </Show>
      <Show when={!asked() && props.request.face}>{(face) => <FaceCard request={props.request} face={face()} />}</Show>
      <Card title="Andamento">
        <Timeline steps={stepsOf(props.request)} />
      </Card>
      <details class={css.more}>
        <summary>Tudo o que aconteceu</summary>
        <ol class={css.history}>
          <For each={events()}>
            {(event) => (
              <li>
                <span>{event.words}</span>
                <span class="soft num">{whenWords(event.at, props.request.now, deviceZone())}</span>
              </li>
            )}
          </For>
        </ol>
      </details>
      <details class={css.more}>
        <summary>Dados enviados</summary>
        <dl class="facts">
          <For each={dataOf(props.request)}>
            {([name, value]) => (
              <div>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            )}
          </For>
        </dl>
        <SentPictures request={props.request} />
      </details>
      <ClientSheets request={props.request} open={sheet()} onOpen={setSheet} acts={acts} />
    </Page>
  )
}

/** Whether the client chose to go on waiting for this cartório; kept for the visit. */
function createPatience(id: () => string) {
  const key = () => `quinze.wait.${id()}`
  const [changed, setChanged] = createSignal(0)
  const patient = () => changed() >= 0 && sessionStorage.getItem(key()) !== null
  const set = (on: boolean) => {
    if (on) sessionStorage.setItem(key(), '1')
    else sessionStorage.removeItem(key())
    setChanged((n) => n + 1)
  }
  return [patient, set] as const
}

function dataOf({ data }: ClientRequestView): [string, string][] {
  const rows: [string, string | null][] = [
    ['CPF', data.cpf.replace(/^(\d{3})(\d{3})(\d{3})(\d{2})$/, '$1.$2.$3-$4')],
    ['Nome', data.name],
    ['Nome social', data.socialName],
    ['Nascimento', data.birthDate.replace(/^(\d{4})-(\d{2})-(\d{2})$/, '$3/$2/$1')],
    ['Celular', data.phone.replace(/^\+55(\d{2})(\d{5})(\d{4})$/, '($1) $2-$3')],
    ['E-mail', data.email],
    ['Onde você mora', `${data.municipio}/${data.uf}`],
  ]
  return rows.filter((row): row is [string, string] => row[1] !== null && row[1] !== '')
}

/** The five steps of every request; what has ended early says so in its place. */
function stepsOf(request: ClientRequestView): TimelineStep[] {
  const { state, cartorio, now } = request
  const sent: TimelineStep = {
    label: 'Solicitação enviada',
    note: whenWords(request.createdAt, now, deviceZone()),
    state: 'done',
  }
  const where = cartorio ? `${cartorio.name} — ${cartorio.municipio}/${cartorio.uf}` : undefined
  if (state === 'rejected' || state === 'cancelled' || state === 'closed')
    return [sent, { label: statusWords(state), note: whenWords(request.since, now, deviceZone()), state: 'failed' }]
  if (request.steps)
    return [
      sent,
      ...request.steps.map((step): TimelineStep => {
        const reached = { done: 'done', now: 'now', later: 'next' } as const
        const note =
          step.at === null ? (step.step === 'decided' ? where : undefined) : whenWords(step.at, now, deviceZone())
        return { label: step.words, state: reached[step.state], ...(note ? { note } : {}) }
      }),
    ]
  const at = { waiting: 1, expired: 1, released: 1, choosing: 1, frozen: 3, in_progress: 3, completed: 5 }[state]
  const waiting = {
    released: 'Procurando outro cartório',
    choosing: 'Escolha outro cartório',
    expired: 'Prazo do cartório vencido',
  }
  const second = state in waiting ? waiting[state as keyof typeof waiting] : 'Atendimento do cartório'
  const labels = [second, 'Dados conferidos no CCN', 'Videoconferência', 'Emissão no celular']
  return [
    sent,
    ...labels.map((label, i): TimelineStep => {
      const reached = i + 1 < at ? 'done' : i + 1 === at ? 'now' : 'next'
      return { label, state: reached, ...(i === 0 && where ? { note: where } : {}) }
    }),
  ]
}
