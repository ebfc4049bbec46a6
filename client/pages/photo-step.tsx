import { createSignal, For, lazy, Match, Show, Suspense, Switch } from 'solid-js'
import { imageKinds, type ImageKind } from '../../server/domain/image.ts'
import { changeDraft, type Draft } from '../draft.ts'
import { IconCamera, IconCheck, IconCircleAlert, IconIdCard, IconSmartphone, IconUser } from '../icons.ts'
import { addPicture, missingPictures, pictureOf, removePicture } from '../pictures.ts'
import { Button } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { Check } from '../parts/choice.tsx'
import type { Shot } from '../shrink.ts'
import { FileChoice } from './file-choice.tsx'
import css from './photo-step.module.css'
import { photoWords, poorWords } from './photo-words.ts'

const Camera = lazy(() => import('./camera.tsx'))

/** C3, second half: the own face and the document, taken with the phone; each is on its way as soon as it is good. */
export function PhotoStep(props: { draft: Draft; onNext: () => void }) {
  const [open, setOpen] = createSignal<ImageKind | null>(null)
  const [asked, setAsked] = createSignal(false)
  const noBack = () => props.draft.noBack === true
  const missing = () => missingPictures(noBack())
  const wanted = () => imageKinds.filter((kind) => kind !== 'document_back' || !noBack())
  const use = (kind: ImageKind, shot: Shot) => {
    setOpen(null)
    void addPicture(props.draft.id, kind, shot.blob, shot.quality)
  }
  const next = () => {
    setAsked(true)
    const [first] = missing()
    if (first) document.getElementById(`foto-${first}`)?.querySelector('button')?.focus()
    else props.onNext()
  }
  return (
    <div class="stack">
      <p class="soft">O cartório confere as fotos com você no vídeo. Ninguém mais vê.</p>
      <For each={wanted()}>
        {(kind) => (
          <div id={`foto-${kind}`}>
            <OnePicture
              kind={kind}
              wanting={asked() && missing().includes(kind)}
              onCamera={() => setOpen(kind)}
              onShot={(shot) => use(kind, shot)}
            />
          </div>
        )}
      </For>
      <Check
        label="Meu documento não tem verso"
        hint="Por exemplo, o passaporte."
        checked={noBack()}
        onChange={(on) => {
          changeDraft({ noBack: on })
          if (on) void removePicture('document_back')
        }}
      />
      <Button onClick={next}>Continuar</Button>
      <Show when={open()} keyed>
        {(kind) => (
          <Suspense>
            <Camera kind={kind} onShot={(shot) => use(kind, shot)} onClose={() => setOpen(null)} />
          </Suspense>
        )}
      </Show>
    </div>
  )
}

function OnePicture(props: { kind: ImageKind; wanting: boolean; onCamera: () => void; onShot: (shot: Shot) => void }) {
  const words = () => photoWords[props.kind]
  const picture = () => pictureOf(props.kind)
  return (
    <Card title={words().title}>
      <div class={css.one}>
        <Show
          when={picture()}
          fallback={
            <span class={css.empty} aria-hidden="true">
              <Show when={props.kind === 'photo'} fallback={<IconIdCard />}>
                <IconUser />
              </Show>
            </span>
          }
        >
          {(taken) => <img class={css.thumb} src={taken().url} alt={words().alt} />}
        </Show>
        <div class={css.words}>
          <Show when={picture()} fallback={<p class="soft">{words().hint}</p>}>
            <PictureState kind={props.kind} />
          </Show>
        </div>
      </div>
      <Show when={props.wanting}>
        <p class={css.error} role="alert">
          <IconCircleAlert /> <span>Falta esta foto.</span>
        </p>
      </Show>
      <div class={css.actions}>
        <Button kind={picture() ? 'secondary' : 'primary'} onClick={() => props.onCamera()}>
          <IconCamera /> {picture() ? 'Tirar outra' : 'Tirar foto'} <span class="spoken">: {words().title}</span>
        </Button>
        <FileChoice kind={props.kind} onShot={props.onShot}>
          Escolher do aparelho <span class="spoken">: {words().title}</span>
        </FileChoice>
      </div>
    </Card>
  )
}

/** Where a picture is: on this phone, on its way, or there. */
export function PictureState(props: { kind: ImageKind }) {
  const picture = () => pictureOf(props.kind)
  const percent = () => Math.round((picture()?.progress ?? 0) * 100)
  return (
    <>
      <Switch>
        <Match when={picture()?.state === 'sent'}>
          <p class={css.state} data-tone="sucesso">
            <IconCheck /> Enviada
          </p>
        </Match>
        <Match when={picture()?.state === 'sending'}>
          <p class={css.state}>Enviando… {percent()} %</p>
          <progress
            class={css.bar}
            max={100}
            value={percent()}
            aria-label={`Enviando: ${photoWords[props.kind].title}`}
          />
        </Match>
        <Match when={picture()?.state === 'kept'}>
          <p class={css.state}>
            <IconSmartphone /> Guardada neste aparelho
          </p>
        </Match>
        <Match when={picture()?.state === 'refused'}>
          <p class={css.error} role="alert">
            <IconCircleAlert /> <span>{picture()?.problem?.detail}</span>
          </p>
        </Match>
      </Switch>
      <Show when={picture() && picture()?.quality !== 'good' && picture()?.state !== 'refused'}>
        <p class={css.poor}>
          <IconCircleAlert /> <span>{poorWords}</span>
        </p>
      </Show>
    </>
  )
}
