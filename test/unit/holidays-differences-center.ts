import { because, date, easter, fixed, type Explanation } from './holidays-differences.ts'

const moved = "the governor's decree moved 26 July that year; the libraries keep the law's date"

export const centerDifferences: readonly Explanation[] = [
  because('DF', easter(-48), 'act', 'Carnival: the rules of the corregedoria for notary offices'),
  because('DF', easter(-47), 'act', 'Carnival: the rules of the corregedoria for notary offices'),
  because(
    'DF',
    easter(60),
    'act utils',
    'Corpus Christi by Lei 72/1989; the other library has the federal optional day',
  ),
  because('GO', { on: 'fixed', month: 7, day: 26, years: { last: 2026 } }, 'dates utils', moved),
  because('GO', date('2024-07-22'), 'act', moved),
  because('GO', date('2025-07-28'), 'act', moved),
  because('GO', date('2026-07-20'), 'act', moved),
  because(
    'GO',
    fixed(10, 28),
    'unread utils',
    'a day of the servants by their statute; for notary offices to be confirmed',
  ),
  because('GO', date('2025-10-27'), 'unread', 'where a decree moved the day of the servants'),
  because('GO', date('2026-10-30'), 'unread', 'where a decree moved the day of the servants'),
  because('MT', fixed(11, 20), 'act utils', "the library's state entry that ended in 2023 hides the nation's"),
  because('MT', fixed(12, 24), 'unread', 'rules of the corregedoria quoted in 2013, perhaps replaced since'),
  because('MT', fixed(12, 31), 'unread', 'rules of the corregedoria quoted in 2013, perhaps replaced since'),
]
