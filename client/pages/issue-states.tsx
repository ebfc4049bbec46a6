import { Show } from 'solid-js'
import { IconCircleAlert, IconInfo } from '../icons.ts'
import { Button, ButtonLink } from '../parts/button.tsx'
import { Card, Note } from '../parts/card.tsx'
import type { Issuing } from './issue-flow.ts'
import css from './issue.module.css'

/** What is being done, and that the app should stay open meanwhile. */
export function Working(props: { flow: Issuing }) {
  return (
    <Card tone="primaria">
      <div class={css.working} role="status">
        <span class={css.mark} aria-hidden="true" />
        <div>
          <b>{props.flow.doing()}</b>
          <p class="soft">Não feche o app. Leva poucos segundos.</p>
        </div>
      </div>
    </Card>
  )
}

/** It stopped; everything up to there is kept. */
export function Stopped(props: { flow: Issuing; request: string }) {
  const over = () => props.flow.fault()?.code === 'not_ordered'
  return (
    <Card tone="atencao">
      <Note tone="atencao" icon={<IconInfo />}>
        <p role="alert">
          <b>A emissão parou no passo {props.flow.step()}. Nada se perdeu.</b>
        </p>
        <Show when={props.flow.fault()}>{(fault) => <p>{fault().detail}</p>}</Show>
      </Note>
      <Show
        when={!over()}
        fallback={
          <ButtonLink href={`/s/${props.request}`} kind="secondary">
            Ver solicitação
          </ButtonLink>
        }
      >
        <Button busy={props.flow.busy()} onClick={() => void props.flow.goOn()}>
          Continuar
        </Button>
      </Show>
    </Card>
  )
}

/** Another phone enrolled with a newer code, or it was called off: what this one holds starts no certificate any more. */
export function Moved(props: { flow: Issuing; request: string }) {
  return (
    <Card tone="atencao">
      <Note tone="atencao" icon={<IconInfo />}>
        <p role="alert">
          <b>O que foi começado aqui não vale mais.</b> A emissão continuou em outro celular, ou o certificado foi
          revogado antes de ficar pronto.
        </p>
      </Note>
      <p>Não foi você? Avise o cartório agora. Para emitir aqui, peça outro código em uma videoconferência curta.</p>
      <Button kind="secondary" busy={props.flow.busy()} onClick={() => void props.flow.startOver()}>
        Já tenho outro código
      </Button>
      <ButtonLink href={`/s/${props.request}`} kind="quiet">
        Ver solicitação
      </ButtonLink>
    </Card>
  )
}

/** Five wrong PINs: only the cartório, which knows the face, can let another one be issued (rule 46). */
export function Locked(props: { flow: Issuing; request: string }) {
  return (
    <Card tone="lacre">
      <Note tone="lacre" icon={<IconCircleAlert />}>
        <p role="alert">
          <b>PIN bloqueado.</b> Foram 5 tentativas erradas, e ninguém mais abre esta chave.
        </p>
      </Note>
      <p>
        Peça ao cartório uma nova videoconferência curta. Ela dá outro código, e você emite outro certificado neste
        celular.
      </p>
      <Button busy={props.flow.busy()} onClick={() => void props.flow.startOver()}>
        Já tenho outro código
      </Button>
      <ButtonLink href={`/s/${props.request}`} kind="secondary">
        Ver solicitação
      </ButtonLink>
    </Card>
  )
}
