import { isOpen, nextOpening } from '../domain/calendar.ts'
import type { ClockView } from '../domain/clock-view.ts'
import { decide } from '../domain/decide.ts'
import type { PersonalData } from '../domain/draft.ts'
import { eventWords, isSilent } from '../domain/event-words.ts'
import { isFault } from '../domain/fault.ts'
import { ownerOf, type Entry } from '../domain/request.ts'
import { rejectWords, stateWordsOf } from '../domain/words.ts'
import { cartorioByCns, type CartorioRow } from '../db/cartorios.ts'
import { nobodyPulledSince } from '../db/lists.ts'
import type { ImageRow } from '../db/images.ts'
import { journalOf, ticksOf } from '../db/journal.ts'
import { toRequest, type RequestRow } from '../db/requests.ts'
import { callView, imagesView, imageViews, reissueView, stepsOf } from './attend-view.ts'
import { clientChecks } from './check-view.ts'
import { expiredView, runningView, stoppedView } from './clock.ts'
import type { House } from './env.ts'
import type { ClientRequestView, RequestView } from './views.ts'

export const placeOf = (row: CartorioRow) => ({ zone: row.zone, place: row.municipio })

/** The form of a request, opened; the reading is the caller's to audit. */
export const dataOf = ({ sealer }: House, row: RequestRow): PersonalData =>
  sealer.openJson<PersonalData>(row.data, `request:${row.id}`)

/** The clock of a request as the screen shows it, at the server's instant `now` (ms). */
export async function clockOf(
  house: House,
  row: RequestRow,
  now: number,
  found?: CartorioRow,
): Promise<ClockView | null> {
  const { store, places } = house
  const { state } = row
  const owner = ownerOf(state)
  const cartorio = found ?? (owner === null ? null : await cartorioByCns(store, store.read, owner))
  if (!cartorio) return null
  const at = placeOf(cartorio)
  // Whatever is older, the clock's instant or a `now` that was set back: the calendar has to know both.
  const known = (cns: string, version: number, since: number) =>
    places.calendar(store.read, cns, version, Math.min(since, now), Math.max(since, now))
  if (state.name === 'waiting') {
    const { cns, calendarVersion, mark } = state.clock
    return runningView(state.clock, await known(cns, calendarVersion, mark), now, at)
  }
  if (state.name === 'expired') {
    // Not `since`: a withdrawn release is younger than the deadline that it goes back to (rule 27).
    const calendar = await known(cartorio.cns, cartorio.calendarVersion, state.expiredAt)
    return expiredView(state.expiredAt, calendar, now, at)
  }
  if (state.name !== 'in_progress' && state.name !== 'rejected') return null
  const own = (await ticksOf(store, store.read, row.id)).filter((tick) => tick.cns === cartorio.cns)
  return stoppedView(own, state.late, now, at)
}

/** What `read` gives, or null with a line in the log: one row that can't be read must not hide the others of a list. */
export async function spared<T>({ log }: House, row: RequestRow, read: () => T | Promise<T>): Promise<T | null> {
  try {
    return await read()
  } catch (error) {
    log.error({ request: row.id, error: error instanceof Error ? error.name : 'unknown' }, 'request unreadable')
    return null
  }
}

/** What is known already and need not be read or opened again. */
type Known = {
  readonly journal?: readonly Entry[]
  readonly data?: PersonalData | undefined
  readonly images?: readonly ImageRow[] | undefined
}

/** What both sides see; `side` picks the words. */
export async function present(
  house: House,
  row: RequestRow,
  side: 'client' | 'staff',
  known: Known = {},
): Promise<RequestView> {
  const { store, sealer, time } = house
  const now = time.now()
  const entries = known.journal ?? (await journalOf(store, store.read, sealer, row.id))
  const names = await namesOf(
    house,
    entries.flatMap((e) => ownerOf(e.state) ?? []),
  )
  const owner = ownerOf(row.state)
  const cartorio = owner === null ? undefined : names.get(owner)
  const data = known.data ?? dataOf(house, row)
  return {
    id: row.id,
    version: row.version,
    protocol: row.protocol,
    state: row.state.name,
    stateWords: stateWordsOf(row.state, side),
    since: row.since,
    createdAt: row.createdAt,
    now,
    uf: row.uf,
    cartorio: cartorio ? nameOf(cartorio) : null,
    clock: await clockOf(house, row, now, cartorio),
    late: 'late' in row.state && row.state.late,
    events: entries
      .filter((entry, i) => !isSilent(entry, entries[i - 1]) && (entry.kind !== 'warn' || side === 'staff'))
      .map((entry) => {
        const words = eventWords(entry, names.get(ownerOf(entry.state) ?? '')?.name ?? null)
        return {
          version: entry.version,
          at: entry.at,
          kind: entry.kind,
          words: side === 'staff' ? words.replace('por você', 'pelo cliente') : words,
        }
      }),
    data,
  }
}

async function namesOf({ places }: House, all: readonly string[]): Promise<Map<string, CartorioRow>> {
  const found = new Map<string, CartorioRow>()
  for (const cns of new Set(all)) {
    const row = await places.shown(cns)
    if (row) found.set(cns, row)
  }
  return found
}

const nameOf = ({ cns, name, municipio, uf, zone }: CartorioRow) => ({ cns, name, municipio, uf, zone })

/** The client's view of an own request. */
export async function presentToClient(house: House, row: RequestRow, known: Known = {}): Promise<ClientRequestView> {
  const { state } = row
  const view = await present(house, row, 'client', known)
  const at = view.now
  const may = (command: Parameters<typeof decide>[1]) => !isFault(decide(toRequest(row), command, at))
  const note = state.name === 'rejected' ? await lastNote(house, row) : null
  const called = state.name === 'in_progress' || state.name === 'frozen' || state.name === 'completed'
  const call = called ? await callView(house, row, row.account) : null
  return {
    ...view,
    as: 'client',
    can: {
      release: may({ name: 'release', poolHourAt: null }),
      withdraw: state.name === 'released',
      choose: state.name === 'expired' || state.name === 'released' || state.name === 'choosing',
      cancel: may({ name: 'cancel', calendar: null }),
      resend: state.name === 'rejected',
    },
    rejection:
      state.name === 'rejected' ? { reason: state.reason, words: rejectWords[state.reason], text: note } : null,
    pool: releasable(row) || state.name === 'released' ? await poolOf(house, row, at) : null,
    images: known.images ? imageViews(known.images) : await imagesView(house, row.id),
    call,
    steps: stepsOf(row, call),
    stalledAt: (state.name === 'in_progress' && state.stalledAt) || null,
    ...(await clientChecks(house, row)),
    reissue: await reissueView(house, row),
  }
}

const releasable = ({ state }: RequestRow): boolean =>
  state.name === 'expired' || (state.name === 'in_progress' && state.stalledAt !== undefined)

async function lastNote({ store, sealer }: House, row: RequestRow): Promise<string | null> {
  return (await journalOf(store, store.read, sealer, row.id)).at(-1)?.note ?? null
}

/** How many others of the UF may pull, and when somebody of them is open (rules 28 and 29). */
async function poolOf({ store, places }: House, row: RequestRow, at: number): Promise<ClientRequestView['pool']> {
  const { state } = row
  const except = state.name === 'released' ? state.excluded : [ownerOf(state) ?? '']
  const others = await places.pullers(store.read, row.uf, except, at)
  const openNow = others.filter(({ calendar }) => isOpen(calendar, at)).length
  const openings = others.flatMap(({ calendar }) => nextOpening(calendar, at) ?? [])
  const nobodyInAnHour = state.name === 'released' && (await nobodyPulledSince(store, row.id, row.since))
  return { others: others.length, openNow, opensAt: openings.length > 0 ? Math.min(...openings) : null, nobodyInAnHour }
}
