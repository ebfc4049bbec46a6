import { performance } from 'node:perf_hooks'
import { setImmediate, setTimeout as pause } from 'node:timers/promises'
import { dayOf } from '../domain/instant-words.ts'
import { overtime, staysOf, type Stay } from '../domain/stays.ts'
import { cartorioByCns, type CartorioRow } from '../db/cartorios.ts'
import { journalOf, ticksOf } from '../db/journal.ts'
import {
  auditAt,
  auditEnd,
  changesAfter,
  changesAtOnce,
  forgetStays,
  replaceStays,
  stayMark,
  type StayRow,
} from '../db/stays.ts'
import type { ActTools } from './act.ts'

export type FiguresTools = Pick<ActTools, 'store' | 'sealer' | 'places' | 'time'> & { onError(error: unknown): void }

/** Up to which instant (ms, business time) the figures know everything; `whole` when that is now. */
export type Freshness = { until: number; whole: boolean }

/** The figures' own memory of the journal, folded from it behind the back of those who wait for a commit. */
export type FiguresDesk = {
  /** Folds what has happened since, for at most 300 ms: what is left then is said, not waited for. */
  catchUp(): Promise<Freshness>
  /** Throws the stays away and folds the whole journal anew; gives the number of requests folded. */
  rebuild(): Promise<number>
  start(): void
  /** Resolves when the batch under way is written. */
  stop(): Promise<void>
}

const every = 30_000
const first = 5_000
const patience = 300
const requestsAtOnce = 200
/** Others get a turn after so many requests. */
const stride = 20
const mostAhead = 100_000
/** For a cartório whose calendar is gone: the legal hour of the country. */
const brasilia = 'America/Sao_Paulo'

/**
 * Walks the audit chain, whose rows are numbered in the order of the commits, and folds the whole journal of each request that
 * it names. A batch and its mark are one commit: killed in between, the same batch is folded again and gives the same rows.
 */
export function makeFigures(tools: FiguresTools): FiguresDesk {
  const { store, time, onError } = tools
  let flight: Promise<unknown> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  const ahead: Ahead = { mark: -1, of: new Map() }
  let stopped = false
  let hurrying: Promise<Freshness> | null = null

  /** One at a time in this process; another process is told apart by the mark. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = flight.then(work, work)
    flight = mine.catch(() => {})
    return mine
  }

  async function hurry(): Promise<Freshness> {
    const end = performance.now() + patience
    let step = await foldBatch(tools, ahead)
    while (step.more && performance.now() < end) step = await foldBatch(tools, ahead)
    if (!step.more) return { until: time.now(), whole: true }
    return { until: (await auditAt(store, step.seq)) ?? 0, whole: false }
  }

  async function background(): Promise<void> {
    for (let [more, load] = [true, 0]; more && !stopped;) {
      const begun = performance.now()
      const step = await inTurn(() => foldBatch(tools, ahead))
      more = step.more
      const worked = performance.now() - begun
      const resting = performance.eventLoopUtilization()
      if (more) await pause(restAfter(worked, step.behind, load), undefined, { ref: false })
      load = performance.eventLoopUtilization(resting).utilization
    }
  }

  function next(ms: number): void {
    if (stopped) return
    timer = setTimeout(
      () =>
        void background()
          .catch(onError)
          .finally(() => next(every)),
      ms,
    )
    timer.unref()
  }

  return {
    catchUp: () => (hurrying ??= inTurn(hurry).finally(() => (hurrying = null))),
    rebuild: () =>
      inTurn(async () => {
        await store.inTransaction((tx) => forgetStays(store, tx))
        let folded = 0
        for (let more = true; more;) {
          const step = await foldBatch(tools, ahead)
          folded += step.requests
          more = step.more
        }
        return folded
      }),
    start: () => next(first),
    async stop() {
      stopped = true
      clearTimeout(timer)
      await flight
    },
  }
}

/** `behind` rows of the chain were not folded yet. */
type Step = { more: boolean; seq: number; behind: number; requests: number }

/**
 * How long (ms) the folding in the background rests: nine times as long as it worked, at most a second; a whole second where the
 * process was busy with people while it rested before, unless the figures have fallen far behind.
 * @param load the part of that rest, 0 to 1, in which the event loop was not idle
 */
export function restAfter(worked: number, behind: number, load: number): number {
  return load > 0.8 && behind < 50_000 ? 1_000 : Math.min(1_000, 9 * worked)
}

/** Up to which row of the chain a request was folded lately, and where the mark stood then: ahead of it lies nothing new. */
export type Ahead = { mark: number; of: Map<string, number> }

/** Folds the next up to 200 requests and moves the mark. */
export async function foldBatch(tools: FiguresTools, ahead: Ahead = { mark: -1, of: new Map() }): Promise<Step> {
  const { store } = tools
  const end = (await auditEnd(store))?.seq ?? 0
  const from = await stayMark(store, store.read)
  if (from !== ahead.mark || from >= end || ahead.of.size > mostAhead) ahead.of.clear()
  if (from >= end) return { more: false, seq: from, behind: 0, requests: 0 }
  const changes = await changesAfter(store, from, end)
  const touched = new Set<string>()
  let to = changes.length < changesAtOnce ? end : from
  for (const { seq, subject } of changes) {
    if (touched.size === requestsAtOnce && !touched.has(subject) && (ahead.of.get(subject) ?? 0) < seq) {
      to = seq - 1
      break
    }
    if ((ahead.of.get(subject) ?? 0) < seq) touched.add(subject)
    to = Math.max(to, seq)
  }
  const [rows, placeOf] = [[] as StayRow[], placesOnce(tools)]
  let n = 0
  for (const request of touched) {
    if (++n % stride === 0) await setImmediate()
    try {
      rows.push(...(await rowsOf(tools, request, placeOf)))
    } catch (error) {
      // One that can't be read must not stop the others: what was known of it stays.
      touched.delete(request)
      tools.onError(error)
    }
  }
  const written = await store.inTransaction((tx) => replaceStays(store, tx, { from, to }, [...touched], rows), {
    patient: true,
  })
  // The journals were read after the end of the chain, so they held everything up to it.
  if (written) for (const request of touched) ahead.of.set(request, end)
  ahead.mark = written ? to : -1
  const seq = written ? to : from
  return { more: seq < end, seq, behind: end - seq, requests: written ? touched.size : 0 }
}

async function rowsOf(tools: FiguresTools, request: string, placeOf: PlaceOf): Promise<StayRow[]> {
  const { store, sealer } = tools
  const entries = await journalOf(store, store.read, sealer, request)
  const stays = staysOf(entries, await ticksOf(store, store.read, request))
  const rows: StayRow[] = []
  for (const stay of stays) {
    const place = await placeOf(stay.cns)
    const where = { uf: place?.uf ?? entries[0]?.uf ?? '', day: dayOf(stay.startedAt, place?.zone ?? brasilia) }
    const { lateVersion: _late, startVersion: _start, ...row } = stay
    rows.push({ request, ...row, ...where, businessMs: await businessMsOf(tools, stay) })
  }
  return rows
}

async function businessMsOf({ store, places }: FiguresTools, stay: Stay): Promise<number | null> {
  const { cns, lateVersion, expiredAt, decidedAt } = stay
  if (lateVersion === null || expiredAt === null || decidedAt === null) return stay.businessMs
  return overtime(stay, await places.calendar(store.read, cns, lateVersion, expiredAt, decidedAt))
}

type PlaceOf = (cns: string) => Promise<CartorioRow | null>

/** The directory, read once for each cartório of a batch. */
function placesOnce({ store }: FiguresTools): PlaceOf {
  const known = new Map<string, Promise<CartorioRow | null>>()
  return (cns) => {
    const found = known.get(cns) ?? cartorioByCns(store, store.read, cns)
    known.set(cns, found)
    return found
  }
}
