import { For, Show } from 'solid-js'
import type { ExplainView } from '../../server/http/views.ts'
import { IconCheck, IconPause, IconRefresh } from '../icons.ts'
import { Button } from './button.tsx'
import css from './explain.module.css'
import { explainTitle, joined, length, movedWords, reasonWords, spanWords, sumWords } from './explain-words.ts'
import { Sheet } from './sheet.tsx'

interface ExplainProps {
  open: boolean
  onClose: () => void
  /** The cartório's hours are told in its own zone. */
  told: ExplainView
}

/** Why the deadline is when it is: what moved it, and every stretch counted and skipped, with reason and act (rule 15). */
export function Explain(props: ExplainProps) {
  return (
    <Sheet
      open={props.open}
      onClose={props.onClose}
      title={explainTitle(props.told)}
      actions={
        <Button kind="secondary" onClick={() => props.onClose()}>
          Entendi
        </Button>
      }
    >
      <p class={css.sum}>
        <b class="num">{sumWords(props.told)}</b>
      </p>
      <p class="soft">Só conta o tempo em que o cartório está aberto. Horário de {props.told.place}.</p>
      <Show when={props.told.moves.length > 0}>
        <section class={css.moves} aria-label="O que mudou o prazo">
          <h3>O que mudou o prazo</h3>
          <ul>
            <For each={props.told.moves}>
              {(move) => (
                <li class={css.move}>
                  <IconRefresh />
                  <span class="num">{movedWords(move, props.told)}</span>
                </li>
              )}
            </For>
          </ul>
        </section>
      </Show>
      <ol class={css.list} aria-label="Como o tempo foi contado">
        <For each={joined(props.told.stretches)}>
          {(stretch) => (
            <li class={css.stretch} data-counted={stretch.counted ? '' : undefined}>
              <Show when={stretch.counted} fallback={<IconPause />}>
                <IconCheck />
              </Show>
              <div class={css.line}>
                <div class={css.words}>
                  <span class="num">{spanWords(stretch, props.told)}</span>
                  <span class="soft">{reasonWords(stretch)}</span>
                </div>
                <b class="num">
                  <Show when={stretch.counted} fallback={<span aria-hidden="true">—</span>}>
                    {length(stretch.to - stretch.from)}
                  </Show>
                </b>
              </div>
            </li>
          )}
        </For>
      </ol>
    </Sheet>
  )
}
