import { Show, type JSX } from 'solid-js'
import { Mark } from './parts/mark.tsx'
import { ToastRegion } from './parts/toast.tsx'
import css from './shell.module.css'

interface ShellProps {
  children: JSX.Element
  /** The navigation of this person; signed out there is none, and no room is kept for it. */
  nav?: JSX.Element
  hasNav: boolean
  /** The connection banner. */
  banner?: JSX.Element
  /** Right end of the top bar: help, or the cartório one works for. */
  corner?: JSX.Element
  /** An UpdateToast while a new version waits. */
  update?: JSX.Element
}

/** The layout around every screen: skip link, top bar, places, content, and the region of toasts. */
export function Shell(props: ShellProps) {
  const skip = (event: MouseEvent) => {
    event.preventDefault()
    main?.focus()
    main?.scrollIntoView()
  }
  let main: HTMLElement | undefined
  return (
    <div class={css.shell} data-nav={props.hasNav ? '' : undefined}>
      <a class={css.skip} href="#conteudo" onClick={skip}>
        Ir para o conteúdo
      </a>
      <header class={css.header}>
        <Mark />
        <Show when={props.corner}>
          <div class={css.corner}>{props.corner}</div>
        </Show>
      </header>
      <Show when={props.banner}>
        <div class={css.banner}>{props.banner}</div>
      </Show>
      <div class={css.dock}>
        <div class={css.toasts}>
          {props.update}
          <ToastRegion />
        </div>
        {props.nav}
      </div>
      <main class={css.main} id="conteudo" tabIndex={-1} ref={(element) => (main = element)}>
        {props.children}
      </main>
    </div>
  )
}
