import { createEffect, createSignal, on, Show } from 'solid-js'
import { whenWords } from '../../server/domain/instant-words.ts'
import type { ClientRequestView } from '../../server/http/views.ts'
import { IconVideo } from '../icons.ts'
import { createKept } from '../kept.ts'
import { sources } from '../keys.ts'
import { Button, ButtonLink } from '../parts/button.tsx'
import { isGood } from '../parts/certificate-state.tsx'
import { deviceZone } from '../parts/ring-words.ts'
import { Seal } from '../parts/seal.tsx'
import { me } from '../session.ts'
import { heldFor, keptCode, stepOf, type Step } from '../wallet/held.ts'
import { diskShelf } from '../wallet/shelf.ts'
import { createCallRing } from './call-entry.tsx'
import { CertificateCard } from './certificate-card.tsx'
import type { StateProps } from './client-state.tsx'
import css from './client-request.module.css'

/** The order is placed: the certificate waits to be born on a phone. */
export function Ordered(props: StateProps) {
  const [step, setStep] = createSignal<Step | null>(null)
  const [hasCode, setHasCode] = createSignal(false)
  createEffect(
    on(
      () => props.request.id,
      async (id) => {
        const person = me()?.person ?? ''
        // Without storage there is nothing begun; the next screen says why it can't be.
        setStep(stepOf(await heldFor(diskShelf(), person, id).catch(() => null)))
        setHasCode((await keptCode(diskShelf(), person, id).catch(() => null)) !== null)
      },
    ),
  )
  const begun = () => step() !== null && step() !== 'code'
  return (
    <>
      <h2>{begun() ? 'Termine de emitir' : 'Pronto para emitir'}</h2>
      <Show
        when={begun()}
        fallback={
          <p>
            {props.request.cartorio?.name ?? 'O cartório'} fez o pedido do certificado. Emita no celular em que você vai
            usá-lo: a chave nasce e fica só nele.
          </p>
        }
      >
        <p>A emissão parou no passo {step() === 'pin' ? 2 : 3}. Nada se perdeu.</p>
      </Show>
      <div class={css.actions}>
        <Show when={props.request.call !== null && props.request.call.state !== 'ended'}>
          <ButtonLink href={`/s/${props.request.id}/video`}>Entrar no vídeo</ButtonLink>
        </Show>
        <ButtonLink href={`/s/${props.request.id}/emitir`}>{begun() ? 'Continuar' : 'Emitir neste celular'}</ButtonLink>
        <Show when={step() === 'code' && !hasCode()}>
          <p class="soft">
            Tenha à mão o código de 8 letras e números que apareceu na sala de vídeo. Perdeu o código, ou ele venceu? O
            cartório dá outro em uma videoconferência curta.
          </p>
        </Show>
        <Button kind="quiet" onClick={() => props.onSheet('give-up')}>
          Desistir do certificado
        </Button>
      </div>
    </>
  )
}

/** The certificate that came of it. */
export function Completed(props: { request: ClientRequestView }) {
  const kept = createKept(() => sources.certificates())
  // While another phone is at it the newest one is not in force yet.
  const one = () => {
    const mine = kept.data?.items.filter(({ request }) => request === props.request.id) ?? []
    return mine.find(({ state }) => state === 'active') ?? mine.find(({ state }) => state !== 'prepared') ?? null
  }
  return (
    <>
      <Seal good={one() === null || isGood(one() ?? { state: 'active', notAfter: 0, now: 0 })} />
      <h2>Certificado emitido</h2>
      <Show when={one()} fallback={<p>Tudo certo. Seu certificado está no celular em que você o emitiu.</p>}>
        {(certificate) => (
          <div class={css.start}>
            <CertificateCard one={certificate()} />
          </div>
        )}
      </Show>
      <OnAnotherPhone request={props.request} />
    </>
  )
}

/** Rule 51: the way into the room that is open, and to another certificate while a code waits or one is on its way here. */
function OnAnotherPhone(props: { request: ClientRequestView }) {
  createCallRing(() => props.request.call)
  const step = createStep(() => props.request)
  const calling = () => props.request.call !== null && props.request.call.state !== 'ended'
  const begun = () => step() !== null && step() !== 'code' && step() !== 'done'
  const waits = () => props.request.reissue?.codeUntil ?? null
  /** The code was shown in the room of the newest video, and that page keeps it on the phone that it was shown on. */
  const shown = () => step() === 'done' && waits() !== null && props.request.call?.reason === 'identified'
  return (
    <>
      <Show when={waits()}>
        {(until) => (
          <p>
            {step() === 'done'
              ? 'Um código espera o seu celular novo: abra o Quinze nele, nesta solicitação. A chave deste celular vale até lá.'
              : 'Um código espera por você para emitir em outro celular. O certificado atual vale até o novo ser ativado.'}{' '}
            <span class="soft num">O código vale até {whenWords(until(), props.request.now, deviceZone())}.</span>
          </p>
        )}
      </Show>
      <div class={css.actions}>
        <Show when={calling()}>
          <ButtonLink href={`/s/${props.request.id}/video`}>
            <IconVideo /> Entrar no vídeo
          </ButtonLink>
        </Show>
        <Show when={shown()}>
          <ButtonLink href={`/s/${props.request.id}/video`} kind="secondary">
            Ver o código
          </ButtonLink>
        </Show>
        <Show when={begun() || (waits() !== null && step() !== null && step() !== 'done')}>
          <ButtonLink href={`/s/${props.request.id}/emitir`} kind={calling() ? 'secondary' : 'primary'}>
            {begun() ? 'Continuar a emissão' : 'Emitir neste celular'}
          </ButtonLink>
        </Show>
      </div>
    </>
  )
}

/** How far this phone is with the certificate of a request; null until that is known. */
function createStep(request: () => ClientRequestView): () => Step | null {
  const [step, setStep] = createSignal<Step | null>(null)
  createEffect(
    on(
      () => [request().id, request().version] as const,
      // Without storage there is nothing begun; the next screen says why it can't be.
      async ([id]) => setStep(stepOf(await heldFor(diskShelf(), me()?.person ?? '', id).catch(() => null))),
    ),
  )
  return step
}
