import { getHolidays } from '@brazilian-utils/brazilian-utils'
import Holidays from 'date-holidays'
import { datesOf, type DayEntry } from '../../server/domain/day-rules.ts'
import { nation, ufs } from '../../server/domain/holidays.ts'
import type { Uf } from '../../server/domain/uf.ts'
import type { Explanation, Who } from './holidays-differences.ts'

export const years = [2024, 2025, 2026, 2027, 2028, 2029, 2030]

/** Dates on which not everybody agrees, as "UF date", with those who have it; "a confirmar" is never agreement. */
export type Differences = ReadonlyMap<string, ReadonlySet<Who>>

/** Compares whole days only: what leaves part of the hours (half) is a holiday to nobody. */
export function differencesOf(uf: Uf): Differences {
  const found = new Map<string, Set<Who>>()
  const add = (who: Who, dates: Iterable<string>) => {
    for (const date of dates) found.set(`${uf} ${date}`, (found.get(`${uf} ${date}`) ?? new Set()).add(who))
  }
  const entries = [...nation, ...(ufs[uf] ?? [])].filter(({ effect }) => effect.kind === 'closed')
  const acts = new Set(datesIn(entries.filter(({ act }) => act !== null)))
  add('act', acts)
  add('unread', new Set(datesIn(entries.filter(({ act }) => act === null))).difference(acts))
  for (const year of years) {
    add('date-holidays', dateHolidays(uf, year))
    add('brazilian-utils', brazilianUtils(uf, year))
  }
  return new Map([...found].filter(([, who]) => who.has('unread') || who.size < 3))
}

/** What is wrong with the explanations of these differences: unexplained dates, and explanations that explain nothing. */
export function faultsOf(differences: Differences, explanations: readonly Explanation[]): string[] {
  const open = new Map(differences)
  const idle = explanations.flatMap(({ ufs: named, rule, who, why }) => {
    const wanted = new Set(who)
    const used = new Set<string>()
    for (const key of differences.keys()) {
      const [uf = '', date = ''] = key.split(' ')
      if (named !== 'all' && !named.split(' ').includes(uf)) continue
      if (!years.some((year) => datesOf(rule, year).includes(date))) continue
      if (differences.get(key)?.symmetricDifference(wanted).size !== 0) continue
      open.delete(key)
      used.add(uf)
    }
    const missing = named === 'all' ? (used.size ? [] : ['all']) : named.split(' ').filter((uf) => !used.has(uf))
    return missing.map((uf) => `${uf}: nothing to explain by "${why}"`)
  })
  return [...[...open].map(([key, who]) => `${key}: unexplained, only in ${[...who].join(', ')}`), ...idle]
}

function* datesIn(entries: readonly DayEntry[]): Generator<string> {
  for (const { rule } of entries) for (const year of years) yield* datesOf(rule, year)
}

function dateHolidays(uf: string, year: number): string[] {
  const listed = new Holidays('BR', uf).getHolidays(year)
  return listed.filter(({ type }) => type === 'public').map(({ date }) => date.slice(0, 10))
}

function brazilianUtils(uf: Uf, year: number): string[] {
  const listed = getHolidays({ year, stateCode: uf }).filter(({ type }) => type === 'national' || type === 'state')
  return listed.map(({ date: at }) =>
    Temporal.PlainDate.from({ year: at.getFullYear(), month: at.getMonth() + 1, day: at.getDate() }).toString(),
  )
}
