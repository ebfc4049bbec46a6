import { createSignal, Show, untrack } from 'solid-js'
import { parsePhone } from '../../server/domain/contact.ts'
import { fieldWords } from '../../server/domain/words.ts'
import { createAct, offlineReason, send } from '../api.ts'
import { Button } from '../parts/button.tsx'
import { Field, focusFirstError } from '../parts/field.tsx'
import { maskCode, maskPhone } from '../parts/masks.ts'
import { Sheet } from '../parts/sheet.tsx'
import { toast } from '../parts/toast.tsx'

interface PhoneProps {
  phone: string | null
  confirmed: boolean
  onConfirmed: () => void
}

/** A phone number is used for SMS only after its owner has typed the code that was sent to it. */
export function PhoneConfirm(props: PhoneProps) {
  const [open, setOpen] = createSignal(false)
  return (
    <>
      <div>
        <Button kind="quiet" fit onClick={() => setOpen(true)}>
          {props.confirmed ? 'Trocar celular' : 'Confirmar celular'}
        </Button>
      </div>
      <Sheet open={open()} onClose={() => setOpen(false)} title="Celular para SMS">
        <Ask
          phone={props.phone ?? ''}
          onDone={() => {
            setOpen(false)
            toast.show('Celular confirmado.')
            props.onConfirmed()
          }}
        />
      </Sheet>
    </>
  )
}

function Ask(props: { phone: string; onDone: () => void }) {
  const [phone, setPhone] = createSignal(untrack(() => maskPhone(props.phone)))
  const [code, setCode] = createSignal('')
  const [sent, setSent] = createSignal(false)
  const [wrong, setWrong] = createSignal<string | null>(null)
  let form: HTMLFormElement | undefined
  const ask = createAct((key: string, number: string) =>
    send('POST', '/api/preferences/phone', { phone: number }, key).then(() => true),
  )
  const confirm = createAct((key: string, typed: string) =>
    send('POST', '/api/preferences/phone/confirm', { code: typed }, key).then(() => true),
  )
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    setWrong(null)
    if (!sent()) {
      const number = parsePhone(phone())
      if (!number) setWrong(fieldWords.phone)
      else if (await ask.run(number)) setSent(true)
    } else if (code().length !== 6) setWrong(fieldWords.code)
    else if (await confirm.run(code())) return props.onDone()
    if (form) focusFirstError(form)
  }
  return (
    <form class="stack" ref={(element) => (form = element)} onSubmit={submit} novalidate>
      <Show
        when={sent()}
        fallback={
          <Field
            label="Celular com DDD"
            hint="Enviamos um código por SMS para confirmar que é seu."
            name="phone"
            type="tel"
            inputMode="tel"
            autocomplete="tel-national"
            mask={maskPhone}
            value={phone()}
            onInput={setPhone}
            error={wrong() ?? ask.fault()?.fields['phone'] ?? ask.fault()?.detail}
          />
        }
      >
        <p role="status">Código enviado por SMS para {phone()}.</p>
        <Field
          label="Código de 6 números"
          name="code"
          inputMode="numeric"
          autocomplete="one-time-code"
          code
          mask={maskCode}
          value={code()}
          onInput={setCode}
          error={wrong() ?? confirm.fault()?.detail}
        />
      </Show>
      <Button type="submit" busy={ask.busy() || confirm.busy()} blocked={offlineReason()}>
        {sent() ? 'Confirmar celular' : 'Enviar código'}
      </Button>
      <Show when={sent()}>
        <Button kind="quiet" onClick={() => setSent(false)}>
          Trocar número ou enviar outro código
        </Button>
      </Show>
    </form>
  )
}
