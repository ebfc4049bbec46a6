import { because, date, easter, fixed, type Explanation } from './holidays-differences.ts'

const norms = 'Carnival: the rules of the court for notary offices'
const saturday = 'a Saturday moves to the Sunday too; this library moves weekdays only'

export const southDifferences: readonly Explanation[] = [
  because('PR', fixed(12, 19), 'dates', 'no holiday since Lei 18.384/2014'),
  because('RS SC', easter(-48), 'act', norms),
  because('RS SC', easter(-47), 'act', norms),
  because('SC', date('2029-08-12'), 'act dates', saturday),
  because('SC', date('2029-08-11'), 'utils', saturday),
  because('SC', date('2028-11-26'), 'act dates', saturday),
  because('SC', date('2028-11-25'), 'utils', saturday),
  because('SC', fixed(12, 24), 'act', 'closed to notary offices by the court, optional elsewhere'),
  because('SC', fixed(12, 31), 'act', 'closed to notary offices by the court, optional elsewhere'),
  because('SC', date('2028-12-29'), 'unread', 'last business day of the year: closed only if the banks are'),
]
