import { createSignal, Show } from 'solid-js'
import { canInstall, install, isInstalled } from '../install.ts'
import { IconCheck, IconInfo } from '../icons.ts'
import { Button } from '../parts/button.tsx'
import { Card, Note } from '../parts/card.tsx'
import { Check } from '../parts/choice.tsx'
import { Field, focusFirstError } from '../parts/field.tsx'
import { maskEnrolmentCode } from '../parts/masks.ts'
import type { Issuing } from './issue-flow.ts'

/** The code of the video room: kept by this phone, or typed. */
export function AskEnrolmentCode(props: { flow: Issuing }) {
  const [typed, setTyped] = createSignal('')
  const [tick, setTick] = createSignal(false)
  const [missing, setMissing] = createSignal<'code' | 'tick' | null>(null)
  let form: HTMLFormElement | undefined
  const kept = () => (props.flow.fault() ? null : props.flow.code())
  /** The browser said that it may clear what is written here: a private tab looks just like this. */
  const unsure = () => {
    const tested = props.flow.fitness()
    return tested?.fit === true && !tested.promised && !isInstalled()
  }
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const code = kept() ?? typed()
    const lacks = code.length !== 9 ? 'code' : unsure() && !tick() ? 'tick' : null
    setMissing(lacks)
    if (lacks && form) return focusFirstError(form)
    void props.flow.giveCode(code)
  }
  return (
    <form class="stack" ref={(element) => (form = element)} onSubmit={submit} novalidate>
      <Card>
        <Note tone="sucesso" icon={<IconCheck />}>
          <p>Este celular consegue guardar a chave.</p>
        </Note>
        <Show when={unsure()}>
          <Note tone="atencao" icon={<IconInfo />}>
            <p>
              O navegador não garantiu que guarda a chave para sempre. O mais seguro é emitir pelo app instalado. Em aba
              anônima, o certificado some quando ela fecha.
            </p>
            <Show when={canInstall()}>
              <Button kind="secondary" fit onClick={() => void install()}>
                Instalar o app
              </Button>
            </Show>
          </Note>
          <Check
            label="Não estou em aba anônima e quero emitir aqui."
            checked={tick()}
            onChange={(on) => {
              setTick(on)
              setMissing(null)
            }}
            error={missing() === 'tick' ? 'Confirme para continuar, ou abra o app instalado.' : null}
          />
        </Show>
      </Card>
      <Show
        when={kept()}
        fallback={
          <Field
            label="Código de emissão"
            hint="São 8 letras e números. Ele apareceu na sala de vídeo, depois da identificação."
            name="code"
            autocomplete="off"
            autocapitalize="characters"
            placeholder="XXXX-XXXX"
            mask={maskEnrolmentCode}
            value={typed()}
            onInput={(value) => {
              setTyped(value)
              setMissing(null)
            }}
            error={
              missing() === 'code' ? 'Digite as 8 letras e números do código.' : (props.flow.fault()?.detail ?? null)
            }
          />
        }
      >
        <Note tone="sucesso" icon={<IconCheck />}>
          <p>Código da videoconferência encontrado neste celular.</p>
        </Note>
      </Show>
      <Button type="submit" busy={props.flow.busy()} busyText="Conferindo…">
        Continuar
      </Button>
    </form>
  )
}
