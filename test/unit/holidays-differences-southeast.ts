import { because, date, easter, fixed, type Explanation } from './holidays-differences.ts'

const ending = "the library's state entry that ended in 2023 hides the nation's"
const norms = 'Carnival: the rules of the court for notary offices'

export const southeastDifferences: readonly Explanation[] = [
  because('ES', date('2025-03-03'), 'act', 'Carnival: an authorisation for that year'),
  because('ES', date('2025-03-04'), 'act', 'Carnival: an authorisation for that year'),
  because('ES', date('2026-02-16'), 'unread', 'Carnival: named by the press, the authorisation was not read'),
  because('ES', date('2026-02-17'), 'unread', 'Carnival: named by the press, the authorisation was not read'),
  because('ES MG', fixed(12, 24), 'unread', 'an optional day; no standing act for notary offices was read'),
  because('ES MG', fixed(12, 31), 'unread', 'an optional day; no standing act for notary offices was read'),
  because('MG', easter(-48), 'act', norms),
  because('MG', easter(-47), 'act', norms),
  because(
    'MG',
    easter(-2),
    'unread dates utils',
    'Good Friday: named by the press, no act for notary offices was read',
  ),
  because('RJ', easter(-47), 'act dates', 'Lei 5.243/2008; the other library has the federal optional day'),
  because('RJ', easter(60), 'act', 'Corpus Christi (Lei 11.002/2025) is newer than both libraries'),
  because('RJ SP', fixed(11, 20), 'act utils', ending),
  because('SP', easter(-47), 'unread', 'Carnival: named by the press, no act for notary offices was read'),
  because('SP', fixed(10, 28), 'unread', 'ruled apart by Portaria 77/2000, whose text was read in part'),
  because('SP', fixed(12, 8), 'unread', 'ruled apart by Portaria 77/2000, whose text was read in part'),
]
