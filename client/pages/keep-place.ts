import { createComputed, on } from 'solid-js'

/**
 * When the row that holds the focus leaves a list, the row that takes its place gets the focus, or `fallback` when none is left.
 * `rows` is what the list follows; the list's children are its rows.
 */
export function createPlaceKeeper(
  rows: () => unknown,
  list: () => HTMLElement | undefined,
  fallback: () => HTMLElement | null | undefined,
): void {
  createComputed(
    on(
      rows,
      () => {
        const children = [...(list()?.children ?? [])]
        const at = children.findIndex((row) => row.contains(document.activeElement))
        const row = children[at]
        if (!row) return
        queueMicrotask(() => {
          if (row.isConnected) return
          const left = list()?.children
          const next = left?.[Math.min(at, left.length - 1)]
          const target = next?.querySelector<HTMLElement>('button, a') ?? fallback()
          target?.focus()
        })
      },
      { defer: true },
    ),
  )
}
