import { createSignal, onCleanup, onMount, type Accessor } from 'solid-js'

/** The size of a drawing: its width and one em in CSS pixels, so that its words grow with the reader's text. */
export type Size = { width: number; em: number }

/** Follows the width of `box`; before it stands on the page, that of a phone. */
export function createSize(box: () => HTMLElement | undefined): Accessor<Size> {
  const [size, setSize] = createSignal<Size>({ width: 320, em: 13 })
  onMount(() => {
    const element = box()
    if (!element || typeof ResizeObserver === 'undefined') return
    const watch = new ResizeObserver(() => {
      const width = Math.max(120, Math.floor(element.clientWidth))
      setSize({ width, em: Number.parseFloat(getComputedStyle(element).fontSize) || 13 })
    })
    watch.observe(element)
    onCleanup(() => watch.disconnect())
  })
  return size
}

/** Round marks from 0 up to at least `most`: three or four, whole ones where `whole`. */
export function marksOf(most: number, whole = true): number[] {
  const rough = Math.max(most, whole ? 1 : 0.1) / 3
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = Math.max([1, 2, 2.5, 5, 10].find((each) => each * power >= rough) ?? 10, 0) * power
  const even = whole ? Math.max(1, Math.ceil(step)) : step
  return Array.from({ length: Math.ceil(Math.max(most, even) / even) + 1 }, (_, i) => i * even)
}

/** Which of `count` labels of `room` ems fit beside each other: every so manieth. */
export const everyNth = (count: number, { width, em }: Size, room: number): number =>
  Math.max(1, Math.ceil((count * room * em) / Math.max(1, width)))

/** Where the middle of a label stands that belongs at `x`: the last one would else be cut at the edge. */
export const labelX = (x: number, { width, em }: Size): number => Math.min(x, width - 2 * em)
