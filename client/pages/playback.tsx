import {
  createEffect,
  createMemo,
  createResource,
  createSignal,
  For,
  Match,
  on,
  onCleanup,
  Show,
  Switch,
} from 'solid-js'
import { whenWords } from '../../server/domain/instant-words.ts'
import type { CallSessionView, RecordingView } from '../../server/http/call-views.ts'
import { ask, asProblem } from '../api.ts'
import { callSources } from '../call/sources.ts'
import { Button } from '../parts/button.tsx'
import { Choice } from '../parts/choice.tsx'
import { Sheet } from '../parts/sheet.tsx'
import { Skeleton } from '../parts/skeleton.tsx'
import css from './video.module.css'
import { Fault } from './video-consent.tsx'
import { lengthWords, stampWords } from './video-words.ts'

interface PlaybackProps {
  request: string
  zone: string
  onClose: () => void
}

/** The recordings of a request, for those who may see them: pieces one after the other, gaps named. */
export default function Playback(props: PlaybackProps) {
  // Asked once: each reading is a row in the audit trail.
  const [sessions] = createResource(() =>
    ask<{ now: number; items: CallSessionView[] }>(callSources.sessionsOf(props.request).path),
  )
  const [chosen, setChosen] = createSignal<string | null>(null)
  const items = () => (sessions.state === 'ready' ? sessions().items : [])
  const shown = () => items().find(({ id }) => id === chosen()) ?? (items().length === 1 ? items()[0] : undefined)
  return (
    <Sheet open onClose={() => props.onClose()} title="Gravação">
      <p class="soft">Cada exibição fica registrada com seu nome e o horário.</p>
      <Switch fallback={<Skeleton shape="list" />}>
        <Match when={sessions.error as unknown}>
          <Fault fault={asProblem(sessions.error)} />
        </Match>
        <Match when={sessions.state === 'ready' && items().length === 0}>
          <p>Nenhuma chamada deste cartório nesta solicitação.</p>
        </Match>
        <Match when={sessions.state === 'ready'}>
          <Show when={items().length > 1}>
            <Choice
              legend="Qual chamada?"
              value={chosen()}
              onChange={setChosen}
              options={items().map(({ id, openedAt, reasonWords, recording }) => ({
                value: id,
                label: whenWords(openedAt, sessions.latest?.now ?? openedAt, props.zone),
                hint: `${reasonWords ?? 'Em curso'} · ${recording.segments} partes`,
              }))}
            />
          </Show>
          <Show when={shown()} keyed>
            {(session) => <Session session={session} zone={props.zone} />}
          </Show>
        </Match>
      </Switch>
    </Sheet>
  )
}

/** Why a part did not open: what the server says of it, such as that its file is damaged, or that nobody answered. */
async function whyNot(answer: Response | null): Promise<string> {
  const said = answer && !answer.ok ? ((await answer.json().catch(() => null)) as { detail?: string } | null) : null
  return said?.detail ?? 'Esta parte não abriu. Confira a conexão e toque nela de novo.'
}

type Stretch = { from: number; to: number; seq: number | null }

/** Pieces and gaps in the order of time. */
export function stretchesOf({ segments, gaps }: RecordingView): Stretch[] {
  return [
    ...segments.map(({ seq, from, to }) => ({ seq, from, to })),
    ...gaps.map((gap) => ({ ...gap, seq: null })),
  ].toSorted((a, b) => a.from - b.from)
}

function Session(props: { session: CallSessionView; zone: string }) {
  const [recording] = createResource(() => ask<RecordingView>(callSources.recording(props.session.id).path))
  return (
    <>
      <p>
        <b>{props.session.reasonWords ?? 'Em curso'}</b>
        <Show when={props.session.staff}>{(name) => <> · {name()}</>}</Show>
        <Show when={props.session.note}>
          {(note) => (
            <>
              <br />“{note()}”
            </>
          )}
        </Show>
      </p>
      <Fault fault={recording.error ? asProblem(recording.error) : null} />
      <Show when={recording.state === 'ready' && recording()}>
        {(one) => (
          <Show when={one().segments.length > 0} fallback={<p>Nada foi gravado nesta chamada.</p>}>
            <Player call={props.session.id} recording={one()} zone={props.zone} />
          </Show>
        )}
      </Show>
    </>
  )
}

function Player(props: { call: string; recording: RecordingView; zone: string }) {
  const stretches = createMemo(() => stretchesOf(props.recording))
  const pieces = createMemo(() => props.recording.segments.toSorted((a, b) => a.from - b.from))
  // The same part once more is another try.
  const [at, setAt] = createSignal<number | null>(null, { equals: false })
  const [url, setUrl] = createSignal<string | null>(null)
  const [fault, setFault] = createSignal<string | null>(null)
  const seq = () => pieces()[at() ?? -1]?.seq
  createEffect(
    on(at, async () => {
      const number = seq()
      if (number === undefined) return
      let gone = false
      let made: string | null = null
      onCleanup(() => {
        gone = true
        if (made !== null) URL.revokeObjectURL(made)
      })
      setFault(null)
      const answer = await fetch(`/api/calls/${props.call}/segments/${number}`, { credentials: 'same-origin' }).catch(
        () => null,
      )
      const data = answer?.ok ? await answer.blob().catch(() => null) : null
      if (gone) return
      if (!data) return setFault(await whyNot(answer))
      made = URL.createObjectURL(data)
      setUrl(made)
    }),
  )
  const play = (number: number | null) => setAt(pieces().findIndex((one) => one.seq === number))
  const next = () => {
    const now = at()
    if (now !== null && now + 1 < pieces().length) setAt(now + 1)
  }
  return (
    <div class={css.player}>
      <Show when={url()} fallback={<Button onClick={() => setAt(0)}>Assistir desde o começo</Button>}>
        {(source) => (
          <video
            class={css.film}
            src={source()}
            controls
            autoplay
            playsinline
            aria-label="Gravação da chamada"
            onEnded={next}
          />
        )}
      </Show>
      <Fault fault={fault() === null ? null : { detail: fault() ?? '' }} />
      <ol class={css.parts} aria-label="Partes da gravação">
        <For each={stretches()}>
          {(one) => (
            <li>
              <Show
                when={one.seq !== null}
                fallback={
                  <p class="num">
                    Sem gravação de {stampWords(one.from, props.zone)} a {stampWords(one.to, props.zone)}
                  </p>
                }
              >
                <button
                  type="button"
                  class="num"
                  aria-current={seq() === one.seq ? 'true' : undefined}
                  onClick={() => play(one.seq)}
                >
                  {stampWords(one.from, props.zone)} · {lengthWords(one.to - one.from)}
                </button>
              </Show>
            </li>
          )}
        </For>
      </ol>
    </div>
  )
}
