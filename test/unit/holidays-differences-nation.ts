import { because, easter, next, type Explanation } from './holidays-differences.ts'

/** What differs in every UF, or in every UF without an act of its own. */
export const nationDifferences: readonly Explanation[] = [
  because(
    'all',
    easter(-2),
    'dates utils',
    'Lei 9.093/1995, art. 2º: Good Friday is a holiday where the município says so',
  ),
  because('all', next(10, 1, 7), 'dates', 'first round of elections, a Sunday, on which no office counts minutes'),
  because('all', next(10, 25, 7), 'dates', 'second round of elections, a Sunday too'),
]
