import { Show, type JSX } from 'solid-js'
import css from './card.module.css'

interface CardProps {
  children?: JSX.Element
  title?: string | undefined
  level?: 2 | 3 | undefined
  /** Makes the whole card open this page; buttons inside still work by themselves. */
  href?: string | undefined
  tone?: 'plain' | 'lacre' | 'atencao' | 'sucesso' | 'primaria' | undefined
  /** Stands before the words, as a small ring does in a list. */
  lead?: JSX.Element
  /** A full row at the end, such as the one primary button of a list. */
  actions?: JSX.Element
}

/** A piece of paper. With `href` the title is the link and its area the whole card. */
export function Card(props: CardProps) {
  const words = () =>
    props.href ? (
      <a class={css.link} href={props.href}>
        {props.title}
      </a>
    ) : (
      props.title
    )
  return (
    <article class={css.card} data-tone={props.tone ?? 'plain'} data-href={props.href ? '' : undefined}>
      <Show when={props.lead}>{props.lead}</Show>
      <div class={css.body}>
        <Show when={props.title}>
          <Show when={props.level === 3} fallback={<h2 class={css.title}>{words()}</h2>}>
            <h3 class={css.title} translate={props.title?.includes('@') ? 'no' : undefined}>
              {words()}
            </h3>
          </Show>
        </Show>
        {props.children}
      </div>
      <Show when={props.href}>
        <span class={css.arrow} aria-hidden="true">
          ›
        </span>
      </Show>
      <Show when={props.actions}>
        <div class={css.actions}>{props.actions}</div>
      </Show>
    </article>
  )
}

/** A coloured strip of words with an icon: an explanation or a warning that belongs to the page. */
export function Note(props: {
  tone?: 'primaria' | 'sucesso' | 'atencao' | 'urgente' | 'lacre' | 'pausa'
  icon?: JSX.Element
  children: JSX.Element
}) {
  return (
    <div class={css.note} data-tone={props.tone ?? 'primaria'}>
      <Show when={props.icon}>{props.icon}</Show>
      <div class={css.noteWords}>{props.children}</div>
    </div>
  )
}
