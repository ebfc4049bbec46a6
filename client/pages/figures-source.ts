import type { AdminFiguresView, FiguresView, OfficeSort } from '../../server/http/figures-views.ts'
import type { Grain } from '../../server/domain/periods.ts'
import type { Source } from '../keys.ts'

type Span = { from: string; to: string; by: Grain }

/** A question for figures: of the own cartório, or of all of them. */
export type FiguresAsk = Span &
  ({ own: string } | { cartorio: string; uf: string; q: string; sort: OfficeSort; down: boolean; page: number })

function queryOf(ask: FiguresAsk): [path: string, query: URLSearchParams] {
  const query = new URLSearchParams({ from: ask.from, to: ask.to, by: ask.by })
  if ('own' in ask) {
    query.set('cartorio', ask.own)
    return ['/api/figures', query]
  }
  const { cartorio, uf, q, sort, down, page } = ask
  const rest = { cartorio, uf, q, sort, order: down ? 'down' : 'up', page: String(page) }
  for (const [name, value] of Object.entries(rest)) if (value !== '') query.set(name, value)
  return ['/api/admin/figures', query]
}

/** Nothing pushes figures: they are counted when somebody looks, and again when they are looked at anew. */
export function figuresSource(ask: FiguresAsk): Source<FiguresView | AdminFiguresView> {
  const [path, query] = queryOf(ask)
  return { key: 'figures', path: `${path}?${query}` }
}

/** The same as a file: a row for each period, for each cartório, or for each cartório in each period. */
export function figuresFile(ask: FiguresAsk, rows?: 'offices' | 'both'): string {
  const [path, query] = queryOf(ask)
  query.set('format', 'csv')
  if (rows) query.set('rows', rows)
  return `${path}?${query}`
}
