import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { unionDue } from '../../server/desk/pool-hour.ts'
import * as wishes from '../../server/desk/wishes.ts'
import { compile } from '../../server/domain/hours.ts'
import * as w from '../kit/world.ts'

const { hour, minute, tuesday, wish } = w
const create = { kind: 'create' } as const

let world: w.World
let client: string
const people = new Map<string, string>()
const open = async (cns: string, options: w.OfficeOptions = {}) =>
  people.set(cns, await w.addOffice(world, cns, options))
const staff = (cns: string) => people.get(cns) ?? ''

beforeEach(async () => {
  world = await w.makeWorld()
  for (const cns of ['sp-one', 'sp-two', 'sp-three']) await open(cns)
  await open('ba-one', { uf: 'BA', zone: 'America/Bahia' })
  client = await w.addPerson(world, 'Beatriz Nogueira')
})
afterEach(() => world.close())

async function releasedOne(form: Partial<w.Form> = {}): Promise<string> {
  const id = await w.sent(world, client, { cns: 'sp-one', ...form })
  await world.pass(15 * minute)
  w.done(await wishes.release(world.tools, wish(client, id)))
  return id
}
const pull = (id: string, cns: string) => wishes.pull(world.tools, wish(staff(cns), id), cns)
const giveBack = (id: string, cns: string) => wishes.giveBack(world.tools, wish(staff(cns), id), cns, 'Sem equipe')

describe('pulling (rules 23 to 25)', () => {
  test('of 50 at once exactly one has it; nobody else is written down', async () => {
    const many = Array.from({ length: 50 }, (_, i) => `sp-many-${i}`)
    for (const cns of many) await open(cns)
    const id = await releasedOne()
    const results = await Promise.all(many.map((cns) => pull(id, cns)))
    expect(results.filter((result) => 'request' in result)).toHaveLength(1)
    expect(new Set(results.map(w.refusalOf))).toEqual(new Set(['accepted', 'taken']))
    const kinds = (await w.entriesOf(world, id)).map(({ kind }) => kind)
    expect(kinds).toEqual(['submit', 'warn', 'expire', 'release', 'pull'])
    expect((await w.noticesOf(world, id)).filter(({ kind }) => kind === 'pulled')).toHaveLength(1)
    expect(new Set(world.woken)).toContain('pool:SP pool:SP')
  })

  test('a client of BA who chose SP is released to BA', async () => {
    const id = await releasedOne({ uf: 'BA' })
    expect(w.refusalOf(await pull(id, 'sp-two'))).toBe('other_uf')
    expect(w.done(await pull(id, 'ba-one')).state).toMatchObject({ name: 'waiting', cns: 'ba-one', pulled: true })
  })

  test('given back it is out of reach for both until the next release, and the pool hears again', async () => {
    const id = await releasedOne()
    w.done(await pull(id, 'sp-two'))
    w.done(await giveBack(id, 'sp-two'))
    expect(w.refusalOf(await pull(id, 'sp-one'))).toBe('excluded')
    expect(w.refusalOf(await pull(id, 'sp-two'))).toBe('excluded')
    const told = (await w.noticesOf(world, id)).filter(({ kind }) => kind === 'available').map(({ to }) => to)
    expect(told.toSorted()).toEqual(['sp-three', 'sp-three', 'sp-two'])
    w.done(await pull(id, 'sp-three'))
    await world.pass(15 * minute)
    w.done(await wishes.release(world.tools, wish(client, id)))
    expect(w.refusalOf(await pull(id, 'sp-three'))).toBe('excluded')
    expect(w.refusalOf(await pull(id, 'sp-two'))).toBe('accepted')
  })

  test('the pool’s notices carry nothing that names the request (rule 26)', async () => {
    const id = await releasedOne()
    const [told] = (await w.noticesOf(world, id)).filter(({ kind }) => kind === 'available')
    expect(Object.keys(told?.facts ?? {}).toSorted()).toEqual(['place', 'uf', 'zone'])
  })

  test('only a credentialed, reachable cartório that serves may pull, and only those are told', async () => {
    await open('sp-new', { credentialed: false })
    await open('sp-mute', { reachable: false })
    await open('sp-gone', { suspended: true })
    await open('sp-registry', { eligible: false })
    const id = await releasedOne()
    const refusals = { 'sp-new': 'not_credentialed', 'sp-mute': 'unreachable', 'sp-gone': 'suspended' }
    for (const [cns, why] of Object.entries({ ...refusals, 'sp-registry': 'not_eligible' }))
      expect(w.refusalOf(await pull(id, cns))).toBe(why)
    const told = (await w.noticesOf(world, id)).filter(({ kind }) => kind === 'available').map(({ to }) => to)
    expect(told.toSorted()).toEqual(['sp-three', 'sp-two'])
    expect(w.refusalOf(await pull(id, 'sp-nowhere'))).toBe('not_found')
  })

  test('a closed puller’s clock begins at its next opening', async () => {
    await open('sp-late', { week: w.weekdays([840, 1020]) })
    const id = await releasedOne()
    const state = w.done(await pull(id, 'sp-late')).state
    expect(state).toMatchObject({ clock: { dueAt: Date.parse('2026-11-24T14:15:00-03:00') } })
    expect(await w.alarmsOn(world, 'sp-late')).toEqual([
      { kind: 'digest', dueAt: Date.parse('2026-11-24T14:00:00-03:00') },
    ])
  })
})

describe('the cap of undecided pulls (rule 30)', () => {
  test('counts waiting and expired ones; a decision, a give-back or a cancellation frees a place', async () => {
    await open('sp-small', { cap: 2 })
    const ids: string[] = []
    for (const n of [1, 2, 3, 4, 5]) ids.push(await w.sent(world, client, { cns: 'sp-one', cpf: w.cpfOf(n) }))
    await world.pass(15 * minute)
    for (const id of ids) w.done(await wishes.release(world.tools, wish(client, id)))
    const [a = '', b = '', c = '', d = '', e = ''] = ids
    const results = await Promise.all([a, b, c].map((id) => pull(id, 'sp-small')))
    expect(results.map(w.refusalOf)).toEqual(['accepted', 'accepted', 'cap_reached'])
    w.done(await giveBack(a, 'sp-small'))
    w.done(await pull(c, 'sp-small'))
    await world.pass(20 * minute)
    expect(await w.stateOf(world, b)).toMatchObject({ name: 'expired', pulled: true })
    expect(w.refusalOf(await pull(d, 'sp-small'))).toBe('cap_reached')
    w.done(await wishes.settle(world.tools, wish(staff('sp-small'), b), 'sp-small', create))
    w.done(await pull(d, 'sp-small'))
    w.done(await wishes.cancel(world.tools, wish(client, c)))
    w.done(await pull(e, 'sp-small'))
  })
})

describe('release, withdrawn or by name (rules 27, 28)', () => {
  test('withdrawn it is expired at the first as before; its alarms are gone and the pull is too late', async () => {
    const id = await releasedOne()
    const before = await w.ledgerOf(world, id)
    const row = w.done(await wishes.withdraw(world.tools, wish(client, id)))
    expect(row.state).toEqual({ name: 'expired', cns: 'sp-one', pulled: false, expiredAt: tuesday + 15 * minute })
    expect(await w.ledgerOf(world, id)).toEqual(before)
    expect(await w.alarmsOn(world, id)).toEqual([])
    expect(w.refusalOf(await pull(id, 'sp-two'))).toBe('taken')
  })

  test('a withdrawal and a pull at once: one of them has it', async () => {
    const id = await releasedOne()
    const [pulled, withdrawn] = await Promise.all([pull(id, 'sp-two'), wishes.withdraw(world.tools, wish(client, id))])
    expect(w.done(pulled).state).toMatchObject({ cns: 'sp-two' })
    expect(withdrawn).toEqual({ fault: 'changed', detail: { state: 'waiting' } })
  })

  test('nobody else in the UF: no alarm, and any cartório can be named', async () => {
    const id = await w.sent(world, client, { cns: 'ba-one', uf: 'BA' })
    await world.pass(15 * minute)
    w.done(await wishes.release(world.tools, wish(client, id)))
    expect(await w.alarmsOn(world, id)).toEqual([])
    expect(w.refusalOf(await wishes.choose(world.tools, wish(client, id), 'ba-one'))).toBe('same_cartorio')
    expect(w.refusalOf(await wishes.choose(world.tools, wish(client, id), 'nowhere'))).toBe('not_eligible')
    const named = w.done(await wishes.choose(world.tools, wish(client, id), 'sp-two'))
    expect(named.state).toMatchObject({ name: 'waiting', cns: 'sp-two', pulled: false })
  })

  test('the cartório that loses it learns nothing of the next one', async () => {
    const id = await w.sent(world, client, { cns: 'sp-one' })
    await world.pass(15 * minute)
    w.done(await wishes.choose(world.tools, wish(client, id), 'sp-two'))
    const [left] = (await w.noticesOf(world, id)).filter(({ kind }) => kind === 'left')
    expect(left).toMatchObject({ to: 'sp-one', facts: { place: 'Cidade sp-one' } })
    expect(left?.facts).not.toHaveProperty('dueAt')
  })
})

describe('an hour without a pull (rule 29)', () => {
  test('counts the union of the hours of those that may pull', async () => {
    await open('ba-early', { uf: 'BA', zone: 'America/Bahia', week: w.weekdays([600, 630]) })
    await open('ba-noon', { uf: 'BA', zone: 'America/Bahia', week: w.weekdays([620, 640], [720, 1020]) })
    world.now = Date.parse('2026-11-25T09:40:00-03:00')
    const id = await w.sent(world, client, { cns: 'ba-one', uf: 'BA' })
    await world.pass(20 * minute)
    w.done(await wishes.release(world.tools, wish(client, id)))
    // 10:00–10:40 together, then 20 minutes from 12:00 on.
    const rings = Date.parse('2026-11-25T12:20:00-03:00')
    expect(await w.alarmsOn(world, id)).toEqual([{ kind: 'pool_hour', dueAt: rings }])
    await world.pass(3 * hour)
    expect((await w.noticesOf(world, id)).filter(({ kind }) => kind === 'nobody_pulled')).toMatchObject([
      { to: client, at: rings },
    ])
    expect(await w.stateOf(world, id)).toMatchObject({ name: 'released' })
    expect(w.refusalOf(await pull(id, 'ba-noon'))).toBe('accepted')
  })

  test('day and night, never, and calendars of different reach', () => {
    const zone = 'America/Sao_Paulo'
    const on = (week: w.OfficeOptions['week'] = [], days = 75) =>
      compile({ zone, version: 1, week, special: [] }, tuesday, days)
    const never = w.everyDay()
    expect(unionDue([on(w.everyDay([0, 1440]))], tuesday, hour)).toBe(tuesday + hour)
    expect(unionDue([on(never)], tuesday, hour)).toBeNull()
    expect(unionDue([], tuesday, hour)).toBeNull()
    const mondays = on([[[540, 570]], [], [], [], [], [], []])
    const monday = Date.parse('2026-11-30T09:00:00-03:00')
    expect(unionDue([on(never, 2), mondays], tuesday, hour)).toBe(monday + 7 * 24 * hour + 30 * minute)
  })
})
