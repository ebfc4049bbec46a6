import { describe, expect, it } from 'vitest'
import { datesOf, type DayEntry } from '../../server/domain/day-rules.ts'
import { nation, ufs as table } from '../../server/domain/holidays.ts'
import { ufs } from '../../server/domain/uf.ts'

const years = [2024, 2025, 2026, 2027, 2028, 2029, 2030]
const all: [string, DayEntry][] = [
  ...nation.map((entry): [string, DayEntry] => ['nation', entry]),
  ...Object.entries(table).flatMap(([uf, entries]) => entries.map((entry): [string, DayEntry] => [uf, entry])),
]
const datesIn = ({ rule }: DayEntry) => years.flatMap((year) => datesOf(rule, year))
const say = (wrong: (entry: DayEntry) => boolean) =>
  all.filter(([, entry]) => wrong(entry)).map(([uf, { reason, act, source }]) => `${uf}: ${reason} (${act}, ${source})`)

describe('the built-in table of holidays', () => {
  it('has the 27 UFs and no other', () => {
    expect(Object.keys(table).sort()).toEqual([...ufs].sort())
  })

  it('an act is a number or an article, and says where it was read: an address, or a fact of domain.md', () => {
    expect(say(({ act, source }) => act !== null && !/\d/.test(act) && !isFact(source))).toEqual([])
    expect(say(({ act, source }) => act !== null && !isSource(source))).toEqual([])
  })

  it('an entry without an act claims none: it is to be confirmed', () => {
    expect(say(({ act, source }) => act === null && source !== undefined && !isSource(source))).toEqual([])
    expect(say(({ act }) => act?.trim() === '')).toEqual([])
    expect(say(({ act, effect }) => act === null && effect.kind === 'open')).toEqual([])
  })

  it('every entry has a reason, and no UF gives one date the same reason twice', () => {
    expect(say(({ reason }) => reason.trim() === '' || reason !== reason.trim())).toEqual([])
    const seen = new Map<string, number>()
    for (const [uf, entry] of all)
      for (const date of datesIn(entry)) {
        const key = `${uf} ${date} ${entry.reason}`
        seen.set(key, (seen.get(key) ?? 0) + 1)
      }
    expect([...seen].filter(([, times]) => times > 1)).toEqual([])
  })

  it('every entry falls on dates of 2024 to 2030, and on at most one a year', () => {
    expect(say((entry) => datesIn(entry).length === 0)).toEqual([])
    expect(say(({ rule }) => years.some((year) => datesOf(rule, year).length > 1))).toEqual([])
    const dates = all.flatMap(([, entry]) => datesIn(entry))
    expect(dates.filter((date) => Temporal.PlainDate.from(date).toString() !== date)).toEqual([])
  })

  it('what a day leaves of the hours are intervals inside a day, in order and apart', () => {
    const intervalsOf = ({ effect }: DayEntry) => ('intervals' in effect ? effect.intervals : null)
    const wrong = (entry: DayEntry) => {
      const ends = intervalsOf(entry)?.flat()
      return (
        ends !== undefined &&
        (ends.length === 0 || ends.some((end, i) => end < 0 || end > 1440 || end <= (ends[i - 1] ?? -1)))
      )
    }
    expect(say(wrong)).toEqual([])
  })

  it('no UF opens on a holiday of the nation', () => {
    const national = new Set(nation.flatMap(datesIn))
    expect(say((entry) => entry.effect.kind === 'open' && datesIn(entry).some((date) => national.has(date)))).toEqual(
      [],
    )
  })

  it('acts of one UF never say two things of one date', () => {
    const kinds = new Map<string, Set<string>>()
    for (const [uf, entry] of all)
      if (entry.act !== null)
        for (const date of datesIn(entry)) {
          const key = `${uf} ${date}`
          kinds.set(key, (kinds.get(key) ?? new Set()).add(entry.effect.kind))
        }
    expect([...kinds].filter(([, kind]) => kind.size > 1)).toEqual([])
  })
})

/** An https address, with what was read there in brackets, or a fact of domain.md. */
function isSource(source: string | undefined): boolean {
  return isFact(source) || /^https:\/\/[^\s/]+\.\S+( \(.+\))?$/.test(source ?? '')
}

/** A tag of domain.md §4, such as "domain.md [SC-HORA]: …": such a source may tell an act's content without its number. */
function isFact(source: string | undefined): boolean {
  return /^domain\.md \[[A-Z0-9-]+\]/.test(source ?? '')
}
