import { useNavigate } from '@solidjs/router'
import { onCleanup, onMount, Show } from 'solid-js'
import { startRinging } from '../call/ring-sound.ts'
import { IconVideo } from '../icons.ts'
import { Button } from '../parts/button.tsx'
import { answerRing, ringing } from '../ringing.ts'
import css from './call-ring.module.css'

/** The cartório calls while the app is open: the whole screen, until it is answered. */
export default function CallRing() {
  const navigate = useNavigate()
  let dialog: HTMLDialogElement | undefined
  onMount(() => dialog?.showModal())
  onCleanup(() => dialog?.close())
  onCleanup(startRinging())
  const go = (more: string) => {
    const request = ringing()?.request
    answerRing()
    if (request) navigate(`/s/${request}/video${more}`)
  }
  return (
    <dialog
      class={css.ring}
      ref={(element) => (dialog = element)}
      aria-labelledby="chama"
      onCancel={(event) => {
        event.preventDefault()
        answerRing()
      }}
    >
      <Show when={ringing()}>
        {(call) => (
          <div class={css.inside}>
            <div class={css.words}>
              <span class={css.icon} aria-hidden="true">
                <IconVideo />
              </span>
              <h2 id="chama">O tabelião está chamando</h2>
              <p>
                <b>{call().cartorio.name}</b>
                <br />
                {call().cartorio.municipio}/{call().cartorio.uf}
              </p>
              <p class="soft">Entre no vídeo agora, com seu documento em mãos.</p>
            </div>
            <div class={css.actions}>
              <Button onClick={() => go('')}>Entrar</Button>
              <Button kind="secondary" onClick={() => go('?abrir=5min')}>
                Preciso de 5 min
              </Button>
            </div>
          </div>
        )}
      </Show>
    </dialog>
  )
}
