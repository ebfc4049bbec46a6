import { createSignal } from 'solid-js'
import { auditFamilies } from '../../server/domain/audit-words.ts'
import { parseCns } from '../../server/domain/cns.ts'
import { parseEmail } from '../../server/domain/contact.ts'
import { fieldWords } from '../../server/domain/words.ts'
import { offlineReason } from '../api.ts'
import { IconSearch } from '../icons.ts'
import { Button } from '../parts/button.tsx'
import { Field, focusFirstError } from '../parts/field.tsx'
import css from './admin.module.css'

/** What the trail is searched for; what is absent doesn't matter. Instants in epoch ms. */
export type AuditAsked = {
  request?: string
  email?: string
  cns?: string
  family?: string
  from?: number
  to?: number
}

const day = 86_400_000
const families = [
  { value: '', label: 'Tudo' },
  ...Object.entries(auditFamilies)
    .map(([value, label]) => ({ value, label }))
    .toSorted((a, b) => a.label.localeCompare(b.label, 'pt-BR')),
]

/** Days of the device's own calendar, the last one whole. */
function period(from: string, to: string): Pick<AuditAsked, 'from' | 'to'> {
  const at = (text: string) => new Date(`${text}T00:00:00`).getTime()
  return { ...(from ? { from: at(from) } : {}), ...(to ? { to: at(to) + day - 1 } : {}) }
}

/** By request, person, cartório, subject and period: whatever is filled in has to hold. */
export function AuditForm(props: { busy: boolean; onSearch: (asked: AuditAsked) => void }) {
  const [request, setRequest] = createSignal('')
  const [email, setEmail] = createSignal('')
  const [cns, setCns] = createSignal('')
  const [family, setFamily] = createSignal('')
  const [from, setFrom] = createSignal('')
  const [to, setTo] = createSignal('')
  const [wrong, setWrong] = createSignal<{ email?: string; cns?: string; to?: string }>({})
  let form: HTMLFormElement | undefined
  const search = () => {
    const found = {
      ...(email().trim() && parseEmail(email()) === null ? { email: fieldWords.email } : {}),
      ...(cns().trim() && parseCns(cns()) === null ? { cns: 'O CNS tem 6 dígitos.' } : {}),
      ...(from() && to() && to() < from() ? { to: 'O fim vem depois do início.' } : {}),
    }
    setWrong(found)
    if (Object.keys(found).length > 0) return form && focusFirstError(form)
    const filled = { request: request().trim(), email: email().trim(), cns: cns().trim(), family: family() }
    const words = Object.fromEntries(Object.entries(filled).filter(([, value]) => value !== ''))
    props.onSearch({ ...words, ...period(from(), to()) })
  }
  return (
    <form
      class="stack"
      noValidate
      ref={(element) => (form = element)}
      onSubmit={(event) => {
        event.preventDefault()
        search()
      }}
    >
      <div class={css.filters}>
        <Field
          label="Solicitação"
          name="request"
          value={request()}
          onInput={setRequest}
          placeholder="2026-0000382"
          optional="quiet"
        />
        <Field
          label="E-mail da pessoa"
          name="email"
          type="email"
          inputMode="email"
          autocapitalize="off"
          value={email()}
          onInput={setEmail}
          error={wrong().email}
          optional="quiet"
        />
        <Field label="CNS do cartório" name="cns" value={cns()} onInput={setCns} error={wrong().cns} optional="quiet" />
        <Field label="Assunto" name="family" value={family()} onInput={setFamily} options={families} />
        <Field label="De" name="from" type="date" value={from()} onInput={setFrom} optional="quiet" />
        <Field label="Até" name="to" type="date" value={to()} onInput={setTo} error={wrong().to} optional="quiet" />
      </div>
      <div class={css.acts}>
        <Button type="submit" fit busy={props.busy} busyText="Procurando…" blocked={offlineReason()}>
          <span class="row">
            <IconSearch /> Procurar
          </span>
        </Button>
      </div>
    </form>
  )
}
