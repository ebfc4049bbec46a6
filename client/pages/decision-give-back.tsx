import { createSignal, Show } from 'solid-js'
import type { ApiProblem } from '../api.ts'
import { IconCircleAlert, IconUndo } from '../icons.ts'
import { Button } from '../parts/button.tsx'
import { Note } from '../parts/card.tsx'
import { Field } from '../parts/field.tsx'
import { Sheet } from '../parts/sheet.tsx'
import quiet from './refusal.module.css'

interface GiveBackProps {
  busy: boolean
  blocked?: string | null | undefined
  /** Gives it back with a reason: null when done. */
  onGiveBack: (reason: string) => Promise<ApiProblem | null>
}

/** "Devolver": only what was pulled and is undecided, with a reason (domain.md rule 63). */
export function GiveBack(props: GiveBackProps) {
  const [open, setOpen] = createSignal(false)
  const [reason, setReason] = createSignal('')
  const [fault, setFault] = createSignal<string | null>(null)
  const [problem, setProblem] = createSignal<string | null>(null)
  let field: HTMLElement | undefined
  const give = async () => {
    if (reason().trim() === '') {
      setFault('Escreva o motivo para continuar.')
      field?.focus()
      return
    }
    setProblem(null)
    const refused = await props.onGiveBack(reason().trim())
    if (refused) setProblem(refused.detail)
    else setOpen(false)
  }
  return (
    <>
      <Button kind="secondary" onClick={() => setOpen(true)}>
        <IconUndo /> Devolver
      </Button>
      <Sheet
        open={open()}
        onClose={() => setOpen(false)}
        title="Devolver a solicitação?"
        actions={
          <>
            <Button
              kind="danger"
              busy={props.busy}
              busyText="Devolvendo…"
              blocked={props.blocked}
              onClick={() => void give()}
            >
              Devolver
            </Button>
            <Button kind="secondary" onClick={() => setOpen(false)}>
              Voltar
            </Button>
          </>
        }
      >
        <p>
          Ela volta para os outros cartórios do estado, e o cliente é avisado. Seu cartório deixa de ver os dados e não
          pode pegá-la de novo.
        </p>
        <Field
          label="Motivo"
          name="give-back"
          rows={3}
          maxLength={500}
          hint="Fica registrado."
          value={reason()}
          onInput={(text) => {
            setReason(text)
            setFault(null)
          }}
          error={fault()}
          ref={(element) => (field = element)}
        />
        <div role="alert" class={quiet.alert}>
          <Show when={problem()}>
            <Note tone="lacre" icon={<IconCircleAlert />}>
              <p>{problem()}</p>
            </Note>
          </Show>
        </div>
      </Sheet>
    </>
  )
}
