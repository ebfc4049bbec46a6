import { useNavigate, useParams } from '@solidjs/router'
import { createEffect, createMemo, createSignal, Match, on, Show, Switch } from 'solid-js'
import { createStore } from 'solid-js/store'
import { ccnPaths, inputOf, type CcnInput, type CcnPath } from '../../server/domain/ccn-form.ts'
import { readRecord } from '../../server/domain/ccn-read.ts'
import { ccnFaultWords } from '../../server/domain/ccn-words.ts'
import { dayOf } from '../../server/domain/instant-words.ts'
import type { CcnRecordView } from '../../server/http/ccn-views.ts'
import { createAct, offlineReason, send } from '../api.ts'
import { IconCircleAlert, IconInfo } from '../icons.ts'
import { createKept, keep } from '../kept.ts'
import { sources } from '../keys.ts'
import { Button } from '../parts/button.tsx'
import { Note } from '../parts/card.tsx'
import { focusFirstError } from '../parts/field.tsx'
import { Page } from '../parts/page.tsx'
import { Skeleton } from '../parts/skeleton.tsx'
import { toast } from '../parts/toast.tsx'
import { CcnConflict } from './ccn-conflict.tsx'
import { ccnDraft, dropCcn, hasCcnDraft, meetCcn, typeCcn, type CcnDraft } from './ccn-draft.ts'
import { CcnRefused } from './ccn-refused.tsx'
import { CcnSections } from './ccn-sections.tsx'
import { PasskeyPrompt } from './passkey-prompt.tsx'
import quiet from './refusal.module.css'

/** Alters or completes a record as a new version. */
export default function CcnEditPage() {
  const params = useParams<{ record: string }>()
  const kept = createKept(() => sources.ccn(params.record))
  // Each newer version is met with what was typed, whoever told of it: the live stream or a refused save.
  createEffect(
    on(
      () => [params.record, kept.data?.version],
      () => {
        const news = kept.data && meetCcn(kept.data)
        // The card about it stands above what is being typed.
        if (news) toast.show(`${news.by ?? 'Outra pessoa'} salvou a versão ${news.version}. Confira no alto da tela.`)
      },
    ),
  )
  const back = () => `/ccn/${params.record}`
  return (
    <Switch
      fallback={
        <Page title="Editar registro" back={back()}>
          <Skeleton shape="text" count={6} />
        </Page>
      }
    >
      <Match when={kept.data && ccnDraft(params.record)}>
        {(draft) => (
          <Show when={kept.data}>{(view) => <Edit view={view()} draft={draft()} onAgain={kept.refresh} />}</Show>
        )}
      </Match>
      <Match when={kept.fault}>
        {(fault) => (
          <Page title="Editar registro" back={back()}>
            <CcnRefused fault={fault()} onAgain={() => void kept.refresh()} />
          </Page>
        )}
      </Match>
    </Switch>
  )
}

function Edit(props: { view: CcnRecordView; draft: CcnDraft; onAgain: () => Promise<void> }) {
  const navigate = useNavigate()
  const [left, setLeft] = createStore<Partial<Record<CcnPath, boolean>>>({})
  const [refused, setRefused] = createSignal<Readonly<Record<string, string>>>({})
  const [needsKey, setNeedsKey] = createSignal(false)
  let form: HTMLFormElement | undefined
  let above: HTMLDivElement | undefined
  const record = () => props.view.record
  const source = () => sources.ccn(record())
  const read = createMemo(() => readRecord(inputOf(props.draft.form), dayOf(props.view.now, props.view.cartorio.zone)))
  const faults = createMemo(() => {
    const one = read()
    return 'faults' in one ? one.faults : []
  })
  const error = (path: CcnPath) =>
    left[path] && faults().includes(path) ? ccnFaultWords(path) : (refused()[path] ?? null)
  const saving = createAct((key: string, base: number, data: CcnInput) =>
    send<CcnRecordView>('POST', source().path, { base, data }, key),
  )
  const save = async () => {
    setLeft(Object.fromEntries(ccnPaths.map((path) => [path, true])))
    setRefused({})
    if (faults().length > 0) {
      if (form) focusFirstError(form)
      return
    }
    const { base } = props.draft
    const saved = await saving.run(base, inputOf(props.draft.form))
    if (saved) return done(saved, base)
    const problem = saving.fault()
    if (problem?.code === 'needs_passkey') setNeedsKey(true)
    if (problem?.code === 'invalid') {
      setRefused(problem.fields)
      if (form) focusFirstError(form)
    }
    if (problem?.code === 'ccn_moved') {
      if (isRecord(problem.record)) keep(source(), problem.record)
      else await props.onAgain()
      above?.focus()
    }
  }
  const done = (saved: CcnRecordView, base: number) => {
    const where = `/ccn/${record()}`
    toast.show(saved.version === base ? 'Nada mudou: nenhuma versão nova.' : `Versão ${saved.version} salva.`)
    navigate(where, { replace: true })
    dropCcn(record())
    keep(source(), saved)
  }
  const discard = () => {
    const where = `/ccn/${record()}`
    navigate(where, { replace: true })
    dropCcn(record())
  }
  const unsettled = () => (props.draft.news?.clashes.length ?? 0) > 0
  return (
    <Page
      title={props.view.data.socialName ?? props.view.data.name}
      sub={<span class="num">Nova versão a partir da {props.draft.base}</span>}
      back={`/ccn/${record()}`}
    >
      <Show
        when={props.view.can.edit}
        fallback={
          <Note tone="pausa" icon={<IconInfo />}>
            <p>{props.view.whyNot}</p>
          </Note>
        }
      >
        <div class={quiet.alert} tabIndex={-1} ref={(element) => (above = element)}>
          <Show when={props.draft.news}>
            {(news) => (
              <CcnConflict
                record={record()}
                draft={props.draft}
                news={news()}
                onSettled={() => above?.focus({ preventScroll: true })}
              />
            )}
          </Show>
        </div>
        <form
          class="stack"
          ref={(element) => (form = element)}
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            void save()
          }}
        >
          <p class="soft">Pode salvar em partes: o que ainda faltar para o pedido fica indicado no registro.</p>
          <CcnSections
            cpf={props.view.data.cpf}
            form={props.draft.form}
            error={error}
            onInput={(change) => {
              typeCcn(record(), change)
              if (Object.keys(refused()).length > 0) setRefused({})
            }}
            onLeave={(path) => setLeft(path, true)}
          />
          <div role="alert" class={quiet.alert}>
            <Show when={saving.fault()?.code !== 'ccn_moved' && saving.fault()}>
              {(fault) => (
                <Note tone="lacre" icon={<IconCircleAlert />}>
                  <p>{fault().detail}</p>
                </Note>
              )}
            </Show>
          </div>
          <Button
            type="submit"
            busy={saving.busy()}
            busyText="Salvando…"
            blocked={
              offlineReason() ??
              (unsettled() ? 'Escolha, no alto da tela, o que fica de cada campo que vocês dois mudaram.' : null)
            }
          >
            Salvar nova versão
          </Button>
          <Show when={unsettled()}>
            <Button kind="secondary" onClick={() => above?.focus()}>
              Ver o que mudou
            </Button>
          </Show>
          <Show when={hasCcnDraft(record())}>
            <Button kind="quiet" onClick={discard}>
              Descartar o que digitei
            </Button>
          </Show>
        </form>
      </Show>
      <PasskeyPrompt
        open={needsKey()}
        onClose={() => setNeedsKey(false)}
        onDone={() => void save()}
        what="salvar o registro"
      />
    </Page>
  )
}

function isRecord(value: unknown): value is CcnRecordView {
  return typeof value === 'object' && value !== null && 'record' in value && 'versions' in value
}
