import { createSignal, For, Match, Show, Switch } from 'solid-js'
import { imageWords } from '../../server/domain/image.ts'
import type { ImageView, StaffRequestView } from '../../server/http/views.ts'
import { IconCircleAlert } from '../icons.ts'
import { Button } from '../parts/button.tsx'
import { Card, Note } from '../parts/card.tsx'
import { createPicture, PictureSheet } from '../parts/picture.tsx'
import { demo, me } from '../session.ts'
import css from './decision-pictures.module.css'

const alts = {
  photo: 'Foto do cliente',
  document_front: 'Frente do documento do cliente',
  document_back: 'Verso do documento do cliente',
} as const

/** The pictures that the client sent: small, and large at a tap. Each opening is a row of the audit trail. */
export function PicturesCard(props: { request: StaffRequestView; onKey: () => void }) {
  // Only staff in a session opened with a passkey see them (rule 67); asking in vain would be three refusals.
  const locked = () => me()?.passkeySession === false && !demo()
  return (
    <Card title="Fotos enviadas pelo cliente">
      <Show when={props.request.images.length > 0} fallback={<p class="soft">Sem foto.</p>}>
        <Show
          when={!locked()}
          fallback={
            <>
              <p class="soft">Entre com a chave de acesso para ver.</p>
              <Button kind="secondary" onClick={() => props.onKey()}>
                Ver as fotos com a chave de acesso
              </Button>
            </>
          }
        >
          <ul class={css.list}>
            <For each={props.request.images}>{(image) => <OnePicture request={props.request.id} image={image} />}</For>
          </ul>
          <p class="soft">Cada abertura de uma foto fica registrada.</p>
        </Show>
      </Show>
    </Card>
  )
}

function OnePicture(props: { request: string; image: ImageView }) {
  const [open, setOpen] = createSignal(false)
  const picture = createPicture(() => `/api/requests/${props.request}/images/${props.image.kind}`)
  const words = () => imageWords[props.image.kind]
  return (
    <li class={css.item} data-wide={picture.fault() ? '' : undefined}>
      <Switch fallback={<span class={css.loading} role="status" aria-label={`Carregando: ${words()}`} />}>
        <Match when={picture.url()}>
          {(url) => (
            <button
              type="button"
              class={css.thumb}
              aria-label={`Ampliar: ${words()}`}
              aria-haspopup="dialog"
              onClick={() => setOpen(true)}
            >
              <img src={url()} alt={alts[props.image.kind]} />
            </button>
          )}
        </Match>
        <Match when={picture.fault()}>
          {(fault) => (
            <Note tone="atencao" icon={<IconCircleAlert />}>
              <p>{fault().detail}</p>
              <Show when={fault().code !== 'file_damaged'}>
                <Button kind="quiet" fit onClick={() => picture.again()}>
                  Tentar de novo
                </Button>
              </Show>
            </Note>
          )}
        </Match>
      </Switch>
      <span class="soft">{words()}</span>
      <PictureSheet
        open={open()}
        onClose={() => setOpen(false)}
        title={words()}
        url={picture.url()}
        alt={alts[props.image.kind]}
        fallback={null}
      />
    </li>
  )
}
