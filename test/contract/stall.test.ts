import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { orderOf } from '../../server/db/orders.ts'
import { act } from '../../server/desk/act.ts'
import * as wishes from '../../server/desk/wishes.ts'
import type { VideoMark } from '../../server/domain/order.ts'
import * as w from '../kit/world.ts'
import { hour, tuesday, wish } from '../kit/world.ts'

let world: w.World
let client: string
let boss: string

beforeEach(async () => {
  world = await w.makeWorld()
  boss = await w.addOffice(world, 'sp-one')
  await w.addOffice(world, 'sp-two')
  client = await w.addPerson(world, 'Beatriz Nogueira')
})
afterEach(() => world.close())

const local = (text: string) => Date.parse(`2026-${text}-03:00`)
const decided = async (): Promise<string> => {
  const id = await w.sent(world, client, { cns: 'sp-one' })
  w.done(await wishes.settle(world.tools, wish(boss, id), 'sp-one', { kind: 'create' }))
  return id
}
const until = (at: number) => world.pass(at - world.now)
const told = async (id: string) => (await w.noticesOf(world, id)).map(({ kind, to }) => `${kind} ${to}`)
const order = (id: string) => orderOf(world.store, world.store.read, id)
const endVideo = (id: string, mark: VideoMark) =>
  act(world.tools, {
    request: id,
    actor: boss,
    command: async () => ({ name: 'end_video', cns: 'sp-one', mark, stall: { remindAt: null, releaseAt: null } }),
  })

describe('a request that stands still (rule 22)', () => {
  test('after 2 business days the cartório is reminded, after 5 the client may release it and its order is void', async () => {
    const id = await decided()
    expect(await order(id)).toMatchObject({ cns: 'sp-one', openedAt: tuesday, placedAt: null, endedAt: null })
    // Decided on a Tuesday: Wednesday and Thursday have passed when Friday opens; the weekend counts for nothing.
    await until(local('11-27T08:59'))
    expect(await told(id)).toEqual(['new sp-one', `started ${client}`])
    await until(local('11-27T09:00'))
    expect(await told(id)).toContain('no_video sp-one')
    await until(local('12-02T08:59'))
    expect(w.refusalOf(await wishes.release(world.tools, wish(client, id)))).toBe('changed')
    await until(local('12-02T09:00'))
    expect(await told(id)).toContain(`stalled ${client}`)
    expect(await w.stateOf(world, id)).toMatchObject({ name: 'in_progress', stalledAt: local('12-02T09:00') })
    expect(w.done(await wishes.release(world.tools, wish(client, id))).state).toMatchObject({
      name: 'released',
      first: 'sp-one',
      excluded: ['sp-one'],
    })
    expect(await order(id)).toMatchObject({ end: 'void', endedAt: world.now })
    expect(w.refusalOf(await wishes.pull(world.tools, wish(boss, id), 'sp-one'))).toBe('excluded')
  })

  test('the next cartório opens an order of its own', async () => {
    const id = await decided()
    await until(local('12-02T09:00'))
    w.done(await wishes.release(world.tools, wish(client, id)))
    w.done(await wishes.pull(world.tools, wish('other', id), 'sp-two'))
    w.done(await wishes.settle(world.tools, wish('other', id), 'sp-two', { kind: 'create' }))
    expect(await order(id)).toMatchObject({ cns: 'sp-two', endedAt: null })
  })

  test('a stalled request may still be placed, and then it can be neither released nor cancelled', async () => {
    const id = await decided()
    await until(local('12-02T09:00'))
    w.done(await endVideo(id, { call: 'c', reason: 'identified', whole: true, at: world.now }))
    const placed = await act(world.tools, {
      request: id,
      actor: boss,
      command: async () => ({ name: 'place_order', cns: 'sp-one', missing: [] }),
    })
    expect(w.done(placed).state).toMatchObject({ orderedAt: world.now })
    expect(await order(id)).toMatchObject({ placedAt: world.now, placedBy: boss })
    expect(w.refusalOf(await wishes.release(world.tools, wish(client, id)))).toBe('changed')
    expect(w.refusalOf(await wishes.cancel(world.tools, wish(client, id)))).toBe('order_placed')
    expect(await w.alarmsOn(world, id)).toEqual([])
  })

  test('a video begins the terms anew, and the reminder is given once only', async () => {
    const id = await decided()
    await world.pass(hour)
    const stall = { remindAt: local('11-30T09:00'), releaseAt: local('12-03T09:00') }
    const mark = { call: 'c', reason: 'technical', whole: false, at: world.now } as const
    w.done(
      await act(world.tools, {
        request: id,
        actor: boss,
        command: async () => ({ name: 'end_video', cns: 'sp-one', mark, stall }),
      }),
    )
    expect(await w.alarmsOn(world, id)).toEqual([
      { kind: 'remind', dueAt: stall.remindAt },
      { kind: 'stall', dueAt: stall.releaseAt },
    ])
    await until(local('12-03T09:00'))
    expect((await told(id)).filter((each) => each.startsWith('no_video'))).toHaveLength(1)
  })

  test('an order needs its record, the video and the checks, each named in Portuguese (rules 40, 42, 66)', async () => {
    const id = await decided()
    const refused = await wishes.placeOrder(world.tools, wish(boss, id), 'sp-one')
    expect(refused).toEqual({ fault: 'order_missing', detail: { what: 'completar o registro no CCN' } })
  })

  test('fraud freezes the request, keeps its owner and ends its order', async () => {
    const id = await decided()
    w.done(await endVideo(id, { call: 'c', reason: 'fraud', whole: false, at: world.now }))
    expect(await w.stateOf(world, id)).toEqual({ name: 'frozen', cns: 'sp-one' })
    expect(await order(id)).toMatchObject({ end: 'void' })
    expect(await told(id)).toContain(`frozen ${client}`)
    expect(w.refusalOf(await wishes.cancel(world.tools, wish(client, id)))).toBe('changed')
  })
})

test('at most one placed order per CPF, whoever asks (rule 19)', async () => {
  const place = (id: string, cns: string, actor: string) =>
    act(world.tools, { request: id, actor, command: async () => ({ name: 'place_order', cns, missing: [] }) })
  const first = await decided()
  const stranger = await w.addPerson(world, 'Outra Conta')
  const second = await w.sent(world, stranger, { cns: 'sp-two' })
  // Nobody can block the owner: both are decided, and only what is placed stands in the way.
  w.done(await wishes.settle(world.tools, wish('other', second), 'sp-two', { kind: 'create' }))
  w.done(await place(first, 'sp-one', boss))
  expect(await wishes.placeOrder(world.tools, wish('other', second), 'sp-two')).toEqual({ fault: 'order_elsewhere' })
  await expect(place(second, 'sp-two', 'other')).rejects.toThrow()
  expect(await w.stateOf(world, second)).not.toHaveProperty('orderedAt')
})
