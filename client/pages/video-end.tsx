import { createSignal, Show } from 'solid-js'
import { endReasons, endWords, scriptWords, type EndReason } from '../../server/domain/call.ts'
import type { CallView } from '../../server/http/call-views.ts'
import { createAct, offlineReason, send } from '../api.ts'
import { callSources } from '../call/sources.ts'
import { keep } from '../kept.ts'
import { Button } from '../parts/button.tsx'
import { Choice } from '../parts/choice.tsx'
import { Field } from '../parts/field.tsx'
import { Sheet } from '../parts/sheet.tsx'
import { Fault } from './video-consent.tsx'

interface EndSheetProps {
  call: CallView
  open: boolean
  onClose: () => void
  /** Leaves for now; the room stays open. */
  onAway: () => void
  refresh: () => Promise<void>
}

const consequences: Record<EndReason, string> = {
  identified:
    'Libera o pedido do certificado, se as consultas permitirem. Se o pedido já foi feito, dá outro código ao cliente.',
  not_identified: 'O pedido fica impedido. O cliente lê que não foi identificado desta vez; dá para chamar de novo.',
  gave_up: 'O cliente não quis continuar agora. Dá para chamar de novo.',
  technical: 'Nada fica decidido. Dá para chamar de novo.',
  fraud:
    'Congela a solicitação: ninguém mais age nela e as provas são guardadas. O cliente lê apenas “Em análise”. Não dá para desfazer.',
}
const needsNote = (reason: EndReason | null) => reason === 'not_identified' || reason === 'fraud'

/** How the session ends, with what each reason means (rule 44). */
export function EndSheet(props: EndSheetProps) {
  const [reason, setReason] = createSignal<EndReason | null>(null)
  const [note, setNote] = createSignal('')
  const [error, setError] = createSignal<string | null>(null)
  const missing = () => props.call.script.filter(({ at }) => at === null).map(({ item }) => scriptWords[item])
  const met = () => props.call.startedAt !== null
  const blocked = () => {
    if (!met()) return 'O cliente ainda não entrou na sala.'
    const left = missing()
    if (left.length > 2) return `Faltam ${left.length} itens do roteiro.`
    return left.length > 0 ? `Falta marcar: ${left.join('; ')}.` : null
  }
  const ending = createAct((key: string, body: { reason: EndReason; note?: string }) =>
    send<CallView>('POST', `/api/calls/${props.call.id}/end`, body, key),
  )
  const end = async () => {
    const why = reason()
    if (!why) return setError('Escolha como a chamada terminou.')
    const text = note().trim()
    if (needsNote(why) && text === '') return setError('Escreva o que você observou.')
    const view = await ending.run({ reason: why, ...(needsNote(why) ? { note: text } : {}) })
    if (view) keep(callSources.call(view.id), view)
    else await props.refresh()
  }
  return (
    <Sheet
      open={props.open}
      onClose={() => props.onClose()}
      title="Encerrar a chamada"
      actions={
        <>
          <Fault fault={ending.fault()} />
          <Button
            kind={reason() === 'fraud' ? 'danger' : 'primary'}
            busy={ending.busy()}
            busyText="Encerrando…"
            blocked={offlineReason()}
            onClick={() => void end()}
          >
            {reason() === 'fraud' ? 'Encerrar e congelar' : 'Encerrar'}
          </Button>
          <Button kind="secondary" onClick={() => props.onClose()}>
            Continuar a chamada
          </Button>
          <Button kind="quiet" onClick={() => props.onAway()}>
            Sair por enquanto, sem encerrar
          </Button>
        </>
      }
    >
      <Choice
        legend="Como terminou?"
        value={reason()}
        onChange={(now) => {
          setReason(now)
          setError(null)
        }}
        error={reason() === null || !needsNote(reason()) ? error() : null}
        options={endReasons.map((value) => ({
          value,
          label: endWords[value],
          hint: consequences[value],
          get blocked() {
            return value === 'identified' ? blocked() : null
          },
        }))}
      />
      <Show when={needsNote(reason())}>
        <Field
          label="O que você observou"
          name="note"
          rows={3}
          maxLength={2000}
          value={note()}
          onInput={(text) => {
            setNote(text)
            setError(null)
          }}
          hint="Fica só no registro do cartório."
          error={error()}
        />
      </Show>
    </Sheet>
  )
}
