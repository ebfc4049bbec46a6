import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyAudit } from '../../server/db/audit.ts'
import { editLayer, previewLayer } from '../../server/desk/calendar-layer.ts'
import { foldTicks } from '../../server/domain/clock.ts'
import { isFault } from '../../server/domain/fault.ts'
import * as w from '../kit/world.ts'

// Issue 5, acceptance 3 beneath the browser: a half day decreed at noon for a município in which 200 clocks run.
const { minute } = w
const at = (text: string) => Date.parse(`2026-11-${text}-03:00`)
const sao = { layer: 'municipio', scope: '3550308' } as const
const decree = {
  base: 0,
  reason: 'ponto facultativo',
  act: 'Decreto 12/2026',
  entries: [
    {
      rule: { on: 'date', date: '2026-11-24' },
      effect: { kind: 'half', intervals: [[0, 720]] },
      reason: 'Ponto facultativo',
      act: 'Decreto 12/2026',
    },
  ],
} as const

let world: w.World
let boss: string
const ids: string[] = []
const due: string[] = []
beforeAll(async () => {
  world = await w.makeWorld(':memory:', at('24T11:45'))
  boss = await w.addOffice(world, 'sp-0')
  for (const cns of ['sp-1', 'sp-2', 'sp-3']) await w.addOffice(world, cns)
  await w.addOffice(world, 'elsewhere')
  await world.store.inTransaction(async (tx) => {
    const { cartorio } = world.store.tables
    await tx.update(cartorio).set({ ibge: '3548500' }).where(eq(cartorio.cns, 'elsewhere'))
  })
  const client = await w.addPerson(world, 'Beatriz Nogueira')
  const send = (n: number, cns: string) => w.sent(world, client, { cns, cpf: w.cpfOf(n) })
  for (let n = 0; n < 5; n++) due.push(await send(n, 'sp-1'))
  world.now = at('24T11:55')
  for (let n = 5; n < 205; n++) ids.push(await send(n, `sp-${n % 4}`))
  await send(205, 'elsewhere')
  // The first five ran out a moment ago, and nobody has noticed.
  world.now = at('24T12:00') + 5_000
}, 60_000)
afterAll(() => world.close())

async function rowsOfAll(): Promise<Record<string, number>> {
  const { store } = world
  const { calendar, calendarLayer, tick, entry, notice, audit, alarm } = store.tables
  const counts: Record<string, number> = {}
  for (const [name, table] of Object.entries({ calendar, calendarLayer, tick, entry, notice, audit, alarm }))
    counts[name] = (await store.read.select().from(table)).length
  return counts
}

describe('a half day for 200 clocks', () => {
  test('the preview tells what will happen and writes nothing', async () => {
    const before = await rowsOfAll()
    const found = await previewLayer(world.tools, sao, decree)
    if (isFault(found)) throw new Error(found.fault)
    expect(found.changes.map(({ place }) => place.cns)).toEqual(['sp-0', 'sp-1', 'sp-2', 'sp-3'])
    expect(found.plan).toMatchObject({ running: 200 })
    expect(found.plan.overdue.map(({ id }) => id).toSorted()).toEqual(due.toSorted())
    expect(new Set(found.plan.moves.map(({ from, to }) => `${from} ${to}`))).toEqual(
      new Set([`${at('24T12:10')} ${at('25T09:10') - 5_000}`]),
    )
    expect(await rowsOfAll()).toEqual(before)
  })

  test('what fails half-way leaves nothing at all', async () => {
    const before = await rowsOfAll()
    const seal = world.sealer.sealJson
    let left = 150
    world.sealer.sealJson = (value, context) => {
      if (--left === 0) throw new Error('no seal')
      return seal(value, context)
    }
    await expect(editLayer(world.tools, sao, decree, boss)).rejects.toThrow('no seal')
    world.sealer.sealJson = seal
    expect(await rowsOfAll()).toEqual(before)
    expect(await w.stateOf(world, due[0] ?? '')).toMatchObject({ name: 'waiting' })
  })

  test('one commit moves them all, tells both sides why, and touches nobody else', async () => {
    const before = await rowsOfAll()
    const began = performance.now()
    expect(await editLayer(world.tools, sao, decree, boss)).toEqual({ version: 1, moved: 200, cartorios: 4 })
    const ms = performance.now() - began
    console.log(`200 clocks moved in one commit in ${Math.round(ms)} ms`)
    expect(ms).toBeLessThan(3_000)
    const after = await rowsOfAll()
    const more = Object.fromEntries(Object.entries(after).map(([name, n]) => [name, n - (before[name] ?? 0)]))
    expect(more).toMatchObject({ calendar: 4, calendarLayer: 1, tick: 205, entry: 205, audit: 206 })
    for (const id of ids) {
      const clock = foldTicks(await w.ledgerOf(world, id))
      expect(clock).toMatchObject({ calendarVersion: 2, mark: world.now, remainingMs: 10 * minute - 5_000 })
      expect((await w.rowOf(world, id)).dueAt).toBe(at('25T09:10') - 5_000)
    }
    const [first = ''] = ids
    expect((await w.ledgerOf(world, first)).at(-1)?.cause).toEqual({ reason: decree.reason, act: decree.act })
    const told = (await w.noticesOf(world, first)).filter(({ kind }) => kind === 'rescheduled')
    // Closed by now, the cartório finds it in its digest at the next opening.
    expect(told).toMatchObject([{ facts: { reason: 'ponto facultativo', act: 'Decreto 12/2026' } }])
    expect(await w.alarmsOn(world, 'sp-1')).toEqual([{ kind: 'digest', dueAt: at('25T09:00') }])
    expect(await w.alarmsOn(world, 'elsewhere')).toEqual([])
    for (const id of due)
      expect(await w.stateOf(world, id)).toMatchObject({ name: 'expired', expiredAt: at('24T12:00') })
    expect(await verifyAudit(world.store)).toMatchObject({ ok: true })
  })

  test('made on a version that is no longer the newest, it is refused', async () => {
    const moved = { fault: 'calendar_moved', detail: { version: 1 } }
    expect(await editLayer(world.tools, sao, decree, 'somebody else')).toEqual(moved)
    expect(await editLayer(world.tools, sao, { ...decree, entries: [] }, boss)).toEqual(moved)
    // The same person's same wish again is an answer that got lost (rule 18).
    expect(await editLayer(world.tools, sao, decree, boss)).toEqual({ version: 1, moved: 200, cartorios: 4 })
  })
})
