import type { Figures } from '../domain/figures.ts'
import type { Grain } from '../domain/periods.ts'

/** `period` is '2026-11-24', '2026-11' or '2026'. */
export type PeriodFigures = Figures & { period: string }

/** Figures of one cartório or of several; `until` says up to which instant (ms) they know everything, `whole` whether that is now. */
export type FiguresView = {
  now: number
  until: number
  whole: boolean
  from: string
  to: string
  by: Grain
  /** What a decision may take in business ms. */
  allottedMs: number
  total: Figures
  /** Every period of the span, also those without anything. */
  periods: PeriodFigures[]
}

export type OfficeFigures = Figures & { cns: string; name: string; municipio: string; uf: string }

/** What the rows of the cartórios can be put in order by. */
export type OfficeSort = 'name' | 'received' | 'share' | 'median' | 'p90' | 'undecided' | 'released' | 'completed'

/** The same for administrators and inspectors, with one page of the cartórios that received something. */
export type AdminFiguresView = FiguresView & {
  /** The one that was asked about, or null for all. */
  cartorio: { cns: string; name: string; municipio: string; uf: string } | null
  offices: { items: OfficeFigures[]; count: number; page: number; pages: number; sort: OfficeSort; down: boolean }
}
