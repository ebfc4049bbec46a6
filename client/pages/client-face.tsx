import { createComputed, For, Match, Show, Switch } from 'solid-js'
import { digits, spokenDuration } from '../../server/domain/instant-words.ts'
import type { ClientFaceView } from '../../server/http/check-views.ts'
import type { ClientRequestView } from '../../server/http/views.ts'
import { ApiProblem, createAct, offlineReason, send } from '../api.ts'
import { createNow, heardServer } from '../clock.ts'
import { IconCircleAlert, IconCopy, IconShield } from '../icons.ts'
import { keep, revalidate } from '../kept.ts'
import { sources } from '../keys.ts'
import { Button } from '../parts/button.tsx'
import { Card, Note } from '../parts/card.tsx'
import { toast } from '../parts/toast.tsx'
import css from './client-face.module.css'
import { listWords, shortDigits } from './person-words.ts'

/** The question about the own face: what it is for, the client's yes or no, and the PIN for the gov.br app. */
export function FaceCard(props: { request: ClientRequestView; face: ClientFaceView }) {
  const act = createAct(async (key: string, agrees: boolean) => {
    const source = sources.request(props.request.id)
    try {
      const path = `${source.path}/checks/face/consent`
      const after = await send<ClientRequestView>('POST', path, { agrees, version: props.face.version }, key)
      keep(source, after)
      return after
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 409) void revalidate([source.key])
      throw error
    }
  })
  return (
    <Show when={props.face.step !== 'done' && (props.face.step !== 'ended' || props.face.ended)}>
      <Card title="Conferência do seu rosto" tone={props.face.step === 'ended' ? 'plain' : 'primaria'}>
        <Switch>
          <Match when={props.face.step === 'consent'}>
            <p>{props.face.text}</p>
            <p>
              Vão para o Serpro <b>{listWords(props.face.fields)}</b>, só para esta conferência. Sem autorizar, o
              tabelião decide como seguir.
            </p>
            <Button
              busy={act.busy()}
              busyText="Autorizando…"
              blocked={offlineReason()}
              onClick={() => void act.run(true)}
            >
              <IconShield /> Autorizo a conferência
            </Button>
            <Button kind="quiet" blocked={act.busy() ? 'Um instante…' : null} onClick={() => void act.run(false)}>
              Não autorizo
            </Button>
          </Match>
          <Match when={props.face.step === 'asking'}>
            <p role="status">Consultando… isso leva alguns segundos.</p>
          </Match>
          <Match when={props.face.step === 'pin' && props.face.pin}>
            {(pin) => <Pin pin={pin()} until={props.face.until ?? 0} now={props.request.now} />}
          </Match>
          <Match when={props.face.ended}>{(words) => <p>{words()}</p>}</Match>
        </Switch>
        <div role="alert">
          <Show when={act.fault()}>
            {(fault) => (
              <Note tone="lacre" icon={<IconCircleAlert />}>
                <p>{fault().detail}</p>
              </Note>
            )}
          </Show>
        </div>
      </Card>
    </Show>
  )
}

function Pin(props: { pin: string; until: number; now: number }) {
  createComputed(() => heardServer(props.now))
  const now = createNow()
  const left = () => Math.max(0, props.until - now())
  const copy = async () => {
    const done = await navigator.clipboard?.writeText(props.pin).then(
      () => true,
      () => false,
    )
    toast.show(done ? 'PIN copiado.' : 'Não deu para copiar. Selecione o PIN e copie.')
  }
  return (
    <>
      <p>
        <b>Digite este PIN no app gov.br</b> e siga o que ele pede para a câmera.
      </p>
      <p class={css.pin} translate="no" aria-label={`PIN ${props.pin.split('').join(' ')}`}>
        <For each={props.pin.match(/.{1,3}/g) ?? []}>{(three) => <span>{three}</span>}</For>
      </p>
      <Show when={left() > 0} fallback={<p role="status">O PIN venceu. Estamos vendo se houve resultado…</p>}>
        <p class="soft num" role="timer" aria-label={`Vale por mais ${spokenDuration(left())}`}>
          Vale por mais {shortDigits(digits(left()))}
        </p>
      </Show>
      <Button kind="secondary" onClick={() => void copy()}>
        <IconCopy /> Copiar PIN
      </Button>
      <p class="soft">Não passe este PIN a ninguém, nem ao cartório. O resultado aparece aqui sozinho.</p>
    </>
  )
}
