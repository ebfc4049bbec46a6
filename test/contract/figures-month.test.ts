import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { countedStays, type FigureFilter } from '../../server/db/figures.ts'
import { openStore, type Store } from '../../server/db/open.ts'
import { makeSealer, type Sealer } from '../../server/db/seal.ts'
import { makeFigures, type FiguresTools } from '../../server/desk/figures.ts'
import { makePlaces } from '../../server/desk/places.ts'
import { makeTime } from '../../server/desk/time.ts'
import { tally } from '../../server/domain/figures.ts'
import { grainLength, type Grain } from '../../server/domain/periods.ts'
import { seedMonth, type Month } from '../kit/month.ts'
import { figuresOfVisits, visitsOf, type Visit } from '../kit/recount.ts'

// Acceptance 5: a simulated month of 20,000 requests at 300 cartórios, counted twice.
let store: Store
let sealer: Sealer
let tools: FiguresTools
let seeded: Month
let visits: Visit[]
const errors: unknown[] = []
const whole = { from: '2026-01-01', to: '2027-12-31' }

beforeAll(async () => {
  store = await openStore(':memory:')
  sealer = makeSealer({ keys: [{ id: 'test', key: randomBytes(32) }], indexKey: randomBytes(32) })
  seeded = await seedMonth(store, sealer)
  const time = makeTime(false, 0, () => Date.parse('2027-02-20T12:00:00Z'))
  tools = { store, sealer, places: makePlaces(store), time, onError: (error) => void errors.push(error) }
  visits = await visitsOf(store, sealer, seeded)
}, 120_000)
afterAll(() => store.close())

type Grouping = { grain?: Grain | undefined; perOffice?: boolean }
const groupOf =
  ({ grain, perOffice }: Grouping) =>
  ({ day, cns }: { day: string; cns: string }) =>
    `${grain ? day.slice(0, grainLength[grain]) : ''} ${perOffice ? cns : ''}`

const figuresOf = async (filter: FigureFilter, by: Grouping) => tally(await countedStays(store, filter), groupOf(by))

/** The same groups, made by the second count. */
const recounted = (by: Grouping, among = visits) =>
  new Map([...Map.groupBy(among, groupOf(by))].map(([name, some]) => [name, figuresOfVisits(some)]))

test('the month holds everything that a request can live through', () => {
  expect(seeded.places).toHaveLength(300)
  expect(seeded.requests).toBe(20_000)
  const all = figuresOfVisits(visits)
  expect(all.received).toBeGreaterThan(22_000)
  for (const [name, n] of Object.entries({ ...all, ...all.rejected, open: 1, rejected: 1 }))
    expect(n, name).toBeGreaterThan(0)
  expect(new Set(visits.map(({ day }) => day)).size).toBeGreaterThan(29)
})

test('every figure of every cartório, day, month and year equals an independent recount from the journal', async () => {
  await makeFigures(tools).rebuild()
  expect(errors).toEqual([])
  const groupings: Grouping[] = [undefined, 'day', 'month', 'year'].flatMap((grain) => [
    { grain: grain as Grouping['grain'] },
    { grain: grain as Grouping['grain'], perOffice: true },
  ])
  for (const by of groupings) {
    const found = await figuresOf(whole, by)
    const wanted = recounted(by)
    expect(found.size).toBe(wanted.size)
    for (const [group, figures] of found) expect({ group, ...figures }).toEqual({ group, ...wanted.get(group) })
  }
}, 120_000)

test('what is received is what became of it, and each span, UF and cartório is a part of the whole', async () => {
  const [place] = seeded.places
  const span = { from: '2026-12-20', to: '2027-01-02' }
  const inSpan = visits.filter(({ day }) => day >= span.from && day <= span.to)
  const ufOf = new Map(seeded.places.map(({ cns, uf }) => [cns, uf]))
  const parts: [FigureFilter, Visit[]][] = [
    [span, inSpan],
    [{ ...span, uf: 'AC' }, inSpan.filter(({ cns }) => ufOf.get(cns) === 'AC')],
    [{ ...span, cns: place?.cns }, inSpan.filter(({ cns }) => cns === place?.cns)],
  ]
  for (const [filter, some] of parts) {
    const all = (await figuresOf(filter, {})).get(' ')
    expect(all).toEqual(figuresOfVisits(some))
    expect(all && all.inTime + all.late + all.undecided + all.left + all.open).toBe(all?.received)
  }
  expect(await countedStays(store, { from: '2020-01-01', to: '2020-12-31' })).toEqual([])
})
