import { asc } from 'drizzle-orm'
import { expect } from 'vitest'
import { verifyAudit } from '../../server/db/audit.ts'
import { toRequest, type RequestRow } from '../../server/db/requests.ts'
import { allotted, due, isOpen, worked, type Calendar } from '../../server/domain/calendar.ts'
import { foldTicks } from '../../server/domain/clock.ts'
import { compile } from '../../server/domain/hours.ts'
import { isUnfinished, ownerOf, rebuild, type CommandName, type StateName } from '../../server/domain/request.ts'
import { noticesOfEntry } from './invariants-notices.ts'
import type { Model } from './model.ts'
import { entriesOf, minute, noticesOf, tuesday, type Told } from './world.ts'

type Journal = Awaited<ReturnType<typeof entriesOf>>
type Ledger = Awaited<ReturnType<typeof readAll>>['ticks']

/** Which kind of entry may lead from where to where. */
const moves: Record<CommandName, [from: (StateName | 'nothing')[], to: StateName[]]> = {
  submit: [['nothing'], ['waiting']],
  decide: [
    ['waiting', 'expired'],
    ['in_progress', 'rejected'],
  ],
  expire: [['waiting'], ['expired']],
  warn: [['waiting'], ['waiting']],
  release: [['expired', 'in_progress'], ['released']],
  withdraw: [['released'], ['expired']],
  choose: [['expired', 'released', 'choosing'], ['waiting']],
  pull: [['released'], ['waiting']],
  give_back: [['waiting'], ['released']],
  cancel: [['waiting', 'expired', 'released', 'choosing', 'in_progress'], ['cancelled']],
  end_video: [
    ['in_progress', 'completed'],
    ['in_progress', 'frozen', 'completed'],
  ],
  place_order: [['in_progress'], ['in_progress']],
  remind: [['in_progress'], ['in_progress']],
  stall: [['in_progress'], ['in_progress']],
  complete: [['in_progress'], ['completed']],
  reissue: [['completed'], ['completed']],
  close: [['in_progress'], ['closed']],
  resolve: [['frozen'], ['closed', 'in_progress']],
  pool_hour: [['released'], ['released']],
  reproject: [['waiting'], ['waiting']],
  credit: [['waiting'], ['waiting']],
  grant: [['waiting'], ['waiting']],
  suspend: [[], []],
}
const bySystem: readonly CommandName[] = ['expire', 'warn', 'pool_hour', 'reproject', 'credit', 'remind', 'stall']

async function readAll({ world }: Model) {
  const { store } = world
  const t = store.tables
  return {
    rows: await store.read.select().from(t.request),
    ticks: await store.read.select().from(t.tick).orderBy(asc(t.tick.seq)),
    alarms: await store.read.select().from(t.alarm),
    audit: await store.read.select().from(t.audit).orderBy(asc(t.audit.seq)),
    versions: await store.read.select().from(t.calendar),
    notices: await noticesOf(world),
  }
}

/** Holds the whole store against what must always be true. Throws an AssertionError that names the request. */
export async function checkAll(model: Model): Promise<void> {
  const all = await readAll(model)
  const calendarOf = (cns: string, version: number): Calendar => {
    const key = `${cns}:${version}`
    const hours = all.versions.find((row) => row.cns === cns && row.version === version)?.hours
    if (!hours) throw new Error(`no hours ${key}`)
    const made = model.calendars.get(key) ?? compile(hours, tuesday - 86_400_000, 500)
    model.calendars.set(key, made)
    return made
  }
  const inForce = (cns: string, at: number): Calendar => {
    const versions = all.versions.filter((row) => row.cns === cns && row.at <= at).map(({ version }) => version)
    return calendarOf(cns, Math.max(...versions))
  }
  const open = new Set<string>()
  for (const row of all.rows) {
    const journal = await entriesOf(model.world, row.id)
    checkJournal(row, journal, model)
    const ticks = all.ticks.filter(({ request }) => request === row.id)
    checkLedger(row, journal, ticks, calendarOf, model)
    checkAlarms(row, journal, ticks, all.alarms, calendarOf)
    const commits = all.audit.filter(({ action, subject }) => subject === row.id && action.startsWith('request.'))
    expect(commits.map(({ action }) => action)).toEqual(journal.map(({ kind }) => `request.${kind}`))
    const instants = commits.map(({ at }) => at)
    const told = all.notices.filter(({ request }) => request === row.id)
    expect(told.map(said).toSorted()).toEqual(expectedNotices(row, journal, instants, model, inForce).toSorted())
    if (isUnfinished(row.state)) {
      expect(open, 'one open request per account and CPF').not.toContain(`${row.account} ${row.cpfBlind}`)
      open.add(`${row.account} ${row.cpfBlind}`)
    }
  }
  for (const notice of all.notices.filter(({ request }) => request === null))
    expect(isOpen(inForce(notice.to ?? '', notice.at), notice.at), 'a digest rings in opening hours').toBe(true)
  expect(new Set(all.rows.map(({ protocol }) => protocol)).size).toBe(all.rows.length)
  for (const { request } of model.accepted) expect(all.rows.map(({ id }) => id)).toContain(request)
  expect(await verifyAudit(model.world.store)).toMatchObject({ ok: true, rows: all.audit.length })
  expect(model.world.logged).toEqual([])
}

function checkJournal(row: RequestRow, journal: Journal, { accepted, offices }: Model): void {
  expect(journal.map(({ version }) => version)).toEqual(journal.map((_, i) => i + 1))
  expect(rebuild(journal)).toEqual(toRequest(row))
  const { state } = row
  expect(row.status).toBe(state.name)
  expect(row.cns).toBe(ownerOf(state))
  expect(row.closedAt === null).toBe(isUnfinished(state))
  expect(row.dueAt).toBe(state.name === 'waiting' ? state.clock.dueAt : null)
  expect(row.pulled).toBe('pulled' in state && state.pulled)
  const mine = accepted.filter(({ request }) => request === row.id)
  const acts = journal.filter(({ kind }) => !bySystem.includes(kind))
  expect(acts.map(({ version, state }) => ({ request: row.id, version, state }))).toEqual(
    mine.toSorted((a, b) => a.version - b.version),
  )
  for (const [i, entry] of journal.entries()) {
    const before = journal[i - 1]?.state
    const [from, to] = moves[entry.kind]
    expect(from, entry.kind).toContain(before?.name ?? 'nothing')
    expect(to, entry.kind).toContain(entry.state.name)
    expect(entry.at).toBeGreaterThanOrEqual(journal[i - 1]?.at ?? 0)
    const late = before?.name === 'expired' || (before?.name === 'waiting' && entry.at >= before.clock.dueAt)
    if (entry.kind === 'decide' && 'late' in entry.state) expect(entry.state.late, 'late').toBe(late)
    if (entry.kind === 'expire') expect(before?.name === 'waiting' && before.clock.dueAt).toBe(entry.at)
    // Only the credit of an outage comes before the expiry.
    else if (entry.kind !== 'credit')
      expect(before?.name === 'waiting' && entry.at >= before.clock.dueAt, 'expires first').toBe(false)
    if (entry.kind === 'pull' && before?.name === 'released') {
      const puller = offices.find(({ cns }) => cns === ownerOf(entry.state))
      expect(puller?.uf).toBe(entry.uf)
      expect(before.excluded).not.toContain(puller?.cns)
    }
  }
}

function checkLedger(
  row: RequestRow,
  journal: Journal,
  ticks: Ledger,
  calendarOf: (cns: string, version: number) => Calendar,
  { outages }: Model,
): void {
  expect(foldTicks(ticks)).toEqual(row.state.name === 'waiting' ? row.state.clock : null)
  let used = 0
  for (const [i, tick] of ticks.entries()) {
    const before = ticks[i - 1]
    const calendar = calendarOf(tick.cns, tick.calendarVersion)
    if (tick.kind === 'start') {
      expect(before?.kind ?? 'stop').toBe('stop')
      expect(tick.remainingMs).toBe(allotted)
      used = 0
    } else if (before) {
      const outage = tick.kind === 'credit' ? outages.find(({ to }) => to === tick.at) : undefined
      if (tick.kind === 'credit') expect(outage, 'a credit has its outage').toBeDefined()
      const until = Math.max(before.at, outage?.from ?? tick.at)
      used += worked(calendarOf(before.cns, before.calendarVersion), before.at, until)
      expect(used + tick.remainingMs, `${tick.kind} of ${row.protocol}`).toBe(allotted)
    }
    if (tick.kind === 'stop') expect(tick.dueAt).toBeNull()
    else expect(tick.dueAt).toBe(due(calendar, tick.at, tick.remainingMs))
  }
  const starts = journal.filter(({ kind }) => ['submit', 'choose', 'pull'].includes(kind))
  expect(ticks.filter(({ kind }) => kind === 'start').map(({ at }) => at)).toEqual(starts.map(({ at }) => at))
}

function checkAlarms(
  row: RequestRow,
  journal: Journal,
  ticks: Ledger,
  alarms: readonly { kind: string; subject: string; dueAt: number }[],
  calendarOf: (cns: string, version: number) => Calendar,
): void {
  const mine = alarms.filter(({ subject }) => subject === row.id).map(({ kind, dueAt }) => `${kind} ${dueAt}`)
  if (row.state.name === 'waiting') {
    const { cns, calendarVersion, mark, remainingMs, dueAt } = row.state.clock
    const moved = ticks.at(-1)?.version ?? 0
    const warned = journal.some(({ kind, version }) => kind === 'warn' && version > moved)
    const warnAt = due(calendarOf(cns, calendarVersion), mark, Math.max(0, remainingMs - 5 * minute))
    const warns = warned || remainingMs <= 5 * minute ? [] : [`warn ${warnAt}`]
    expect(mine.toSorted(), `alarms of ${row.protocol}`).toEqual([`expire ${dueAt}`, ...warns].toSorted())
    return
  }
  if (row.state.name === 'in_progress') {
    const { stall, remindedAt, stalledAt, orderedAt } = row.state
    if (orderedAt !== undefined) return expect(mine).toEqual([])
    // A calendar without an opening has no business day on which to remind anybody.
    // One that fell on a day which was closed since waits for the next opening.
    const waits = Number(mine.find((each) => each.startsWith('remind '))?.slice(7) ?? 0)
    const left = [
      remindedAt || !stall?.remindAt ? [] : [`remind ${Math.max(stall.remindAt, waits)}`],
      stalledAt || !stall?.releaseAt ? [] : [`stall ${stall.releaseAt}`],
    ]
    expect(mine.toSorted()).toEqual(left.flat().toSorted())
    return
  }
  const rung = journal.at(-1)?.kind === 'pool_hour'
  for (const alarm of mine) expect(alarm).toMatch(row.state.name === 'released' && !rung ? /^pool_hour / : /^never$/)
  expect(mine.length).toBeLessThanOrEqual(1)
}

const said = ({ kind, to, version, at }: Told): string => `${version} ${kind} ${to} ${at}`

/** What the journal says that people must have been told: the cartórios only inside their opening hours. */
function expectedNotices(
  row: RequestRow,
  journal: Journal,
  instants: readonly number[],
  { offices }: Model,
  inForce: (cns: string, at: number) => Calendar,
): string[] {
  return journal.flatMap((entry, i) => {
    const at = instants[i] ?? 0
    const before = journal[i - 1]?.state
    const ring = (kind: string, cns: string | null | undefined) =>
      cns && isOpen(inForce(cns, at), at) ? [`${entry.version} ${kind} ${cns} ${at}`] : []
    const client = (kind: string) => [`${entry.version} ${kind} ${row.account} ${at}`]
    const pool = (except: readonly string[]) =>
      offices
        .filter(({ cns, uf }) => uf === entry.uf && !except.includes(cns))
        .flatMap(({ cns }) => ring('available', cns))
    return noticesOfEntry(entry, before, { ring, client, pool })
  })
}
