import { createSignal, Show } from 'solid-js'
import type { ChallengeState } from '../../server/http/certificate-views.ts'
import { ask, createAct, offlineReason, send } from '../api.ts'
import { uuidv7 } from '../uuid.ts'
import { Button, ButtonLink } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { PinField } from '../parts/pin-field.tsx'
import { Seal } from '../parts/seal.tsx'
import { concat, fromBase64url, toBase64url, utf8 } from '../wallet/bytes.ts'
import { showPin, signWith } from '../wallet/enrol.ts'
import { diskShelf } from '../wallet/shelf.ts'
import css from './issue.module.css'
import type { Ours } from './prove.tsx'

interface SignProps {
  id: string
  challenge: ChallengeState
  ours: Ours
}

/** The PIN opens the key for one signature over the verifier's number and the address of this app. */
export function Sign(props: SignProps) {
  const [pin, setPin] = createSignal('')
  const [short, setShort] = createSignal(false)
  const [done, setDone] = createSignal(false)
  const answer = createAct(async (key: string, typed: string) => {
    const tools = { shelf: diskShelf(), send, ask, newKey: uuidv7 }
    const { held, one } = props.ours
    const opened = await showPin(tools, held, typed)
    // The address of this very page: a page elsewhere can't pass the signature on.
    const message = concat(utf8('quinze challenge'), fromBase64url(props.challenge.nonce), utf8(location.origin))
    const signature = toBase64url(await signWith(tools.shelf, held, opened, message))
    await send('POST', `/api/challenges/${props.id}/answer`, { certificate: one.id, signature }, key)
    setDone(true)
  })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setShort(!/^\d{6}$/.test(pin()))
    if (!short()) void answer.run(pin())
    setPin('')
  }
  return (
    <Show
      when={!done()}
      fallback={
        <section class={css.done} role="status">
          <Seal good />
          <h2>Provado</h2>
          <p>Quem pediu já vê na tela que o certificado é válido e está com você.</p>
          <div class={css.wide}>
            <ButtonLink href="/certificado" kind="secondary">
              Voltar ao certificado
            </ButtonLink>
          </div>
        </section>
      }
    >
      <Card title="Alguém quer conferir seu certificado">
        <p>
          Quem pediu vai ver seu primeiro nome com as outras iniciais, o cartório ({props.ours.one.cartorio.name}) e se
          o certificado vale. O CPF não aparece, e nenhum documento é assinado.
        </p>
        <form class="stack" onSubmit={submit} novalidate autocomplete="off">
          <PinField
            label="Seu PIN de 6 números"
            name="pin"
            value={pin()}
            onInput={(value) => {
              setPin(value)
              setShort(false)
              answer.clear()
            }}
            error={short() ? 'O PIN tem 6 números.' : answer.fault()?.detail}
          />
          <Button type="submit" busy={answer.busy()} busyText="Provando…" blocked={offlineReason()}>
            Provar agora
          </Button>
        </form>
        <p class="soft">Não pediu nem combinou com ninguém? Saia desta tela: sem o PIN nada acontece.</p>
      </Card>
    </Show>
  )
}
