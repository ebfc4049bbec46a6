import type { Store } from '../../server/db/open.ts'
import type { Sealer } from '../../server/db/seal.ts'
import type { Figures } from '../../server/domain/figures.ts'
import type { Hours, Interval } from '../../server/domain/hours.ts'
import type { Entry } from '../../server/domain/request.ts'
import type { Month } from './month.ts'

/*
 * A second count of the figures, written otherwise on purpose: it looks for facts in the opened journal alone, without ledger,
 * fold, compiled calendar or SQL, and knows the zones of the month by their distance from UTC.
 */

/** Hours from UTC of the zones of the month, none of which has summer time then. */
const offsets: Record<string, number> = {
  'America/Sao_Paulo': -3,
  'America/Bahia': -3,
  'America/Rio_Branco': -5,
  'America/Manaus': -4,
  'America/Noronha': -2,
}
const minute = 60_000
const day = 1_440 * minute
const fifteen = 15 * minute

export type Visit = {
  cns: string
  day: string
  fate: 'inTime' | 'late' | 'undecided' | 'left' | 'open'
  ms: number | null
  outcome: string | null
  expired: boolean
  released: boolean
  pulled: boolean
  completed: boolean
}

const localAt = (at: number, zone: string) => at + (offsets[zone] ?? NaN) * 60 * minute
const dateAt = (at: number, zone: string) => new Date(localAt(at, zone)).toISOString().slice(0, 10)

/** Open ms in [from, to), looking at each local day's intervals in turn. */
export function openTime({ zone, week, special }: Hours, from: number, to: number): number {
  let sum = 0
  const [a, b] = [localAt(from, zone), localAt(to, zone)]
  for (let midnight = Math.floor(a / day) * day; midnight < b; midnight += day) {
    const date = new Date(midnight)
    const own = special.find((each) => each.date === date.toISOString().slice(0, 10))
    const intervals: readonly Interval[] = own ? own.intervals : (week[(date.getUTCDay() + 6) % 7] ?? [])
    for (const [opens, closes] of intervals)
      sum += Math.max(0, Math.min(b, midnight + closes * minute) - Math.max(a, midnight + opens * minute))
  }
  return sum
}

/** Every visit of every request to a cartório. */
export async function visitsOf(store: Store, sealer: Sealer, month: Month): Promise<Visit[]> {
  const places = new Map(month.places.map((place) => [place.cns, place]))
  const journals = new Map<string, Entry[]>()
  for (const { request, version, body } of await store.read.select().from(store.tables.entry)) {
    const journal = journals.get(request) ?? []
    journal[version - 1] = sealer.openJson<Entry>(body, `entry:${request}:${version}`)
    journals.set(request, journal)
  }
  const visits: Visit[] = []
  for (const journal of journals.values()) {
    const starts = journal.flatMap(({ state }, i) =>
      state.name === 'waiting' && journal[i - 1]?.state.name !== 'waiting' ? [i] : [],
    )
    for (const i of starts) {
      const state = journal[i]?.state
      if (state?.name !== 'waiting') continue
      const { cns } = state
      const again = starts.find((j) => j > i && cnsOf(journal[j]) === cns) ?? journal.length
      const hours = places.get(cns)?.hours ?? []
      visits.push(visitOf(journal.slice(i, again), again === journal.length, cns, hours))
    }
  }
  return visits
}

const cnsOf = (entry: Entry | undefined) => (entry && 'cns' in entry.state ? entry.state.cns : null)
const firstOf = ({ state }: Entry) => (state.name === 'released' ? state.first : null)

function visitOf(part: readonly Entry[], untilNow: boolean, cns: string, hours: readonly Hours[]): Visit {
  const [start] = part
  const zone = hours[0]?.zone ?? ''
  if (!start) throw new Error('an empty visit')
  const at = (kind: Entry['kind']) => part.filter((each) => each.kind === kind && cnsOf(each) === cns)
  const decisions = at('decide')
  const [first, last] = [decisions[0], decisions.at(-1)?.state]
  const moves = part.filter(
    (each) => (each.kind === 'release' && firstOf(each) === cns) || (each.kind === 'withdraw' && cnsOf(each) === cns),
  )
  const expired = at('expire').length > 0
  const now = part.at(-1)?.state
  const stillHere = untilNow && now?.name === 'waiting' && now.cns === cns
  const late = first ? 'late' in first.state && first.state.late : false
  return {
    cns,
    day: dateAt(start.at, zone),
    fate: first ? (late ? 'late' : 'inTime') : expired ? 'undecided' : stillHere ? 'open' : 'left',
    ms: first ? usedUntil(part, first, cns, hours) : null,
    outcome: last?.name === 'rejected' ? last.reason : last?.name === 'in_progress' ? last.how : null,
    expired,
    released: moves.at(-1)?.kind === 'release',
    pulled: start.kind === 'pull',
    completed: at('complete').length > 0,
  }
}

/** What the last standing of the clock had used up, and the open time from there to the decision. */
function usedUntil(part: readonly Entry[], decision: Entry, cns: string, hours: readonly Hours[]): number {
  const clocks = part
    .slice(0, part.indexOf(decision))
    .flatMap(({ state }) => (state.name === 'waiting' && state.cns === cns ? [state.clock] : []))
  const clock = clocks.at(-1)
  const version = clock && hours[clock.calendarVersion - 1]
  if (!clock || !version) throw new Error('a decision without a clock')
  return fifteen - clock.remainingMs + openTime(version, clock.mark, decision.at)
}

const count = (visits: readonly Visit[], is: (visit: Visit) => boolean) => visits.filter(is).length

/** The figures of some visits, each by its definition. */
export function figuresOfVisits(visits: readonly Visit[]): Figures {
  const times = visits.flatMap(({ ms }) => (ms === null ? [] : [ms])).sort((a, b) => a - b)
  const rank = (tenths: number) => times.find((_, i) => (i + 1) * 10 >= tenths * times.length) ?? null
  const fate = (name: Visit['fate']) => count(visits, (visit) => visit.fate === name)
  const outcome = (name: string) => count(visits, (visit) => visit.outcome === name)
  return {
    received: visits.length,
    inTime: fate('inTime'),
    late: fate('late'),
    undecided: fate('undecided'),
    left: fate('left'),
    open: fate('open'),
    expired: count(visits, (visit) => visit.expired),
    released: count(visits, (visit) => visit.released),
    pulled: count(visits, (visit) => visit.pulled),
    created: outcome('create'),
    used: outcome('use'),
    rejected: {
      data_mismatch: outcome('data_mismatch'),
      document_unreadable: outcome('document_unreadable'),
      photo_mismatch: outcome('photo_mismatch'),
      other: outcome('other'),
    },
    completed: count(visits, (visit) => visit.completed),
    medianMs: rank(5),
    p90Ms: rank(9),
  }
}
