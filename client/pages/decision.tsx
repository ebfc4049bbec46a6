import { useNavigate } from '@solidjs/router'
import { createMemo, createSignal, Match, Show, Switch } from 'solid-js'
import type { StaffRequestView } from '../../server/http/views.ts'
import { createAct, offlineReason, send, type ApiProblem } from '../api.ts'
import { IconCircleAlert, IconCircleCheck, IconInfo } from '../icons.ts'
import { createAttending } from '../attending.ts'
import { createKept, keep, revalidate } from '../kept.ts'
import { sources } from '../keys.ts'
import { Button, ButtonLink } from '../parts/button.tsx'
import { Note } from '../parts/card.tsx'
import { Explain } from '../parts/explain.tsx'
import { NewDeadline } from '../parts/moved.tsx'
import { Page } from '../parts/page.tsx'
import { toast } from '../parts/toast.tsx'
import { me, offices } from '../session.ts'
import { OthersHere } from './attending.tsx'
import { CcnLine } from './ccn-line.tsx'
import { Attend } from './attend.tsx'
import { StaffCall } from './call-card.tsx'
import type { DecisionBody } from './decision-body.ts'
import { DecisionClock } from './decision-clock.tsx'
import { DecisionForm } from './decision-form.tsx'
import { GiveBack } from './decision-give-back.tsx'
import { History, Outcome } from './decision-outcome.tsx'
import { PersonCard, Situation } from './decision-person.tsx'
import { PicturesCard } from './decision-pictures.tsx'
import css from './decision.module.css'
import { PasskeyPrompt } from './passkey-prompt.tsx'
import { QueueBeside } from './queue-beside.tsx'
import quiet from './refusal.module.css'
import { Suspicion } from './suspicion.tsx'

/** T2: one request of the own cartório, and its decision. What was filled in never moves on to another request. */
export default function DecisionPage(props: { request: StaffRequestView }) {
  return (
    <Show when={props.request.id} keyed>
      <Decision request={props.request} />
    </Show>
  )
}

function Decision(props: { request: StaffRequestView }) {
  const navigate = useNavigate()
  const [explaining, setExplaining] = createSignal(false)
  const [needsKey, setNeedsKey] = createSignal(false)
  const [lost, setLost] = createSignal<ApiProblem | null>(null)
  const source = createMemo(() => sources.request(props.request.id))
  const explanation = createKept(() => (explaining() ? sources.explain(props.request.id) : null))
  const again = () => void revalidate([source().key])

  const decision = createAct((key: string, body: DecisionBody) =>
    send<StaffRequestView>('POST', `${source().path}/decision`, body, key),
  )
  const decide = async (body: DecisionBody) => {
    const answer = await decision.run(body)
    if (!answer) return refused(decision.fault())
    setLost(null)
    keep(source(), answer)
    document.querySelector('h1')?.focus()
    scrollTo({ top: 0 })
    return null
  }
  const giving = createAct((key: string, reason: string) => send('POST', `${source().path}/give-back`, { reason }, key))
  const giveBack = async (reason: string) => {
    if (!(await giving.run(reason))) return refused(giving.fault())
    toast.show('Solicitação devolvida.')
    navigate('/fila')
    return null
  }
  /** What the request has become takes the place of what was shown; one that left goes with a word about why. */
  const refused = (problem: ApiProblem | null) => {
    if (problem === null) return null
    if (problem.code === 'needs_passkey') setNeedsKey(true)
    if (isStaffRequest(problem.request)) keep(source(), problem.request)
    else if (problem.code === 'changed' || problem.code === 'already_decided' || problem.code === 'not_found') {
      toast.show(problem.detail)
      navigate('/fila')
    } else if (problem.status === 409) again()
    if (problem.status === 409 && !problem.code.startsWith('ccn_')) setLost(problem)
    return problem
  }
  const open = () => props.request.state === 'waiting' || props.request.state === 'expired'
  const attended = () => props.request.state === 'in_progress' || props.request.state === 'frozen'
  const others = createAttending(
    () => props.request.id,
    () => open() || attended(),
  )
  const role = () => offices().find((one) => one.cns === props.request.cartorio?.cns)
  const keyMissing = () => !props.request.can.decide && role()?.decides === true && me()?.passkeySession === false

  return (
    <Page
      title={props.request.data.socialName ?? props.request.data.name}
      sub={<span class="num">Solicitação {props.request.protocol}</span>}
      back={attended() ? '/andamento' : '/fila'}
      wide
    >
      <div class={css.split}>
        <QueueBeside cns={props.request.cartorio?.cns ?? null} current={props.request.id} />
        <div class={css.detail}>
          <div role="alert" class={quiet.alert}>
            <Show when={lost()}>
              {(problem) => (
                <Note tone="atencao" icon={<IconCircleAlert />}>
                  <p>
                    <b>{problem().detail}</b>
                  </p>
                </Note>
              )}
            </Show>
          </div>
          <OthersHere others={others()} />
          <Show when={open()} fallback={<Outcome request={props.request} />}>
            <Show when={props.request.clock}>
              {(clock) => (
                <DecisionClock
                  clock={clock()}
                  deciding={props.request.can.decide}
                  onExplain={() => setExplaining(true)}
                  onTransition={again}
                />
              )}
            </Show>
            <NewDeadline request={props.request} />
          </Show>
          <Show when={props.request.suspicion}>
            {(suspicion) => <Suspicion request={props.request} suspicion={suspicion()} />}
          </Show>
          <Show when={attended()}>
            <Attend request={props.request} />
          </Show>
          <CcnLine request={props.request} />
          <PersonCard request={props.request} />
          <PicturesCard request={props.request} onKey={() => setNeedsKey(true)} />
          <Situation request={props.request} />
          <Switch fallback={<ButtonLink href="/fila">Voltar à fila</ButtonLink>}>
            <Match when={props.request.state === 'completed'}>
              <Note tone="sucesso" icon={<IconCircleCheck />}>
                <p>
                  <b>Certificado emitido e provado no celular do cliente.</b> Validade e exclusividade estão em{' '}
                  <a href="/clientes">Meus clientes</a>.
                </p>
              </Note>
              <Show when={!props.request.whyNot}>
                <ButtonLink kind="quiet" href={`/s/${props.request.id}/video`}>
                  Chamar para o vídeo (novo celular)
                </ButtonLink>
              </Show>
            </Match>
            <Match when={attended() && !props.request.whyNot}>
              <ButtonLink kind="quiet" href="/andamento">
                Ver todas em andamento
              </ButtonLink>
            </Match>
            <Match when={open() && props.request.can.decide}>
              <DecisionForm
                request={props.request}
                busy={decision.busy()}
                blocked={offlineReason()}
                onDecide={decide}
              />
              <Show when={props.request.can.giveBack}>
                <GiveBack busy={giving.busy()} blocked={offlineReason()} onGiveBack={giveBack} />
              </Show>
            </Match>
            <Match when={open() || (attended() && props.request.whyNot)}>
              <Note tone="pausa" icon={<IconInfo />}>
                <p>{props.request.whyNot ?? 'Seu papel no cartório permite ver, mas não decidir.'}</p>
              </Note>
              <Show when={keyMissing()}>
                <Button onClick={() => setNeedsKey(true)}>Entrar com a chave de acesso</Button>
              </Show>
              <ButtonLink kind={keyMissing() ? 'quiet' : 'primary'} href="/fila">
                Voltar à fila
              </ButtonLink>
            </Match>
          </Switch>
          <StaffCall request={props.request} />
          <History request={props.request} />
        </div>
      </div>
      <Show when={explanation.data}>
        {(told) => <Explain open={explaining()} onClose={() => setExplaining(false)} told={told()} />}
      </Show>
      <PasskeyPrompt open={needsKey()} onClose={() => setNeedsKey(false)} onDone={again} what="decidir" />
    </Page>
  )
}

function isStaffRequest(value: unknown): value is StaffRequestView {
  return typeof value === 'object' && value !== null && 'as' in value && value.as === 'staff'
}
