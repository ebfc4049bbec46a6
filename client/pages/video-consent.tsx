import { createEffect, createSignal, on, Show, type JSX } from 'solid-js'
import type { CallView } from '../../server/http/call-views.ts'
import { createAct, offlineReason, send } from '../api.ts'
import { callSources } from '../call/sources.ts'
import { IconCircleAlert, IconIdCard, IconLandmark, IconShield, IconVideo } from '../icons.ts'
import { keep } from '../kept.ts'
import { Button, ButtonLink } from '../parts/button.tsx'
import { Card, Note } from '../parts/card.tsx'
import { Check } from '../parts/choice.tsx'
import { Page } from '../parts/page.tsx'
import css from './video.module.css'

interface ConsentProps {
  call: CallView
  onChange: () => void
}

function createAnswer(call: () => CallView, onChange: () => void) {
  const answer = createAct((key: string, accepted: boolean) =>
    send<CallView>('POST', `/api/calls/${call().id}/consent`, { accepted, version: call().consent.version }, key),
  )
  return {
    ...answer,
    async give(accepted: boolean) {
      const view = await answer.run(accepted)
      if (view) keep(callSources.call(view.id), view)
      else onChange()
    },
  }
}

/** C8, first: what happens in the video and what is agreed to, before the camera opens (rule 41). */
export function Consent(props: ConsentProps & { onMoment: () => void }) {
  const [ticked, setTicked] = createSignal(false)
  const [error, setError] = createSignal<string | null>(null)
  // Another text than the one that was ticked: published meanwhile, it is read first.
  createEffect(
    on(
      () => props.call.consent.version,
      () => setTicked(false),
      { defer: true },
    ),
  )
  const answer = createAnswer(
    () => props.call,
    () => props.onChange(),
  )
  const accept = () => {
    if (!ticked()) return setError('Marque a caixa para continuar, ou toque em Não aceito.')
    void answer.give(true)
  }
  return (
    <Page title="Vídeo com o cartório" sub={props.call.cartorio.name} back={`/s/${props.call.request}`}>
      <ol class={css.steps}>
        <Step icon={<IconVideo />}>O tabelião conversa com você por vídeo. Leva uns 5 minutos.</Step>
        <Step icon={<IconIdCard />}>Você diz seus dados e mostra a frente e o verso do documento.</Step>
        <Step icon={<IconShield />}>
          A chamada é gravada e guardada com criptografia. Só pessoas autorizadas assistem, e cada exibição fica
          registrada.
        </Step>
      </ol>
      <Card title="Sua autorização">
        <Check
          label={props.call.consent.text}
          checked={ticked()}
          onChange={(on) => {
            setTicked(on)
            setError(null)
          }}
          error={error()}
        />
      </Card>
      <Fault fault={answer.fault()} />
      <div class={css.actions}>
        <Button busy={answer.busy()} blocked={offlineReason()} onClick={accept}>
          Aceitar e testar a câmera
        </Button>
        <Show when={props.call.state === 'waiting'}>
          <Button kind="secondary" onClick={() => props.onMoment()}>
            Preciso de 5 min
          </Button>
        </Show>
        <Button kind="quiet" blocked={answer.busy() ? '' : null} onClick={() => void answer.give(false)}>
          Não aceito
        </Button>
      </div>
    </Page>
  )
}

/** Without recording there is no order: the way is the cartório's counter. */
export function Refused(props: ConsentProps) {
  const answer = createAnswer(
    () => props.call,
    () => props.onChange(),
  )
  const place = () => props.call.cartorio
  return (
    <Page title="Sem gravação, sem vídeo" sub={props.call.cartorio.name} back={`/s/${props.call.request}`}>
      <Note tone="pausa" icon={<IconLandmark />}>
        <p>
          <b>Você pode se identificar pessoalmente.</b> Procure o {place().name}, em {place().municipio}/{place().uf},
          com seu documento.
        </p>
      </Note>
      <p>
        A gravação é a prova da sua identificação. Sem ela o cartório não pode pedir o certificado pelo vídeo. Sua
        câmera não foi aberta.
      </p>
      <Fault fault={answer.fault()} />
      <div class={css.actions}>
        <ButtonLink href={`/s/${props.call.request}`}>Ver a solicitação</ButtonLink>
        <Button kind="secondary" busy={answer.busy()} blocked={offlineReason()} onClick={() => void answer.give(true)}>
          Mudei de ideia: aceito a gravação
        </Button>
      </div>
    </Page>
  )
}

function Step(props: { icon: JSX.Element; children: JSX.Element }) {
  return (
    <li>
      {props.icon} <span>{props.children}</span>
    </li>
  )
}

export function Fault(props: { fault: { detail: string } | null }) {
  return (
    <div role="alert">
      <Show when={props.fault}>
        {(fault) => (
          <Note tone="lacre" icon={<IconCircleAlert />}>
            <p>{fault().detail}</p>
          </Note>
        )}
      </Show>
    </div>
  )
}
