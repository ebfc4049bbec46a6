import { Show, type JSX } from 'solid-js'
import { Mark } from './parts/mark.tsx'
import { Nav, type NavItem } from './parts/nav.tsx'
import { ToastRegion } from './parts/toast.tsx'
import css from './shell.module.css'

interface ShellProps {
  children: JSX.Element
  /** The places of this person; without any (signed out) there is no navigation. */
  nav?: readonly NavItem[] | undefined
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
    <div class={css.shell} data-nav={props.nav?.length ? '' : undefined}>
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
        <Show when={props.nav?.length}>
          <Nav items={props.nav ?? []} />
        </Show>
      </div>
      <main class={css.main} id="conteudo" tabIndex={-1} ref={(element) => (main = element)}>
        {props.children}
      </main>
    </div>
  )
}
