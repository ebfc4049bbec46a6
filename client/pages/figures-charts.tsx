import { createUniqueId, For, Show } from 'solid-js'
import { countWords, minuteWords } from '../../server/domain/figure-words.ts'
import { rejectedInAll } from '../../server/domain/figures.ts'
import { periodWords } from '../../server/domain/periods.ts'
import { rejectReasons } from '../../server/domain/request.ts'
import { rejectWords } from '../../server/domain/words.ts'
import type { FiguresView, PeriodFigures } from '../../server/http/figures-views.ts'
import { Bars, looks, Patterns, Piece, type Bar, type Look } from '../parts/bars.tsx'
import { Chart, Legend } from '../parts/chart.tsx'
import css from '../parts/chart.module.css'
import { isCut, Lines, type Point } from '../parts/lines.tsx'

const fates: Record<Look, string> = {
  inTime: 'Decididas no prazo',
  late: 'Decididas fora do prazo',
  undecided: 'Expiradas sem decisão',
  left: 'Saíram antes do prazo',
  open: 'Prazo correndo',
}
const minutes = (ms: number | null) => (ms === null ? null : ms / 60_000)
const long = (row: PeriodFigures) => periodWords(row.period, true)

type Props = { view: FiguresView; file: string }

/** "1 dez a 8 jan 2027" in the words of a drawing's description. */
const spanWords = ({ from, to }: FiguresView) => `de ${periodWords(from, true)} a ${periodWords(to, true)}`

/** What became of what was received, period by period. */
export function FateChart(props: Props) {
  const uid = createUniqueId()
  const bars = (): Bar[] =>
    props.view.periods.map((row) => ({
      label: periodWords(row.period),
      parts: row,
      spoken: `${long(row)}: ${row.received} recebidas; ${looks
        .filter((look) => row[look] > 0)
        .map((look) => `${row[look]} ${fates[look].toLowerCase()}`)
        .join('; ')}`,
    }))
  const shown = () => looks.filter((look) => props.view.total[look] > 0)
  return (
    <Chart
      title="Recebidas e o que aconteceu"
      about="Cada barra é um período; a altura são as solicitações que chegaram nele."
      file={props.file}
      table={() => ({
        heads: ['Período', 'Recebidas', ...looks.map((look) => fates[look])],
        rows: props.view.periods.map((row) => [
          long(row),
          countWords(row.received),
          ...looks.map((look) => countWords(row[look])),
        ]),
      })}
    >
      <Bars
        title="Recebidas e o que aconteceu"
        words={`Barras empilhadas ${spanWords(props.view)}. ${countWords(props.view.total.received)} recebidas no total; ${shown()
          .map((look) => `${countWords(props.view.total[look])} ${fates[look].toLowerCase()}`)
          .join(', ')}.`}
        bars={bars()}
      />
      <Legend
        items={shown().map((look) => ({
          label: fates[look],
          value: countWords(props.view.total[look]),
          sample: () => (
            <>
              <Patterns uid={`${uid}${look}`} />
              <Piece look={look} x={1} y={1} width={22} height={14} uid={`${uid}${look}`} />
              <rect class={css.edge} x={1} y={1} width={22} height={14} />
            </>
          ),
        }))}
      />
    </Chart>
  )
}

/** How long a decision took: half of them, and nine in ten. */
export function TimeChart(props: Props) {
  const limit = () => props.view.allottedMs / 60_000
  const points = (): Point[] =>
    props.view.periods.map((row) => ({
      label: periodWords(row.period),
      median: minutes(row.medianMs),
      p90: minutes(row.p90Ms),
      spoken: `${long(row)}: mediana ${minuteWords(row.medianMs)}, p90 ${minuteWords(row.p90Ms)} minutos úteis`,
    }))
  return (
    <Chart
      title="Minutos úteis até decidir"
      about="Metade das decisões saiu em até a mediana; 9 em cada 10, em até o p90. A linha pontilhada é o prazo de 15 minutos."
      file={props.file}
      table={() => ({
        heads: ['Período', 'Mediana', 'p90'],
        rows: props.view.periods.map((row) => [long(row), minuteWords(row.medianMs), minuteWords(row.p90Ms)]),
      })}
    >
      <Lines
        title="Minutos úteis até decidir"
        words={`Duas linhas ${spanWords(props.view)}. No período todo, mediana de ${minuteWords(props.view.total.medianMs)} e p90 de ${minuteWords(props.view.total.p90Ms)} minutos úteis.`}
        points={points()}
        limit={limit()}
      />
      <Legend
        items={[
          {
            label: 'Mediana',
            value: minuteWords(props.view.total.medianMs),
            sample: () => (
              <>
                <path class={css.median} d="M0 8H24" />
                <circle class={css.dot} cx="12" cy="8" r="3.5" />
              </>
            ),
          },
          {
            label: 'p90',
            value: minuteWords(props.view.total.p90Ms),
            sample: () => (
              <>
                <path class={css.p90} d="M0 8H24" />
                <rect class={css.square} x="8.5" y="4.5" width="7" height="7" />
              </>
            ),
          },
          { label: 'Prazo: 15 minutos', sample: () => <path class={css.limit} d="M0 8H24" /> },
        ]}
      />
      <Show when={isCut(points(), limit())}>
        <p class="soft">Valores acima do desenho ficam na borda; a tabela mostra todos.</p>
      </Show>
    </Chart>
  )
}

/** Why requests were rejected. */
export function RejectChart(props: Props) {
  const all = () => rejectedInAll(props.view.total)
  const share = (n: number) => (all() === 0 ? 0 : (n * 100) / all())
  return (
    <Chart
      title="Rejeitadas, por motivo"
      about={`${countWords(all())} de ${countWords(props.view.total.received)} recebidas foram rejeitadas.`}
      file={props.file}
      table={() => ({
        heads: ['Período', ...rejectReasons.map((reason) => rejectWords[reason])],
        rows: props.view.periods.map((row) => [
          long(row),
          ...rejectReasons.map((reason) => countWords(row.rejected[reason])),
        ]),
      })}
    >
      <dl class={css.rows}>
        <For each={rejectReasons}>
          {(reason) => {
            const n = () => props.view.total.rejected[reason]
            return (
              <div>
                <dt>{rejectWords[reason]}</dt>
                <dd>
                  <svg aria-hidden="true">
                    <rect class={css.inTime} width={`${share(n())}%`} height="100%" />
                  </svg>
                  <span>
                    <b>{countWords(n())}</b> ({Math.round(share(n()))} %)
                  </span>
                </dd>
              </div>
            )
          }}
        </For>
      </dl>
    </Chart>
  )
}
