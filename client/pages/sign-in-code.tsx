import { createEffect, createSignal, on, onCleanup, Show } from 'solid-js'
import { parseEmail } from '../../server/domain/contact.ts'
import { fieldWords } from '../../server/domain/words.ts'
import { createAct, send } from '../api.ts'
import { IconInfo } from '../icons.ts'
import { Button } from '../parts/button.tsx'
import { Note } from '../parts/card.tsx'
import { Field, focusFirstError } from '../parts/field.tsx'
import { maskCode } from '../parts/masks.ts'
import { Page } from '../parts/page.tsx'
import { demo, refreshMe } from '../session.ts'
import { requestCode, type Sent } from './sign-in-send.ts'
import css from './sign-in.module.css'

const resendAfterS = 45

/** The second half of signing in: six digits, typed, pasted or filled in by the phone. */
export function AskCode(props: { email: string; sent: Sent; onSent: (sent: Sent) => void; onBack: () => void }) {
  const [code, setCode] = createSignal('')
  const [left, setLeft] = createSignal(resendAfterS)
  const [short, setShort] = createSignal(false)
  let form: HTMLFormElement | undefined
  let input: HTMLElement | undefined
  createEffect(
    on(
      () => props.sent,
      () => {
        setLeft(resendAfterS)
        const timer = setInterval(() => setLeft((s) => Math.max(0, s - 1)), 1_000)
        onCleanup(() => clearInterval(timer))
      },
    ),
  )
  createEffect(() => input?.focus())
  const verify = createAct(async (key: string, typed: string) => {
    await send('POST', '/api/sign-in/verify', { email: parseEmail(props.email), code: typed }, key)
    return refreshMe()
  })
  const again = createAct(requestCode)
  const enter = async () => {
    setShort(code().length !== 6)
    if (code().length === 6 && (await verify.run(code()))) return
    if (form) focusFirstError(form)
  }
  const typed = (value: string) => {
    setCode(value)
    setShort(false)
    verify.clear()
    if (value.length === 6) void enter()
  }
  const resend = async () => {
    const email = parseEmail(props.email)
    const sent = email && (await again.run(email))
    if (!sent) return
    setCode('')
    verify.clear()
    props.onSent(sent)
    input?.focus()
  }
  const wait = () => `${Math.floor(left() / 60)}:${String(left() % 60).padStart(2, '0')}`
  return (
    <Page title="Digite o código">
      <p role="status">
        Código enviado para <b translate="no">{props.sent.masked}</b>. Vale por 10 minutos.
      </p>
      <Show when={demo()}>
        <Note icon={<IconInfo />}>
          <span>
            Nesta demonstração o código chega na{' '}
            <a href="/demo" target="_blank" rel="external">
              caixa de e-mails
            </a>
            .
          </span>
        </Note>
      </Show>
      <form
        class="stack"
        ref={(element) => (form = element)}
        onSubmit={(event) => {
          event.preventDefault()
          void enter()
        }}
        novalidate
      >
        <Field
          label="Código de 6 números"
          name="code"
          inputMode="numeric"
          autocomplete="one-time-code"
          code
          mask={maskCode}
          value={code()}
          onInput={typed}
          ref={(element) => (input = element)}
          error={short() ? fieldWords.code : verify.fault()?.detail}
        />
        <Button type="submit" busy={verify.busy()} busyText="Entrando…">
          Entrar
        </Button>
      </form>
      <div class={css.under}>
        <Button
          kind="quiet"
          fit
          busy={again.busy()}
          aria-disabled={left() > 0 ? 'true' : undefined}
          onClick={() => {
            if (left() === 0) void resend()
          }}
        >
          {left() > 0 ? `Enviar novo código (${wait()})` : 'Enviar novo código'}
        </Button>
        <Button kind="quiet" fit onClick={() => props.onBack()}>
          Usar outro e-mail
        </Button>
      </div>
      <Show when={again.fault()}>
        {(fault) => (
          <Note tone="atencao" icon={<IconInfo />}>
            <span role="alert">{fault().detail}</span>
          </Note>
        )}
      </Show>
      <p class="soft">Não chegou? Veja a caixa de spam. O código vem de um endereço do Quinze.</p>
    </Page>
  )
}
