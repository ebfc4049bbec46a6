import { createEffect, createSignal, on } from 'solid-js'
import { isReason } from '../../server/domain/check-answers.ts'
import type { CheckView } from '../../server/http/check-views.ts'
import type { StaffRequestView } from '../../server/http/views.ts'
import { offlineReason } from '../api.ts'
import { Button } from '../parts/button.tsx'
import { Choice } from '../parts/choice.tsx'
import { Field } from '../parts/field.tsx'
import { Sheet } from '../parts/sheet.tsx'
import { toast } from '../parts/toast.tsx'
import { createStaffAct } from './attend-acts.ts'
import { TapRefusal } from './attend-refusal.tsx'

interface SheetProps {
  open: boolean
  onClose: () => void
  request: StaffRequestView
}

/** The tabelião answers for a check in writing (domain.md rules 39 and 66); it is for the answer that is on the screen. */
export function OverrideSheet(props: SheetProps & { check: CheckView }) {
  const [text, setText] = createSignal('')
  const [fault, setFault] = createSignal<string | null>(null)
  let field: HTMLElement | undefined
  const act = createStaffAct(
    () => props.request.id,
    () => `checks/${props.check.kind}/note`,
    (reason: string) => ({ kind: 'override', outcome: props.check.outcome, text: reason }),
  )
  createEffect(
    on(
      () => props.open,
      () => act.clear(),
    ),
  )
  const run = async () => {
    if (!isReason(text())) {
      setFault('Escreva o motivo com pelo menos 10 letras.')
      field?.focus()
      return
    }
    if (!(await act.run(text().trim()))) return
    setText('')
    props.onClose()
    toast.show('Justificativa registrada.')
  }
  return (
    <Sheet
      open={props.open}
      onClose={props.onClose}
      title="Justificar por escrito"
      actions={
        <>
          <Button busy={act.busy()} busyText="Registrando…" blocked={offlineReason()} onClick={() => void run()}>
            Registrar justificativa
          </Button>
          <Button kind="secondary" onClick={() => props.onClose()}>
            Voltar
          </Button>
        </>
      }
    >
      <p>
        <b>
          {props.check.title}: {props.check.outcomeWords.toLowerCase()}.
        </b>{' '}
        Com a justificativa o pedido pode seguir sem a aprovação da fonte. Ela fica registrada em seu nome, com a hora,
        e não pode ser apagada.
      </p>
      <Field
        label="Por que o pedido pode seguir"
        name="override"
        rows={4}
        maxLength={500}
        hint="Diga como a pessoa foi identificada."
        value={text()}
        onInput={(next) => {
          setText(next)
          setFault(null)
        }}
        error={fault()}
        ref={(element) => (field = element)}
      />
      <TapRefusal fault={act.fault()} what="justificar" onAgain={() => void run()} />
    </Sheet>
  )
}

/** What the notary saw in the video, as a statement of the own (domain.md rule 38). */
export function LivenessSheet(props: SheetProps) {
  const [outcome, setOutcome] = createSignal<'approved' | 'failed' | null>(null)
  const [text, setText] = createSignal('')
  const [fault, setFault] = createSignal<string | null>(null)
  const act = createStaffAct(
    () => props.request.id,
    () => 'checks/liveness',
    (said: 'approved' | 'failed', note: string) => ({ outcome: said, ...(note ? { text: note } : {}) }),
  )
  const run = async () => {
    const said = outcome()
    if (!said) return setFault('Escolha o que você viu no vídeo.')
    if (!(await act.run(said, text().trim()))) return
    setText('')
    setOutcome(null)
    props.onClose()
    toast.show('Declaração registrada.')
  }
  return (
    <Sheet
      open={props.open}
      onClose={props.onClose}
      title="O que você viu no vídeo?"
      actions={
        <>
          <Button busy={act.busy()} busyText="Registrando…" blocked={offlineReason()} onClick={() => void run()}>
            Registrar declaração
          </Button>
          <Button kind="secondary" onClick={() => props.onClose()}>
            Voltar
          </Button>
        </>
      }
    >
      <Choice
        legend="Prova de vida"
        quiet
        value={outcome()}
        onChange={(next) => {
          setOutcome(next)
          setFault(null)
        }}
        error={fault()}
        options={[
          { value: 'approved', label: 'Uma pessoa presente e viva', hint: 'Ela reagiu ao que você pediu na hora.' },
          { value: 'failed', label: 'Não reconheço uma pessoa viva', hint: 'Imagem parada, gravada ou trocada.' },
        ]}
      />
      <Field
        label="Observação"
        name="liveness"
        optional
        rows={2}
        maxLength={500}
        value={text()}
        onInput={(next) => setText(next)}
      />
      <TapRefusal fault={act.fault()} what="declarar" onAgain={() => void run()} />
    </Sheet>
  )
}
