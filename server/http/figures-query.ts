import { fold } from '../domain/fold.ts'
import { parseCns, type Cns } from '../domain/cns.ts'
import { fault, type Fault } from '../domain/fault.ts'
import { grains, periodsOf, type Grain, type Span } from '../domain/periods.ts'
import { parseUf, type Uf } from '../domain/uf.ts'
import type { OfficeSort } from './figures-views.ts'

/** What a reader asks for: a span in periods. */
export type Asked = Span & { readonly by: Grain; readonly periods: readonly string[]; readonly csv: boolean }

/** What administrators and inspectors ask besides. */
export type AskedOffices = {
  readonly cns: Cns | undefined
  readonly uf: Uf | undefined
  readonly words: readonly string[]
  readonly sort: OfficeSort
  readonly down: boolean
  readonly page: number
  /** The rows of a file: a period, a cartório, or a cartório in a period. */
  readonly rows: 'periods' | 'offices' | 'both'
}

type Query = (name: string) => string | undefined

const sorts: readonly OfficeSort[] = [
  'name',
  'received',
  'share',
  'median',
  'p90',
  'undecided',
  'released',
  'completed',
]
const among = <T extends string>(list: readonly T[], text: string | undefined, usual: T): T =>
  list.find((each) => each === text) ?? usual

/** Null when the dates are none or too far apart. */
export function askedOf(query: Query): Asked | null {
  const by = among(grains, query('by'), 'day')
  const span = { from: query('from') ?? '', to: query('to') ?? '' }
  const periods = periodsOf(span, by)
  return periods && { ...span, by, periods, csv: query('format') === 'csv' }
}

/** Fault: not_found for a CNS or a UF that can't be one. */
export function askedOffices(query: Query): AskedOffices | Fault {
  const [cartorio, uf] = [query('cartorio'), query('uf')]
  const cns = cartorio ? parseCns(cartorio) : undefined
  const where = uf ? parseUf(uf) : undefined
  if (cns === null || where === null) return fault('not_found')
  return {
    cns,
    uf: where,
    words: fold((query('q') ?? '').slice(0, 100))
      .split(' ')
      .filter(Boolean),
    sort: among(sorts, query('sort'), 'received'),
    down: query('order') !== 'up',
    page: Math.max(1, Math.min(10_000, Math.trunc(Number(query('page'))) || 1)),
    rows: among(['periods', 'offices', 'both'], query('rows'), 'periods'),
  }
}
