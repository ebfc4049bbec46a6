import { createSignal, For, Show } from 'solid-js'
import { minuteWords } from '../../server/domain/figure-words.ts'
import { imageWords, type ImageKind } from '../../server/domain/image.ts'
import { whenWords } from '../../server/domain/instant-words.ts'
import type { ProcessStay, ProcessView } from '../../server/http/process-views.ts'
import { ask, createAct, offlineReason } from '../api.ts'
import { Button } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { Field } from '../parts/field.tsx'
import { Page } from '../parts/page.tsx'
import { deviceZone } from '../parts/ring-words.ts'
import { Timeline } from '../parts/timeline.tsx'
import { platform } from '../session.ts'
import { shownCns } from './admin-standing.tsx'
import { InspectPicture } from './process-picture.tsx'

/** Rule 61: the course of a request by its protocol, without its client; pictures only for a reason. */
export default function ProcessPage() {
  const [protocol, setProtocol] = createSignal('')
  const [view, setView] = createSignal<ProcessView | null>(null)
  const look = createAct((_key: string, wanted: string) =>
    ask<ProcessView>(`/api/admin/process/${encodeURIComponent(wanted)}`),
  )
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    setView(null)
    setView(await look.run(protocol().trim()))
  }
  return (
    <Page
      title="Consultar solicitação"
      sub="O andamento, sem os dados do cliente. Cada consulta fica registrada."
      back="/admin"
    >
      <form class="stack" onSubmit={(event) => void submit(event)} noValidate>
        <Field
          label="Protocolo"
          name="protocol"
          hint="Como 2026-0000123"
          value={protocol()}
          onInput={setProtocol}
          maxLength={12}
          error={look.fault()?.code === 'not_found' ? 'Não há solicitação com este protocolo.' : look.fault()?.detail}
        />
        <Button type="submit" busy={look.busy()} blocked={offlineReason()}>
          Consultar
        </Button>
      </form>
      <Show when={view()} keyed>
        {(found) => <Course view={found} />}
      </Show>
    </Page>
  )
}

function Course(props: { view: ProcessView }) {
  const when = (at: number) => whenWords(at, props.view.now, deviceZone())
  return (
    <>
      <Card title={`${props.view.protocol}: ${props.view.stateWords}`}>
        <p class="soft num">
          Enviada {when(props.view.createdAt)} · cliente de {props.view.uf}
        </p>
      </Card>
      <For each={props.view.stays}>{(stay) => <Stay stay={stay} when={when} />}</For>
      <Card title="Andamento">
        <Timeline
          steps={props.view.events.map((event) => ({
            label: event.words,
            note: <span class="num">{when(event.at)}</span>,
            state: 'done' as const,
          }))}
        />
      </Card>
      <Pictures view={props.view} />
    </>
  )
}

function Stay(props: { stay: ProcessStay; when: (at: number) => string }) {
  const facts = (): [string, string][] => {
    const { startedAt, pulled, decidedAt, decisionWords, late, businessMs, expiredAt, releasedAt, completedAt } =
      props.stay
    const at = (name: string, instant: number | null): [string, string][] =>
      instant === null ? [] : [[name, props.when(instant)]]
    return [
      ...at(pulled ? 'Pega' : 'Recebida', startedAt),
      ...at('Prazo acabou', expiredAt),
      ...at(late ? 'Decidida fora do prazo' : 'Decidida no prazo', decidedAt),
      ...(businessMs === null ? [] : [['Minutos úteis até decidir', minuteWords(businessMs)] as [string, string]]),
      ...(decisionWords === null ? [] : [['Decisão', decisionWords] as [string, string]]),
      ...at('Liberada pelo cliente', releasedAt),
      ...at('Concluída', completedAt),
    ]
  }
  return (
    <Card title={props.stay.cartorio.name}>
      <p class="soft num">CNS {shownCns(props.stay.cartorio.cns)}</p>
      <dl class="facts">
        <For each={facts()}>
          {([name, text]) => (
            <div>
              <dt>{name}</dt>
              <dd>{text}</dd>
            </div>
          )}
        </For>
      </dl>
    </Card>
  )
}

function Pictures(props: { view: ProcessView }) {
  const [open, setOpen] = createSignal<ImageKind | null>(null)
  const nameOf = (kind: ImageKind) => (kind === 'photo' ? 'Foto do cliente' : imageWords[kind])
  return (
    <Card title="Fotos">
      <Show when={props.view.pictures.length > 0} fallback={<p class="soft">Sem foto guardada.</p>}>
        <Show
          when={platform() === 'inspetor'}
          fallback={<p class="soft">Só a corregedoria abre fotos, dizendo o motivo.</p>}
        >
          <p class="soft">Abrir uma foto pede o motivo. Motivo, hora e seu nome ficam na auditoria.</p>
          <For each={props.view.pictures}>
            {({ kind }) => (
              <Button kind="secondary" onClick={() => setOpen(kind)}>
                Abrir: {nameOf(kind)}
              </Button>
            )}
          </For>
        </Show>
      </Show>
      <Show when={open()} keyed>
        {(kind) => (
          <InspectPicture
            path={`/api/admin/process/${encodeURIComponent(props.view.protocol)}/pictures/${kind}`}
            name={nameOf(kind)}
            onClose={() => setOpen(null)}
          />
        )}
      </Show>
    </Card>
  )
}
