import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { stampCall } from '../../server/desk/call-marks.ts'
import { identityItems, scriptItems, type CallMark, type ScriptItem } from '../../server/domain/call.ts'
import { toolsOf } from '../../server/http/intent.ts'
import { liveCall, startHall, underWay, viewOf, endWith, type Hall } from '../kit/call.ts'

let hall: Hall
let nth = 0

beforeAll(async () => {
  hall = await startHall()
})
afterAll(() => hall.world.end())

type Step = { by: 'client' | 'staff'; kind: CallMark; ms: number; wait: number }

const step: fc.Arbitrary<Step> = fc.record({
  by: fc.constantFrom('client', 'staff'),
  kind: fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom<CallMark>(...scriptItems) },
    { weight: 2, arbitrary: fc.constantFrom<CallMark>('dropped', 'resumed', 'camera_paused', 'camera_back') },
    { weight: 1, arbitrary: fc.constantFrom<CallMark>('five_minutes', 'consent', 'joined_client') },
  ),
  ms: fc.constantFrom(0, 30_000, 30_001),
  wait: fc.constantFrom(0, 1_000, 20_000),
})

/** A board of ticks, told step by step: what a side may do, and what wipes the identity from it. */
class Board {
  readonly ticks = new Map<ScriptItem, number>()
  attempt = 1
  private broken = false
  private readonly away = new Map<string, number>()

  play({ by, kind, ms }: Step, now: number): void {
    const item = scriptItems.find((each) => each === kind)
    if (item && by === 'staff' && !this.ticks.has(item)) this.ticks.set(item, now)
    if (by === 'staff' && kind === 'dropped') this.broken = true
    if (by === 'staff' && kind === 'resumed' && this.broken) {
      this.broken = false
      this.wipe()
    }
    if (kind === 'camera_paused') this.away.set(by, now)
    if (kind === 'camera_back') {
      const since = this.away.get(by)
      this.away.delete(by)
      if (Math.max(ms, since === undefined ? 0 : now - since) > 30_000) this.wipe()
    }
  }

  private wipe(): void {
    this.attempt += 1
    for (const item of identityItems) this.ticks.delete(item)
  }
}

test('whatever both sides stamp, in any order, the script of the stored call is that of a naive board', async () => {
  const { world } = hall
  const tools = { ...toolsOf(world.house), presence: world.house.presence }
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
      const id = await liveCall(hall, await underWay(hall, 1_000 + (nth += 1)))
      const board = new Board()
      for (const each of steps) {
        world.clock.now += each.wait
        await stampCall(tools, id, each.by, each)
        board.play(each, world.clock.now)
      }
      const view = viewOf(await world.call(hall.staff, 'GET', `/api/calls/${id}`))
      expect(view.attempt).toBe(board.attempt)
      const stands = view.script.flatMap(({ item, at }) => (at === null ? [] : [[item, at]]))
      expect(stands).toEqual(
        scriptItems.flatMap((item) => (board.ticks.has(item) ? [[item, board.ticks.get(item)]] : [])),
      )
      await endWith(hall, id, 'identified')
      const { store } = world.house
      const rows = await store.read.select().from(store.tables.request)
      const state = rows.find((row) => row.id === view.request)?.state
      expect(state?.name === 'in_progress' && state.video?.whole).toBe(board.ticks.size === scriptItems.length)
    }),
    { numRuns: 20 },
  )
}, 60_000)
