import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { verifyAudit } from '../../server/db/audit.ts'
import { addCcn, latestCcn } from '../../server/db/ccn.ts'
import { uuidv7 } from '../../server/db/uuid.ts'
import * as wishes from '../../server/desk/wishes.ts'
import type { Choice } from '../../server/domain/request.ts'
import * as w from '../kit/world.ts'

const { minute, tuesday, wish } = w
const create: Choice = { kind: 'create' }

let world: w.World
let client: string
let notary: string
beforeEach(async () => {
  world = await w.makeWorld()
  notary = await w.addOffice(world, 'sp-one')
  await w.addOffice(world, 'sp-two')
  client = await w.addPerson(world, 'Beatriz Nogueira')
})
afterEach(() => world.close())

const settle = (id: string, choice: Choice = create, cns = 'sp-one', key?: string, actor = notary) =>
  wishes.settle(world.tools, wish(actor, id, key, choice), cns, choice)

describe('one commit', () => {
  test('writes journal, row, ledger, alarms, notices and audit, and wakes whom it concerns', async () => {
    const id = await w.sent(world, client, { cns: 'sp-one' })
    const row = await w.rowOf(world, id)
    expect(row).toMatchObject({ version: 1, status: 'waiting', cns: 'sp-one', dueAt: tuesday + 15 * minute })
    expect(row.protocol).toBe('2026-0000001')
    expect((await w.entriesOf(world, id)).map(({ kind, actor }) => [kind, actor])).toEqual([['submit', client]])
    expect(await w.ledgerOf(world, id)).toMatchObject([{ kind: 'start', at: tuesday, remainingMs: 15 * minute }])
    expect(await w.alarmsOn(world, id)).toEqual([
      { kind: 'warn', dueAt: tuesday + 10 * minute },
      { kind: 'expire', dueAt: tuesday + 15 * minute },
    ])
    expect(await w.noticesOf(world)).toMatchObject([
      { kind: 'new', to: 'sp-one', request: id, version: 1, facts: { protocol: '2026-0000001', uf: 'SP' } },
    ])
    expect(await verifyAudit(world.store)).toMatchObject({ ok: true, rows: 1 })
    expect(new Set(world.woken)).toEqual(
      new Set([
        `account:${client} requests`,
        `account:${client} request:${id}`,
        'queue:sp-one queue:sp-one',
        `queue:sp-one request:${id}`,
      ]),
    )
  })

  test('an act that fails half-way leaves nothing, wakes nobody, and the next one goes on', async () => {
    const id = uuidv7()
    const { insert } = { insert: world.sealer.sealJson }
    world.sealer.sealJson = (value, context) => {
      if (context.startsWith('notice:')) throw new Error('no seal')
      return insert(value, context)
    }
    await expect(w.ask(world, client, { id, cns: 'sp-one' })).rejects.toThrow('no seal')
    world.sealer.sealJson = insert
    const { request, entry, tick, alarm, audit } = world.store.tables
    for (const table of [request, entry, tick, alarm, audit]) expect(await world.store.read.$count(table)).toBe(0)
    expect(world.woken).toEqual([])
    expect(await w.sent(world, client, { id, cns: 'sp-one' })).toBe(id)
  })

  test('"criar" writes the record in the same commit; "usar" needs it as it is now (rules 21, 37)', async () => {
    const first = await w.sent(world, client, { cns: 'sp-one' })
    w.done(await settle(first))
    const { cpfBlind } = await w.rowOf(world, first)
    const latest = () => latestCcn(world.store, world.store.read, 'sp-one', cpfBlind)
    expect(await latest()).toMatchObject({ version: 1, at: tuesday, author: notary, request: first })
    w.done(await wishes.cancel(world.tools, wish(client, first)))
    const second = await w.sent(world, client, { cns: 'sp-one' })
    expect(w.refusalOf(await settle(second))).toBe('ccn_today')
    const use = { kind: 'use', ccnVersion: 1, checkedToday: true } as const
    await world.store.inTransaction((tx) =>
      addCcn(world.store, tx, world.sealer, {
        cns: 'sp-one',
        cpfBlind,
        data: w.personal({ cns: 'sp-one' }),
        author: notary,
        request: second,
        at: tuesday,
      }),
    )
    expect(await settle(second, use)).toEqual({ fault: 'ccn_moved', detail: { latest: 2 } })
    expect(w.done(await settle(second, { ...use, ccnVersion: 2 })).state).toMatchObject({ how: 'use' })
    expect(await latest()).toMatchObject({ version: 2 })
  })

  test('"hoje" is the cartório’s own day, also for a late decision', async () => {
    const acre = await w.addOffice(world, 'ac-one', {
      uf: 'AC',
      zone: 'America/Rio_Branco',
      week: w.everyDay([0, 1440]),
    })
    world.now = Date.parse('2026-11-24T22:00:00-05:00')
    const first = await w.sent(world, client, { cns: 'ac-one', uf: 'AC' })
    w.done(await settle(first, create, 'ac-one', undefined, acre))
    w.done(await wishes.cancel(world.tools, wish(client, first)))
    // In São Paulo the two instants fall on one day, in Rio Branco on two.
    const second = await w.sent(world, client, { cns: 'ac-one', uf: 'AC' })
    await world.pass(2 * w.hour + minute)
    expect(await w.stateOf(world, second)).toMatchObject({ name: 'expired' })
    const late = await settle(second, create, 'ac-one', undefined, acre)
    expect(w.done(late).state).toMatchObject({ name: 'in_progress', late: true })
  })
})

describe('the deadline at the commit (rules 4, 12, 14)', () => {
  test.each([
    [-1, false, ['submit', 'decide']],
    [0, true, ['submit', 'expire', 'decide']],
    [1, true, ['submit', 'expire', 'decide']],
  ])('a decision %i ms from the due instant: late %s', async (offset, late, kinds) => {
    const id = await w.sent(world, client, { cns: 'sp-one' })
    world.now = tuesday + 15 * minute + offset
    expect(w.done(await settle(id)).state).toMatchObject({ name: 'in_progress', late })
    const entries = await w.entriesOf(world, id)
    expect(entries.map(({ kind }) => kind)).toEqual(kinds)
    expect(entries.find(({ kind }) => kind === 'expire')?.at).toBe(late ? tuesday + 15 * minute : undefined)
    // Nothing of the clock: only what brings a request that stands still back to mind (rule 22).
    expect((await w.alarmsOn(world, id)).map(({ kind }) => kind)).toEqual(['remind', 'stall'])
    expect((await w.ledgerOf(world, id)).at(-1)).toMatchObject({ kind: 'stop', remainingMs: late ? 0 : 1 })
  })

  test('a refused act on an overdue request still expires it', async () => {
    const id = await w.sent(world, client, { cns: 'sp-one' })
    world.now += 20 * minute
    expect(w.refusalOf(await settle(id, create, 'sp-two'))).toBe('not_found')
    expect(await w.stateOf(world, id)).toMatchObject({ name: 'expired', expiredAt: tuesday + 15 * minute })
    expect(world.woken).toContain(`queue:sp-one request:${id}`)
  })

  test('a clock started on a Friday is decided on Monday by a process that has just begun', async () => {
    world.now = Date.parse('2026-11-27T16:51:00-03:00')
    const id = await w.sent(world, client, { cns: 'sp-one' })
    world.restart()
    world.now = Date.parse('2026-11-30T09:02:00-03:00')
    w.done(await settle(id))
    const ledger = await w.ledgerOf(world, id)
    expect(ledger.at(-1)).toMatchObject({ kind: 'stop', at: world.now, remainingMs: 4 * minute })
  })

  test('asked for today first, a new process still reads a clock of last week', async () => {
    world.now = Date.parse('2026-11-27T16:51:00-03:00')
    const id = await w.sent(world, client, { cns: 'sp-one' })
    world.restart()
    world.now = Date.parse('2026-11-30T09:02:00-03:00')
    await w.sent(world, client, { cns: 'sp-one', cpf: w.cpfOf(2) })
    w.done(await wishes.cancel(world.tools, wish(client, id)))
    expect((await w.ledgerOf(world, id)).at(-1)).toMatchObject({ kind: 'stop', remainingMs: 4 * minute })
  })
})

describe('repeats and races', () => {
  test('sent twice it is one request; another body is 409, another account finds nothing (rule 18)', async () => {
    const form = { id: uuidv7(), cns: 'sp-one' }
    const all = await Promise.all(Array.from({ length: 20 }, () => w.ask(world, client, form)))
    expect(all.filter((result) => 'repeated' in result && !result.repeated)).toHaveLength(1)
    expect(new Set(all.map((result) => w.done(result).id))).toEqual(new Set([form.id]))
    expect(await w.ask(world, client, { ...form, name: 'Outra Pessoa' })).toEqual({ fault: 'different_body' })
    expect(await w.ask(world, notary, form)).toEqual({ fault: 'not_found' })
    expect(await w.entriesOf(world, form.id)).toHaveLength(1)
  })

  test('a key answers with the first result, for the same person and body only (rule 18)', async () => {
    const id = await w.sent(world, client, { cns: 'sp-one' })
    const key = uuidv7()
    expect(await settle(id, create, 'sp-one', key)).toMatchObject({ repeated: false, request: { version: 2 } })
    expect(await settle(id, create, 'sp-one', key)).toMatchObject({ repeated: true, request: { version: 2 } })
    const other = await settle(id, { kind: 'reject', reason: 'data_mismatch' }, 'sp-one', key)
    expect(other).toEqual({ fault: 'different_body' })
    const colleague = await w.addStaff(world, 'sp-one', 'escrevente')
    const theirs = await settle(id, create, 'sp-one', key, colleague)
    expect(theirs).toEqual({ fault: 'already_decided', detail: { state: 'in_progress' } })
  })

  test('one open request per account and CPF; another account may ask too (rule 19)', async () => {
    const [one, two] = await Promise.all([
      w.ask(world, client, { cns: 'sp-one' }),
      w.ask(world, client, { cns: 'sp-two' }),
    ])
    const id = w.done(one).id
    expect(two).toEqual({ fault: 'already_open', detail: { id } })
    expect(w.refusalOf(await w.ask(world, client, { cns: 'sp-two', cpf: w.cpfOf(2) }))).toBe('accepted')
    expect(w.refusalOf(await w.ask(world, notary, { cns: 'sp-two' }))).toBe('accepted')
    w.done(await settle(id, { kind: 'reject', reason: 'data_mismatch' }))
    expect(w.refusalOf(await w.ask(world, client, { cns: 'sp-two' }))).toBe('accepted')
  })

  test('of two who decide at once one wins, the other learns it; one record, one notice (rule 17)', async () => {
    const id = await w.sent(world, client, { cns: 'sp-one' })
    const colleague = await w.addStaff(world, 'sp-one', 'substituto')
    const results = await Promise.all([
      settle(id),
      settle(id, { kind: 'reject', reason: 'data_mismatch' }, 'sp-one', undefined, colleague),
    ])
    expect(results.map(w.refusalOf)).toEqual(['accepted', 'already_decided'])
    const entries = await w.entriesOf(world, id)
    expect(entries.findLast(({ kind }) => kind === 'decide')).toMatchObject({ actor: notary, at: tuesday })
    expect((await w.noticesOf(world, id)).map(({ kind }) => kind)).toEqual(['new', 'started'])
    expect(await world.store.read.$count(world.store.tables.ccn)).toBe(1)
  })

  test('release and decision at once: the first commit wins, the other is told (rule 16)', async () => {
    for (const first of ['release', 'decide']) {
      const id = await w.sent(world, client, { cns: 'sp-one', cpf: w.cpfOf(first.length) })
      await world.pass(15 * minute)
      const release = () => wishes.release(world.tools, wish(client, id))
      const reject = () => settle(id, { kind: 'reject', reason: 'data_mismatch' })
      const [won, lost] = await Promise.all(first === 'release' ? [release(), reject()] : [reject(), release()])
      const became = first === 'release' ? 'released' : 'rejected'
      expect(w.done(won).state.name).toBe(became)
      expect(lost).toEqual({ fault: 'changed', detail: { state: became } })
    }
  })

  test('the client’s acts are the client’s alone', async () => {
    const id = await w.sent(world, client, { cns: 'sp-one' })
    await world.pass(15 * minute)
    const stranger = wish(notary, id)
    for (const act of [wishes.release, wishes.withdraw, wishes.cancel])
      expect(await act(world.tools, stranger)).toEqual({ fault: 'not_found' })
    expect(await wishes.choose(world.tools, stranger, 'sp-two')).toEqual({ fault: 'not_found' })
    expect(await wishes.cancel(world.tools, wish(client, uuidv7()))).toEqual({ fault: 'not_found' })
    expect(await w.rowOf(world, id)).toMatchObject({ version: 3, status: 'expired' })
  })
})
