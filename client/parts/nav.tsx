import { useIsRouting, useLocation } from '@solidjs/router'
import { createEffect, createSignal, For, Show, type Component } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import css from './nav.module.css'

/** A place of the app. `count` stands on its icon and is said with the label. */
export interface NavItem {
  href: string
  label: string
  icon: Component
  count?: number | undefined
  /** Other path beginnings that belong to this place. */
  also?: readonly string[] | undefined
}

/** Three or four places: a bar at the bottom of a phone, a column at the side of a wide screen. */
export function Nav(props: { items: readonly NavItem[] }) {
  const location = useLocation()
  const routing = useIsRouting()
  const [place, setPlace] = createSignal(location.pathname)
  // Made while a page is still on its way (right after signing in) it would never hear of the place that the page leads to.
  createEffect(() => {
    const now = location.pathname
    if (!routing()) setPlace(now)
  })
  const here = (item: NavItem) =>
    [item.href, ...(item.also ?? [])].some(
      (path) => place() === path || (path !== '/' && place().startsWith(`${path}/`)),
    )
  return (
    <nav class={css.nav} aria-label="Principal">
      <For each={props.items}>
        {(item) => (
          <a class={css.item} href={item.href} aria-current={here(item) ? 'page' : undefined}>
            <span class={css.icon}>
              <Dynamic component={item.icon} />
              <Show when={item.count}>
                <span class={css.count}>{item.count}</span>
              </Show>
            </span>
            <span class={css.label}>{item.label}</span>
          </a>
        )}
      </For>
    </nav>
  )
}
