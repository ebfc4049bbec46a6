import { createEffect, createSignal, on, Show } from 'solid-js'
import { createStore } from 'solid-js/store'
import type { StaffRequestView } from '../../server/http/views.ts'
import type { ApiProblem } from '../api.ts'
import { IconCircleAlert } from '../icons.ts'
import { Button } from '../parts/button.tsx'
import { Note } from '../parts/card.tsx'
import { Choice } from '../parts/choice.tsx'
import { focusFirstError } from '../parts/field.tsx'
import { Sheet } from '../parts/sheet.tsx'
import {
  emptyDraft,
  isDecision,
  readDraft,
  rejectionWords,
  type DecisionBody,
  type Draft,
  type DraftFaults,
} from './decision-body.ts'
import { Again, Reject, Use } from './decision-more.tsx'
import quiet from './refusal.module.css'

interface DecisionFormProps {
  request: StaffRequestView
  busy: boolean
  /** Why nothing can be sent now (no connection). */
  blocked?: string | null | undefined
  /** Commits the decision: null when done, else why not. */
  onDecide: (body: DecisionBody) => Promise<ApiProblem | null>
}

/** The one decision of the screen: use, create or reject (domain.md rules 21, 30 and 37). */
export function DecisionForm(props: DecisionFormProps) {
  const [draft, setDraft] = createStore<Draft>({ ...emptyDraft })
  const [faults, setFaults] = createSignal<DraftFaults>({})
  const [problem, setProblem] = createSignal<ApiProblem | null>(null)
  const [confirming, setConfirming] = createSignal<Extract<DecisionBody, { kind: 'reject' }> | null>(null)
  const [today, setToday] = createSignal(false)
  let form: HTMLFormElement | undefined
  // The tick was given to the version that was on the screen.
  createEffect(
    on(
      () => props.request.ccn?.latest,
      () => setDraft('checked', false),
      { defer: true },
    ),
  )
  const facts = () => ({
    ccnVersion: props.request.ccn?.latest ?? null,
    madeToday: today() || (props.request.ccn?.madeToday ?? false),
    pulled: props.request.pulled,
  })
  const change = (next: Partial<Draft>) => {
    setDraft(next)
    setFaults({})
    setProblem(null)
  }
  const submit = () => {
    const read = readDraft(draft, facts())
    if (!isDecision(read)) {
      setFaults(read)
      if (form) focusFirstError(form)
    } else if (read.kind === 'reject') setConfirming(read)
    else void commit(read)
  }
  const commit = async (body: DecisionBody) => {
    setProblem(null)
    const refused = await props.onDecide(body)
    setConfirming(null)
    if (!refused) return
    setProblem(refused)
    if (refused.code === 'ccn_today') setToday(true)
    if (refused.code === 'ccn_moved') setDraft({ kind: 'use', checked: false })
    if (refused.code === 'ccn_missing') setDraft({ kind: null, checked: false })
  }
  return (
    <form
      class="stack"
      ref={(element) => (form = element)}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <Choice
        legend="Como está o cadastro no CCN?"
        value={draft.kind}
        onChange={(kind) => change({ kind })}
        error={faults().kind}
        options={[
          {
            value: 'use',
            label: 'Usar registro no CCN',
            hint: 'Seu cartório já tem cadastro deste CPF e os dados conferem.',
            blocked: props.request.ccn ? null : 'Seu cartório ainda não tem registro deste CPF. Escolha Criar.',
            more: () => <Use request={props.request} draft={draft} faults={faults()} change={change} />,
          },
          {
            value: 'create',
            label: 'Criar registro no CCN',
            hint: 'Grava uma nova versão com os dados enviados pelo cliente.',
            ...(facts().madeToday && {
              more: () => <Again request={props.request} draft={draft} faults={faults()} change={change} />,
            }),
          },
          {
            value: 'reject',
            label: 'Rejeitar',
            hint: 'Dados inconsistentes. O cliente recebe o motivo e a solicitação termina.',
            more: () => <Reject request={props.request} draft={draft} faults={faults()} change={change} />,
          },
        ]}
      />
      <div role="alert" class={quiet.alert}>
        <Show when={problem()}>
          {(refused) => (
            <Note tone="lacre" icon={<IconCircleAlert />}>
              <p>{refused().detail}</p>
            </Note>
          )}
        </Show>
      </div>
      <Button type="submit" busy={props.busy && !confirming()} busyText="Confirmando…" blocked={props.blocked}>
        Confirmar decisão
      </Button>
      <Sheet
        open={confirming() !== null}
        onClose={() => setConfirming(null)}
        title="Rejeitar a solicitação?"
        actions={
          <>
            <Button
              kind="danger"
              busy={props.busy}
              busyText="Rejeitando…"
              blocked={props.blocked}
              onClick={() => {
                const body = confirming()
                if (body) void commit(body)
              }}
            >
              Rejeitar
            </Button>
            <Button kind="secondary" onClick={() => setConfirming(null)}>
              Voltar
            </Button>
          </>
        }
      >
        <Show when={confirming()}>
          {(body) => (
            <>
              <p>O cliente vai ler: “{rejectionWords(body().reason, body().text)}”.</p>
              <p>
                <b>Não dá para desfazer.</b>
              </p>
            </>
          )}
        </Show>
      </Sheet>
    </form>
  )
}
