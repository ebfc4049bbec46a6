import { describe, expect, it } from 'vitest'
import { due, explain, isOpen, worked, type Stretch } from '../../server/domain/calendar.ts'
import { datesOf, type DayEntry } from '../../server/domain/day-rules.ts'
import { nation, ufs as table } from '../../server/domain/holidays.ts'
import { compileSpan } from '../../server/domain/hours.ts'
import { hoursFault } from '../../server/domain/hours-fault.ts'
import { ufs, zoneExceptions } from '../../server/domain/uf.ts'
import { municipioByIbge } from '../../server/outside/municipios.ts'
import { cases, verdicts, type Case, type Verdict } from './court-cases.ts'
import { centerDifferences } from './holidays-differences-center.ts'
import { northDifferences } from './holidays-differences-north.ts'
import { northeastDifferences } from './holidays-differences-northeast.ts'
import { southDifferences } from './holidays-differences-south.ts'
import { southeastDifferences } from './holidays-differences-southeast.ts'
import { wallClock } from './naive-walk.ts'

const differences = [
  northDifferences,
  northeastDifferences,
  centerDifferences,
  southeastDifferences,
  southDifferences,
].flat()
/** A rule, golden vector or fact of domain.md: what a case rests on that no entry of the table decides. */
const isRule = (cites: string) => /^domain\.md (rule \d+|§3|§4 \[[A-Z0-9-]+\])$/.test(cites)
const says = (entry: DayEntry, cites: string) => entry.act?.includes(cites) || entry.source?.includes(cites)

function walk(it: Case) {
  const start = Temporal.PlainDateTime.from(it.sent).toZonedDateTime(it.hours.zone).epochMilliseconds
  const expected = Date.parse(it.dueUtc)
  const early = it.day ? Math.min(start, dayOf(it, it.day.date).from) : start
  return { start, expected, calendar: compileSpan(it.hours, early, expected) }
}

function dayOf(it: Case, date: string) {
  const day = Temporal.PlainDate.from(date)
  const at = (one: Temporal.PlainDate) => one.toZonedDateTime(it.hours.zone).epochMilliseconds
  return { from: at(day), to: at(day.add({ days: 1 })) }
}

function entriesOn(it: Case, date: string): DayEntry[] {
  const all = [...nation, ...(table[it.uf] ?? []), ...it.own]
  return all.filter(({ rule }) => datesOf(rule, Number(date.slice(0, 4))).includes(date))
}

/** The entry that the case is about, which must carry the act or source that the case cites. */
function citedEntry(it: Case, date: string): DayEntry | undefined {
  const found = entriesOn(it, date)
  return found.findLast((entry) => says(entry, it.cites)) ?? (isRule(it.cites) ? it.own.at(-1) : undefined)
}

describe.each(ufs)('%s', (uf) => {
  it.each(cases.filter((it) => it.uf === uf).map((it) => [it.sent, it.shows, it] as const))('%s: %s', (_, __, it) => {
    const { start, expected, calendar } = walk(it)
    expect(municipioByIbge(it.ibge)).toMatchObject({ name: it.municipio, uf, zone: it.hours.zone })
    expect(hoursFault(it.hours)).toBeNull()

    const at = due(calendar, start, it.ms)
    expect(at === null ? null : new Date(at).toISOString()).toBe(new Date(expected).toISOString())
    expect(localOf(expected, it.hours.zone)).toBe(it.dueLocal)
    expect(worked(calendar, start, expected)).toBe(it.ms)

    const stretches = explain(calendar, start, expected)
    expect(stretches.map(({ from }) => from)).toEqual([start, ...stretches.map(({ to }) => to)].slice(0, -1))
    expect(stretches.at(-1)?.to).toBe(expected)
    expect(stretches.filter(({ counted }) => counted).reduce((sum, { from, to }) => sum + to - from, 0)).toBe(it.ms)

    if (!it.day) return expect(isRule(it.cites), it.cites).toBe(true)
    const { from, to } = dayOf(it, it.day.date)
    expect(start < to && expected > from, 'the clock meets the day').toBe(true)
    const within = stretches.filter((piece) => piece.to > from && piece.from < to)
    judge[it.day.verdict](it, it.day.date, explain(calendar, from, to), within)
  })
})

const isPlain = ({ reason }: Stretch) => ['aberto', 'fechado', 'intervalo'].includes(reason)
const isOf = (entry: DayEntry | undefined) => (piece: Stretch) =>
  entry !== undefined && !piece.counted && piece.reason === entry.reason && (piece.act ?? null) === entry.act

/** What holds of the whole local day (`all`) and of that part of it that the clock met (`met`). */
const judge: Record<Verdict, (it: Case, date: string, all: Stretch[], met: Stretch[]) => void> = {
  closed(it, date, all, met) {
    const entry = citedEntry(it, date)
    expect(entry, it.cites).toMatchObject({ effect: { kind: 'closed' } })
    expect(met.length).toBeGreaterThan(0)
    expect([...all, ...met].filter((piece) => !isOf(entry)(piece))).toEqual([])
  },
  half(it, date, all) {
    expect(citedEntry(it, date), it.cites).toMatchObject({ effect: { kind: 'half' } })
    expect(all.some(isOf(citedEntry(it, date)))).toBe(true)
  },
  hours(it, date, all) {
    expect(citedEntry(it, date), it.cites).toMatchObject({ effect: { kind: 'hours' } })
    expect(all.some(isOf(citedEntry(it, date)))).toBe(true)
  },
  reopened(it, date, all, met) {
    expect(citedEntry(it, date), it.cites).toMatchObject({ effect: { kind: 'open' } })
    expect(all.filter((piece) => !isPlain(piece))).toEqual([])
    expect(met.some(({ counted }) => counted)).toBe(true)
  },
  unread(it, date, all, met) {
    const entries = entriesOn(it, date)
    expect(entries.map(({ act }) => act)).toEqual(entries.map(() => null))
    expect(entries.map(({ reason }) => `a confirmar: ${reason}`)).toContain(it.cites)
    expect(all.filter((piece) => !isPlain(piece))).toEqual([])
    expect(met.some(({ counted }) => counted)).toBe(true)
  },
  ordinary(it, date, all, met) {
    expect(entriesOn(it, date)).toEqual([])
    const entries = [...nation, ...(table[it.uf] ?? [])]
    const explained = differences.filter(({ ufs: of }) => of.split(' ').includes(it.uf)).map(({ why }) => why)
    const known = entries.some((entry) => says(entry, it.cites)) || explained.some((why) => why.includes(it.cites))
    expect(known || isRule(it.cites), it.cites).toBe(true)
    expect(all.filter((piece) => !isPlain(piece))).toEqual([])
    expect(met.some(({ counted }) => counted)).toBe(true)
  },
}

/** When a tag is deserved, so that the counts below count something. */
const deserved: Record<string, (it: Case) => boolean> = {
  moved: ({ uf, cites }) =>
    (table[uf] ?? []).some((entry) => says(entry, cites) && (entry.rule.on === 'date' || entry.rule.moved)),
  break: (it) => reasonsOf(it).includes('intervalo'),
  'year-end': ({ sent, dueLocal, day }) =>
    sent.slice(0, 4) !== dueLocal.slice(0, 4) || /-(12-(2[4-9]|3\d)|01-0[1-4])$/.test(day?.date ?? ''),
  'month-end': ({ sent, dueLocal }) => sent.slice(0, 7) !== dueLocal.slice(0, 7),
  'leap-day': (it) => daysOf(it).some((day) => day.month === 2 && day.day === 29),
  weekend: (it) => daysOf(it).some(({ dayOfWeek }) => dayOfWeek > 5),
  '24h': ({ opening }) => opening === 'todos 0-24',
  zone: ({ ibge, dueLocal, dueUtc }) =>
    Date.parse(`${dueLocal.replace(' ', 'T')}Z`) - Date.parse(dueUtc) !== -3 * 3_600_000 ||
    zoneExceptions.some(({ names }) => Object.hasOwn(names, ibge)),
  'at-closing': (it) => {
    const { expected, calendar } = walk(it)
    return isOpen(calendar, expected - 1) && !isOpen(calendar, expected)
  },
  second: ({ sent, dueLocal }) => sent.length === 19 && dueLocal.endsWith(sent.slice(16)),
  night: ({ sent }) => Number(sent.slice(11, 13)) >= 20 || Number(sent.slice(11, 13)) < 7,
  municipal: ({ hours }) => (hours.layers ?? []).some(({ layer, entries }) => layer === 'municipio' && entries.length),
}

/** How many cases of each verdict and each tag there must be. */
const least = Object.entries({
  closed: 110,
  half: 12,
  hours: 2,
  reopened: 9,
  unread: 18,
  ordinary: 50,
  moved: 30,
  break: 9,
  'year-end': 18,
  'month-end': 18,
  'leap-day': 4,
  weekend: 80,
  '24h': 6,
  zone: 65,
  'at-closing': 7,
  second: 4,
  night: 12,
  municipal: 12,
})

describe('the table itself', () => {
  it('has at least 120 cases, all different, and at least three of each UF', () => {
    expect(cases.length).toBeGreaterThanOrEqual(120)
    expect(new Set(cases.map(({ line }) => line)).size).toBe(cases.length)
    expect(ufs.filter((uf) => cases.filter((it) => it.uf === uf).length < 3)).toEqual([])
  })

  it('each UF has a day that an act closes and one that people take for closed', () => {
    const has = (uf: string, ...wanted: Verdict[]) =>
      cases.some((it) => it.uf === uf && it.day && wanted.includes(it.day.verdict))
    expect(ufs.filter((uf) => !has(uf, 'closed') || !has(uf, 'ordinary', 'unread', 'reopened'))).toEqual([])
  })

  it.each(least)('%s: at least %i cases', (kind, wanted) => {
    const counted = cases.filter((it) => it.day?.verdict === kind || it.tags.includes(kind))
    expect(counted.length).toBeGreaterThanOrEqual(wanted)
  })

  it('each tag is deserved, and each is counted', () => {
    expect(least.map(([kind]) => kind).sort()).toEqual([...verdicts, ...Object.keys(deserved)].sort())
    const wrong = (it: Case) => it.tags.filter((tag) => !deserved[tag]?.(it)).map((tag) => `${tag}: ${it.line}`)
    expect(cases.flatMap(wrong)).toEqual([])
  })

  it('every entry of the nation and of a UF that has an act is cited by a case of its day', () => {
    const cited = (entry: DayEntry, of: readonly Case[]) =>
      of.some((it) => it.day && says(entry, it.cites) && entriesOn(it, it.day.date).includes(entry))
    const missing = [
      ...nation.filter((entry) => !cited(entry, cases)),
      ...ufs.flatMap((uf) => {
        const own = cases.filter((it) => it.uf === uf)
        return (table[uf] ?? []).filter((entry) => entry.act !== null && !cited(entry, own))
      }),
    ]
    expect(missing).toEqual([])
  })
})

function reasonsOf(it: Case): string[] {
  const { start, expected, calendar } = walk(it)
  return explain(calendar, start, expected).map(({ reason }) => reason)
}

/** The local dates from the one on which it was sent to the one on which it is due. */
function daysOf({ sent, dueLocal }: Case): Temporal.PlainDate[] {
  const first = Temporal.PlainDate.from(sent.slice(0, 10))
  const { days } = first.until(dueLocal.slice(0, 10))
  return Array.from({ length: days + 1 }, (_, n) => first.add({ days: n }))
}

/** The wall clock by Intl, as the tables write it: seconds only where they aren't zero. */
function localOf(at: number, zone: string): string {
  const { date, minute } = wallClock(at, zone)
  const two = (n: number) => String(n).padStart(2, '0')
  const seconds = (at / 1000) % 60
  return `${date} ${two(Math.floor(minute / 60))}:${two(minute % 60)}${seconds === 0 ? '' : `:${two(seconds)}`}`
}
