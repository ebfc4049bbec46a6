import { createUniqueId, Show, splitProps, type JSX } from 'solid-js'
import css from './button.module.css'

type Kind = 'primary' | 'secondary' | 'danger' | 'quiet'

interface Common {
  kind?: Kind | undefined
  /** As wide as its words instead of the whole row. */
  fit?: boolean | undefined
  children: JSX.Element
}

type ButtonProps = Common &
  Omit<JSX.ButtonHTMLAttributes<HTMLButtonElement>, 'onClick' | 'disabled' | 'class' | 'style' | 'children'> & {
    onClick?: ((event: MouseEvent) => void) | undefined
    busy?: boolean | undefined
    /** What stands on the button while busy ("Pegando…"); without it, a turning mark. */
    busyText?: string | undefined
    /** Why it can't be used now: shown below, and the button refuses. */
    blocked?: string | null | undefined
  }

/** One action with a verb. While busy or blocked it keeps its place, its width and the focus, and does nothing. */
export function Button(props: ButtonProps) {
  const [own, rest] = splitProps(props, ['kind', 'fit', 'children', 'onClick', 'busy', 'busyText', 'blocked', 'type'])
  const reason = createUniqueId()
  const idle = () => !own.busy && !own.blocked
  const click = (event: MouseEvent) => {
    if (idle()) own.onClick?.(event)
    else event.preventDefault()
  }
  return (
    <>
      <button
        {...rest}
        type={own.type ?? 'button'}
        class={css.button}
        data-kind={own.kind ?? 'primary'}
        data-fit={own.fit ? '' : undefined}
        data-busy={own.busy ? '' : undefined}
        aria-busy={own.busy ? 'true' : undefined}
        aria-disabled={idle() ? undefined : 'true'}
        aria-describedby={own.blocked ? reason : undefined}
        onClick={click}
      >
        <span class={css.label}>{own.children}</span>
        <Show when={own.busy || own.busyText}>
          <span class={css.busy}>
            <span class={css.mark} aria-hidden="true" />
            <Show when={own.busyText} fallback={<span class="spoken">Um instante…</span>}>
              {own.busyText}
            </Show>
          </span>
        </Show>
      </button>
      <Show when={own.blocked}>
        <span class={css.reason} id={reason}>
          {own.blocked}
        </span>
      </Show>
    </>
  )
}

/** A link that looks like a button: it goes somewhere and changes nothing. */
export function ButtonLink(props: Common & { href: string }) {
  return (
    <a class={css.button} href={props.href} data-kind={props.kind ?? 'primary'} data-fit={props.fit ? '' : undefined}>
      <span class={css.label}>{props.children}</span>
    </a>
  )
}
