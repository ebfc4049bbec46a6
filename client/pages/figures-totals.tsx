import { For } from 'solid-js'
import { countWords, minuteWords, shareWords } from '../../server/domain/figure-words.ts'
import { inTimeShare, rejectedInAll, type Figures } from '../../server/domain/figures.ts'
import css from './figures.module.css'

const big: readonly { name: string; value: (f: Figures) => string; unit?: string; hint: string }[] = [
  { name: 'Recebidas', value: (f) => countWords(f.received), hint: 'chegaram no período' },
  {
    name: 'No prazo',
    value: (f) => shareWords(inTimeShare(f)),
    unit: '%',
    hint: 'das decididas ou expiradas',
  },
  { name: 'Mediana', value: (f) => minuteWords(f.medianMs), unit: 'min', hint: 'úteis até decidir' },
  { name: 'p90', value: (f) => minuteWords(f.p90Ms), unit: 'min', hint: 'úteis: 9 em cada 10 decisões' },
  { name: 'Expiradas', value: (f) => countWords(f.expired), hint: 'passaram de 15 minutos úteis' },
  { name: 'Liberadas', value: (f) => countWords(f.released), hint: 'pelo cliente, a outros cartórios' },
  { name: 'Pegas', value: (f) => countWords(f.pulled), hint: 'vieram de outros cartórios' },
  { name: 'Rejeitadas', value: (f) => countWords(rejectedInAll(f)), hint: 'com motivo' },
  { name: 'Concluídas', value: (f) => countWords(f.completed), hint: 'com certificado emitido' },
]

/** The figures of the whole span, to be read from afar. */
export function Totals(props: { total: Figures }) {
  return (
    <dl class={css.totals}>
      <For each={big}>
        {({ name, value, unit, hint }) => (
          <div>
            <dt>{name}</dt>
            <dd>
              <b>{value(props.total)}</b> {unit}
              <span>{hint}</span>
            </dd>
          </div>
        )}
      </For>
    </dl>
  )
}

const meanings: readonly [string, string][] = [
  ['Recebidas', 'chegadas de uma solicitação a um cartório. Se ela passa a outro cartório, conta também para ele.'],
  ['Dia', 'o dia do cartório em que o prazo começou ali. O que acontece depois entra no mesmo dia.'],
  ['No prazo', 'decididas em até 15 minutos úteis, das que foram decididas ou expiraram.'],
  ['Expiradas', 'o prazo acabou, com ou sem decisão depois.'],
  ['Saíram antes do prazo', 'canceladas pelo cliente, devolvidas, ou de um cartório que foi suspenso.'],
  ['Liberadas', 'o cliente liberou aos outros cartórios e não desfez.'],
  [
    'Mediana e p90',
    'pelo posto mais próximo: sempre um tempo que aconteceu. Contam as decisões dentro e fora do prazo.',
  ],
  ['Minutos úteis', 'só o tempo com o cartório aberto; o que foi devolvido por queda do serviço não conta.'],
]

/** What each figure counts, in words. */
export function Meanings() {
  return (
    <details class={css.meanings}>
      <summary>O que cada número conta</summary>
      <dl class="stack">
        <For each={meanings}>
          {([name, text]) => (
            <div>
              <dt>
                <b>{name}</b>
              </dt>
              <dd class="soft">{text}</dd>
            </div>
          )}
        </For>
      </dl>
    </details>
  )
}
