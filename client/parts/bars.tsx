import { createUniqueId, For, type JSX } from 'solid-js'
import css from './chart.module.css'
import { createSize, everyNth, labelX, marksOf } from './chart-scale.ts'

/** What a piece of a bar looks like: colour and pattern, so that neither is the only sign. */
export const looks = ['inTime', 'late', 'undecided', 'left', 'open'] as const
export type Look = (typeof looks)[number]

export type Bar = { label: string; spoken: string; parts: Readonly<Record<Look, number>> }

const tall = 15
const gutter = 3

/** A rectangle in the colour and the pattern of its kind. */
export function Piece(props: { look: Look; x: number; y: number; width: number; height: number; uid: string }) {
  const box = () => ({ x: props.x, y: props.y, width: Math.max(0, props.width), height: Math.max(0, props.height) })
  return (
    <>
      <rect {...box()} class={css[props.look]} stroke="none" />
      <rect {...box()} fill={`url(#${props.uid}${props.look})`} />
    </>
  )
}

/** The patterns of one drawing. */
export function Patterns(props: { uid: string }): JSX.Element {
  const shapes: Partial<Record<Look, () => JSX.Element>> = {
    late: () => <path d="M-1 7 7 -1M5 13 13 5M-1 -1" class={css.late} stroke-width="2.5" fill="none" />,
    undecided: () => <path d="M0 6H6M3 0V6" class={css.undecided} stroke-width="1.2" />,
    left: () => <circle cx="3" cy="3" r="1.1" class={css.left} stroke-width="1.2" />,
    open: () => <path d="M0 3H6" class={css.open} stroke-width="1.2" />,
  }
  return (
    <defs>
      <For each={looks}>
        {(look) => (
          <pattern id={`${props.uid}${look}`} width="6" height="6" patternUnits="userSpaceOnUse">
            {shapes[look]?.()}
          </pattern>
        )}
      </For>
    </defs>
  )
}

/** Stacked bars, one for each period; `title` and `words` are what a screen reader hears of the drawing. */
export function Bars(props: { title: string; words: string; bars: readonly Bar[] }) {
  let box: HTMLDivElement | undefined
  const size = createSize(() => box)
  const uid = createUniqueId()
  const sum = (bar: Bar) => looks.reduce((all, look) => all + bar.parts[look], 0)
  const marks = () => marksOf(Math.max(0, ...props.bars.map(sum)))
  const top = () => marks().at(-1) ?? 1
  const left = () => gutter * size().em
  const bottom = () => (tall - 1.7) * size().em
  const slot = () => (size().width - left()) / Math.max(1, props.bars.length)
  const y = (value: number) => bottom() - ((bottom() - size().em) * value) / top()
  const nth = () => everyNth(props.bars.length, { ...size(), width: size().width - left() }, 5.2)
  const wide = () => Math.max(1, Math.min(slot() * 0.72, 4 * size().em))
  const pieces = (bar: Bar) => {
    let below = 0
    return looks.flatMap((look) => {
      const value = bar.parts[look]
      if (value === 0) return []
      below += value
      return [{ look, y: y(below), height: y(below - value) - y(below) }]
    })
  }
  return (
    <div class={css.box} ref={(element) => (box = element)}>
      <svg
        class={css.svg}
        role="img"
        aria-labelledby={`${uid}t ${uid}d`}
        width={size().width}
        height={tall * size().em}
      >
        <title id={`${uid}t`}>{props.title}</title>
        <desc id={`${uid}d`}>{props.words}</desc>
        <Patterns uid={uid} />
        <For each={marks()}>
          {(mark) => (
            <>
              <line class={css.grid} x1={left()} x2={size().width} y1={y(mark)} y2={y(mark)} />
              <text x={left() - 6} y={y(mark)} text-anchor="end" dominant-baseline="middle">
                {mark}
              </text>
            </>
          )}
        </For>
        <For each={props.bars}>
          {(bar, i) => {
            const x = () => left() + slot() * i() + (slot() - wide()) / 2
            return (
              <g>
                <title>{bar.spoken}</title>
                <For each={pieces(bar)}>{(piece) => <Piece {...piece} x={x()} width={wide()} uid={uid} />}</For>
                <text
                  x={labelX(left() + slot() * (i() + 0.5), size())}
                  y={bottom() + 1.3 * size().em}
                  text-anchor="middle"
                  visibility={i() % nth() === 0 ? 'visible' : 'hidden'}
                >
                  {bar.label}
                </text>
              </g>
            )
          }}
        </For>
        <line class={css.base} x1={left()} x2={size().width} y1={bottom()} y2={bottom()} />
      </svg>
    </div>
  )
}
