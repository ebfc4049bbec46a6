import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { verifyAudit } from '../../server/db/audit.ts'
import { hoursOf } from '../../server/db/calendars.ts'
import { editLayer } from '../../server/desk/calendar-layer.ts'
import { seedLayers, type Table } from '../../server/desk/calendar-seed.ts'
import { release } from '../../server/desk/wishes.ts'
import type { DayEntry } from '../../server/domain/day-rules.ts'
import * as w from '../kit/world.ts'

const { hour, minute, tuesday } = w
const at = (text: string) => Date.parse(`2026-11-${text}-03:00`)
const entry = (date: string, act: string | null = 'Lei 1'): DayEntry => ({
  rule: { on: 'date', date },
  effect: { kind: 'closed' },
  reason: 'Feriado',
  act,
})
const table = (nation: DayEntry[], ufs: Table['ufs'] = {}): Table => ({ nation, ufs })

let world: w.World
let client: string
beforeEach(async () => {
  world = await w.makeWorld()
  await w.addOffice(world, 'sp-one')
  await w.addOffice(world, 'ba-one', { uf: 'BA' })
  client = await w.addPerson(world, 'Beatriz Nogueira')
})
afterEach(() => world.close())

const versions = async () => {
  const { calendar, calendarLayer } = world.store.tables
  const layers = await world.store.read.select().from(calendarLayer)
  const calendars = await world.store.read.select().from(calendar)
  return [
    ...layers.map(({ layer, scope, version }) => `${layer}${scope} ${version}`),
    ...calendars.map(({ cns, version }) => `${cns} ${version}`),
  ].toSorted()
}

test('the table is written once, where it changed, with everything that follows for clocks', async () => {
  world.now = at('24T16:55')
  const id = await w.sent(world, client, { cns: 'sp-one' })
  const first = table([entry('2026-12-25')], { SP: [entry('2026-11-25')], RJ: [] })
  expect(await seedLayers(world.tools, first)).toBe(2)
  expect(await versions()).toEqual(['ba-one 1', 'ba-one 2', 'nation 1', 'sp-one 1', 'sp-one 2', 'sp-one 3', 'ufSP 1'])
  expect((await w.rowOf(world, id)).dueAt).toBe(at('26T09:10'))
  // The nation's Christmas is in no clock's way but in the calendar's; São Paulo's day moved this one.
  expect((await w.ledgerOf(world, id)).at(-1)).toMatchObject({
    kind: 'project',
    calendarVersion: 3,
    cause: { reason: 'tabela de feriados atualizada' },
  })
  const { store } = world
  expect((await hoursOf(store, store.read, 'ba-one', 2))?.layers).toMatchObject([
    { layer: 'nation', entries: [{ author: 'builtin' }] },
  ])
  expect(await seedLayers(world.tools, first)).toBe(0)
  expect(await verifyAudit(store)).toMatchObject({ ok: true })
})

test('what people added stays, behind what the program brings anew; what stays keeps its id', async () => {
  await seedLayers(world.tools, table([entry('2026-12-25'), entry('2026-12-31', null)]))
  const nation = { layer: 'nation', scope: '' } as const
  const wish = { base: 1, reason: 'luto', act: 'Decreto 1', entries: [entry('2026-11-30', 'Decreto 1')] }
  expect(await editLayer(world.tools, nation, wish, 'somebody')).toMatchObject({ version: 2, cartorios: 2 })
  await seedLayers(world.tools, table([entry('2026-12-25'), entry('2026-12-31', 'Lei 2')]))
  const { calendarLayer } = world.store.tables
  const rows = await world.store.read.select().from(calendarLayer).where(eq(calendarLayer.layer, 'nation'))
  const [one, , three] = rows
  expect(three?.entries.map(({ author, act }) => [author, act])).toEqual([
    ['builtin', 'Lei 1'],
    ['builtin', 'Lei 2'],
    ['somebody', 'Decreto 1'],
  ])
  expect(three?.entries[0]?.id).toBe(one?.entries[0]?.id)
  expect(three?.entries[1]?.id).not.toBe(one?.entries[1]?.id)
})

test('an overdue clock expires first and is not revived by a table', async () => {
  const id = await w.sent(world, client, { cns: 'sp-one' })
  world.now = tuesday + 16 * minute
  await seedLayers(world.tools, table([entry('2026-11-24')]))
  expect(await w.stateOf(world, id)).toMatchObject({ name: 'expired', expiredAt: tuesday + 15 * minute })
})

test('the hour in the pool goes on where the hours of those that may pull were changed (rule 29)', async () => {
  await w.addOffice(world, 'sp-two')
  world.now = at('24T16:00')
  const id = await w.sent(world, client, { cns: 'sp-one' })
  await world.pass(15 * minute)
  w.done(await release(world.tools, w.wish(client, id)))
  const hours = async () => (await w.alarmsOn(world, id)).filter(({ kind }) => kind === 'pool_hour')
  expect(await hours()).toEqual([{ kind: 'pool_hour', dueAt: at('25T09:15') }])
  await world.pass(15 * minute)
  await seedLayers(world.tools, table([entry('2026-11-25')]))
  expect(await hours()).toEqual([{ kind: 'pool_hour', dueAt: at('26T09:15') }])
  await world.pass(2 * 24 * hour)
  expect((await w.noticesOf(world, id)).filter(({ kind }) => kind === 'nobody_pulled')).toMatchObject([
    { at: at('26T09:15') },
  ])
})
