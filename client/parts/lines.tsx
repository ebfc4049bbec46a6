import { createUniqueId, For } from 'solid-js'
import css from './chart.module.css'
import { createSize, everyNth, labelX, marksOf } from './chart-scale.ts'

export type Point = { label: string; spoken: string; median: number | null; p90: number | null }

const tall = 15
const gutter = 3
/** So many times the limit are drawn; what lies above stands at the edge. */
const mostShown = 4

/** Whether some point lies above what is drawn. */
export const isCut = (points: readonly Point[], limit: number): boolean =>
  points.some(({ median, p90 }) => Math.max(median ?? 0, p90 ?? 0) > (marksOf(mostShown * limit).at(-1) ?? 0))

/** Two lines over the periods, solid with dots and dashed with squares, and the limit as a third; a gap where there is no value. */
export function Lines(props: { title: string; words: string; points: readonly Point[]; limit: number }) {
  let box: HTMLDivElement | undefined
  const size = createSize(() => box)
  const uid = createUniqueId()
  const most = () => Math.max(props.limit, ...props.points.map(({ median, p90 }) => Math.max(median ?? 0, p90 ?? 0)))
  // A single late decision over a weekend must not press everything else flat.
  const marks = () => marksOf(Math.min(most(), mostShown * props.limit))
  const top = () => marks().at(-1) ?? 1
  const left = () => gutter * size().em
  const bottom = () => (tall - 1.7) * size().em
  const slot = () => (size().width - left()) / Math.max(1, props.points.length)
  const x = (i: number) => left() + slot() * (i + 0.5)
  const y = (value: number) => bottom() - ((bottom() - size().em) * Math.min(value, top())) / top()
  const nth = () => everyNth(props.points.length, { ...size(), width: size().width - left() }, 5.2)
  const dots = (name: 'median' | 'p90') =>
    props.points.flatMap((point, i) => {
      const value = point[name]
      return value === null ? [] : [{ x: x(i), y: y(value) }]
    })
  const path = (name: 'median' | 'p90') =>
    props.points
      .map((point, i) => {
        const [value, before] = [point[name], props.points[i - 1]?.[name] ?? null]
        return value === null ? '' : `${before === null ? 'M' : 'L'}${x(i).toFixed(1)} ${y(value).toFixed(1)}`
      })
      .join('')
  const radius = () => (props.points.length > 45 ? 2 : 3.5)
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
        <line class={css.limit} x1={left()} x2={size().width} y1={y(props.limit)} y2={y(props.limit)} />
        <path class={css.p90} d={path('p90')} />
        <path class={css.median} d={path('median')} />
        <For each={dots('p90')}>
          {(dot) => (
            <rect
              class={css.square}
              x={dot.x - radius()}
              y={dot.y - radius()}
              width={2 * radius()}
              height={2 * radius()}
            />
          )}
        </For>
        <For each={dots('median')}>{(dot) => <circle class={css.dot} cx={dot.x} cy={dot.y} r={radius()} />}</For>
        <For each={props.points}>
          {(point, i) => (
            <g>
              <title>{point.spoken}</title>
              <rect x={x(i()) - slot() / 2} y={0} width={slot()} height={bottom()} fill="transparent" />
              <text
                x={labelX(x(i()), size())}
                y={bottom() + 1.3 * size().em}
                text-anchor="middle"
                visibility={i() % nth() === 0 ? 'visible' : 'hidden'}
              >
                {point.label}
              </text>
            </g>
          )}
        </For>
        <line class={css.base} x1={left()} x2={size().width} y1={bottom()} y2={bottom()} />
      </svg>
    </div>
  )
}
