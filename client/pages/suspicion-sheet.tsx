import { createEffect, createSignal, on, Show, type JSX } from 'solid-js'
import { isReason } from '../../server/domain/check-answers.ts'
import type { Finding } from '../../server/domain/finding.ts'
import type { StaffRequestView } from '../../server/http/views.ts'
import { offlineReason } from '../api.ts'
import { Button } from '../parts/button.tsx'
import { Field } from '../parts/field.tsx'
import { Sheet } from '../parts/sheet.tsx'
import { toast } from '../parts/toast.tsx'
import { createStaffAct } from './attend-acts.ts'
import { TapRefusal } from './attend-refusal.tsx'

type Words = { title: string; follows: JSX.Element; label: string; act: string; done: string }

const wordsOf = (finding: Finding): Words =>
  finding === 'cleared'
    ? {
        title: 'Afastar a suspeita?',
        follows: (
          <p>
            A solicitação volta a <b>Em andamento</b>, com a decisão de antes. O vídeo feito não vale mais: será preciso
            outro, e o prazo para ele recomeça. O cliente é avisado de que a análise terminou.
          </p>
        ),
        label: 'Por que a suspeita foi afastada',
        act: 'Afastar a suspeita',
        done: 'Suspeita afastada. O cliente foi avisado.',
      }
    : {
        title: 'Encerrar por fraude confirmada?',
        follows: (
          <p>
            A solicitação <b>termina e não pode ser reaberta</b>. Fotos, vídeo e consultas ficam guardados como prova. O
            cliente lê só que ela foi encerrada depois da análise.
          </p>
        ),
        label: 'O que confirma a fraude',
        act: 'Encerrar a solicitação',
        done: 'Solicitação encerrada. O cliente foi avisado.',
      }

/** What follows from the tabelião's finding, and the written reason that it needs. */
export function FindingSheet(props: { request: StaffRequestView; finding: Finding | null; onClose: () => void }) {
  const [text, setText] = createSignal('')
  const [fault, setFault] = createSignal<string | null>(null)
  let field: HTMLElement | undefined
  /** The words stay while the sheet goes down. */
  const [shown, setShown] = createSignal<Finding>('cleared')
  const words = () => wordsOf(shown())
  const act = createStaffAct(
    () => props.request.id,
    () => 'suspicion',
    (finding: Finding, reason: string) => ({ finding, reason }),
  )
  createEffect(
    on(
      () => props.finding,
      (finding) => {
        if (finding) setShown(finding)
        setFault(null)
        act.clear()
      },
    ),
  )
  const run = async () => {
    if (!isReason(text())) {
      setFault('Escreva o motivo com pelo menos 10 letras.')
      field?.focus()
      return
    }
    if (!(await act.run(shown(), text().trim()))) return
    toast.show(words().done)
    props.onClose()
  }
  return (
    <Sheet
      open={props.finding !== null}
      onClose={() => props.onClose()}
      title={words().title}
      actions={
        <>
          <Button
            kind={shown() === 'fraud' ? 'danger' : 'primary'}
            busy={act.busy()}
            busyText="Registrando…"
            blocked={offlineReason()}
            onClick={() => void run()}
          >
            {words().act}
          </Button>
          <Button kind="secondary" onClick={() => props.onClose()}>
            Voltar
          </Button>
        </>
      }
    >
      <Show when={shown()} keyed>
        {words().follows}
      </Show>
      <Field
        label={words().label}
        name="finding"
        rows={4}
        maxLength={500}
        hint="Fica registrado em seu nome e não pode ser apagado. O cliente não lê."
        value={text()}
        onInput={(next) => {
          setText(next)
          setFault(null)
        }}
        error={fault()}
        ref={(element) => (field = element)}
      />
      <TapRefusal fault={act.fault()} what="decidir sobre a suspeita" onAgain={() => void run()} />
    </Sheet>
  )
}
