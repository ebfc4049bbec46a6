import { createEffect, onMount, Show, type JSX } from 'solid-js'
import { IconArrowLeft } from '../icons.ts'
import css from './page.module.css'

interface PageProps {
  /** The only h1, and the title of the tab. */
  title: string
  sub?: JSX.Element
  /** Where "Voltar" leads. */
  back?: string | undefined
  /** Stands at the right of the title: a chip, a small button. */
  aside?: JSX.Element
  /** As wide as the screen allows, for a list beside its detail. */
  wide?: boolean | undefined
  children: JSX.Element
}

/** The first screen leaves the focus alone, so that the first Tab finds the skip link. */
let entered = false

/** The frame of a screen: its title takes the focus when the screen is entered, so that a reader hears where it is. */
export function Page(props: PageProps) {
  let heading: HTMLHeadingElement | undefined
  let page: HTMLDivElement | undefined
  createEffect(() => (document.title = `${props.title} · Quinze`))
  // A moment later: the screen that is left still holds the link that was tapped.
  onMount(() =>
    queueMicrotask(() => {
      if (entered && !page?.contains(document.activeElement)) heading?.focus({ preventScroll: true })
      entered = true
    }),
  )
  return (
    <div class={css.page} ref={(element) => (page = element)} data-wide={props.wide ? '' : undefined}>
      <div class={css.head}>
        <Show when={props.back}>
          <a class={css.back} href={props.back} aria-label="Voltar">
            <IconArrowLeft />
          </a>
        </Show>
        <div class={css.words}>
          <h1 ref={(element) => (heading = element)} tabIndex={-1}>
            {props.title}
          </h1>
          <Show when={props.sub}>
            <p class="soft">{props.sub}</p>
          </Show>
        </div>
        <Show when={props.aside}>
          <div>{props.aside}</div>
        </Show>
      </div>
      {props.children}
    </div>
  )
}
