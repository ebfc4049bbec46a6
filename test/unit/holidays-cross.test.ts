import { describe, expect, it } from 'vitest'
import { center } from '../../server/domain/holidays-center.ts'
import { north } from '../../server/domain/holidays-north.ts'
import { northeast } from '../../server/domain/holidays-northeast.ts'
import { south } from '../../server/domain/holidays-south.ts'
import { southeast } from '../../server/domain/holidays-southeast.ts'
import { ufs } from '../../server/domain/uf.ts'
import { differencesOf, faultsOf, type Differences } from './holidays-cross.ts'
import { centerDifferences } from './holidays-differences-center.ts'
import { nationDifferences } from './holidays-differences-nation.ts'
import { northDifferences } from './holidays-differences-north.ts'
import { northeastDifferences } from './holidays-differences-northeast.ts'
import { southDifferences } from './holidays-differences-south.ts'
import { southeastDifferences } from './holidays-differences-southeast.ts'
import { because, date, fixed, type Who } from './holidays-differences.ts'

const regions = [
  ['north', north, northDifferences],
  ['northeast', northeast, northeastDifferences],
  ['centre-west', center, centerDifferences],
  ['southeast', southeast, southeastDifferences],
  ['south', south, southDifferences],
] as const
const everywhere: Differences = new Map(ufs.flatMap((uf) => [...differencesOf(uf)]))
const among = (codes: readonly string[]): Differences =>
  new Map([...everywhere].filter(([key]) => codes.includes(key.slice(0, 2))))
/** An explanation for every UF need not serve in each region. */
const isOfAll = (fault: string) => fault.startsWith('all: ')

describe('our table against two public holiday libraries, 2024 to 2030', () => {
  it.each(regions)('%s: every difference is explained, every explanation is needed', (_, region, table) => {
    const own = Object.keys(region)
    const named = table.flatMap((one) => one.ufs.split(' '))
    expect(named.filter((uf) => !own.includes(uf))).toEqual([])
    const faults = faultsOf(among(own), [...nationDifferences, ...table])
    expect(faults.filter((fault) => !isOfAll(fault))).toEqual([])
  })

  it('what is said of every UF is needed', () => {
    expect(faultsOf(everywhere, nationDifferences).filter(isOfAll)).toEqual([])
  })

  it('both libraries were really asked, and both halves of the table', () => {
    const seen = new Set([...everywhere.values()].flatMap((who) => [...who]))
    expect([...seen].sort()).toEqual(['act', 'brazilian-utils', 'date-holidays', 'unread'])
  })
})

describe('the comparison itself', () => {
  const differences: Differences = new Map([
    ['AC 2024-01-26', new Set<Who>(['act'])],
    ['AC 2024-01-23', new Set<Who>(['brazilian-utils'])],
  ])

  it('an unexplained difference is a fault', () => {
    expect(faultsOf(differences, [because('AC', date('2024-01-26'), 'act', 'moved')])).toEqual([
      'AC 2024-01-23: unexplained, only in brazilian-utils',
    ])
  })

  it('an explanation for others than those who have it explains nothing', () => {
    expect(
      faultsOf(differences, [
        because('AC', fixed(1, 23), 'dates', 'no'),
        because('AC', date('2024-01-26'), 'act', 'yes'),
      ]),
    ).toEqual(['AC 2024-01-23: unexplained, only in brazilian-utils', 'AC: nothing to explain by "no"'])
  })

  it('an explanation is needed for each UF that it names', () => {
    const both = because('AC RO', fixed(1, 23), 'utils', 'both')
    expect(faultsOf(differences, [both, because('all', date('2024-01-26'), 'act', 'yes')])).toEqual([
      'RO: nothing to explain by "both"',
    ])
  })
})
