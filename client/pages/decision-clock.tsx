import { createEffect, createMemo, createSignal, Match, Show, Switch } from 'solid-js'
import type { ClockView } from '../../server/domain/clock-view.ts'
import { digits } from '../../server/domain/instant-words.ts'
import { createClock, createNow, type Face, type Transition } from '../clock.ts'
import { Button } from '../parts/button.tsx'
import { whyWords } from '../parts/explain-words.ts'
import { announcement, chipWords, lineWords, overdueWords, spokenWords, toneOf } from '../parts/ring-words.ts'
import css from './decision.module.css'
import { shortDigits } from './person-words.ts'

interface DecisionClockProps {
  clock: ClockView
  /** Whether this person may decide, and so is attending. */
  deciding: boolean
  onExplain: () => void
  onTransition: (to: Transition) => void
}

/** The strip over a decision: how long is left, and that opening the screen stops nothing (domain.md rule 13). */
export function DecisionClock(props: DecisionClockProps) {
  const face = createClock(
    () => props.clock,
    (to) => props.onTransition(to),
  )
  const now = createNow()
  const [said, say] = createSignal('')
  createEffect<Face | undefined>((before) => {
    const words = before && announcement(props.clock, before, face(), now())
    if (words) say(words)
    return face()
  })
  const running = createMemo(() => (face().kind === 'running' || face().kind === 'paused') && rest(face()))
  return (
    <section class={css.strip} data-tone={toneOf(face())} aria-label="Prazo">
      <Show when={running()}>
        {(left) => (
          <p class={css.count}>
            <b class={css.left} role="timer" aria-label={spokenWords(props.clock, face(), now())}>
              {left()}
            </b>{' '}
            para decidir.
          </p>
        )}
      </Show>
      <p>
        <Switch fallback="Atualizando o prazo…">
          <Match when={face().kind === 'running'}>
            {props.deciding ? 'Você está atendendo. ' : ''}O relógio continua até a decisão.
          </Match>
          <Match when={face().kind === 'paused'}>{chipWords(props.clock, face(), now())}.</Match>
          <Match when={face().kind === 'expired'}>
            <b>Vencida {overdue(face())}.</b> Ainda dá para decidir enquanto o cliente não liberar. Fica registrado como
            fora do prazo.
          </Match>
        </Switch>
      </p>
      <div class={css.due}>
        <Show when={face().kind !== 'expired' && face().kind !== 'stale'}>
          <span class="num">{capital(lineWords(props.clock, face(), now()))}</span>
        </Show>
        <Button kind="quiet" fit onClick={() => props.onExplain()}>
          {whyWords(props.clock)}
        </Button>
      </div>
      <p class="spoken" role="status">
        {said()}
      </p>
    </section>
  )
}

function rest(face: Face): string | null {
  return 'remainingMs' in face ? shortDigits(digits(face.remainingMs)) : null
}

function overdue(face: Face): string {
  return face.kind === 'expired' ? overdueWords(face.overdueMs) : ''
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
