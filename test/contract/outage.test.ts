import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readSetting, writeSetting } from '../../server/db/secrets.ts'
import { beat, outages, uptimes } from '../../server/db/outages.ts'
import { creditOutage, startHeartbeat } from '../../server/desk/outage.ts'
import * as w from '../kit/world.ts'

const { hour, minute, tuesday } = w
const at = (text: string) => Date.parse(`2026-11-${text}-03:00`)

let world: w.World
let client: string
beforeEach(async () => {
  world = await w.makeWorld()
  await w.addOffice(world, 'sp-one')
  client = await w.addPerson(world, 'Beatriz Nogueira')
})
afterEach(() => world.close())

/** The last sign of life at `from`, then nothing until the start at `to`; gives the number of clocks moved. */
async function down(from: number, to: number): Promise<number> {
  await writeSetting(world.store, 'heartbeat', String(from))
  world.now = to
  world.restart()
  return creditOutage(world.tools)
}
const audits = async () =>
  (await world.store.read.select().from(world.store.tables.audit)).filter(({ action }) => action === 'outage')

describe('down across a deadline (rule 10)', () => {
  test('credits the opening minutes before anything expires, and tells both sides', async () => {
    const id = await w.sent(world, client, { cns: 'sp-one' })
    expect(await down(tuesday + 5 * minute, tuesday + 45 * minute)).toBe(1)
    expect(await w.stateOf(world, id)).toMatchObject({
      name: 'waiting',
      clock: { remainingMs: 10 * minute, mark: tuesday + 45 * minute, dueAt: tuesday + 55 * minute },
    })
    await world.alarms.ring()
    expect(await w.stateOf(world, id)).toMatchObject({ name: 'waiting' })
    expect((await w.ledgerOf(world, id)).map(({ kind }) => kind)).toEqual(['start', 'credit'])
    expect((await w.noticesOf(world, id)).map(({ kind }) => kind)).toEqual(['new', 'rescheduled', 'rescheduled'])
    expect(await audits()).toMatchObject([{ at: tuesday + 45 * minute, subject: String(tuesday + 5 * minute) }])
    await world.pass(10 * minute)
    expect(await w.stateOf(world, id)).toMatchObject({ name: 'expired', expiredAt: tuesday + 55 * minute })
  })

  test('is a row with its span, and a start right after it finds no second one', async () => {
    await w.sent(world, client, { cns: 'sp-one' })
    await down(tuesday + 5 * minute, tuesday + 45 * minute)
    world.now += 5 * minute
    await beat(world.store, world.now, world.now + minute)
    const { store } = world
    const span = { from: tuesday + 5 * minute, to: tuesday + 45 * minute }
    expect(await outages(store)).toMatchObject([{ ...span, found: 'heartbeat', author: 'system', clocks: 1 }])
    await beat(store, world.now, world.now - hour)
    expect(await uptimes(store)).toEqual([{ from: world.now, to: world.now + minute }])
    await down(tuesday + 45 * minute, tuesday + 46 * minute)
    expect(await outages(store)).toHaveLength(1)
  })

  test('what was due before it began expires, dated when it was due', async () => {
    const id = await w.sent(world, client, { cns: 'sp-one' })
    expect(await down(tuesday + 15 * minute, tuesday + 2 * hour)).toBe(0)
    await world.alarms.ring()
    expect(await w.stateOf(world, id)).toMatchObject({ name: 'expired', expiredAt: tuesday + 15 * minute })
    expect((await w.noticesOf(world, id)).filter(({ kind }) => kind === 'expired')).toHaveLength(1)
  })

  test('a night without us costs a cartório nothing that was closed', async () => {
    world.now = at('24T16:51')
    const id = await w.sent(world, client, { cns: 'sp-one' })
    expect(await down(at('24T17:00'), at('25T08:00'))).toBe(0)
    expect((await w.rowOf(world, id)).dueAt).toBe(at('25T09:06'))
    expect(await audits()).toHaveLength(1)
  })

  test('a weekend: only the minutes inside the hours come back', async () => {
    world.now = at('27T16:51')
    const id = await w.sent(world, client, { cns: 'sp-one' })
    expect(await down(at('27T16:58'), at('30T09:03'))).toBe(1)
    expect((await w.rowOf(world, id)).dueAt).toBe(at('30T09:11'))
  })

  test.each([
    [60_000, 0],
    [60_001, 1],
  ])('a gap of %i ms moves %i clocks', async (gap, moved) => {
    await w.sent(world, client, { cns: 'sp-one' })
    expect(await down(tuesday, tuesday + gap)).toBe(moved)
    expect(await audits()).toHaveLength(moved)
  })

  test('interrupted itself, it credits each clock once', async () => {
    const id = await w.sent(world, client, { cns: 'sp-one' })
    await down(tuesday + 5 * minute, tuesday + 20 * minute)
    expect(await down(tuesday + 5 * minute, tuesday + 22 * minute)).toBe(1)
    expect(await w.stateOf(world, id)).toMatchObject({ clock: { remainingMs: 10 * minute } })
    expect((await w.rowOf(world, id)).dueAt).toBe(tuesday + 32 * minute)
  })

  test('a first start, and a clock that went back, are no outage', async () => {
    await w.sent(world, client, { cns: 'sp-one' })
    expect(await creditOutage(world.tools)).toBe(0)
    expect(await down(tuesday + 5 * hour, tuesday + minute)).toBe(0)
  })

  test('the heartbeat is written at once, in business time', async () => {
    const stop = startHeartbeat(world.tools)
    await expect.poll(() => readSetting(world.store, 'heartbeat')).toBe(String(tuesday))
    stop()
  })
})
