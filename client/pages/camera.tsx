import { createEffect, createSignal, onCleanup, Show } from 'solid-js'
import type { ImageKind } from '../../server/domain/image.ts'
import { IconCircleAlert, IconImage, IconSwitchCamera, IconX } from '../icons.ts'
import { Button } from '../parts/button.tsx'
import { Note } from '../parts/card.tsx'
import { shotOf, type Shot } from '../shrink.ts'
import { createCamera, type CameraFault } from './camera-stream.ts'
import css from './camera.module.css'
import { FileChoice } from './file-choice.tsx'
import { photoWords, poorWords } from './photo-words.ts'

const faultWords: Record<CameraFault, string> = {
  denied:
    'A câmera está bloqueada para este site. Toque no cadeado ao lado do endereço, abra Permissões, libere a Câmera e toque em Tentar de novo. No iPhone: Ajustes, Apps, Safari, Câmera, Permitir.',
  missing: 'Não encontramos uma câmera neste aparelho. Escolha uma foto guardada nele ou continue pelo celular.',
  busy: 'Outro app está usando a câmera. Feche-o e toque em Tentar de novo.',
}

interface CameraProps {
  kind: ImageKind
  onShot: (shot: Shot) => void
  onClose: () => void
}

/** The camera over the whole screen, with a frame to fit into; what was taken is looked at before it is used. */
export default function Camera(props: CameraProps) {
  const words = () => photoWords[props.kind]
  const [shot, setShot] = createSignal<(Shot & { url: string }) | null>(null)
  const [said, say] = createSignal('')
  let dialog: HTMLDialogElement | undefined
  let video: HTMLVideoElement | undefined
  const opener = document.activeElement
  const camera = createCamera(
    () => words().back,
    () => video,
  )
  createEffect(() => dialog?.showModal())
  const clear = () => {
    const before = shot()
    if (before) URL.revokeObjectURL(before.url)
    setShot(null)
  }
  onCleanup(() => {
    clear()
    dialog?.close()
    queueMicrotask(() => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus()
    })
  })
  const look = (taken: Shot | null) => {
    if (!taken) return
    clear()
    setShot({ ...taken, url: URL.createObjectURL(taken.blob) })
    say(taken.quality === 'good' ? 'Foto tirada. Confira e toque em Usar esta foto.' : poorWords)
  }
  const use = () => {
    const taken = shot()
    if (taken) props.onShot({ blob: taken.blob, quality: taken.quality })
  }
  return (
    <dialog
      ref={(element) => (dialog = element)}
      class={css.camera}
      aria-label={words().title}
      onCancel={(event) => {
        event.preventDefault()
        props.onClose()
      }}
    >
      <header class={css.head}>
        <h2>{words().title}</h2>
        <button type="button" class={css.round} aria-label="Fechar a câmera" onClick={() => props.onClose()}>
          <IconX />
        </button>
      </header>
      <p class="spoken" role="status">
        {said()}
      </p>
      <div class={css.stage} hidden={camera.fault() !== null && shot() === null}>
        <video
          ref={(element) => (video = element)}
          class={css.view}
          data-mirrored={camera.mirrored() ? '' : undefined}
          hidden={shot() !== null}
          playsinline
          autoplay
          muted
        />
        <Show when={shot()}>
          {(taken) => <img class={css.view} src={taken().url} alt={`${words().alt}, como saiu`} />}
        </Show>
        <Show when={shot() === null}>
          <span class={css.frame} data-shape={props.kind === 'photo' ? 'face' : 'card'} aria-hidden="true" />
        </Show>
      </div>
      <div class={css.foot}>
        <Show
          when={shot()}
          fallback={
            <Show when={camera.fault()} fallback={<Taking />}>
              {(fault) => (
                <>
                  <Note tone="atencao" icon={<IconCircleAlert />}>
                    <p role="alert">{faultWords[fault()]}</p>
                  </Note>
                  <Show when={fault() !== 'missing'}>
                    <Button onClick={() => camera.again()}>Tentar de novo</Button>
                  </Show>
                  <FileChoice kind={props.kind} capture onShot={look}>
                    <IconImage /> Usar a câmera ou a galeria do aparelho
                  </FileChoice>
                </>
              )}
            </Show>
          }
        >
          {(taken) => (
            <>
              <Show when={taken().quality !== 'good'}>
                <Note tone="atencao" icon={<IconCircleAlert />}>
                  <p>{poorWords}</p>
                </Note>
              </Show>
              <Button onClick={use}>Usar esta foto</Button>
              <Button kind="secondary" onClick={clear}>
                Tirar outra
              </Button>
            </>
          )}
        </Show>
      </div>
    </dialog>
  )

  function Taking() {
    return (
      <>
        <p class={css.hint}>{words().take}</p>
        <div class={css.buttons}>
          <span />
          <button
            type="button"
            class={css.shutter}
            aria-label="Tirar a foto"
            aria-disabled={camera.ready() ? undefined : 'true'}
            onClick={() => {
              if (camera.ready() && video) void shotOf(video).then(look)
            }}
          />
          <Show when={camera.several()} fallback={<span />}>
            <button type="button" class={css.round} aria-label="Virar a câmera" onClick={() => camera.flip()}>
              <IconSwitchCamera />
            </button>
          </Show>
        </div>
      </>
    )
  }
}
