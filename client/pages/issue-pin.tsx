import { createSignal, Show } from 'solid-js'
import { Button } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { focusFirstError } from '../parts/field.tsx'
import { PinField } from '../parts/pin-field.tsx'
import { pinFault, type Known } from '../wallet/pin.ts'
import type { Issuing } from './issue-flow.ts'

/** Chooses the PIN, twice; or asks for it when it was chosen before the page was left. */
export function AskPin(props: { flow: Issuing; known: Known }) {
  const [pin, setPin] = createSignal('')
  const [again, setAgain] = createSignal('')
  const [plain, setPlain] = createSignal(false)
  const [faults, setFaults] = createSignal<{ pin?: string | null; again?: string | null }>({})
  let form: HTMLFormElement | undefined
  const chosen = () => props.flow.pinChosen()
  const check = () => {
    const fault = chosen() && /^\d{6}$/.test(pin()) ? null : pinFault(pin(), props.known)
    const differs = !chosen() && !fault && again() !== pin() ? 'Os dois PINs não são iguais.' : null
    setFaults({ pin: fault, again: differs })
    return !fault && !differs
  }
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (check()) void props.flow.givePin(pin())
    else if (form) focusFirstError(form)
  }
  const typed = (set: (value: string) => void) => (value: string) => {
    setFaults({})
    set(value)
  }
  return (
    <Card>
      <form class="stack" ref={(element) => (form = element)} onSubmit={submit} novalidate autocomplete="off">
        <PinField
          label={chosen() ? 'Seu PIN de 6 números' : 'Crie um PIN de 6 números'}
          hint={
            chosen()
              ? 'É o que você criou ao começar esta emissão. Depois de 5 erros, só com nova identificação.'
              : 'Você vai usá-lo para assinar. Ninguém pode recuperá-lo: depois de 5 erros, só com nova identificação.'
          }
          name="pin"
          value={pin()}
          onInput={typed(setPin)}
          plain={plain()}
          error={faults().pin ?? props.flow.fault()?.detail ?? null}
        />
        <Show when={!chosen()}>
          <PinField
            label="Repita o PIN"
            name="pin-again"
            value={again()}
            onInput={typed(setAgain)}
            plain={plain()}
            error={faults().again ?? null}
          />
        </Show>
        <Button kind="quiet" fit aria-pressed={plain()} onClick={() => setPlain((on) => !on)}>
          {plain() ? 'Esconder números' : 'Mostrar números'}
        </Button>
        <Button type="submit" busy={props.flow.busy()}>
          {chosen() ? 'Continuar' : 'Criar PIN e chave'}
        </Button>
      </form>
    </Card>
  )
}
