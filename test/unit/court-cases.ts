import type { DayEffect, DayEntry } from '../../server/domain/day-rules.ts'
import { nation, ufs } from '../../server/domain/holidays.ts'
import type { Hours, Interval } from '../../server/domain/hours.ts'
import { isUf, zoneOf, type Uf } from '../../server/domain/uf.ts'
import { center } from './court-cases-center.ts'
import { north } from './court-cases-north.ts'
import { northeast } from './court-cases-northeast.ts'
import { south } from './court-cases-south.ts'
import { southeast } from './court-cases-southeast.ts'

/**
 * What the case says of its day: closed, partly open (half), with hours of its own, open by an act (reopened), open because no
 * act was read (unread, "a confirmar"), or open because nothing says otherwise (ordinary).
 */
export const verdicts = ['closed', 'half', 'hours', 'reopened', 'unread', 'ordinary'] as const
export type Verdict = (typeof verdicts)[number]

/**
 * One line of a table, its columns between bars: UF, IBGE code and name of the município | weekly hours | sent, by the office's
 * wall clock | due, by the same clock | due in UTC | what is said of which day (or -) | tags | what the case shows | act or
 * source | entries of the município and of the cartório, and another time than 15 minutes, between semicolons (optional).
 */
export type Case = {
  readonly line: string
  readonly uf: Uf
  readonly ibge: string
  readonly municipio: string
  readonly opening: string
  readonly hours: Hours
  readonly sent: string
  readonly dueLocal: string
  readonly dueUtc: string
  readonly day: { readonly verdict: Verdict; readonly date: string } | null
  readonly tags: readonly string[]
  readonly shows: string
  readonly cites: string
  readonly own: readonly DayEntry[]
  readonly ms: number
}

export const cases: readonly Case[] = [north, northeast, center, southeast, south].flatMap((table) =>
  table.trim().split('\n').map(readCase),
)

function readCase(line: string): Case {
  const [place, opening, sent, dueLocal, dueUtc, day, tagged, shows, cites, extra = '', ...rest] = line
    .split('|')
    .map((cell) => cell.trim())
  const [, uf = '', ibge, municipio] = /^(\w\w) (\d{7}) (.+)$/.exec(place ?? '') ?? []
  if (!isUf(uf) || !ibge || !municipio || !opening || !sent || !dueLocal || !dueUtc || !shows || !cites || rest.length)
    throw new Error(`unreadable: ${line}`)
  const extras = extra.split(';').map((text) => text.trim())
  const [mine, municipal] = (['cartório', 'município'] as const).map((who) =>
    extras.filter((text) => text.startsWith(who)).map(readEntry),
  )
  const minutes = extras.flatMap((text) => /^prazo (\d+) min$/.exec(text)?.[1] ?? [])
  if (extras.some((text) => text && !/^(cartório|município|prazo) /.test(text))) throw new Error(`unreadable: ${extra}`)
  return {
    line,
    uf,
    ibge,
    municipio,
    opening,
    sent,
    dueLocal,
    dueUtc,
    shows,
    cites,
    hours: {
      zone: zoneOf(ibge, uf),
      version: 1,
      week: readWeek(opening),
      special: [],
      days: mine ?? [],
      layers: [
        { layer: 'nation', entries: nation },
        { layer: 'uf', entries: ufs[uf] ?? [] },
        { layer: 'municipio', entries: municipal ?? [] },
      ],
    },
    day: readDay(day ?? ''),
    tags: tagged ? tagged.split(' ') : [],
    own: [...(municipal ?? []), ...(mine ?? [])],
    ms: Number(minutes[0] ?? 15) * 60_000,
  }
}

function readDay(text: string): Case['day'] {
  if (text === '-') return null
  const [word = '', date = ''] = text.split(' ')
  const verdict = verdicts.find((each) => each === word)
  if (!verdict || Temporal.PlainDate.from(date).toString() !== date) throw new Error(`unreadable: ${text}`)
  return { verdict, date }
}

/** "seg-sex 9-12 13:30-17": the days, then the intervals that hold on each of them. */
function readWeek(text: string): Hours['week'] {
  const [word = '', ...intervals] = text.split(' ')
  const days = { 'seg-sex': 5, 'seg-sáb': 6, todos: 7 }[word]
  if (!days) throw new Error(`unreadable: ${text}`)
  return [1, 2, 3, 4, 5, 6, 7].map((weekday) => (weekday <= days ? intervals.map(readInterval) : []))
}

function readInterval(text: string): Interval {
  const [, opens, fifth = '0', closes, sixth = '0'] = /^(\d+)(?::(\d\d))?-(\d+)(?::(\d\d))?$/.exec(text) ?? []
  if (!opens || !closes) throw new Error(`unreadable: ${text}`)
  return [Number(opens) * 60 + Number(fifth), Number(closes) * 60 + Number(sixth)]
}

/** "município meio 9-12 2026-12-09: Luto (decreto)": whose entry, what it does, to which date, why, and its act if any. */
function readEntry(text: string): DayEntry {
  const read = /^\S+ (fecha|abre|meio|horas)((?: \d[\d:]*-\d[\d:]*)*) (\d{4}-\d\d-\d\d): ([^()]+?)(?: \((.+)\))?$/
  const [, word, spans = '', date, reason, act = null] = read.exec(text) ?? []
  if (!word || !date || !reason) throw new Error(`unreadable: ${text}`)
  const intervals = spans.split(' ').filter(Boolean).map(readInterval)
  return { rule: { on: 'date', date }, effect: effectOf(word, intervals), reason, act }
}

function effectOf(word: string, intervals: readonly Interval[]): DayEffect {
  if (word === 'fecha') return { kind: 'closed' }
  if (word === 'abre') return { kind: 'open' }
  return { kind: word === 'meio' ? 'half' : 'hours', intervals }
}
