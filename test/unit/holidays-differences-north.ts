import type { DayRule } from '../../server/domain/day-rules.ts'
import { because, date, fixed, type Explanation } from './holidays-differences.ts'

const onFriday = (month: number, day: number): DayRule => ({
  on: 'fixed',
  month,
  day,
  moved: { from: [2, 3, 4], to: 5 },
})
const unmoved = 'neither library knows that Acre keeps it on the Friday (Lei 2.126/2009)'

export const northDifferences: readonly Explanation[] = [
  because('AC', onFriday(1, 20), 'act', 'Dia do Católico (Lei 3.137/2016) is in neither library'),
  because('AC', date('2026-01-22'), 'act', 'Dia do Católico of 2026, put next to the Friday that is a holiday itself'),
  because('AC', onFriday(1, 23), 'act', unmoved),
  because('AC', fixed(1, 23), 'utils', unmoved),
  because('AC', fixed(1, 23), 'act utils', 'not moved that year; the other library has the 12th by a slip'),
  because('AC', fixed(1, 12), 'dates', 'a slip for the 23rd (Dia do Evangélico)'),
  because('AC', date('2025-03-03'), 'act', 'Carnival: an order for the notary offices of that year'),
  because('AC', date('2025-03-04'), 'act', 'Carnival: an order for the notary offices of that year'),
  because('AC', onFriday(3, 8), 'act', unmoved),
  because('AC', fixed(3, 8), 'dates utils', unmoved),
  because('AC', fixed(8, 6), 'unread', 'Revolução Acreana: press calls it a holiday, the decrees an optional day'),
  because('AC', onFriday(9, 5), 'act', unmoved),
  because('AC', date('2029-09-06'), 'act', 'Dia da Amazônia of 2029, put next to Friday, 7 September'),
  because('AC', fixed(9, 5), 'dates utils', unmoved),
  because('AC', fixed(11, 17), 'act utils', 'Tratado de Petrópolis is optional in the other library'),
  because('AC', onFriday(11, 17), 'act', unmoved),
  because('AC', date('2027-11-17'), 'utils', unmoved),
  because('AC', date('2026-11-17'), 'unread utils', 'law and calendar of 2026 disagree on the day'),
  because('AC', date('2026-11-19'), 'unread', 'law and calendar of 2026 disagree on the day'),
  because('AM', fixed(11, 20), 'act utils', "the library's state entry that ended in 2023 hides the nation's"),
  because(
    'AM',
    fixed(12, 8),
    'unread',
    'N. Sra. da Conceição: press says the whole state, only a law of Manaus is known',
  ),
  because('AP', fixed(5, 15), 'act', 'Dia de Cabralzinho (Lei 2.213/2017) is in neither library'),
  because('RO', fixed(6, 18), 'dates', 'Dia do Evangélico: Lei 1.026/2001 was struck down (STF, ADI 3940, 2020)'),
  because('TO', fixed(3, 18), 'dates', 'Dia da Autonomia: no holiday since Lei 2.013/2009'),
  because('TO', fixed(8, 15), 'act', 'Senhor do Bonfim (Lei 4.509/2024) is in neither library'),
]
