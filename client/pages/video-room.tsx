import { createEffect, createMemo, onCleanup, onMount, Show, type JSX } from 'solid-js'
import type { CallView } from '../../server/http/call-views.ts'
import type { OwnCamera } from '../call/own-camera.ts'
import type { Room } from '../call/room.ts'
import {
  IconCircleAlert,
  IconMic,
  IconMicOff,
  IconPhoneOff,
  IconSignal,
  IconSwitchCamera,
  IconVideo,
  IconVideoOff,
} from '../icons.ts'
import { Button } from '../parts/button.tsx'
import { toast, ToastRegion } from '../parts/toast.tsx'
import { createReloadHold } from '../update.ts'
import css from './room.module.css'
import { Picture } from './video-picture.tsx'
import { bannerWords, waitingWords } from './video-words.ts'

interface RoomFrameProps {
  call: CallView
  room: Room
  own: OwnCamera
  /** The last button of the bar. */
  leaveLabel: string
  onLeave: () => void
  /** Under the name: the recording. */
  status?: JSX.Element
  /** Beside or under the picture: the script. */
  panel?: JSX.Element
  /** Over the picture: what to do now. */
  hint?: string | null
  /** Under the words of waiting. */
  waiting?: JSX.Element
  pictures?: ((side: 'own' | 'other', element: HTMLVideoElement) => void) | undefined
}

const quality = { boa: 'Conexão boa', instavel: 'Conexão instável', ruim: 'Conexão ruim' }

/** C9 and the picture of T3: the whole screen, the other one large, oneself small, and what a thumb needs. */
export function RoomFrame(props: RoomFrameProps) {
  let dialog: HTMLDialogElement | undefined
  // A new version waits until the call is over.
  createReloadHold(() => true)
  onMount(() => dialog?.showModal())
  onCleanup(() => dialog?.close())
  const warn = (event: BeforeUnloadEvent) => event.preventDefault()
  addEventListener('beforeunload', warn)
  onCleanup(() => removeEventListener('beforeunload', warn))
  createEffect(() => (document.title = `Vídeo com ${props.call.other.name} · Quinze`))
  const waiting = createMemo(() =>
    props.room.remote() && props.room.state() !== 'alone' ? null : waitingWords(props.call, props.room),
  )
  const banner = createMemo(() => bannerWords(props.call, props.room, props.own.state()))
  return (
    <dialog
      class={css.room}
      ref={(element) => (dialog = element)}
      aria-labelledby="quem"
      data-panel={props.panel ? '' : undefined}
      onCancel={(event) => {
        event.preventDefault()
        props.onLeave()
      }}
    >
      <div class={css.inside}>
        <header class={css.top}>
          <div class={css.who}>
            <h1 id="quem" tabIndex={-1}>
              {props.call.as === 'client' ? props.call.cartorio.name : props.call.other.name}
            </h1>
            <p class="num">Nº {props.call.protocol}</p>
          </div>
          <Show when={props.room.quality()}>
            {(now) => (
              <span class={css.quality} data-quality={now()}>
                <IconSignal /> {quality[now()]}
              </span>
            )}
          </Show>
          {props.status}
        </header>
        <div class={css.stage}>
          <Picture
            stream={props.room.remote()}
            label={`Imagem de ${props.call.other.name}`}
            ref={(element) => props.pictures?.('other', element)}
          />
          <Show when={waiting()}>
            {(words) => (
              <div class={css.waiting} role="status">
                <h2>{words().title}</h2>
                <p>{words().text}</p>
                {props.waiting}
              </div>
            )}
          </Show>
          <div class={css.own} data-off={props.own.state().camera ? undefined : ''}>
            <Picture
              stream={props.own.camera()?.stream ?? null}
              turn={props.own.turn()}
              own
              mirrored={props.own.camera()?.facing() !== 'environment'}
              label="Sua imagem"
              ref={(element) => props.pictures?.('own', element)}
            />
          </div>
          <div class={css.strips} role="status">
            <Show when={banner()}>
              {(words) => (
                <p class={css.strip} data-tone={words().tone}>
                  <IconCircleAlert /> <span>{words().text}</span>
                </p>
              )}
            </Show>
            <Show when={!banner() && !waiting() && props.hint}>
              <p class={css.strip}>
                <span>{props.hint}</span>
              </p>
            </Show>
          </div>
          <div class={css.news}>
            <ToastRegion />
          </div>
          <Show when={props.room.replaced()}>
            <div class={css.waiting} role="alert">
              <h2>A chamada está aberta em outra janela</h2>
              <Button fit onClick={() => props.room.takeBack()}>
                Usar aqui
              </Button>
            </div>
          </Show>
        </div>
        <Show when={props.panel}>
          <div class={css.panel} role="region" aria-label="Roteiro e dados" tabIndex={0}>
            {props.panel}
          </div>
        </Show>
        <Bar own={props.own} leaveLabel={props.leaveLabel} onLeave={() => props.onLeave()} />
      </div>
    </dialog>
  )
}

function Bar(props: { own: OwnCamera; leaveLabel: string; onLeave: () => void }) {
  const state = () => props.own.state()
  const flip = async () => {
    if (!(await props.own.flip())) toast.show('Não deu para virar a câmera.')
  }
  return (
    <div class={css.bar} role="group" aria-label="Controles da chamada">
      <button
        type="button"
        aria-pressed={!state().microphone}
        onClick={() => props.own.setMicrophone(!state().microphone)}
      >
        <Show when={state().microphone} fallback={<IconMicOff />}>
          <IconMic />
        </Show>
        <span>Mudo</span>
      </button>
      <button type="button" aria-pressed={!state().camera} onClick={() => props.own.setPicture(!state().camera)}>
        <Show when={state().camera} fallback={<IconVideoOff />}>
          <IconVideo />
        </Show>
        <span>{state().camera ? 'Câmera' : 'Sem câmera'}</span>
      </button>
      <Show when={props.own.canFlip()}>
        <button type="button" onClick={() => void flip()}>
          <IconSwitchCamera />
          <span>Virar</span>
        </button>
      </Show>
      <button type="button" class={css.leave} onClick={() => props.onLeave()}>
        <IconPhoneOff />
        <span>{props.leaveLabel}</span>
      </button>
    </div>
  )
}
