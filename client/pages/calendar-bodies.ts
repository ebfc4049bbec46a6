import type {
  EntryBody,
  LaterWeekView,
  LayerBody,
  LayerView,
  OfficeCalendarBody,
} from '../../server/http/calendar-views.ts'
import type { Interval } from '../../server/domain/hours.ts'
import type { OfficeCalendarView } from '../../server/http/calendar-views.ts'

/** Why an edit is made: for the history and for the people whose deadlines move. */
export interface Why {
  reason: string
  act: string | null
}

type Body = OfficeCalendarBody

/** The calendar of a cartório as it stands, to be sent back with one thing changed. */
function bodyOf(base: OfficeCalendarView, { reason, act }: Why, change: Partial<Body>): Body {
  const { version, week, later, own } = base
  return { base: version, week, later, own: own.map(entryBody), reason, act, ...change }
}

/** Only what an edit takes of an entry. */
export const entryBody = ({ rule, effect, reason, act }: EntryBody): EntryBody => ({ rule, effect, reason, act })

/** The week from now on, or from a date (YYYY-MM-DD) on; one that begins on the same date is replaced. */
export function withWeek(base: OfficeCalendarView, week: Interval[][], from: string | null, why: Why): Body {
  if (from === null) return bodyOf(base, why, { week })
  const later: LaterWeekView[] = [...base.later.filter((one) => one.from !== from), { from, week, act: why.act }]
  return bodyOf(base, why, { later: later.toSorted((a, b) => (a.from < b.from ? -1 : 1)) })
}

/** Without the week that would begin on a date. */
export const withoutWeek = (base: OfficeCalendarView, from: string, why: Why): Body =>
  bodyOf(base, why, { later: base.later.filter((one) => one.from !== from) })

/** With an entry of its own added, or put in the place of `old`. */
export const withOwn = (base: OfficeCalendarView, old: EntryBody | null, entry: EntryBody): Body =>
  bodyOf(base, entry, { own: put(base.own, old, entry) })

/** Without one of its own entries. */
export const withoutOwn = (base: OfficeCalendarView, old: EntryBody, why: Why): Body =>
  bodyOf(base, why, { own: base.own.filter((one) => !same(one, old)).map(entryBody) })

/** A layer with an entry added, or put in the place of `old`. */
export const withEntry = (base: LayerView, old: EntryBody | null, entry: EntryBody): LayerBody => ({
  base: base.version,
  entries: put(written(base), old, entry),
  reason: entry.reason,
  act: entry.act,
})

/** A layer without one of the entries that were written in it. */
export const withoutEntry = (base: LayerView, old: EntryBody, why: Why): LayerBody => ({
  base: base.version,
  entries: written(base)
    .filter((one) => !same(one, old))
    .map(entryBody),
  ...why,
})

/** The table of holidays that comes with the app is not part of what is written here: it can only be overruled. */
export const isBuiltIn = ({ author }: { author: string | null }): boolean => author === 'tabela do Quinze'

const written = (base: LayerView) => base.entries.filter((entry) => !isBuiltIn(entry))

function put(list: readonly EntryBody[], old: EntryBody | null, entry: EntryBody): EntryBody[] {
  const found = list.some((one) => old && same(one, old))
  const all = list.map((one) => entryBody(old && same(one, old) ? entry : one))
  return found ? all : [...all, entry]
}

/** By what they say: places in a list move when somebody else writes. */
function same(one: EntryBody, other: EntryBody): boolean {
  return JSON.stringify(entryBody(one)) === JSON.stringify(entryBody(other))
}
