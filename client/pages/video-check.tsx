import { createEffect, createSignal, on, onCleanup, onMount, Show, type JSX } from 'solid-js'
import type { CallView } from '../../server/http/call-views.ts'
import { listen, testConnection, type Connection } from '../call/device.ts'
import type { OwnCamera } from '../call/own-camera.ts'
import { IconCircleAlert, IconCircleCheck, IconMic, IconRefresh, IconVideo } from '../icons.ts'
import { Button } from '../parts/button.tsx'
import { Note } from '../parts/card.tsx'
import css from './video.module.css'
import { Picture } from './video-picture.tsx'
import { cameraWords } from './video-words.ts'

/** C8: one's own picture, how loud one is, and whether the network carries a call. `actions` stand below once it is open. */
export function DeviceCheck(props: { own: OwnCamera; ice: CallView['ice'] | null; actions: JSX.Element }) {
  const own = () => props.own
  onMount(() => void own().open())
  return (
    <>
      <div class={css.preview}>
        <Picture
          stream={own().camera()?.stream ?? null}
          turn={own().turn()}
          own
          mirrored={own().camera()?.facing() !== 'environment'}
          label="Sua imagem"
        />
        <Show when={!own().camera()}>
          <p>{own().fault() ? 'Sem imagem' : 'Abrindo a câmera…'}</p>
        </Show>
      </div>
      <div role="alert">
        <Show when={own().fault()}>
          {(fault) => (
            <Note tone="lacre" icon={<IconCircleAlert />}>
              <p>{cameraWords[fault()]}</p>
            </Note>
          )}
        </Show>
      </div>
      <Show
        when={own().camera()}
        fallback={
          <Show when={own().fault()}>
            <Button busy={own().opening()} onClick={() => void own().open()}>
              Tentar de novo
            </Button>
          </Show>
        }
      >
        {(camera) => (
          <>
            <ul class={css.checks}>
              <li data-state="done">
                <IconVideo /> <span>Câmera funcionando</span>
              </li>
              <Level stream={camera().stream} turn={own().turn()} />
              <Show when={props.ice}>{(ice) => <Network ice={ice()} />}</Show>
            </ul>
            {props.actions}
          </>
        )}
      </Show>
    </>
  )
}

const audible = 0.05

function Level(props: { stream: MediaStream; turn: number }) {
  const [level, setLevel] = createSignal(0)
  const [heard, setHeard] = createSignal(false)
  createEffect(
    on([() => props.stream, () => props.turn], ([stream]) => {
      onCleanup(
        listen(stream, (now) => {
          setLevel(now)
          if (now > audible) setHeard(true)
        }),
      )
    }),
  )
  return (
    <li data-state={heard() ? 'done' : 'open'}>
      <IconMic />
      <span>
        {heard() ? 'Microfone funcionando' : 'Diga alguma coisa para testar o microfone'}
        <meter class={css.level} min="0" max="1" value={level()} aria-label="Volume do microfone" />
      </span>
    </li>
  )
}

function Network(props: { ice: CallView['ice'] }) {
  const [found, setFound] = createSignal<Connection | null>(null)
  const test = async () => {
    setFound(null)
    setFound(await testConnection(props.ice))
  }
  onMount(() => void test())
  const words = () => {
    const now = found()
    if (now === null) return 'Testando a conexão…'
    if (now === 'boa') return 'Conexão boa'
    return now === 'fraca'
      ? 'Conexão lenta. Se puder, fique perto do Wi-Fi.'
      : 'Esta rede não deixa o vídeo passar. Troque de rede e toque em Testar de novo.'
  }
  return (
    <li data-state={found() === null ? 'open' : found() === 'boa' ? 'done' : 'weak'}>
      <Show when={found() === 'none' || found() === 'fraca'} fallback={<IconCircleCheck />}>
        <IconCircleAlert />
      </Show>
      <span>
        <span role="status">{words()}</span>
        <Show when={found() === 'none'}>
          <Button kind="quiet" fit onClick={() => void test()}>
            <IconRefresh /> Testar de novo
          </Button>
        </Show>
      </span>
    </li>
  )
}
