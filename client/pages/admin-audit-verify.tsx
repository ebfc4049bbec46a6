import { createSignal, onCleanup, Show } from 'solid-js'
import type { AuditVerifyView } from '../../server/http/admin-views.ts'
import { createAct, offlineReason, send } from '../api.ts'
import { IconCircleAlert, IconShield } from '../icons.ts'
import { Button } from '../parts/button.tsx'
import { Card, Note } from '../parts/card.tsx'
import quiet from './refusal.module.css'
import { Refusal } from './refusal.tsx'

const counted = new Intl.NumberFormat('pt-BR')

/** Checks the hash chain of the whole trail, a stretch at a time, and names the first bad row (rule 60). */
export function VerifyCard() {
  const [rows, setRows] = createSignal(0)
  const [end, setEnd] = createSignal<AuditVerifyView | null>(null)
  let gone = false
  onCleanup(() => (gone = true))
  const checking = createAct(async (key: string) => {
    setEnd(null)
    setRows(0)
    for (let from = 1; ;) {
      const part = await send<AuditVerifyView>(
        'POST',
        '/api/admin/audit/verify',
        { from },
        from === 1 ? key : undefined,
      )
      if (!part.ok || part.done || gone) {
        if (part.ok) setRows((n) => n + part.rows)
        setEnd(part)
        return part
      }
      setRows((n) => n + part.rows)
      from = part.head.seq + 1
    }
  })
  return (
    <Card
      title="Corrente da auditoria"
      level={2}
      actions={
        <Button
          kind="secondary"
          busy={checking.busy()}
          busyText={`Conferidas ${counted.format(rows())} linhas…`}
          blocked={offlineReason()}
          onClick={() => void checking.run()}
        >
          Conferir a corrente
        </Button>
      }
    >
      <p class="soft">
        Cada linha guarda o resumo da anterior. Uma linha mudada ou apagada quebra a corrente e é apontada aqui.
      </p>
      <div role="status" class={quiet.alert}>
        <Show when={end()}>
          {(last) => (
            <Show
              when={last().ok}
              fallback={
                <Note tone="lacre" icon={<IconCircleAlert />}>
                  <p>{badWords(last())}</p>
                </Note>
              }
            >
              <Note tone="sucesso" icon={<IconShield />}>
                <p class="num">Corrente íntegra: {counted.format(rows())} linhas.</p>
              </Note>
            </Show>
          )}
        </Show>
      </div>
      <Refusal fault={checking.fault()} what="conferir a auditoria" />
    </Card>
  )
}

function badWords(view: AuditVerifyView): string {
  if (view.ok) return ''
  return view.why === 'missing'
    ? `A linha nº ${view.seq} falta. Guarde uma cópia do banco e avise a segurança.`
    : `A linha nº ${view.seq} foi alterada. Guarde uma cópia do banco e avise a segurança.`
}
