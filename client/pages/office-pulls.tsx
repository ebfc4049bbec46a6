import { createSignal, Show } from 'solid-js'
import type { OfficeView } from '../../server/http/views.ts'
import { createAct, offlineReason, send } from '../api.ts'
import { Button } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { Field } from '../parts/field.tsx'
import { toast } from '../parts/toast.tsx'
import { Refusal } from './refusal.tsx'

/** How many undecided requests of others the cartório holds and may hold (rule 30). */
export function Pulls(props: { office: OfficeView; onChange: () => void }) {
  const [typed, setTyped] = createSignal<string | null>(null)
  const [fault, setFault] = createSignal<string | null>(null)
  const saving = createAct((key: string, cap: number) =>
    send('PUT', `/api/office/pull-cap?cartorio=${props.office.cns}`, { cap }, key).then(() => true),
  )
  const text = () => typed() ?? String(props.office.pulls.cap)
  const save = async () => {
    const cap = Number(text())
    const { most } = props.office.pulls
    if (!Number.isInteger(cap) || cap < 1 || cap > most)
      return setFault(`De 1 a ${most}. Para mais, fale com a administração do Quinze.`)
    if (!(await saving.run(cap))) return setFault(saving.fault()?.fields['cap'] ?? null)
    toast.show('Limite salvo.')
    setTyped(null)
    props.onChange()
  }
  return (
    <section class="stack">
      <div>
        <h2>Solicitações de outros cartórios</h2>
        <p class="soft">
          Seu cartório tem <b class="num">{props.office.pulls.undecided}</b> sem decisão, de no máximo{' '}
          <b class="num">{props.office.pulls.cap}</b>. No limite, não dá para pegar outra.
        </p>
      </div>
      <Show when={props.office.canManage}>
        <Card>
          <form
            class="stack"
            noValidate
            onSubmit={(event) => {
              event.preventDefault()
              void save()
            }}
          >
            <Field
              label="Limite de pegas sem decisão"
              name="pull-cap"
              inputMode="numeric"
              value={text()}
              hint={`De 1 a ${props.office.pulls.most}.`}
              onInput={(value) => {
                setTyped(value)
                setFault(null)
              }}
              error={fault()}
            />
            <Refusal fault={fault() ? null : saving.fault()} what="salvar o limite" />
            <Button type="submit" kind="secondary" fit busy={saving.busy()} blocked={offlineReason()}>
              Salvar limite
            </Button>
          </form>
        </Card>
      </Show>
    </section>
  )
}
