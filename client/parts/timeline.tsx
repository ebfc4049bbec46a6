import { For, Match, Show, Switch, type JSX } from 'solid-js'
import { IconCheck, IconX } from '../icons.ts'
import css from './timeline.module.css'

/** A step of a request's way. `failed` ends it: refused, cancelled. */
export interface TimelineStep {
  label: string
  note?: JSX.Element
  state: 'done' | 'now' | 'next' | 'failed'
}

const spoken = { done: 'Feito: ', now: 'Agora: ', next: 'Depois: ', failed: 'Encerrado: ' }

/** The way of a request, one step after the other. */
export function Timeline(props: { steps: readonly TimelineStep[] }) {
  return (
    <ol class={css.timeline}>
      <For each={props.steps}>
        {(step, index) => (
          <li class={css.step} data-state={step.state} aria-current={step.state === 'now' ? 'step' : undefined}>
            <span class={css.dot} aria-hidden="true">
              <Switch fallback={index() + 1}>
                <Match when={step.state === 'done'}>
                  <IconCheck />
                </Match>
                <Match when={step.state === 'failed'}>
                  <IconX />
                </Match>
              </Switch>
            </span>
            <div class={css.words}>
              <b>
                <span class="spoken">{spoken[step.state]}</span>
                {step.label}
              </b>
              <Show when={step.note}>
                <p class="soft">{step.note}</p>
              </Show>
            </div>
          </li>
        )}
      </For>
    </ol>
  )
}
