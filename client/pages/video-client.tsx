import { useNavigate, useSearchParams } from '@solidjs/router'
import { createEffect, createSignal, Match, onMount, Show, Switch, untrack } from 'solid-js'
import type { CallView } from '../../server/http/call-views.ts'
import { createOwnCamera, createPauseStamps, type OwnCamera } from '../call/own-camera.ts'
import type { Camera } from '../call/camera.ts'
import { createRoom } from '../call/room.ts'
import { Button } from '../parts/button.tsx'
import { Page } from '../parts/page.tsx'
import { Sheet } from '../parts/sheet.tsx'
import { AfterCall } from './video-after.tsx'
import { DeviceCheck } from './video-check.tsx'
import { Consent, Refused } from './video-consent.tsx'
import { MomentSheet } from './video-moment.tsx'
import { RoomFrame } from './video-room.tsx'
import { stepHint } from './video-words.ts'
import css from './video.module.css'

interface ClientVideoProps {
  call: CallView
  refresh: () => void
}

/** C8 and C9: what happens and the consent, then the devices, then the room; a reload in the room leads back into it. */
export function ClientVideo(props: ClientVideoProps) {
  const navigate = useNavigate()
  const key = `quinze.call.${untrack(() => props.call.id)}`
  const own = createOwnCamera()
  const [inside, setInside] = createSignal(sessionStorage.getItem(key) !== null)
  const [search, setSearch] = useSearchParams<{ abrir?: string }>()
  const [moment, setMoment] = createSignal(false)
  createEffect(() => {
    if (search.abrir !== '5min') return
    if (props.call.state === 'waiting') setMoment(true)
    untrack(() => setSearch({ abrir: undefined }, { replace: true }))
  })
  createEffect(() => {
    if (props.call.state === 'ended') {
      sessionStorage.removeItem(key)
      own.close()
    }
  })
  const enter = () => {
    sessionStorage.setItem(key, '1')
    setInside(true)
  }
  const leave = () => {
    sessionStorage.removeItem(key)
    navigate(`/s/${props.call.request}`)
  }
  const agreed = () => props.call.consent.at !== null && props.call.consent.refusedAt === null
  const back = () => `/s/${props.call.request}`
  return (
    <Switch>
      <Match when={props.call.state === 'ended'}>
        <AfterCall call={props.call} />
      </Match>
      <Match when={props.call.consent.refusedAt !== null}>
        <Refused call={props.call} onChange={props.refresh} />
      </Match>
      <Match when={!agreed()}>
        <Consent call={props.call} onChange={props.refresh} onMoment={() => setMoment(true)} />
        <MomentSheet call={props.call} open={moment()} onClose={() => setMoment(false)} />
      </Match>
      <Match when={inside() && own.camera()}>
        {(camera) => <Inside call={props.call} camera={camera()} own={own} onLeave={leave} />}
      </Match>
      <Match when={true}>
        <Page title="Preparar vídeo" sub={props.call.cartorio.name} back={back()}>
          <Again inside={inside()} />
          <DeviceCheck
            own={own}
            ice={props.call.ice}
            actions={
              <div class={css.actions}>
                <Button onClick={enter}>Entrar na sala</Button>
                <Show when={props.call.state === 'waiting'}>
                  <Button kind="secondary" onClick={() => setMoment(true)}>
                    Preciso de 5 min
                  </Button>
                </Show>
              </div>
            }
          />
        </Page>
        <MomentSheet call={props.call} open={moment()} onClose={() => setMoment(false)} />
      </Match>
    </Switch>
  )
}

function Again(props: { inside: boolean }) {
  return (
    <Show
      when={props.inside}
      fallback={<p>Confira sua imagem e seu som. O tabelião só vê você depois que você entrar.</p>}
    >
      <p role="status">Voltando para a sala…</p>
    </Show>
  )
}

function Inside(props: { call: CallView; camera: Camera; own: OwnCamera; onLeave: () => void }) {
  const [asking, setAsking] = createSignal(false)
  const own = untrack(() => props.own)
  const room = createRoom(
    () => props.call,
    untrack(() => props.camera),
    own.state,
  )
  own.whenTrack((track) => room.replace(track))
  createPauseStamps(() => props.call.id, own.state)
  onMount(() => scrollTo({ top: 0 }))
  const leave = () => {
    room.leave()
    props.own.close()
    props.onLeave()
  }
  return (
    <>
      <RoomFrame
        call={props.call}
        room={room}
        own={props.own}
        hint={stepHint(props.call)}
        leaveLabel="Sair"
        onLeave={() => setAsking(true)}
      />
      <Sheet
        open={asking()}
        onClose={() => setAsking(false)}
        title="Sair da chamada?"
        actions={
          <>
            <Button kind="danger" onClick={leave}>
              Sair da chamada
            </Button>
            <Button kind="secondary" onClick={() => setAsking(false)}>
              Ficar
            </Button>
          </>
        }
      >
        <p>Se você sair agora, a identificação fica incompleta. Você pode voltar enquanto a sala estiver aberta.</p>
      </Sheet>
    </>
  )
}
