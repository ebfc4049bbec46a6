import { createEffect, createMemo, createSignal, on, Show } from 'solid-js'
import type { RequestView } from '../../server/http/views.ts'
import { IconRefresh } from '../icons.ts'
import { Note } from './card.tsx'
import { dueWords } from './ring-words.ts'

/** What begins a new clock: a move of the one before says nothing of it. */
const begins = ['submit', 'choose', 'pull', 'withdraw']
const moves = ['reproject', 'credit', 'grant']

/** Whether an event moved the running clock: then the new deadline speaks for itself. */
export const isMove = ({ kind }: { kind: string }): boolean => moves.includes(kind)

/** "Novo horário-limite: amanhã, 09:06. Motivo: feriado municipal."; null while nobody moved the clock that runs. */
export function newDeadlineWords(request: RequestView): string | null {
  const { clock, events, now, state } = request
  if (state !== 'waiting' || !clock || !('dueAt' in clock)) return null
  const last = events.findLast(({ kind }) => begins.includes(kind) || isMove({ kind }))
  if (!last || !isMove(last)) return null
  const reason = last.words.replace(/^[^:]*: /, '')
  return `Novo horário-limite: ${dueWords(clock.dueAt, now, clock).replace('até ', '')}. Motivo: ${reason}.`
}

/** A deadline is never moved in silence: the new moment and why, announced when it comes while the page is open. */
export function NewDeadline(props: { request: RequestView }) {
  const words = createMemo(() => newDeadlineWords(props.request))
  const [said, say] = createSignal('')
  createEffect(on(words, (now) => say(now ?? ''), { defer: true }))
  return (
    <>
      <p class="spoken" role="status">
        {said()}
      </p>
      <Show when={words()}>
        {(text) => (
          <Note tone="atencao" icon={<IconRefresh />}>
            <p>
              <b class="num">{text().split('. Motivo: ')[0]}.</b> Motivo: {text().split('. Motivo: ')[1]}
            </p>
          </Note>
        )}
      </Show>
    </>
  )
}
