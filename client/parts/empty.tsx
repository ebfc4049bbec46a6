import { Show, type Component, type JSX } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import { IconInbox } from '../icons.ts'
import css from './empty.module.css'

/** A list without anything in it: what that means, and what to do next. */
export function Empty(props: { title: string; text?: JSX.Element; icon?: Component; action?: JSX.Element }) {
  return (
    <div class={css.empty}>
      <span class={css.icon} aria-hidden="true">
        <Dynamic component={props.icon ?? IconInbox} />
      </span>
      <h2>{props.title}</h2>
      <Show when={props.text}>
        <p class="soft">{props.text}</p>
      </Show>
      <Show when={props.action}>
        <div class={css.action}>{props.action}</div>
      </Show>
    </div>
  )
}
