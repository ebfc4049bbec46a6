import { Match, Show, Switch } from 'solid-js'
import { offlineReason } from '../api.ts'
import { IconCircleAlert, IconInfo, IconVideo } from '../icons.ts'
import { Button, ButtonLink } from '../parts/button.tsx'
import { Note } from '../parts/card.tsx'
import { createCallRing } from './call-entry.tsx'
import { Cancel } from './client-released.tsx'
import css from './client-request.module.css'
import type { StateProps } from './client-state.tsx'

/** "Em andamento" as the client follows it: one sentence about what is next, and what may be done now. */
export function InProgress(props: StateProps) {
  createCallRing(() => props.request.call)
  const place = () => props.request.cartorio?.name ?? 'O cartório'
  const done = (step: 'video') => props.request.steps?.some((one) => one.step === step && one.state === 'done')
  const calling = () => props.request.call !== null && props.request.call.state !== 'ended'
  const again = () => props.request.call?.state === 'ended' && !done('video')
  /** Nothing came of a suspicion, and there has been no other video since. */
  const cleared = () =>
    props.request.events.findLast(({ kind }) => kind === 'resolve' || kind === 'end_video')?.kind === 'resolve'
  const stalled = () => props.request.stalledAt !== null && props.request.can.release
  return (
    <>
      <Switch
        fallback={
          <>
            <h2>Seus dados foram conferidos</h2>
            <p>
              {place()} começou a atender{props.request.late ? ', fora do prazo' : ''}. O próximo passo é o vídeo: ele
              vai chamar você por aqui. Deixe seu documento por perto.
            </p>
          </>
        }
      >
        <Match when={calling()}>
          <h2>{place()} está chamando você</h2>
          <p>Entre no vídeo com seu documento em mãos. A conversa é rápida e fica gravada, se você concordar.</p>
        </Match>
        <Match when={done('video')}>
          <h2>Você foi identificado</h2>
          <p>{place()} está terminando as conferências e vai fazer o pedido do certificado. Avisamos você.</p>
        </Match>
        <Match when={cleared()}>
          <h2>A análise terminou</h2>
          <p>Está tudo certo: sua solicitação continua. {place()} vai chamar você por aqui para um novo vídeo.</p>
        </Match>
        <Match when={again()}>
          <h2>O vídeo terminou sem a identificação</h2>
          <p>{place()} pode chamar você de novo por aqui. Deixe seu documento por perto.</p>
        </Match>
      </Switch>
      <Show when={calling()}>
        <div class={css.actions}>
          <ButtonLink href={`/s/${props.request.id}/video`}>
            <IconVideo /> Entrar no vídeo
          </ButtonLink>
        </div>
      </Show>
      <Show when={props.request.notice}>
        {(notice) => (
          <Note tone="atencao" icon={<IconInfo />}>
            <p class={css.words}>{notice()}</p>
          </Note>
        )}
      </Show>
      <Show when={stalled()}>
        <Stalled {...props} />
      </Show>
      <div class={css.actions}>
        <Cancel {...props} />
      </div>
    </>
  )
}

/** Five business days without progress: the client may take the request elsewhere, or go on waiting (rule 22). */
function Stalled(props: StateProps) {
  return (
    <Show
      when={!props.patient}
      fallback={
        <>
          <p class="soft">Você escolheu continuar esperando.</p>
          <div class={css.actions}>
            <Button kind="quiet" onClick={() => props.onPatient(false)}>
              Ver opções
            </Button>
          </div>
        </>
      }
    >
      <Note tone="atencao" icon={<IconCircleAlert />}>
        <p class={css.words}>
          <b>Parada há 5 dias úteis.</b> Você pode liberar para outro cartório de {props.request.uf}, que confere seus
          dados de novo, ou continuar esperando.
        </p>
      </Note>
      <div class={css.actions}>
        <Button kind="secondary" blocked={offlineReason()} onClick={() => props.onSheet('release')}>
          Liberar solicitação
        </Button>
        <Button kind="quiet" onClick={() => props.onPatient(true)}>
          Continuar esperando
        </Button>
      </div>
    </Show>
  )
}
