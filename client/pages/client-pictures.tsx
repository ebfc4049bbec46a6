import { createSignal, For, Show } from 'solid-js'
import { imageWords, type ImageKind } from '../../server/domain/image.ts'
import type { ClientRequestView } from '../../server/http/views.ts'
import { Button } from '../parts/button.tsx'
import { createPicture, PictureSheet } from '../parts/picture.tsx'
import { Skeleton } from '../parts/skeleton.tsx'

/** Which pictures went with the request; one is loaded only when its person wants to see it. */
export function SentPictures(props: { request: ClientRequestView }) {
  const [open, setOpen] = createSignal<ImageKind | null>(null)
  const picture = createPicture(() => (open() ? `/api/requests/${props.request.id}/images/${open()}` : null))
  const title = () => imageWords[open() ?? 'photo']
  return (
    <Show when={props.request.images.length > 0} fallback={<p class="soft">Nenhuma foto enviada.</p>}>
      <ul aria-label="Fotos enviadas" class="facts">
        <For each={props.request.images}>
          {({ kind }) => (
            <li class="row">
              <span>{imageWords[kind]}</span>
              <Button kind="quiet" fit aria-haspopup="dialog" onClick={() => setOpen(kind)}>
                Ver <span class="spoken">{imageWords[kind]}</span>
              </Button>
            </li>
          )}
        </For>
      </ul>
      <PictureSheet
        open={open() !== null}
        onClose={() => setOpen(null)}
        title={title()}
        url={picture.url()}
        alt={title()}
        fallback={
          <Show when={picture.fault()} fallback={<Skeleton shape="text" count={3} />}>
            {(fault) => <p role="alert">{fault().detail}</p>}
          </Show>
        }
      />
    </Show>
  )
}
