import { createSignal, lazy, Match, onCleanup, onMount, Show, Switch } from 'solid-js'
import type { ChallengeState, ChallengeView } from '../../server/http/certificate-views.ts'
import { ask, createAct, send } from '../api.ts'
import { clockTime } from '../../server/domain/instant-words.ts'
import { IconCopy, IconInfo } from '../icons.ts'
import { Button } from '../parts/button.tsx'
import { Card, Note } from '../parts/card.tsx'
import { Page } from '../parts/page.tsx'
import { deviceZone } from '../parts/ring-words.ts'
import { Seal } from '../parts/seal.tsx'
import { Skeleton } from '../parts/skeleton.tsx'
import { toast } from '../parts/toast.tsx'
import { me } from '../session.ts'
import css from './check-holder.module.css'

const Qr = lazy(() => import('../parts/qr.tsx').then((part) => ({ default: part.Qr })))
const everyMs = 2_000

/** For whoever wants to know that a certificate is in the hands of the person in front: no account, no CPF. */
export default function CheckHolder() {
  const [challenge, setChallenge] = createSignal<ChallengeView | null>(null)
  const [state, setState] = createSignal<ChallengeState | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined
  const begin = createAct(async (key: string) => {
    clearTimeout(timer)
    setState(null)
    setChallenge(await send<ChallengeView>('POST', '/api/challenges', {}, key))
    wait()
  })
  const wait = () => (timer = setTimeout(() => void look(), everyMs))
  const look = async () => {
    const asked = challenge()
    if (!asked) return
    // A line that is down for a moment is asked again; nobody looks at a hidden page.
    const now = document.hidden ? null : await ask<ChallengeState>(`/api/challenges/${asked.id}`).catch(() => null)
    if (challenge()?.id !== asked.id) return
    if (now) setState(now)
    if ((now?.state ?? 'waiting') === 'waiting') wait()
  }
  onMount(() => void begin.run())
  onCleanup(() => {
    clearTimeout(timer)
    setChallenge(null)
  })
  return (
    <Page
      title="Conferir um certificado"
      sub="Veja se o certificado vale e se está com a pessoa."
      back={me() ? '/certificado' : '/entrar'}
    >
      <div role="status" class="stack">
        <Switch fallback={<Skeleton shape="ring" />}>
          <Match when={state()?.state === 'proved' && state()?.certificate}>
            {(found) => <Found found={found()} onAgain={() => void begin.run()} />}
          </Match>
          <Match when={state()?.state === 'expired'}>
            <Note tone="atencao" icon={<IconInfo />}>
              <p>Ninguém respondeu a tempo. O pedido vale por 10 minutos.</p>
            </Note>
            <Button busy={begin.busy()} onClick={() => void begin.run()}>
              Fazer outro pedido
            </Button>
          </Match>
          <Match when={challenge()}>{(asked) => <Waiting asked={asked()} />}</Match>
          <Match when={begin.fault()}>
            {(fault) => (
              <Note tone="atencao" icon={<IconInfo />}>
                <p role="alert">{fault().detail}</p>
                <Button kind="secondary" fit busy={begin.busy()} onClick={() => void begin.run()}>
                  Tentar de novo
                </Button>
              </Note>
            )}
          </Match>
        </Switch>
      </div>
      <p class="soft">
        Só quer saber se um certificado vale?{' '}
        <a href="/verificar" rel="external">
          Verifique pelo código
        </a>
        .
      </p>
    </Page>
  )
}

function Waiting(props: { asked: ChallengeView }) {
  const copy = async () => {
    await navigator.clipboard.writeText(props.asked.url).then(
      () => toast.show('Link copiado.'),
      () => toast.show('Não deu para copiar.'),
    )
  }
  return (
    <Card>
      <div class={css.ask}>
        <Qr text={props.asked.url} label="QR do pedido, para o celular de quem tem o certificado" />
        <p>
          Peça à pessoa: no Quinze dela, <b>Certificado</b>, <b>Provar que está comigo</b>, e ler este QR ou digitar:
        </p>
        <p class={css.code} translate="no">
          {props.asked.code}
        </p>
        <p class="soft">Esperando a resposta… Vale até {clockTime(props.asked.expiresAt, deviceZone())}.</p>
        <Button kind="quiet" fit onClick={() => void copy()}>
          <IconCopy /> Copiar link
        </Button>
      </div>
    </Card>
  )
}

function Found(props: { found: NonNullable<ChallengeState['certificate']>; onAgain: () => void }) {
  return (
    <Card tone="sucesso">
      <div class={css.ask}>
        <Seal good />
        <h2>{props.found.holder}</h2>
        <p>
          <b>{props.found.stateWords}</b>, e a chave está com quem respondeu.
        </p>
        <p>{props.found.cartorio}</p>
        <p class="soft">
          Provado às {clockTime(Date.now(), deviceZone())}. Código{' '}
          <a href={new URL(props.found.verifyUrl).pathname} rel="external" translate="no">
            {props.found.code}
          </a>
        </p>
        <Show when={props.found}>
          <Button kind="secondary" onClick={() => props.onAgain()}>
            Conferir outra pessoa
          </Button>
        </Show>
      </div>
    </Card>
  )
}
