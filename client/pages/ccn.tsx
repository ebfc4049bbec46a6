import { createEffect, createSignal, Match, on, Show, Switch } from 'solid-js'
import { inSentence } from '../../server/domain/ccn-words.ts'
import { parseCpf } from '../../server/domain/cpf.ts'
import { whenWords } from '../../server/domain/instant-words.ts'
import { fieldWords } from '../../server/domain/words.ts'
import type { CcnFound } from '../../server/http/ccn-views.ts'
import { createAct, offlineReason, send } from '../api.ts'
import { IconCircleAlert, IconSearch } from '../icons.ts'
import { Button } from '../parts/button.tsx'
import { Card, Note } from '../parts/card.tsx'
import { Empty } from '../parts/empty.tsx'
import { Field, focusFirstError } from '../parts/field.tsx'
import { digitsOf, maskCpf } from '../parts/masks.ts'
import { Page } from '../parts/page.tsx'
import { deviceZone } from '../parts/ring-words.ts'
import { office } from '../session.ts'
import { CcnRefused } from './ccn-refused.tsx'
import { OfficeChoice } from './office-choice.tsx'
import { listWords } from './person-words.ts'
import quiet from './refusal.module.css'

/** The own cartório's CCN by CPF. The number goes in the body, never in an address. */
export default function CcnPage() {
  const [cpf, setCpf] = createSignal('')
  const [error, setError] = createSignal<string | null>(null)
  const [found, setFound] = createSignal<CcnFound | null>(null)
  const search = createAct((key: string, cns: string, number: string) =>
    send<CcnFound>('POST', `/api/ccn/search?cartorio=${encodeURIComponent(cns)}`, { cpf: number }, key),
  )
  // What one cartório holds is not what another holds.
  createEffect(
    on(
      () => office()?.cns,
      () => setFound(null),
      { defer: true },
    ),
  )
  let form: HTMLFormElement | undefined
  const run = async () => {
    setFound(null)
    const number = parseCpf(cpf())
    const cns = office()?.cns
    setError(number ? null : fieldWords.cpf)
    if (!number && form) focusFirstError(form)
    if (number && cns) setFound(await search.run(cns, number))
  }
  const judge = () => {
    if (digitsOf(cpf()).length > 0) setError(parseCpf(cpf()) ? null : fieldWords.cpf)
  }
  return (
    <Page title="Registro no CCN" sub={office()?.cartorio ?? undefined} back="/andamento">
      <OfficeChoice />
      <form
        class="stack"
        ref={(element) => (form = element)}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void run()
        }}
      >
        <Field
          label="CPF"
          name="cpf"
          value={cpf()}
          onInput={(value) => {
            setCpf(value)
            setError(null)
            setFound(null)
          }}
          onBlur={judge}
          error={error()}
          hint="Procura só no registro do seu cartório. Cada consulta fica registrada."
          inputMode="numeric"
          mask={maskCpf}
          placeholder="000.000.000-00"
        />
        <Button type="submit" busy={search.busy()} busyText="Procurando…" blocked={offlineReason()}>
          <IconSearch /> Procurar
        </Button>
      </form>
      <div role="alert" class={quiet.alert}>
        <Show when={search.fault()}>
          {(fault) => (
            <Show
              when={fault().code === 'needs_passkey'}
              fallback={
                <Note tone="lacre" icon={<IconCircleAlert />}>
                  <p>{fault().detail}</p>
                </Note>
              }
            >
              <CcnRefused fault={fault()} onAgain={() => void run()} />
            </Show>
          )}
        </Show>
      </div>
      <div role="status" class={quiet.alert}>
        <Show when={found()}>{(answer) => <Result found={answer()} />}</Show>
      </div>
    </Page>
  )
}

function Result(props: { found: CcnFound }) {
  const lacks = () => props.found.summary?.lacking ?? []
  return (
    <Switch>
      <Match when={props.found.record === null}>
        <Empty
          title="Seu cartório não tem registro deste CPF"
          text="O registro nasce quando seu cartório decide Criar registro no CCN em uma solicitação."
          icon={IconSearch}
        />
      </Match>
      <Match when={props.found.summary}>
        {(summary) => (
          <Card title={summary().name} href={`/ccn/${props.found.record}`}>
            <p class="soft num">
              Versão {summary().version}, de {whenWords(summary().at, props.found.now, deviceZone())}
            </p>
            <p>
              <Show when={lacks().length > 0} fallback="Tem tudo o que um pedido precisa.">
                Falta: <b>{listWords(lacks().map(({ field }) => inSentence(field)))}</b>
              </Show>
            </p>
          </Card>
        )}
      </Match>
    </Switch>
  )
}
