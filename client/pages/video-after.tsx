import { Match, Show, Switch } from 'solid-js'
import type { CallView } from '../../server/http/call-views.ts'
import { IconCircleAlert, IconCircleCheck, IconInfo } from '../icons.ts'
import { ButtonLink } from '../parts/button.tsx'
import { Note } from '../parts/card.tsx'
import { EnrolmentCode } from '../parts/enrolment-code.tsx'
import { Page } from '../parts/page.tsx'
import css from './video.module.css'

/** After the call: how it ended for the client, and what comes next. */
export function AfterCall(props: { call: CallView }) {
  return (
    <Page title="Chamada encerrada" sub={props.call.cartorio.name} back={`/s/${props.call.request}`}>
      <Switch>
        <Match when={props.call.reason === 'identified'}>
          <Note tone="sucesso" icon={<IconCircleCheck />}>
            <p>
              <b>Você foi identificado.</b>{' '}
              <Show
                when={props.call.ordered}
                fallback="Agora o cartório faz o pedido do certificado. Avisamos você quando for hora de emitir, neste celular."
              >
                Use o código abaixo para emitir no celular em que você quer o certificado. Ele vale por 7 dias.
              </Show>
            </p>
          </Note>
          <EnrolmentCode call={props.call.id} request={props.call.request} />
        </Match>
        <Match when={props.call.reason === 'fraud'}>
          <Note tone="pausa" icon={<IconInfo />}>
            <p>
              <b>Em análise.</b> O cartório está analisando esta solicitação e vai falar com você.
            </p>
          </Note>
        </Match>
        <Match when={props.call.reason === 'not_identified'}>
          <Note tone="atencao" icon={<IconCircleAlert />}>
            <p>
              <b>Não foi possível identificar você desta vez.</b> O cartório pode chamar de novo. Deixe à mão um
              documento com foto, sem plástico, e procure um lugar claro.
            </p>
          </Note>
        </Match>
        <Match when={props.call.reason === 'gave_up'}>
          <Note tone="pausa" icon={<IconInfo />}>
            <p>
              <b>O vídeo não foi feito.</b> Quando quiser continuar, fale com o cartório: ele chama você de novo.
            </p>
          </Note>
        </Match>
        <Match when={true}>
          <Note tone="atencao" icon={<IconCircleAlert />}>
            <p>
              <b>A chamada terminou por um problema técnico.</b> Nada se perdeu: o cartório vai chamar você de novo.
            </p>
          </Note>
        </Match>
      </Switch>
      <div class={css.actions}>
        <ButtonLink href={`/s/${props.call.request}`}>Ver a solicitação</ButtonLink>
      </div>
    </Page>
  )
}
