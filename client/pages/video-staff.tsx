import { useNavigate } from '@solidjs/router'
import { createEffect, createSignal, Match, Show, Switch, untrack } from 'solid-js'
import type { CallView } from '../../server/http/call-views.ts'
import type { StaffRequestView } from '../../server/http/views.ts'
import { createAttending } from '../attending.ts'
import { createAct, offlineReason, send } from '../api.ts'
import { callSources } from '../call/sources.ts'
import type { Camera } from '../call/camera.ts'
import { createOwnCamera } from '../call/own-camera.ts'
import { recordingMime } from '../call/recorder.ts'
import { IconCircleAlert } from '../icons.ts'
import { keep } from '../kept.ts'
import { Button, ButtonLink } from '../parts/button.tsx'
import { Note } from '../parts/card.tsx'
import { Page } from '../parts/page.tsx'
import { PasskeyPrompt } from './passkey-prompt.tsx'
import { DeviceCheck } from './video-check.tsx'
import { Fault } from './video-consent.tsx'
import { StaffRoom } from './video-staff-room.tsx'
import css from './video.module.css'

interface StaffVideoProps {
  request: StaffRequestView
  call: CallView | null
  refresh: () => Promise<void>
}

const noRecording =
  'Este navegador não grava vídeo, e sem gravação a identificação não vale. Use o Chrome, o Edge, o Firefox ou o Safari atualizado.'

/** T3: the devices first, then the client is called; a reload in the room leads back into it. */
export default function StaffVideo(props: StaffVideoProps) {
  const navigate = useNavigate()
  // Whoever is in the room is in the request.
  createAttending(
    () => props.request.id,
    () => true,
  )
  const own = createOwnCamera()
  const keyOf = (id: string) => `quinze.call.${id}`
  const open = () => (props.call && props.call.state !== 'ended' ? props.call : null)
  const [wanted, setWanted] = createSignal(
    untrack(() => open() !== null && sessionStorage.getItem(keyOf(open()?.id ?? '')) !== null),
  )
  const [needsKey, setNeedsKey] = createSignal(false)
  /** The room one is in; it stays on the screen when the call ends, until the recording is safe. */
  const [entered, setEntered] = createSignal<{ id: string; camera: Camera } | null>(null)
  createEffect(() => {
    const id = open()?.id
    const camera = own.camera()
    if (!id || !wanted() || !camera || untrack(entered)?.id === id) return
    sessionStorage.setItem(keyOf(id), '1')
    setEntered({ id, camera })
  })
  const calling = createAct((key: string) => send<CallView>('POST', `/api/requests/${props.request.id}/call`, {}, key))
  const call = async () => {
    const view = await calling.run()
    if (!view) return setNeedsKey(calling.fault()?.code === 'needs_passkey')
    keep(callSources.requestCall(props.request.id), view)
    keep(callSources.call(view.id), view)
    setWanted(true)
  }
  const back = () => `/s/${props.request.id}`
  const leave = () => {
    const id = entered()?.id
    if (id) sessionStorage.removeItem(keyOf(id))
    own.close()
    navigate(back())
  }
  const name = () => props.request.data.socialName ?? props.request.data.name
  // After the order too: whoever lost the code of the enrolment gets another one in a short video (rule 69).
  // So does, after the certificate, whoever changes phones (rule 51).
  const ready = () => props.request.state === 'in_progress' || props.request.state === 'completed'
  return (
    <Switch>
      <Match when={entered()}>
        {(room) => (
          <Show when={props.call?.id === room().id && props.call}>
            {(view) => (
              <StaffRoom call={view()} camera={room().camera} own={own} onLeave={leave} refresh={props.refresh} />
            )}
          </Show>
        )}
      </Match>
      <Match when={!ready() && !open()}>
        <Page title={`Vídeo com ${name()}`} sub={`Solicitação ${props.request.protocol}`} back={back()}>
          <Note tone="pausa" icon={<IconCircleAlert />}>
            <p>Esta solicitação não está à espera de vídeo agora.</p>
          </Note>
          <ButtonLink href={back()}>Voltar à solicitação</ButtonLink>
        </Page>
      </Match>
      <Match when={true}>
        <Page title={`Vídeo com ${name()}`} sub={`Solicitação ${props.request.protocol}`} back={back()}>
          <Show
            when={recordingMime()}
            fallback={
              <Note tone="lacre" icon={<IconCircleAlert />}>
                <p>{noRecording}</p>
              </Note>
            }
          >
            <p>
              {open()?.other.here
                ? 'O cliente já está na sala.'
                : 'Ao chamar, o cliente recebe um aviso no celular. A gravação começa quando os dois estiverem na sala.'}
            </p>
            <DeviceCheck
              own={own}
              ice={open()?.ice ?? null}
              actions={
                <div class={css.actions}>
                  <Fault fault={calling.fault()} />
                  <Show
                    when={open()}
                    fallback={
                      <Button
                        busy={calling.busy()}
                        busyText="Chamando…"
                        blocked={offlineReason()}
                        onClick={() => void call()}
                      >
                        Chamar o cliente
                      </Button>
                    }
                  >
                    <Button onClick={() => setWanted(true)}>Entrar na sala</Button>
                  </Show>
                </div>
              }
            />
          </Show>
        </Page>
        <PasskeyPrompt
          open={needsKey()}
          onClose={() => setNeedsKey(false)}
          onDone={() => void call()}
          what="chamar o cliente"
        />
      </Match>
    </Switch>
  )
}
