import { useNavigate, useSearchParams } from '@solidjs/router'
import { createEffect, createMemo, createSignal, Match, onMount, Show, Switch, untrack, type JSX } from 'solid-js'
import { clockTime } from '../../server/domain/instant-words.ts'
import {
  deviceToday,
  draft,
  faultsOf,
  forgetDraft,
  loadDraft,
  refusal,
  sendDraft,
  startDraft,
  unsaved,
  type Draft,
} from '../draft.ts'
import { IconFileText } from '../icons.ts'
import { Button } from '../parts/button.tsx'
import { Note } from '../parts/card.tsx'
import { missingPictures } from '../pictures.ts'
import { Page } from '../parts/page.tsx'
import { deviceZone } from '../parts/ring-words.ts'
import { Skeleton } from '../parts/skeleton.tsx'
import { me } from '../session.ts'
import { createReloadHold } from '../update.ts'
import { CheckStep } from './check-step.tsx'
import { adoptPictures, answersOf } from './correct.ts'
import { DataStep } from './data-step.tsx'
import { FeatureNote } from './feature-note.tsx'
import css from './new-request.module.css'
import { PhotoStep } from './photo-step.tsx'
import { PlaceStep } from './place-step.tsx'

const titles = ['Onde você mora e quem vai atender', 'Seus dados', 'Suas fotos', 'Confira e envie'] as const

/** C2 to C4: one form in four steps; what is typed is on the phone at once. */
export default function NewRequest() {
  const [params, setParams] = useSearchParams<{ etapa?: string; de?: string }>()
  const navigate = useNavigate()
  const [ready, setReady] = createSignal(false)
  const [found, setFound] = createSignal<Draft | null>(null)
  const [busy, setBusy] = createSignal(false)
  const person = untrack(() => me()?.person ?? '')
  onMount(async () => {
    const saved = await loadDraft(person)
    const corrects = params.de
    if (corrects && saved?.corrects !== corrects) {
      const answers = await answersOf(corrects)
      if (answers) {
        startDraft(person, { request: corrects, answers })
        void adoptPictures(corrects, draft()?.id ?? '')
      }
    } else if (saved && (saved.place || saved.cpf || saved.name)) setFound(saved)
    if (!draft()) startDraft(person)
    setReady(true)
  })
  // Sent from elsewhere meanwhile (the internet came back): there is nothing left to fill in here.
  createEffect(() => {
    if (ready() && draft() === null && !busy()) startDraft(person)
  })
  const faults = createMemo(() => {
    const now = draft()
    return now ? faultsOf(now, deviceToday()) : {}
  })
  createReloadHold(busy)
  const step = createMemo(() => {
    const wanted = Math.min(4, Math.max(1, Number(params.etapa ?? 1) || 1))
    if (faults().ibge || faults().cns) return 1
    if (wanted > 2 && Object.keys(faults()).length > 0) return 2
    return wanted === 4 && missingPictures(draft()?.noBack === true).length > 0 ? 3 : wanted
  })
  const go = (to: number) => setParams({ etapa: to === 1 ? undefined : String(to) }, { scroll: true })
  const startOver = async () => {
    await forgetDraft()
    startDraft(person)
    setFound(null)
    go(1)
  }
  const sendNow = async () => {
    setBusy(true)
    const sending = await sendDraft()
    setBusy(false)
    if (sending.outcome === 'sent')
      return navigate(`/s/${sending.request.id}`, { replace: true, state: { sent: true } })
    if (sending.outcome === 'waiting') return
    const names = Object.keys(sending.problem.fields)
    if (names.some((name) => name === 'ibge' || name === 'cns')) go(1)
    else if (names.length > 0) go(2)
  }
  return (
    <Show when={ready() && draft()} fallback={<Skeleton shape="text" count={5} />}>
      {(now) => (
        <Switch>
          <Match when={step() === 1}>
            <Step number={1} back="/solicitacoes" draft={now()} found={found()} onStartOver={() => void startOver()}>
              <PlaceStep draft={now()} faults={faults()} onNext={() => go(2)} />
            </Step>
          </Match>
          <Match when={step() === 2}>
            <Step number={2} back="/nova" draft={now()} found={null} onStartOver={() => void startOver()}>
              <DataStep draft={now()} faults={faults()} refused={refusal()?.fields ?? {}} onNext={() => go(3)} />
            </Step>
          </Match>
          <Match when={step() === 3}>
            <Step number={3} back="/nova?etapa=2" draft={now()} found={null} onStartOver={() => void startOver()}>
              <PhotoStep draft={now()} onNext={() => go(4)} />
            </Step>
          </Match>
          <Match when={step() === 4}>
            <Step number={4} back="/nova?etapa=3" draft={now()} found={null} onStartOver={() => void startOver()}>
              <CheckStep draft={now()} busy={busy()} fault={refusal()} onSend={() => void sendNow()} />
            </Step>
          </Match>
        </Switch>
      )}
    </Show>
  )
}

interface StepProps {
  number: 1 | 2 | 3 | 4
  back: string
  draft: Draft
  /** A draft of an earlier visit, offered to go on with. */
  found: Draft | null
  onStartOver: () => void
  children: JSX.Element
}

function Step(props: StepProps) {
  return (
    <Page title={titles[props.number - 1] ?? ''} sub={`Etapa ${props.number} de 4`} back={props.back}>
      <ol class={css.bar} aria-hidden="true">
        <li data-done={props.number >= 1 ? '' : undefined} />
        <li data-done={props.number >= 2 ? '' : undefined} />
        <li data-done={props.number >= 3 ? '' : undefined} />
        <li data-done={props.number >= 4 ? '' : undefined} />
      </ol>
      <FeatureNote name="submit" />
      <Show when={props.found}>
        {(found) => (
          <Note icon={<IconFileText />}>
            <p>
              <b>Continuar de onde parou?</b> Seu rascunho das {clockTime(found().savedAt, deviceZone())} está aqui.
            </p>
          </Note>
        )}
      </Show>
      {props.children}
      <div class={css.foot}>
        <Show
          when={!unsaved()}
          fallback={<span class="soft">Este navegador não guarda o rascunho: não feche a página.</span>}
        >
          <span class="soft num">Rascunho salvo às {clockTime(props.draft.savedAt, deviceZone())}</span>
        </Show>
        <Show when={props.draft.place || props.draft.cpf}>
          <Button kind="quiet" fit onClick={() => props.onStartOver()}>
            Começar de novo
          </Button>
        </Show>
      </div>
    </Page>
  )
}
