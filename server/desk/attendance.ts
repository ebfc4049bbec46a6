/** How long (ms) a page that says nothing still counts as open: it speaks every 15 s, and one word may get lost. */
export const attendanceTerm = 40_000
/** Pages of one person on one request that are told apart; the oldest gives way. */
const mostTabs = 8

/** Somebody who has a request open. `since` in the clock that was given (ms). */
export type Attending = { readonly person: string; readonly since: number }
/** One page of one person. */
export type OpenPage = {
  readonly cns: string
  readonly request: string
  readonly person: string
  readonly tab: string
}

/** Which of a cartório's people have which request open, in the memory of this process: it costs no write. */
export type Attendance = {
  /** A page says that it is open. */
  here(page: OpenPage): void
  /** A page was left. */
  left(page: OpenPage): void
  /** Nothing of this person's is open there any more: the request went away, or the right to see it did. */
  forget(request: string, person: string): void
  /** Who has what open at a cartório, by request; the longest there first. */
  inside(cns: string): ReadonlyMap<string, readonly Attending[]>
  /** Lets go of pages that fell silent. */
  look(): void
}

type Person = { since: number; tabs: Map<string, number> }
type Places = Map<string, Map<string, Map<string, Person>>>

/**
 * @param now the clock of silence (ms)
 * @param changed told once each time that other people are in a request than before; never for a mere sign of life
 */
export function makeAttendance(now: () => number, changed: (cns: string, request: string) => void): Attendance {
  const places: Places = new Map()

  const lives = ({ tabs }: Person): boolean => [...tabs.values()].some((seen) => now() - seen < attendanceTerm)

  function drop(cns: string, request: string, person: string): void {
    const requests = places.get(cns)
    const people = requests?.get(request)
    if (!people?.delete(person)) return
    if (people.size === 0) requests?.delete(request)
    if (requests?.size === 0) places.delete(cns)
    changed(cns, request)
  }

  return {
    here({ cns, request, person, tab }) {
      const requests = places.get(cns) ?? new Map<string, Map<string, Person>>()
      const people = requests.get(request) ?? new Map<string, Person>()
      const known = people.get(person)
      // Whoever comes back after a silence that nobody has looked at yet was away all the same.
      const one = known && lives(known) ? known : { since: now(), tabs: new Map<string, number>() }
      one.tabs.delete(tab)
      one.tabs.set(tab, now())
      const [oldest] = one.tabs.keys()
      if (one.tabs.size > mostTabs && oldest !== undefined) one.tabs.delete(oldest)
      places.set(cns, requests.set(request, people.set(person, one)))
      if (one !== known) changed(cns, request)
    },
    left({ cns, request, person, tab }) {
      const known = places.get(cns)?.get(request)?.get(person)
      known?.tabs.delete(tab)
      if (known && !lives(known)) drop(cns, request, person)
    },
    forget(request, person) {
      for (const cns of places.keys()) drop(cns, request, person)
    },
    inside(cns) {
      const found = new Map<string, readonly Attending[]>()
      for (const [request, people] of places.get(cns) ?? []) {
        const those = [...people].filter(([, each]) => lives(each)).map(([person, { since }]) => ({ person, since }))
        if (those.length > 0)
          found.set(
            request,
            those.toSorted((a, b) => a.since - b.since),
          )
      }
      return found
    },
    look() {
      for (const [cns, requests] of places)
        for (const [request, people] of requests)
          for (const [person, each] of people) if (!lives(each)) drop(cns, request, person)
    },
  }
}

/** The keys of a change: the lists of the cartório, and the pages that have the request open. */
export const attendanceTopics = (cns: string, request: string): Set<string> =>
  new Set([`queue:${cns} queue:${cns}`, `queue:${cns} here:${request}`])
