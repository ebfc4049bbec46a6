import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { verifyAudit } from '../../server/db/audit.ts'
import { addCalendar, hoursOf } from '../../server/db/calendars.ts'
import { credential, setHours } from '../../server/desk/office.ts'
import * as wishes from '../../server/desk/wishes.ts'
import * as w from '../kit/world.ts'

const { minute, tuesday, wish } = w
const at = (text: string) => Date.parse(`2026-11-${text}-03:00`)
const zone = 'America/Sao_Paulo'

let world: w.World
let client: string
let boss: string
beforeEach(async () => {
  world = await w.makeWorld()
  boss = await w.addOffice(world, 'sp-one')
  client = await w.addPerson(world, 'Beatriz Nogueira')
})
afterEach(() => world.close())

const set = (week: w.OfficeOptions['week'] = [], special: NonNullable<w.OfficeOptions['special']> = []) =>
  setHours(world.tools, 'sp-one', { zone, week, special }, boss)
const told = async (id: string) => (await w.noticesOf(world, id)).map(({ kind, to }) => `${kind} ${to}`)

describe('hours edited while clocks run (rules 7, 8)', () => {
  test('used time stays used, the rest is projected; both sides and the ledger are told', async () => {
    const id = await w.sent(world, client, { cns: 'sp-one' })
    await world.pass(6 * minute)
    expect(await set(w.weekdays([540, 610], [780, 1020]))).toEqual({ version: 2 })
    const { state, dueAt } = await w.rowOf(world, id)
    expect(dueAt).toBe(at('24T13:05'))
    expect(state).toMatchObject({ clock: { calendarVersion: 2, mark: world.now, remainingMs: 9 * minute } })
    expect((await w.ledgerOf(world, id)).at(-1)).toMatchObject({ kind: 'project', remainingMs: 9 * minute })
    expect(await told(id)).toEqual(['new sp-one', `rescheduled ${client}`, 'rescheduled sp-one'])
    expect(await w.alarmsOn(world, id)).toEqual([
      { kind: 'warn', dueAt: tuesday + 10 * minute },
      { kind: 'expire', dueAt: at('24T13:05') },
    ])
    expect((await w.entriesOf(world, id)).at(-1)).toMatchObject({ kind: 'reproject', actor: boss })
    expect(world.woken).toContain(`account:${client} request:${id}`)
    await world.pass(5 * 60 * minute)
    expect(await w.stateOf(world, id)).toMatchObject({ name: 'expired', expiredAt: at('24T13:05') })
  })

  test('closing early today: the rest is tomorrow’s; what was due stays due and is not revived', async () => {
    const due = await w.sent(world, client, { cns: 'sp-one', cpf: w.cpfOf(2) })
    await world.pass(8 * minute)
    const running = await w.sent(world, client, { cns: 'sp-one' })
    // Nobody has noticed yet that the first one is over.
    world.now += 7 * minute
    await set(w.weekdays(w.nineToFive), [
      { date: '2026-11-24', intervals: [[540, 600]], reason: 'Luto', act: 'Port. 1' },
    ])
    expect((await w.rowOf(world, running)).dueAt).toBe(at('25T09:08'))
    // The edit let it expire first, dated when it was due.
    expect(await w.stateOf(world, due)).toMatchObject({ name: 'expired', expiredAt: tuesday + 15 * minute })
    await set(w.everyDay([0, 1440]))
    expect(await w.stateOf(world, due)).toMatchObject({ name: 'expired' })
  })

  test('an edit that changes no deadline tells nobody', async () => {
    const id = await w.sent(world, client, { cns: 'sp-one' })
    await set(w.weekdays([480, 1080]))
    expect(await told(id)).toEqual(['new sp-one'])
    expect(await w.stateOf(world, id)).toMatchObject({ clock: { calendarVersion: 2, dueAt: tuesday + 15 * minute } })
  })

  test('a night is shortened: the waiting digest moves with the opening', async () => {
    world.now = at('24T20:00')
    const id = await w.sent(world, client, { cns: 'sp-one' })
    await set(w.weekdays([600, 1020]))
    expect(await w.alarmsOn(world, 'sp-one')).toEqual([{ kind: 'digest', dueAt: at('25T10:00') }])
    await set(w.weekdays([420, 1020]))
    expect(await w.alarmsOn(world, 'sp-one')).toEqual([{ kind: 'digest', dueAt: at('25T07:00') }])
    expect((await w.rowOf(world, id)).dueAt).toBe(at('25T07:15'))
    await world.pass(24 * 60 * minute)
    expect((await w.noticesOf(world)).filter(({ kind }) => kind === 'reopened')).toMatchObject([{ at: at('25T07:00') }])
  })

  test('hours without any opening are refused with the reason, and a running clock keeps its deadline', async () => {
    const id = await w.sent(world, client, { cns: 'sp-one' })
    const why = 'Com este calendário o cartório não abre nos próximos 30 dias.'
    expect(await set(w.everyDay())).toEqual({ fault: 'calendar_refused', detail: { why } })
    expect((await w.rowOf(world, id)).dueAt).toBe(tuesday + 15 * minute)
    await world.pass(15 * minute)
    expect(await w.stateOf(world, id)).toMatchObject({ name: 'expired' })
  })

  test('the next opening 30 days ahead is near enough, later is refused with the reason (rule 9)', async () => {
    const closedUntil = (days: number) =>
      Array.from({ length: days }, (_, i) => ({
        date: new Date(Date.parse('2026-11-24T12:00:00Z') + i * 86_400_000).toISOString().slice(0, 10),
        intervals: [],
        reason: 'Obras',
      }))
    await set(w.everyDay(w.nineToFive), closedUntil(30))
    const id = await w.sent(world, client, { cns: 'sp-one' })
    expect((await w.rowOf(world, id)).dueAt).toBe(Date.parse('2026-12-24T09:15:00-03:00'))
    w.done(await wishes.cancel(world.tools, wish(client, id)))
    const later = { zone, week: w.everyDay(w.nineToFive), special: closedUntil(31) }
    expect(await set(later.week, later.special)).toMatchObject({ fault: 'calendar_refused' })
    await world.store.inTransaction((tx) => addCalendar(world.store, tx, 'sp-one', later, boss, tuesday))
    expect(w.refusalOf(await w.ask(world, client, { cns: 'sp-one' }))).toBe('no_opening')
  })

  test('every version stays readable, with author and audit row; bad hours change nothing', async () => {
    expect(await set(w.weekdays([600, 540]))).toMatchObject({ fault: 'calendar_refused' })
    expect(await setHours(world.tools, 'nowhere', { zone, week: w.weekdays(), special: [] }, boss)).toEqual({
      fault: 'not_found',
    })
    await set(w.weekdays([600, 700]))
    const { store } = world
    expect((await hoursOf(store, store.read, 'sp-one', 1))?.week[0]).toEqual([w.nineToFive])
    expect((await hoursOf(store, store.read, 'sp-one', 2))?.week[0]).toEqual([[600, 700]])
    expect(await store.read.select().from(store.tables.audit)).toMatchObject([
      { actor: boss, action: 'cartorio.hours', subject: 'sp-one' },
    ])
    expect(await verifyAudit(store)).toMatchObject({ ok: true })
  })

  test('hours that were rolled back leave no trace in what is remembered', async () => {
    await w.sent(world, client, { cns: 'sp-one' })
    const seal = world.sealer.sealJson
    world.sealer.sealJson = () => {
      throw new Error('no seal')
    }
    await expect(set(w.weekdays([840, 900]))).rejects.toThrow('no seal')
    world.sealer.sealJson = seal
    expect(await set(w.weekdays([540, 1080]))).toEqual({ version: 2 })
    const { places } = world.tools
    const calendar = await places.calendar(world.store.read, 'sp-one', 2, tuesday)
    expect((calendar.closes[0] ?? 0) - (calendar.opens[0] ?? 0)).toBe(9 * 60 * minute)
  })

  test('asked for before it is written, a version is not remembered as closed for ever', async () => {
    const { store, tools } = world
    const { places } = tools
    expect((await places.calendar(store.read, 'sp-one', 2, tuesday)).opens).toHaveLength(0)
    const hours = { zone, week: w.weekdays(w.nineToFive), special: [] }
    await store.inTransaction((tx) => addCalendar(store, tx, 'sp-one', hours, boss, tuesday))
    expect((await places.calendar(store.read, 'sp-one', 2, tuesday)).opens.length).toBeGreaterThan(0)
  })
})

describe('credenciamento (rule 65)', () => {
  test('opens the door once hours and a reachable person are there', async () => {
    await w.addOffice(world, 'sp-new', { credentialed: false })
    expect(w.refusalOf(await w.ask(world, client, { cns: 'sp-new' }))).toBe('not_credentialed')
    expect(await credential(world.tools, 'sp-new', boss)).toEqual({ at: tuesday })
    expect(w.refusalOf(await w.ask(world, client, { cns: 'sp-new' }))).toBe('accepted')
    expect(world.woken).toContain('queue:sp-new office:sp-new')
  })

  test.each([
    ['sp-registry', { eligible: false }, 'not_eligible'],
    ['sp-mute', { reachable: false }, 'unreachable'],
    ['sp-closed', { week: w.everyDay() }, 'no_opening'],
  ])('%s is refused: %j', async (cns, options, fault) => {
    await w.addOffice(world, cns, { ...options, credentialed: false })
    expect(await credential(world.tools, cns, boss)).toEqual({ fault })
    expect(await credential(world.tools, 'nowhere', boss)).toEqual({ fault: 'not_found' })
  })
})
