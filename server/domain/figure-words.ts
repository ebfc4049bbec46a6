import { inTimeShare, type Figures } from './figures.ts'
import { rejectReasons } from './request.ts'
import { rejectWords } from './words.ts'

type Column = {
  readonly label: string
  readonly kind: 'count' | 'share' | 'minutes'
  readonly of: (figures: Figures) => number | null
}

/** The columns of a table of figures, for screens and for CSV: a share is 0..1, minutes are business ms. */
export const figureColumns: readonly Column[] = [
  { label: 'Recebidas', kind: 'count', of: (f) => f.received },
  { label: 'Decididas no prazo', kind: 'count', of: (f) => f.inTime },
  { label: 'Decididas fora do prazo', kind: 'count', of: (f) => f.late },
  { label: 'Expiradas sem decisão', kind: 'count', of: (f) => f.undecided },
  { label: 'Saíram antes do prazo', kind: 'count', of: (f) => f.left },
  { label: 'Prazo correndo', kind: 'count', of: (f) => f.open },
  { label: 'No prazo (%)', kind: 'share', of: inTimeShare },
  { label: 'Mediana até decidir (min úteis)', kind: 'minutes', of: (f) => f.medianMs },
  { label: 'p90 até decidir (min úteis)', kind: 'minutes', of: (f) => f.p90Ms },
  { label: 'Expiradas', kind: 'count', of: (f) => f.expired },
  { label: 'Liberadas', kind: 'count', of: (f) => f.released },
  { label: 'Pegas de outros cartórios', kind: 'count', of: (f) => f.pulled },
  { label: 'Registro criado', kind: 'count', of: (f) => f.created },
  { label: 'Registro usado', kind: 'count', of: (f) => f.used },
  ...rejectReasons.map((reason) => ({
    label: `Rejeitadas: ${rejectWords[reason]}`,
    kind: 'count' as const,
    of: (f: Figures) => f.rejected[reason],
  })),
  { label: 'Concluídas', kind: 'count', of: (f) => f.completed },
]

const decimals = (value: number) => value.toFixed(1).replace('.', ',')

/** Whole numbers with points between thousands: "22.704". */
export const countWords = (n: number): string => String(n).replaceAll(/\B(?=(\d{3})+$)/g, '.')

/** "93,5" for a share of 0.935; "—" where there is none. */
export const shareWords = (share: number | null): string => (share === null ? '—' : decimals(share * 100))

/** "5,7" business minutes, from ms; "—" where nothing was decided. */
export const minuteWords = (ms: number | null): string => (ms === null ? '—' : decimals(ms / 60_000))

/** One cell of a table as a person reads it. */
export function cellWords({ kind, of }: Column, figures: Figures): string {
  const value = of(figures)
  if (kind === 'share') return shareWords(value)
  return kind === 'minutes' ? minuteWords(value) : countWords(value ?? 0)
}

/** The same for a spreadsheet: no points between thousands, empty where there is none. */
export function cellText(column: Column, figures: Figures): string {
  const value = column.of(figures)
  if (value === null) return ''
  return column.kind === 'count' ? String(value) : cellWords(column, figures)
}

export const spanFault = 'Escolha datas que existem, o início antes do fim: até um ano por dia, dez anos por mês.'
