import { useNavigate, useSearchParams } from '@solidjs/router'
import { createMemo, For, Match, Show, Switch } from 'solid-js'
import type { OfficeView, PreferencesView } from '../../server/http/views.ts'
import { createAct, offlineReason, send } from '../api.ts'
import { IconCheck, IconCircleAlert } from '../icons.ts'
import { createKept } from '../kept.ts'
import { sources } from '../keys.ts'
import { Button, ButtonLink } from '../parts/button.tsx'
import { Note } from '../parts/card.tsx'
import { Page } from '../parts/page.tsx'
import { Skeleton } from '../parts/skeleton.tsx'
import { toast } from '../parts/toast.tsx'
import { demo, me, office } from '../session.ts'
import { AskAgain } from './ask-again.tsx'
import { ChannelsStep } from './credential-channels.tsx'
import { KeyStep } from './credential-key.tsx'
import css from './credential.module.css'
import { OfficeHours } from './office-hours.tsx'
import { Refusal } from './refusal.tsx'
import { OfficeChoice } from './office-choice.tsx'

const steps = [
  // First, because in production only a session opened with a passkey may change the hours (rule 67).
  { name: 'chave', title: 'Chave de acesso' },
  { name: 'horarios', title: 'Horários de atendimento' },
  { name: 'avisos', title: 'Como avisamos você' },
  { name: 'comecar', title: 'Começar a atender' },
] as const

type StepName = (typeof steps)[number]['name']

/** Credenciamento: hours, channels, passkey; only then can the cartório be chosen or pull (domain.md rule 65). */
export default function CredentialPage() {
  const [params, setParams] = useSearchParams<{ passo?: string }>()
  const kept = createKept(() => {
    const own = office()?.cns
    return own ? sources.office(own) : null
  })
  const preferences = createKept(() => sources.preferences())
  const refresh = () => {
    void kept.refresh()
    void preferences.refresh()
  }
  const at = createMemo(() =>
    Math.max(
      0,
      steps.findIndex((step) => step.name === params.passo),
    ),
  )
  const go = (name: StepName) => {
    setParams({ passo: name })
    document.querySelector('h1')?.focus()
    scrollTo({ top: 0 })
  }
  const done = createMemo<Record<StepName, boolean>>(() => ({
    horarios: kept.data?.week.some((day) => day.length > 0) ?? false,
    avisos: preferences.data ? channelsReady(preferences.data) : false,
    chave: demo() || (me()?.passkeys.length ?? 0) > 0,
    comecar: kept.data?.credentialed ?? false,
  }))
  return (
    <Page title="Credenciamento" sub={kept.data?.name ?? office()?.cartorio ?? undefined} back="/expediente">
      <OfficeChoice />
      <nav aria-label="Passos">
        <ol class={css.steps}>
          <For each={steps}>
            {(step, index) => (
              <li>
                <button
                  type="button"
                  class={css.step}
                  aria-current={index() === at() ? 'step' : undefined}
                  data-done={done()[step.name] ? '' : undefined}
                  onClick={() => go(step.name)}
                >
                  <span class={css.dot} aria-hidden="true">
                    <Show when={done()[step.name]} fallback={index() + 1}>
                      <IconCheck />
                    </Show>
                  </span>
                  <span>{step.title}</span>
                  <span class="spoken">{done()[step.name] ? ', pronto' : ', falta'}</span>
                </button>
              </li>
            )}
          </For>
        </ol>
      </nav>
      <Switch fallback={<Skeleton shape="text" />}>
        <Match when={kept.fault ?? preferences.fault}>
          {(fault) => <AskAgain fault={fault()} onAgain={refresh} />}
        </Match>
        <Match when={kept.data && preferences.data && { office: kept.data, preferences: preferences.data }}>
          {(known) => (
            <section class="stack" aria-labelledby="passo">
              <h2 id="passo">{`${at() + 1}. ${steps[at()]?.title}`}</h2>
              <Switch>
                <Match when={at() === 0}>
                  <KeyStep onNext={() => go('horarios')} />
                </Match>
                <Match when={at() === 1}>
                  <p class="soft">O prazo de 15 minutos úteis só conta enquanto o cartório está aberto.</p>
                  <OfficeHours office={known().office} step onSaved={() => go('avisos')} />
                </Match>
                <Match when={at() === 2}>
                  <ChannelsStep
                    preferences={known().preferences}
                    onChange={refresh}
                    ready={channelsReady(known().preferences)}
                    onNext={() => go('comecar')}
                  />
                </Match>
                <Match when={at() === 3}>
                  <StartStep office={known().office} onStarted={() => void kept.refresh()} />
                </Match>
              </Switch>
            </section>
          )}
        </Match>
      </Switch>
    </Page>
  )
}

/** At least one channel is in use, and each one in use has been tried (domain.md rules 33 and 65). */
function channelsReady(preferences: PreferencesView): boolean {
  const tried = (channel: 'push' | 'email') =>
    preferences.last.some((one) => one.channel === channel && one.outcome === 'done')
  const push = preferences.push && preferences.devices.length > 0
  const sms = preferences.sms && preferences.phoneConfirmed
  if (!push && !preferences.email && !sms) return false
  return (!push || tried('push')) && (!preferences.email || tried('email'))
}

function StartStep(props: { office: OfficeView; onStarted: () => void }) {
  const navigate = useNavigate()
  const starting = createAct((key: string) =>
    send<object>('POST', `/api/office/credential?cartorio=${props.office.cns}`, {}, key),
  )
  const start = async () => {
    if (!(await starting.run())) return props.onStarted()
    props.onStarted()
    toast.show('Seu cartório já pode ser escolhido.')
    navigate('/fila')
  }
  return (
    <Show
      when={!props.office.credentialed}
      fallback={
        <>
          <Note tone="sucesso" icon={<IconCheck />}>
            <p>Este cartório já atende pelo Quinze.</p>
          </Note>
          <ButtonLink href="/fila">Ir para a fila</ButtonLink>
        </>
      }
    >
      <Show
        when={props.office.missing.length > 0}
        fallback={<p>Tudo pronto. A partir daqui os clientes podem escolher seu cartório, e o prazo corre.</p>}
      >
        <Note tone="atencao" icon={<IconCircleAlert />}>
          <p>
            <b>Ainda falta:</b>
          </p>
          <ul class={css.missing}>
            <For each={props.office.missing}>{(words) => <li>{words}</li>}</For>
          </ul>
        </Note>
      </Show>
      <Refusal fault={starting.fault()} words={firstOf(starting.fault()?.fields)} what="começar a atender" />
      <Button
        busy={starting.busy()}
        blocked={
          offlineReason() ??
          (props.office.missing.length > 0
            ? 'Conclua o que falta para começar.'
            : props.office.canManage
              ? null
              : 'Só o tabelião ou o substituto começa o atendimento.')
        }
        onClick={() => void start()}
      >
        Começar a atender
      </Button>
    </Show>
  )
}

function firstOf(fields: Readonly<Record<string, string>> | undefined): string | null {
  return Object.values(fields ?? {})[0] ?? null
}
