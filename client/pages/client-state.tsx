import { lazy, Match, Show, Switch } from 'solid-js'
import { opensLongWords } from '../../server/domain/instant-words.ts'
import type { ClientRequestView } from '../../server/http/views.ts'
import { offlineReason } from '../api.ts'
import { Button, ButtonLink } from '../parts/button.tsx'
import { whyWords } from '../parts/explain-words.ts'
import { NewDeadline } from '../parts/moved.tsx'
import { dueWords } from '../parts/ring-words.ts'
import { Ring } from '../parts/ring.tsx'
import type { ClientActs } from './client-acts.ts'
import { InProgress } from './client-progress.tsx'
import { Cancel, Released } from './client-released.tsx'
import css from './client-request.module.css'
import type { SheetName } from './client-sheets.tsx'
import { FeatureNote } from './feature-note.tsx'
import { isOrdered } from './ordered.ts'

const loadEnd = () => import('./client-certificate.tsx')
const Ordered = lazy(() => loadEnd().then((part) => ({ default: part.Ordered })))
const Completed = lazy(() => loadEnd().then((part) => ({ default: part.Completed })))

export interface StateProps {
  request: ClientRequestView
  live: boolean
  justSent: boolean
  /** The client chose to go on waiting. */
  patient: boolean
  onPatient: (on: boolean) => void
  acts: ClientActs
  onSheet: (sheet: SheetName) => void
  refresh: () => void
}

/** The protagonist of the screen: the clock or the outcome, one sentence, and what may be done now. */
export function ClientState(props: StateProps) {
  const state = () => props.request.state
  return (
    <div class={css.wide}>
      <Show when={(state() === 'waiting' || state() === 'expired') && props.request.clock}>
        <Dial {...props} />
      </Show>
      <div class={css.start}>
        <NewDeadline request={props.request} />
      </div>
      <Switch fallback={<Ended {...props} />}>
        <Match when={state() === 'waiting'}>
          <Waiting {...props} />
        </Match>
        <Match when={state() === 'expired'}>
          <Expired {...props} />
        </Match>
        <Match when={state() === 'released'}>
          <Released {...props} />
        </Match>
        <Match when={state() === 'choosing'}>
          <h2>Escolha outro cartório</h2>
          <p>O cartório não está mais atendendo. Seus dados continuam salvos; escolha quem vai atender você.</p>
          <div class={css.actions}>
            <Button onClick={() => props.onSheet('choose')}>Escolher outro cartório</Button>
            <Cancel {...props} />
          </div>
        </Match>
      </Switch>
    </div>
  )
}

function Dial(props: StateProps) {
  return (
    <div class={css.dial}>
      <Show when={props.request.clock}>
        {(clock) => (
          <Show when={props.live} fallback={<Frozen request={props.request} />}>
            <Ring clock={clock()} size="big" onTransition={() => props.refresh()} />
          </Show>
        )}
      </Show>
      <button type="button" onClick={() => props.onSheet('explain')}>
        {whyWords(props.request.clock)}
      </button>
    </div>
  )
}

/** A countdown from an earlier visit would lie: only the hour that was promised is told. */
function Frozen(props: { request: ClientRequestView }) {
  const due = () => {
    const clock = props.request.clock
    return clock && 'dueAt' in clock ? dueWords(clock.dueAt, Date.now(), clock) : null
  }
  return <Show when={due()}>{(words) => <p class="num">Prazo {words()}</p>}</Show>
}

function Waiting(props: StateProps) {
  const notBegun = () => {
    const { clock, now } = props.request
    return clock?.state === 'paused' && clock.remainingMs === clock.totalMs
      ? opensLongWords(clock.reopensAt, now, clock.zone)
      : null
  }
  return (
    <>
      <h2>{props.justSent ? 'Solicitação enviada' : `Aguardando ${props.request.cartorio?.name ?? 'o cartório'}`}</h2>
      <Show
        when={notBegun()}
        fallback={
          <p>
            {props.request.cartorio?.name ?? 'O cartório'} tem 15 minutos úteis para começar a atender. Se o prazo
            passar, você pode liberar para outro cartório de {props.request.uf}.
          </p>
        }
      >
        {(opens) => (
          <p>
            O cartório abre <b>{opens()}</b>. O prazo começa a contar nessa hora. Avisamos você.
          </p>
        )}
      </Show>
      <Show when={props.request.notice}>{(notice) => <p class="soft">{notice()}</p>}</Show>
      <div class={css.actions}>
        <Cancel {...props} />
      </div>
    </>
  )
}

function Expired(props: StateProps) {
  return (
    <Show
      when={!props.patient}
      fallback={
        <>
          <h2>Você escolheu esperar</h2>
          <p>{props.request.cartorio?.name ?? 'O cartório'} ainda pode atender, fora do prazo. Avisamos você.</p>
          <div class={css.actions}>
            <Button kind="secondary" onClick={() => props.onPatient(false)}>
              Ver opções
            </Button>
          </div>
        </>
      }
    >
      <h2>O prazo de 15 minutos úteis passou.</h2>
      <p>Você pode liberar para outro cartório de {props.request.uf} ou continuar esperando.</p>
      <FeatureNote name="release" />
      <div class={css.actions}>
        <Button blocked={offlineReason()} onClick={() => props.onSheet('release')}>
          Liberar solicitação
        </Button>
        <Button kind="secondary" onClick={() => props.onPatient(true)}>
          Continuar esperando
        </Button>
        <Button kind="quiet" onClick={() => props.onSheet('choose')}>
          Escolher outro cartório pelo nome
        </Button>
        <Cancel {...props} />
      </div>
    </Show>
  )
}

function Ended(props: StateProps) {
  /** Closed by the cartório after an analysis: what to do next is between the two of them. */
  const analysed = () => props.request.state === 'closed' && props.request.events.at(-1)?.kind === 'resolve'
  return (
    <Switch>
      <Match when={isOrdered(props.request)}>
        <Ordered {...props} />
      </Match>
      <Match when={props.request.state === 'in_progress'}>
        <InProgress {...props} />
      </Match>
      <Match when={props.request.state === 'rejected'}>
        <h2>O cartório rejeitou a solicitação</h2>
        <div class={css.quote}>
          <b>{props.request.rejection?.words ?? 'Motivo não informado'}</b>
          <Show when={props.request.rejection?.text}>
            <p>“{props.request.rejection?.text}”</p>
          </Show>
        </div>
        <p>Ela terminou aqui. Você pode corrigir e enviar de novo, para este ou outro cartório.</p>
        <Show when={props.request.can.resend}>
          <div class={css.actions}>
            <ButtonLink href={`/nova?de=${props.request.id}`}>Corrigir e reenviar</ButtonLink>
          </div>
        </Show>
      </Match>
      <Match when={props.request.state === 'completed'}>
        <Completed request={props.request} />
      </Match>
      <Match when={props.request.state === 'frozen'}>
        <h2>Em análise</h2>
        <p>
          O cartório parou a solicitação para conferir quem está pedindo. Você não precisa fazer nada agora: ele vai
          falar com você pelo celular ou pelo e-mail informado.
        </p>
        <p class="soft">Enquanto isso ela não pode ser cancelada, e nada é emitido em seu nome.</p>
      </Match>
      <Match when={props.request.state === 'cancelled' || props.request.state === 'closed'}>
        <h2>{props.request.state === 'cancelled' ? 'Você cancelou esta solicitação' : 'Solicitação encerrada'}</h2>
        <Show when={props.request.state === 'closed' && props.request.events.at(-1)}>
          {(last) => <p>{last().words}.</p>}
        </Show>
        <Show
          when={analysed()}
          fallback={
            <>
              <p>Nenhum cartório vai atendê-la. Quando quiser, envie outra.</p>
              <div class={css.actions}>
                <ButtonLink href="/nova">Nova solicitação</ButtonLink>
              </div>
            </>
          }
        >
          <p>
            Nada foi emitido em seu nome. Para saber mais, procure {props.request.cartorio?.name ?? 'o cartório'} com
            seu documento.
          </p>
        </Show>
      </Match>
    </Switch>
  )
}
