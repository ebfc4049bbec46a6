import { createEffect, createSignal } from 'solid-js'
import type { AdminCartorioView } from '../../server/http/admin-views.ts'
import { Button } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { Field } from '../parts/field.tsx'
import { toast } from '../parts/toast.tsx'
import { ReasonSheet } from './admin-act.tsx'

const [fewest, most] = [1, 50]

/** How many pulled requests a cartório may have undecided (rule 30), changed with a reason. */
export function CapCard(props: { one: AdminCartorioView; onChanged: () => void }) {
  const [open, setOpen] = createSignal(false)
  const [typed, setTyped] = createSignal('')
  const [error, setError] = createSignal<string | null>(null)
  createEffect(() => setTyped(String(props.one.pullCap)))
  const body = () => {
    const cap = Number(typed())
    const good = /^\d{1,2}$/.test(typed().trim()) && cap >= fewest && cap <= most
    setError(good ? null : `Um número de ${fewest} a ${most}.`)
    return good ? { before: props.one.pullCap, cap } : null
  }
  return (
    <Card
      title="Limite de solicitações pegas"
      level={2}
      actions={
        <Button kind="secondary" onClick={() => setOpen(true)}>
          Mudar limite
        </Button>
      }
    >
      <p class="soft num">
        Até {props.one.pullCap} pegas sem decisão ao mesmo tempo; agora {props.one.undecidedPulls}.
      </p>
      <ReasonSheet
        open={open()}
        onClose={() => setOpen(false)}
        title="Mudar o limite"
        verb="Salvar limite"
        busyText="Salvando…"
        what="mudar o limite"
        method="PUT"
        path={`/api/admin/cartorios/${props.one.cns}/cap`}
        body={body}
        onStale={() => props.onChanged()}
        onDone={() => {
          toast.show('Limite alterado.')
          props.onChanged()
        }}
      >
        <Field
          label="Solicitações pegas sem decisão"
          name="cap"
          inputMode="numeric"
          maxLength={2}
          value={typed()}
          onInput={(text) => {
            setTyped(text)
            setError(null)
          }}
          error={error()}
        />
      </ReasonSheet>
    </Card>
  )
}
