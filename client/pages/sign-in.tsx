import { useNavigate, useSearchParams } from '@solidjs/router'
import { createEffect, createSignal, lazy, Show } from 'solid-js'
import { fieldWords } from '../../server/domain/words.ts'
import { parseEmail } from '../../server/domain/contact.ts'
import { createAct } from '../api.ts'
import { IconInfo } from '../icons.ts'
import { Button } from '../parts/button.tsx'
import { Note } from '../parts/card.tsx'
import { Field, focusFirstError } from '../parts/field.tsx'
import { Page } from '../parts/page.tsx'
import { ended, homeOf, localPath, me, refreshMe } from '../session.ts'
import { requestCode, type Sent } from './sign-in-send.ts'
import css from './sign-in.module.css'

const loadCode = () => import('./sign-in-code.tsx').then((page) => ({ default: page.AskCode }))
const AskCode = lazy(loadCode)

/** C1: an e-mail, a code of six digits; or a passkey for those who work at a cartório. */
export default function SignIn() {
  const [params] = useSearchParams<{ next?: string }>()
  const navigate = useNavigate()
  const [typed, setTyped] = createSignal('')
  const [sent, setSent] = createSignal<Sent | null>(null)
  createEffect(() => {
    const person = me()
    if (person) navigate(localPath(params.next) ?? homeOf(person), { replace: true })
  })
  return (
    <Show when={sent()} fallback={<AskEmail email={typed()} onEmail={setTyped} onSent={setSent} />}>
      {(code) => <AskCode email={typed()} sent={code()} onSent={setSent} onBack={() => setSent(null)} />}
    </Show>
  )
}

const hasPasskeys = 'PublicKeyCredential' in globalThis && 'parseRequestOptionsFromJSON' in PublicKeyCredential

function AskEmail(props: { email: string; onEmail: (email: string) => void; onSent: (sent: Sent) => void }) {
  const [checked, setChecked] = createSignal<string | null>(null)
  const ask = createAct(requestCode)
  const passkey = createAct(async () => {
    const { signInWithPasskey } = await import('../passkey.ts')
    await signInWithPasskey()
    await refreshMe()
  })
  let form: HTMLFormElement | undefined
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    const email = parseEmail(props.email)
    setChecked(email ? null : fieldWords.email)
    if (!email) return void (form && focusFirstError(form))
    void loadCode()
    const sent = await ask.run(email)
    if (sent) props.onSent(sent)
    else if (form) focusFirstError(form)
  }
  return (
    <Page title="Entrar" sub="Certificado digital notarizado, com resposta do cartório em 15 minutos úteis.">
      <Show when={ended()}>
        <Note tone="atencao" icon={<IconInfo />}>
          Sua sessão terminou. Entre de novo para continuar — o rascunho está salvo.
        </Note>
      </Show>
      <form class="stack" ref={(element) => (form = element)} onSubmit={submit} novalidate>
        <Field
          label="Seu e-mail"
          hint="Digite seu e-mail. Enviamos um código de 6 números."
          name="email"
          type="email"
          inputMode="email"
          autocomplete="email"
          autocapitalize="off"
          value={props.email}
          onInput={props.onEmail}
          error={checked() ?? ask.fault()?.fields['email'] ?? ask.fault()?.detail}
        />
        <Button type="submit" busy={ask.busy()} busyText="Enviando…">
          Receber código
        </Button>
      </form>
      <Show when={hasPasskeys}>
        <p class={css.or}>ou, se você trabalha em um cartório</p>
        <Button kind="secondary" busy={passkey.busy()} onClick={() => void passkey.run()}>
          Entrar com chave de acesso
        </Button>
        <Show when={passkey.fault()}>
          {(fault) => (
            <Note tone="atencao" icon={<IconInfo />}>
              <span role="alert">{fault().detail}</span>
            </Note>
          )}
        </Show>
      </Show>
      <p class="soft">
        Primeira vez? O mesmo caminho cria sua conta. Usamos só cookies necessários para manter você dentro.{' '}
        <a href="/privacidade">Como tratamos seus dados</a>
      </p>
    </Page>
  )
}
