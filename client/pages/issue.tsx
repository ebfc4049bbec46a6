import { useParams } from '@solidjs/router'
import { createEffect, Match, on, Show, Switch, untrack } from 'solid-js'
import type { ClientRequestView } from '../../server/http/views.ts'
import { createKept } from '../kept.ts'
import { sources } from '../keys.ts'
import { ButtonLink } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { longDay } from '../parts/day-words.ts'
import { Empty } from '../parts/empty.tsx'
import { Page } from '../parts/page.tsx'
import { deviceZone } from '../parts/ring-words.ts'
import { Seal } from '../parts/seal.tsx'
import { Skeleton } from '../parts/skeleton.tsx'
import { Timeline, type TimelineStep } from '../parts/timeline.tsx'
import { me } from '../session.ts'
import { IconAward } from '../icons.ts'
import { AskAgain } from './ask-again.tsx'
import { AskEnrolmentCode } from './issue-code.tsx'
import { createIssuing, type Issuing } from './issue-flow.ts'
import { AskPin } from './issue-pin.tsx'
import { Unfit } from './issue-refusal.tsx'
import { isOrdered } from './ordered.ts'
import { Locked, Moved, Stopped, Working } from './issue-states.tsx'
import { FeatureNote } from './feature-note.tsx'
import css from './issue.module.css'

/** C10: the certificate is born on this phone: test it, choose the PIN, install. */
export default function IssuePage() {
  const params = useParams<{ id: string }>()
  const kept = createKept(() => sources.request(params.id))
  const request = () => (kept.data?.as === 'client' ? (kept.data as ClientRequestView) : null)
  /** Issued here a moment ago, the request is completed: the page stays to say so. */
  const open = () => request()?.state === 'completed' || isOrdered(request())
  return (
    <Page title="Emitir neste celular" sub="A chave nasce e fica só neste aparelho." back={`/s/${params.id}`}>
      <FeatureNote name="issue" />
      <Switch fallback={<Skeleton shape="list" />}>
        <Match when={open() && me()}>
          {(person) => <Issue request={params.id} person={person().person} data={request()?.data} />}
        </Match>
        <Match when={request()}>
          <Empty
            icon={IconAward}
            title="Ainda não dá para emitir"
            text="O cartório ainda não fez o pedido do certificado, ou esta solicitação terminou. Avisamos quando ela ficar pronta para emitir."
            action={<ButtonLink href={`/s/${params.id}`}>Ver solicitação</ButtonLink>}
          />
        </Match>
        <Match when={kept.data?.as === 'staff'}>
          <Empty icon={IconAward} title="O certificado é emitido no celular de quem o pediu." />
        </Match>
        <Match when={kept.fault}>{(fault) => <AskAgain fault={fault()} onAgain={() => void kept.refresh()} />}</Match>
      </Switch>
    </Page>
  )
}

function Issue(props: { request: string; person: string; data: ClientRequestView['data'] | undefined }) {
  // A page of another request is another page: the route makes it anew.
  const flow = untrack(() => createIssuing(props.person, props.request))
  let stage: HTMLDivElement | undefined
  // What was pressed is gone with its step: the next one takes the focus, and comes into sight.
  createEffect(
    on(
      () => flow.phase(),
      () => queueMicrotask(() => stage?.focus()),
      { defer: true },
    ),
  )
  return (
    <>
      <Show when={flow.phase() !== 'done'}>
        <Card>
          <Timeline steps={stepsOf(flow)} />
        </Card>
      </Show>
      <div class={css.stage} tabIndex={-1} ref={(element) => (stage = element)}>
        <Switch>
          <Match when={flow.phase() === 'testing'}>
            <Card>
              <p role="status">Testando se este celular guarda a chave…</p>
            </Card>
          </Match>
          <Match when={flow.phase() === 'unfit'}>
            <Unfit flow={flow} />
          </Match>
          <Match when={flow.phase() === 'code'}>
            <AskEnrolmentCode flow={flow} />
          </Match>
          <Match when={flow.phase() === 'pin'}>
            <AskPin flow={flow} known={props.data ?? {}} />
          </Match>
          <Match when={flow.phase() === 'working'}>
            <Working flow={flow} />
          </Match>
          <Match when={flow.phase() === 'stopped'}>
            <Stopped flow={flow} request={props.request} />
          </Match>
          <Match when={flow.phase() === 'locked'}>
            <Locked flow={flow} request={props.request} />
          </Match>
          <Match when={flow.phase() === 'moved'}>
            <Moved flow={flow} request={props.request} />
          </Match>
          <Match when={flow.phase() === 'done'}>
            <Done flow={flow} />
          </Match>
        </Switch>
      </div>
      <Show when={flow.phase() !== 'done' && flow.phase() !== 'unfit'}>
        <p class="soft">Se apagar o app ou trocar de celular, será preciso emitir outro.</p>
      </Show>
    </>
  )
}

function Done(props: { flow: Issuing }) {
  const held = () => props.flow.held()
  return (
    <section class={css.done} role="status">
      <Seal good />
      <h2>Certificado emitido</h2>
      <Show when={held()?.issued}>
        {(issued) => <p>Válido até {longDay(issued().notAfter, deviceZone())}. A chave está só neste celular.</p>}
      </Show>
      <div class={css.wide}>
        <ButtonLink href={`/certificado/${held()?.certificate ?? ''}`}>Ver certificado</ButtonLink>
        <ButtonLink href={`/s/${held()?.request ?? ''}`} kind="secondary">
          Ver solicitação
        </ButtonLink>
      </div>
    </section>
  )
}

function stepsOf(flow: Issuing): TimelineStep[] {
  const labels = ['Testar este celular', 'Criar PIN e chave', 'Instalar certificado']
  const ended = ['unfit', 'locked', 'moved'].includes(flow.phase())
  return labels.map((label, i): TimelineStep => {
    const nth = i + 1
    // The test is over as soon as the code is asked for: it is part of the first step.
    if (nth < flow.step()) return { label, state: 'done' }
    if (nth > flow.step()) return { label, state: 'next' }
    return { label, state: ended ? 'failed' : 'now' }
  })
}
