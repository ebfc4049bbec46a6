import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { writeSetting } from '../../server/db/secrets.ts'
import { creditOutage } from '../../server/desk/outage.ts'
import * as w from '../kit/world.ts'

let world: w.World
beforeEach(async () => void (world = await w.makeWorld()))
afterEach(() => world.close())

test('a clock that can not be credited keeps neither the server from starting nor the others from their credit', async () => {
  await w.addOffice(world, 'sp-one')
  const client = await w.addPerson(world, 'Beatriz Nogueira')
  const broken = await w.sent(world, client, { cns: 'sp-one', cpf: w.cpfOf(1) })
  const whole = await w.sent(world, client, { cns: 'sp-one', cpf: w.cpfOf(2) })
  const { request } = world.store.tables
  const row = await w.rowOf(world, broken)
  if (row.state.name !== 'waiting') throw new Error('not waiting')
  const clock = { ...row.state.clock, mark: -9e15 }
  await world.store.inTransaction(async (tx) => {
    await tx
      .update(request)
      .set({ state: { ...row.state, clock } as typeof row.state })
      .where(eq(request.id, broken))
  })
  await writeSetting(world.store, 'heartbeat', String(world.now + w.minute))
  world.now += 6 * w.minute
  const errors: unknown[] = []
  expect(await creditOutage(world.tools, (error) => errors.push(error))).toBe(1)
  expect(errors).toHaveLength(1)
  expect(await w.stateOf(world, whole)).toMatchObject({ clock: { dueAt: w.tuesday + 20 * w.minute } })
})
