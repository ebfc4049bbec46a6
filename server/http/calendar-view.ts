import { closesAt, isOpen, minute } from '../domain/calendar.ts'
import { changedDays, isSame, ownOf } from '../domain/calendar-edit.ts'
import { layersOf, listedEntries, specialDays, type ListedEntry } from '../domain/calendar-list.ts'
import { effectWords, ruleWords } from '../domain/calendar-words.ts'
import { maskEmail } from '../domain/contact.ts'
import type { DayEntry } from '../domain/day-rules.ts'
import { compile, type Hours, type Interval, type Week } from '../domain/hours.ts'
import { dayOf } from '../domain/instant-words.ts'
import { versionsOf, type CalendarRow } from '../db/calendars.ts'
import { cartorioByCns } from '../db/cartorios.ts'
import type { LayerEntry } from '../db/layers.ts'
import { peopleById } from '../db/people.ts'
import { everAt } from '../db/roles.ts'
import { builtin } from '../desk/calendar-layer.ts'
import { currentHours } from '../desk/calendar-own.ts'
import type { Change, Move } from '../desk/calendar-plan.ts'
import { mayManage } from '../identity/roles.ts'
import type { ChangedDayView, EntryView, MovedClock, OfficeCalendarView } from './calendar-views.ts'
import type { House } from './env.ts'
import type { Staff } from './guard.ts'

const most = 50

/** Names of authors by id; whoever is no person any more, and the program itself, have words of their own. */
export async function authorsOf(house: Pick<House, 'store' | 'sealer'>, ids: readonly string[]) {
  const people = await peopleById(house.store, house.sealer, house.store.read, ids)
  const names = new Map(people.map((person) => [person.id, person.name ?? maskEmail(person.email)]))
  return (id: string): string => (id === builtin ? 'tabela do Quinze' : (names.get(id) ?? 'Quinze'))
}

/** An entry as every screen shows it. */
export function entryView(listed: ListedEntry, author: string | null, at: number | null): EntryView {
  const { entry, layer, next, acting } = listed
  const { rule, effect, reason, act, source = null } = entry
  const words = { when: ruleWords(rule), what: effectWords(effect) }
  return { rule, effect, reason, act, layer, source, author, at, ...words, next, acting }
}

export const copied = (week: Week): Interval[][] => week.map((day) => [...day])

/** The calendar of a cartório for its team; null for an unknown one. */
export async function officeCalendar(house: House, { cns, role }: Staff): Promise<OfficeCalendarView | null> {
  const { store, time } = house
  const now = time.now()
  const place = await cartorioByCns(store, store.read, cns)
  if (!place) return null
  const hours = await currentHours(house, store.read, place)
  const versions = await versionsOf(store, store.read, cns)
  // Who keeps the layers is not the cartório's to know by name: a version that came from there is by 'Quinze'.
  const staff = await everAt(store, store.read, cns)
  const authors = new Set(versions.map(({ author }) => author))
  const authorOf = await authorsOf(
    house,
    [...authors].filter((id) => staff.has(id)),
  )
  const today = dayOf(now, place.zone)
  const { week, later } = ownOf(hours, today)
  const listed = listedEntries(layersOf(hours), today)
  const end = `${Number(today.slice(0, 4)) + 2}${today.slice(4)}`
  const own = listed.filter(({ layer }) => layer === 'cartorio')
  const above = listed.filter(({ layer, next }) => layer !== 'cartorio' && next !== null && next < end)
  return {
    now,
    today,
    cns,
    zone: place.zone,
    version: place.calendarVersion,
    week: copied(week),
    later: later.map((each) => ({ from: each.from, week: copied(each.week), act: each.act ?? null })),
    own: own.map((each) => {
      const since = writtenIn(versions, each.entry)
      return entryView(each, since ? authorOf(since.author) : null, since?.at ?? null)
    }),
    inherited: above.map((each) => {
      const { author = null, at = null } = each.entry as Partial<LayerEntry>
      return entryView(each, author === null || author === builtin ? 'tabela do Quinze' : 'administração do Quinze', at)
    }),
    upcoming: specialDays(hours, today).map((day) => ({ ...day, intervals: [...day.intervals], act: day.act ?? null })),
    history: versions.map(({ version, at, author, act, reason }) => {
      return { version, at, author: authorOf(author), act, reason }
    }),
    closing: closingOf(hours, now),
    canManage: mayManage(role),
  }
}

/** The version in which an entry came that has been there ever since. */
function writtenIn(versions: readonly CalendarRow[], entry: DayEntry): CalendarRow | undefined {
  let found: CalendarRow | undefined
  for (const version of versions) {
    if (!ownOf(version.hours, '').own.some((each) => isSame(each, entry))) break
    found = version
  }
  return found
}

function closingOf(hours: Hours, now: number): OfficeCalendarView['closing'] {
  const calendar = compile(hours, now, 1)
  if (!isOpen(calendar, now)) return null
  return { at: closesAt(calendar, now) ?? calendar.until, now: Math.ceil(now / minute) * minute }
}

/** Clocks that get another due instant: how many, and the first of them. */
export function movesView(moves: readonly Pick<Move, 'row' | 'place' | 'from' | 'to'>[]): {
  moving: number
  moves: MovedClock[]
} {
  const moving = moves.filter(({ from, to }) => from !== to).toSorted((a, b) => a.from - b.from)
  const shown = moving.slice(0, most).map(({ row, place, from, to }) => {
    return { protocol: row.protocol, cartorio: place.name, zone: place.zone, from, to }
  })
  return { moving: moving.length, moves: shown }
}

/** The days that a change would change for its cartório. */
export function daysView({ before, next, place }: Change, now: number): ChangedDayView[] {
  return changedDays(before, next, dayOf(now, place.zone)).map((day) => {
    return { ...day, before: [...day.before], after: [...day.after] }
  })
}
