import { Show } from 'solid-js'
import { rejectReasons, type RejectReason } from '../../server/domain/request.ts'
import { rejectWords } from '../../server/domain/words.ts'
import type { StaffRequestView } from '../../server/http/views.ts'
import { IconCircleAlert } from '../icons.ts'
import { Button } from '../parts/button.tsx'
import { Check } from '../parts/choice.tsx'
import { Field } from '../parts/field.tsx'
import { textNeeded, type Draft, type DraftFaults } from './decision-body.ts'
import css from './decision.module.css'
import { listWords } from './person-words.ts'

interface PartProps {
  request: StaffRequestView
  draft: Draft
  faults: DraftFaults
  change: (next: Partial<Draft>) => void
}

function Differences(props: { request: StaffRequestView }) {
  return (
    <Show when={props.request.ccn?.differs.length}>
      <p class={css.differs}>
        <IconCircleAlert />
        <span>
          O registro difere da solicitação em:{' '}
          <b>{listWords((props.request.ccn?.differs ?? []).map(({ label }) => label))}</b>.
        </span>
      </p>
    </Show>
  )
}

/** What using the record asks for: a look at what differs, and the tick of today (domain.md rule 37). */
export function Use(props: PartProps) {
  return (
    <div class={css.more}>
      <Differences request={props.request} />
      <Check
        label="Conferi os dados hoje com o documento apresentado."
        hint={`Usa a versão ${props.request.ccn?.latest ?? ''} do registro.`}
        checked={props.draft.checked}
        onChange={(checked) => props.change({ checked })}
        error={props.faults.checked}
      />
    </div>
  )
}

/** The own cartório made a version today: rather use that one (domain.md rule 21). */
export function Again(props: PartProps) {
  return (
    <div class={css.more}>
      <p>
        <b>Seu cartório já criou uma versão deste CPF hoje.</b> Prefira usar o registro que já existe.
      </p>
      <Differences request={props.request} />
      <Button kind="secondary" onClick={() => props.change({ kind: 'use' })}>
        Usar registro no CCN
      </Button>
      <Check
        label="Criar outra versão mesmo assim."
        checked={props.draft.evenToday}
        onChange={(evenToday) => props.change({ evenToday })}
        error={props.faults.evenToday}
      />
    </div>
  )
}

/** The coded reason and, where it is needed, words for the client (domain.md rules 20 and 30). */
export function Reject(props: PartProps) {
  const needed = () => textNeeded(props.draft.reason, props.request)
  return (
    <div class={css.more}>
      <Field
        label="Motivo"
        name="reason"
        value={props.draft.reason ?? ''}
        onInput={(value) => props.change({ reason: rejectReasons.find((one) => one === value) ?? null })}
        options={[
          { value: '', label: 'Escolha o motivo' },
          ...rejectReasons.map((value: RejectReason) => ({ value, label: rejectWords[value] })),
        ]}
        error={props.faults.reason}
      />
      <Field
        label="O que o cliente precisa saber"
        name="text"
        rows={3}
        maxLength={500}
        optional={!needed()}
        hint={
          props.request.pulled
            ? 'Seu cartório pegou esta solicitação: explique por escrito por que rejeita.'
            : 'O cliente lê este texto. Outro cartório vê só o motivo.'
        }
        value={props.draft.text}
        onInput={(text) => props.change({ text })}
        error={props.faults.text}
      />
    </div>
  )
}
