import { because, date, easter, fixed, next, type Explanation } from './holidays-differences.ts'

const evangelical = 'Dia Estadual do Evangélico (Lei 7.530/2013) is in neither library'

export const northeastDifferences: readonly Explanation[] = [
  because('AL', { on: 'fixed', month: 11, day: 30, moved: { from: [4], to: 5 } }, 'act', evangelical),
  because('AL', date('2027-11-29'), 'act', `${evangelical}; a Tuesday, brought forward`),
  because('BA', fixed(6, 24), 'unread', 'São João: a holiday of most municípios, no act of the state was read'),
  because('MA', fixed(3, 8), 'act', 'Dia da Mulher (Lei 12.800/2026) is newer than both libraries'),
  because('MA', easter(60), 'act', 'Corpus Christi (Lei 11.539/2021), upheld in 2024; optional to both libraries'),
  because('PB', fixed(7, 26), 'dates', 'Morte de João Pessoa: its law was revoked by Lei 10.601/2015'),
  because('PE', fixed(3, 6), 'act utils', 'fixed since 2018; the other library keeps the older first Sunday of March'),
  because('PE', next(3, 1, 7), 'dates', 'the first Sunday of March was the rule of Lei 13.835/2009, revoked in 2017'),
]
