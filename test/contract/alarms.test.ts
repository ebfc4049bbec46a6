import { setTimeout as pause } from 'node:timers/promises'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { makeAlarms } from '../../server/desk/alarms.ts'
import * as wishes from '../../server/desk/wishes.ts'
import * as w from '../kit/world.ts'

const { hour, minute, tuesday, wish } = w

let world: w.World
let client: string
beforeEach(async () => {
  world = await w.makeWorld()
  await w.addOffice(world, 'sp-one')
  await w.addOffice(world, 'sp-two')
  client = await w.addPerson(world, 'Beatriz Nogueira')
})
afterEach(() => world.close())

const at = (text: string) => Date.parse(`2026-11-${text}-03:00`)
const told = async (kind: string) => (await w.noticesOf(world)).filter((notice) => notice.kind === kind)
const settle = (id: string) =>
  wishes.settle(world.tools, wish(client, id), 'sp-one', { kind: 'reject', reason: 'data_mismatch' })

describe('expiry', () => {
  test('not a ms before the deadline, then at once, with both sides told', async () => {
    const id = await w.sent(world, client, { cns: 'sp-one' })
    world.now = tuesday + 15 * minute - 1
    await world.alarms.ring()
    expect(await w.stateOf(world, id)).toMatchObject({ name: 'waiting' })
    world.now += 1
    await world.alarms.ring()
    expect(await w.stateOf(world, id)).toMatchObject({ name: 'expired', expiredAt: tuesday + 15 * minute })
    expect(await told('expired')).toMatchObject([{ to: client, at: world.now }])
    expect(await told('overdue')).toMatchObject([{ to: 'sp-one' }])
    expect(await w.alarmsOn(world, id)).toEqual([])
    expect(await world.alarms.ring()).toBe(0)
  })

  test('noticed hours later it is dated when it was due, and told once', async () => {
    const id = await w.sent(world, client, { cns: 'sp-one' })
    world.now = tuesday + 5 * hour
    await world.alarms.ring()
    const entries = await w.entriesOf(world, id)
    expect(entries.map(({ kind, at }) => [kind, at])).toEqual([
      ['submit', tuesday],
      ['expire', tuesday + 15 * minute],
    ])
    expect(await told('expired')).toHaveLength(1)
    expect(await told('five_minutes')).toEqual([])
  })

  test('an alarm left behind by a race does nothing and goes away', async () => {
    const id = await w.sent(world, client, { cns: 'sp-one' })
    w.done(await settle(id))
    const { alarm } = world.store.tables
    await world.store.inTransaction((tx) => tx.insert(alarm).values({ kind: 'expire', subject: id, dueAt: tuesday }))
    expect(await world.alarms.ring()).toBe(1)
    expect(await w.stateOf(world, id)).toMatchObject({ name: 'rejected' })
    expect(await world.store.read.$count(alarm)).toBe(0)
  })
})

describe('the warning', () => {
  test('comes once, 5 business minutes before, to the cartório alone', async () => {
    const id = await w.sent(world, client, { cns: 'sp-one' })
    await world.pass(10 * minute - 1)
    expect(await told('five_minutes')).toEqual([])
    await world.pass(1)
    expect(await told('five_minutes')).toMatchObject([{ to: 'sp-one', at: tuesday + 10 * minute, request: id }])
    await world.pass(4 * minute)
    expect(await told('five_minutes')).toHaveLength(1)
    expect(await w.alarmsOn(world, id)).toEqual([{ kind: 'expire', dueAt: tuesday + 15 * minute }])
  })

  test('counts business minutes across a night', async () => {
    world.now = at('24T16:53')
    const id = await w.sent(world, client, { cns: 'sp-one' })
    expect(await w.alarmsOn(world, id)).toEqual([
      { kind: 'warn', dueAt: at('25T09:03') },
      { kind: 'expire', dueAt: at('25T09:08') },
    ])
  })
})

describe('closed hours (rule 34)', () => {
  test('what came in overnight is one digest at opening, and nothing rings before', async () => {
    world.now = at('24T20:00')
    for (const n of [1, 2, 3]) await w.sent(world, client, { cns: 'sp-one', cpf: w.cpfOf(n) })
    expect(await w.noticesOf(world)).toEqual([])
    expect(await w.alarmsOn(world, 'sp-one')).toEqual([{ kind: 'digest', dueAt: at('25T09:00') }])
    await world.pass(13 * hour)
    expect(await w.noticesOf(world)).toMatchObject([
      { kind: 'reopened', to: 'sp-one', at: at('25T09:00'), facts: { count: 3, dueAt: at('25T09:15') } },
    ])
    expect(world.woken).toContain('queue:sp-one queue:sp-one')
  })

  test('decided before opening, there is nothing to tell', async () => {
    world.now = at('24T20:00')
    w.done(await settle(await w.sent(world, client, { cns: 'sp-one' })))
    await world.pass(14 * hour)
    expect((await w.noticesOf(world)).map(({ kind }) => kind)).toEqual(['rejected'])
  })

  test('released while the others are closed: one digest of the pool each, without the excluded', async () => {
    for (const n of [1, 2]) {
      world.now = at('24T16:45')
      await w.sent(world, client, { cns: 'sp-one', cpf: w.cpfOf(n) })
    }
    await world.pass(15 * minute)
    const { request } = world.store.tables
    for (const { id } of await world.store.read.select({ id: request.id }).from(request))
      w.done(await wishes.release(world.tools, wish(client, id)))
    expect(await told('available')).toEqual([])
    await world.pass(17 * hour)
    expect(await told('available')).toMatchObject([{ to: 'sp-two', at: at('25T09:00'), facts: { count: 2 } }])
    expect((await told('overdue')).map(({ to }) => to)).toEqual([])
  })

  test('a digest never rings while closed: noticed too late, it waits for the next opening', async () => {
    world.now = at('24T20:00')
    await w.sent(world, client, { cns: 'sp-one' })
    world.now = at('25T19:00')
    await world.alarms.ring()
    expect(await told('reopened')).toEqual([])
    expect(await w.alarmsOn(world, 'sp-one')).toEqual([{ kind: 'digest', dueAt: at('26T09:00') }])
    await world.pass(14 * hour)
    expect(await told('reopened')).toMatchObject([{ at: at('26T09:00'), facts: { count: 1 } }])
  })

  test('a cartório open day and night is rung at any hour and has no digest', async () => {
    await w.addOffice(world, 'sp-always', { week: w.everyDay([0, 1440]) })
    world.now = at('28T23:50')
    const id = await w.sent(world, client, { cns: 'sp-always' })
    expect(await told('new')).toMatchObject([{ to: 'sp-always', facts: { dueAt: at('29T00:05') } }])
    expect(await w.alarmsOn(world, 'sp-always')).toEqual([])
    await world.pass(15 * minute)
    expect(await w.stateOf(world, id)).toMatchObject({ name: 'expired', expiredAt: at('29T00:05') })
  })
})

describe('a row that fails', () => {
  test('is pushed an hour ahead and reported; the others on the line go on', async () => {
    const poison = await w.sent(world, client, { cns: 'sp-one' })
    const sound = await w.sent(world, client, { cns: 'sp-one', cpf: w.cpfOf(2) })
    const seal = world.sealer.sealJson
    world.sealer.sealJson = (value, context) => {
      if (context.startsWith(`entry:${poison}`)) throw new Error('poison')
      return seal(value, context)
    }
    world.now = tuesday + 15 * minute
    await world.alarms.ring()
    expect(await w.stateOf(world, sound)).toMatchObject({ name: 'expired' })
    expect(await w.stateOf(world, poison)).toMatchObject({ name: 'waiting' })
    const later = tuesday + 15 * minute + hour
    expect(new Set((await w.alarmsOn(world, poison)).map(({ dueAt }) => dueAt))).toEqual(new Set([later]))
    expect(world.logged.map((line) => JSON.parse(line).msg)).toEqual(['alarm failed', 'alarm failed'])
    world.sealer.sealJson = seal
    await world.pass(hour)
    expect(await w.stateOf(world, poison)).toMatchObject({ name: 'expired', expiredAt: tuesday + 15 * minute })
    expect(await w.alarmsOn(world, poison)).toEqual([])
  })

  test('a clock set back between reading and firing keeps its alarm', async () => {
    const id = await w.sent(world, client, { cns: 'sp-one' })
    let readings = 0
    const now = () => ((readings += 1) === 1 ? tuesday + 15 * minute : tuesday + 14 * minute)
    const tools = { ...world.tools, time: { ...world.tools.time, now } }
    await makeAlarms(tools, pino({ enabled: false })).ring()
    expect((await w.alarmsOn(world, id)).map(({ kind }) => kind)).toContain('expire')
    await world.pass(15 * minute)
    expect(await w.stateOf(world, id)).toMatchObject({ name: 'expired' })
  })
})

describe('the sleeper', () => {
  test('fires by itself within a second, and after stop never again', async () => {
    const id = await w.sent(world, client, { cns: 'sp-one' })
    world.alarms.start()
    await pause(20)
    world.now = tuesday + 15 * minute
    world.alarms.wake()
    await expect.poll(async () => (await w.stateOf(world, id)).name, { timeout: 1_500 }).toBe('expired')
    const second = await w.sent(world, client, { cns: 'sp-one', cpf: w.cpfOf(2) })
    world.alarms.wake()
    await world.alarms.stop()
    world.now += 15 * minute
    await pause(1_200)
    expect(await w.stateOf(world, second)).toMatchObject({ name: 'waiting' })
    expect(world.logged).toEqual([])
  })

  test('a database that can’t be read is reported about once a second, not in a spin', async () => {
    const { alarm } = world.store.tables
    await world.store.inTransaction((tx) => tx.insert(alarm).values({ kind: 'digest', subject: 'x', dueAt: 0 }))
    world.store.raw.exec('ALTER TABLE alarm RENAME TO away')
    world.alarms.start()
    world.alarms.wake()
    await pause(300)
    world.store.raw.exec('ALTER TABLE away RENAME TO alarm')
    expect(world.logged.length).toBeGreaterThan(0)
    expect(world.logged.length).toBeLessThan(4)
    await expect.poll(() => world.store.read.$count(alarm), { timeout: 2_500 }).toBe(0)
    await world.alarms.stop()
  })
})
