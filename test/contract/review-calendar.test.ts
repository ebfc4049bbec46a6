import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ownOf } from '../../server/domain/calendar-edit.ts'
import type { DayEntry } from '../../server/domain/day-rules.ts'
import { isFault } from '../../server/domain/fault.ts'
import { editLayer } from '../../server/desk/calendar-layer.ts'
import { editOwn, type OwnWish } from '../../server/desk/calendar-own.ts'
import { setHours } from '../../server/desk/office.ts'
import * as wishes from '../../server/desk/wishes.ts'
import * as w from '../kit/world.ts'

// What a hostile reading of the calendar's server found.
const at = (text: string) => Date.parse(`2026-${text}-03:00`)
const closed = (date: string): DayEntry => ({
  rule: { on: 'date', date },
  effect: { kind: 'closed' },
  reason: 'Enchente',
  act: 'Decreto 12/2026',
})
const why = { reason: 'Enchente', act: 'Decreto 12/2026' }

let world: w.World
let boss: string
let client: string
beforeEach(async () => {
  world = await w.makeWorld()
  boss = await w.addOffice(world, 'sp-one')
  client = await w.addPerson(world, 'Beatriz Nogueira')
})
afterEach(() => world.close())

const edit = async (base: number, more: Partial<ReturnType<typeof ownOf>>, cns = 'sp-one') => {
  const wish: OwnWish = { base, ...why, edit: (before) => ({ ...before, ...more }) }
  return editOwn(world.tools, cns, wish, boss)
}
const until = (instant: number) => world.pass(instant - world.now)
const kinds = async (id: string | undefined, to = 'sp-one') =>
  (await w.noticesOf(world, id)).filter((each) => each.to === to).map(({ kind }) => kind)

describe('an edit in the second of an alarm', () => {
  test('that of the opening: the digest of the night still rings', async () => {
    await until(at('11-24T20:00'))
    await w.sent(world, client, { cns: 'sp-one' })
    world.now = at('11-25T09:00')
    expect(isFault(await edit(1, { own: [closed('2026-11-26')] }))).toBe(false)
    await world.alarms.ring()
    expect(await kinds(undefined)).toContain('reopened')
  })

  test('that of the warning: the cartório still hears that 5 minutes are left', async () => {
    const id = await w.sent(world, client, { cns: 'sp-one' })
    world.now += 10 * w.minute
    const lunch = w.weekdays([540, 612], [720, 1020])
    expect(await edit(1, { week: lunch })).toMatchObject({ moved: 1 })
    await world.alarms.ring()
    expect(await kinds(id)).toEqual(['new', 'rescheduled', 'five_minutes'])
    await until(at('11-24T12:03'))
    expect(await w.stateOf(world, id)).toMatchObject({ name: 'expired', expiredAt: at('11-24T12:03') })
    expect(await kinds(id)).toEqual(['new', 'rescheduled', 'five_minutes', 'overdue'])
  })
})

describe('what an edit must not swallow or block', () => {
  test('the reminder of rule 22 on a day that was closed later comes at the next opening', async () => {
    const id = await w.sent(world, client, { cns: 'sp-one' })
    w.done(await wishes.settle(world.tools, w.wish(boss, id), 'sp-one', { kind: 'create' }))
    expect(await w.alarmsOn(world, id)).toMatchObject([{ kind: 'remind', dueAt: at('11-27T09:00') }, { kind: 'stall' }])
    await edit(1, { own: [closed('2026-11-27')] })
    await until(at('11-30T08:59'))
    expect(await kinds(id)).not.toContain('no_video')
    await until(at('11-30T09:00'))
    expect((await kinds(id)).filter((kind) => kind === 'no_video')).toEqual(['no_video'])
    // The client's own term is that of the decision: no edit of the cartório puts it off.
    await until(at('12-02T09:00'))
    expect(await kinds(id, client)).toContain('stalled')
  })

  test('a cartório that nobody can choose does not stand in the way of a decree', async () => {
    const mondays = w.weekdays([540, 600]).map((day, i) => (i === 0 ? day : []))
    await w.addOffice(world, 'abandoned', { week: mondays, credentialed: false })
    const entries = ['2026-11-30', '2026-12-07', '2026-12-14', '2026-12-21'].map(closed)
    const layer = { layer: 'municipio', scope: '3550308' } as const
    const decree = { base: 0, entries, ...why }
    expect(await editLayer(world.tools, layer, decree, boss)).toMatchObject({ cartorios: 2 })
  })
})

test('a calendar in which 15 minutes never pass is refused: the clocks that run would stay behind on the old one', async () => {
  await w.sent(world, client, { cns: 'sp-one' })
  const once: DayEntry = { ...closed('2026-11-25'), effect: { kind: 'hours', intervals: [[540, 550]] } }
  expect(await edit(1, { week: w.everyDay(), own: [once, closed('2026-11-24')] })).toMatchObject({
    fault: 'calendar_refused',
    detail: { why: expect.stringContaining('15 minutos') },
  })
})

test('closing now in the last minute before midnight is refused where the next day begins open', async () => {
  await setHours(world.tools, 'sp-one', { zone: 'America/Sao_Paulo', week: w.everyDay([0, 1440]), special: [] }, boss)
  world.now = at('11-24T23:59') + 30_000
  const now: OwnWish = { base: 2, ...why, closesNow: true }
  expect(await editOwn(world.tools, 'sp-one', now, boss)).toMatchObject({
    fault: 'calendar_refused',
    detail: { why: expect.stringContaining('meia-noite') },
  })
  world.now = at('11-24T23:58') + 30_000
  expect(await editOwn(world.tools, 'sp-one', now, boss)).toMatchObject({ closing: at('11-24T23:59') })
})
