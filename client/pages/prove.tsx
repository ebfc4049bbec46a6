import { useNavigate, useParams } from '@solidjs/router'
import { createResource, createSignal, Match, Show, Switch } from 'solid-js'
import type { CertificateView, ChallengeFound, ChallengeState } from '../../server/http/certificate-views.ts'
import { ask, asProblem } from '../api.ts'
import { platform } from '../device.ts'
import { IconAward, IconInfo } from '../icons.ts'
import { isInstalled } from '../install.ts'
import { createKept } from '../kept.ts'
import { sources } from '../keys.ts'
import { Button, ButtonLink } from '../parts/button.tsx'
import { Card, Note } from '../parts/card.tsx'
import { isGood } from '../parts/certificate-state.tsx'
import { Empty } from '../parts/empty.tsx'
import { Field } from '../parts/field.tsx'
import { Page } from '../parts/page.tsx'
import { Skeleton } from '../parts/skeleton.tsx'
import { me } from '../session.ts'
import { allHeld, type Held } from '../wallet/held.ts'
import { diskShelf } from '../wallet/shelf.ts'
import { AskAgain } from './ask-again.tsx'
import { Sign } from './prove-sign.tsx'

export type Ours = { held: Held; one: CertificateView }

/** "Provar que está comigo": answers what a verifier's page asks, with the PIN. */
export default function Prove() {
  const params = useParams<{ id?: string }>()
  const kept = createKept(() => sources.certificates())
  const [held] = createResource(
    () => me()?.person,
    (person) => allHeld(diskShelf(), person).catch(() => []),
  )
  const ours = (): Ours | null => {
    for (const one of kept.data?.items ?? []) {
      const key = held()?.find(({ certificate }) => certificate === one.id)
      if (key && isGood(one)) return { held: key, one }
    }
    return null
  }
  return (
    <Page title="Provar que está comigo" back="/certificado">
      <Switch fallback={<Skeleton shape="text" />}>
        <Match when={ours()}>
          {(one) => (
            <Show when={params.id} fallback={<AskChallenge />} keyed>
              {(id) => <Answer id={id} ours={one()} />}
            </Show>
          )}
        </Match>
        <Match when={kept.data && held()}>
          <NotHere />
        </Match>
        <Match when={kept.fault}>{(fault) => <AskAgain fault={fault()} onAgain={() => void kept.refresh()} />}</Match>
      </Switch>
    </Page>
  )
}

/** An id of a challenge within a pasted link, or the short code that the other screen shows. */
export function challengeOf(typed: string): string | null {
  const text = typed.trim()
  const id = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/i.exec(text)?.[0]
  if (id) return id.toLowerCase()
  const code = text.toUpperCase().replace(/[^0-9A-Z]/g, '')
  return code.length === 8 ? code : null
}

function AskChallenge() {
  const [typed, setTyped] = createSignal('')
  const [fault, setFault] = createSignal<string | null>(null)
  const [busy, setBusy] = createSignal(false)
  const navigate = useNavigate()
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    const found = challengeOf(typed())
    if (!found) return void setFault('Digite as 8 letras e números, ou cole o link inteiro.')
    if (found.length > 8) return navigate(`/provar/${found}`)
    setBusy(true)
    try {
      const { id } = await ask<ChallengeFound>(`/api/challenges/by-code/${found}`)
      navigate(`/provar/${id}`)
    } catch (error) {
      const problem = asProblem(error)
      setFault(problem.status === 404 ? 'Não há pedido com este código. Ele vale por 10 minutos.' : problem.detail)
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <Card>
        <p>
          Quem quer conferir abre <b translate="no">{location.host}/conferir</b>. Aponte a câmera deste celular para o
          QR de lá, ou digite o código.
        </p>
      </Card>
      <form class="stack" onSubmit={(event) => void submit(event)} novalidate>
        <Field
          label="Código ou link do pedido"
          name="challenge"
          autocapitalize="characters"
          value={typed()}
          onInput={(value) => {
            setTyped(value)
            setFault(null)
          }}
          error={fault()}
        />
        <Button type="submit" busy={busy()} busyText="Procurando…">
          Continuar
        </Button>
      </form>
    </>
  )
}

function Answer(props: { id: string; ours: Ours }) {
  const [challenge, { refetch }] = createResource(
    () => props.id,
    (id) => ask<ChallengeState>(`/api/challenges/${id}`),
  )
  const problem = () => (challenge.state === 'errored' ? asProblem(challenge.error) : null)
  return (
    <Switch fallback={<Skeleton shape="text" />}>
      <Match when={problem()?.status === 404 || (challenge.state === 'ready' && challenge()?.state !== 'waiting')}>
        <Note tone="atencao" icon={<IconInfo />}>
          <p role="alert">Este pedido já foi respondido ou venceu. Peça outro a quem quer conferir.</p>
          <ButtonLink href="/provar" kind="secondary" fit>
            Digitar outro código
          </ButtonLink>
        </Note>
      </Match>
      <Match when={problem()}>{(fault) => <AskAgain fault={fault()} onAgain={() => void refetch()} />}</Match>
      <Match when={challenge()}>{(asked) => <Sign id={props.id} challenge={asked()} ours={props.ours} />}</Match>
    </Switch>
  )
}

function NotHere() {
  return (
    <Empty
      icon={IconAward}
      title="Aqui não há certificado válido para provar."
      text={
        platform() === 'ios' && !isInstalled()
          ? 'No iPhone a chave fica no app instalado. Abra o Quinze pelo ícone, toque em Certificado, Provar que está comigo, e digite o código.'
          : 'A chave fica só no celular em que o certificado foi emitido. Abra o Quinze nele, pelo app instalado.'
      }
      action={<ButtonLink href="/certificado">Ver certificado</ButtonLink>}
    />
  )
}
