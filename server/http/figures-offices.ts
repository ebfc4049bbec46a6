import { inTimeShare, tally, type CountedStay } from '../domain/figures.ts'
import { cartoriosByCns, type CartorioRow } from '../db/cartorios.ts'
import type { Store } from '../db/open.ts'
import type { AskedOffices } from './figures-query.ts'
import type { AdminFiguresView, OfficeFigures, OfficeSort } from './figures-views.ts'

const perPage = 25

const keys: Record<OfficeSort, (row: OfficeFigures) => number | string | null> = {
  name: (row) => row.name,
  received: (row) => row.received,
  share: inTimeShare,
  median: (row) => row.medianMs,
  p90: (row) => row.p90Ms,
  undecided: (row) => row.undecided,
  released: (row) => row.released,
  completed: (row) => row.completed,
}

/** Who a cartório is, for a row of figures; its CNS where the directory no longer knows it. */
export const placeWords = (cns: string, row: CartorioRow | undefined) => ({
  cns,
  name: row?.name ?? cns,
  municipio: row?.municipio ?? '',
  uf: row?.uf ?? '',
})

/** The cartórios that received something in the span, as searched and put in order; those without a value come last. */
export async function officeFigures(
  store: Store,
  counted: readonly CountedStay[],
  { words, sort, down }: AskedOffices,
): Promise<OfficeFigures[]> {
  const rows = [...tally(counted, ({ cns }) => cns)]
  const known = await cartoriosByCns(
    store,
    store.read,
    rows.map(([cns]) => cns),
  )
  const found = rows
    .map(([cns, figures]) => ({ ...figures, ...placeWords(cns, known.get(cns)) }))
    .filter(({ cns }) => words.every((word) => cns.startsWith(word) || known.get(cns)?.search.includes(word)))
  return found.sort((a, b) => inOrder(keys[sort](a), keys[sort](b), down) || a.cns.localeCompare(b.cns))
}

function inOrder(a: number | string | null, b: number | string | null, down: boolean): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null)
  const order = typeof a === 'string' ? a.localeCompare(String(b), 'pt-BR', { numeric: true }) : a - Number(b)
  return down ? -order : order
}

/** One page of them. */
export function pageOf(all: OfficeFigures[], { page, sort, down }: AskedOffices): AdminFiguresView['offices'] {
  const pages = Math.max(1, Math.ceil(all.length / perPage))
  const shown = Math.min(page, pages)
  const items = all.slice((shown - 1) * perPage, shown * perPage)
  return { items, count: all.length, page: shown, pages, sort, down }
}
