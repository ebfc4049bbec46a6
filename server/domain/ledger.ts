import { due, explain, worked, type Calendar, type Stretch } from './calendar.ts'
import type { Tick } from './clock.ts'

/** A span of time, instants in ms, half-open. */
export type Span = { readonly from: number; readonly to: number }

/** A stretch of a clock's life on one projection; `next` is the row that ended it, if one did. */
export type Run = Span & { readonly tick: Tick; readonly next: Tick | undefined }

/** What a screen says of time that an outage took. */
export const downWords = 'sistema fora do ar'

/** The rows of the last clock at a cartório: from its start to the end of the ledger. */
export function lastClock(ticks: readonly Tick[], cns: string | null): Tick[] {
  const own = ticks.filter((tick) => cns === null || tick.cns === cns)
  return own.slice(
    Math.max(
      0,
      own.findLastIndex((tick) => tick.kind === 'start'),
    ),
  )
}

/** The projections of one clock in turn, each until the row that replaced it or the instant at which it was due. */
export function runsOf(ticks: readonly Tick[]): Run[] {
  return ticks.flatMap((tick, i) => {
    const next = ticks[i + 1]
    const to = next?.at ?? tick.dueAt
    return tick.dueAt === null || to === null || to <= tick.at ? [] : [{ tick, next, from: tick.at, to }]
  })
}

/** The outages whose opening time was given back to this clock. */
export function outagesOf(ticks: readonly Tick[]): Span[] {
  return ticks.flatMap(({ cause }) =>
    cause?.from !== undefined && cause.to !== undefined ? [{ from: cause.from, to: cause.to }] : [],
  )
}

/**
 * Every stretch of a run, counted and skipped. What lies in one of `outages` did not count, whatever the hours say; rows from
 * before outages were named tell by what was left how long the run counted.
 */
export function stretchesOf(run: Run, calendar: Calendar, outages: readonly Span[]): Stretch[] {
  const ends = countedUntil(run, calendar)
  const down = [...outages, ...(ends < run.to ? [{ from: ends, to: run.to }] : [])]
  return explain(calendar, run.from, run.to).flatMap((stretch) => (stretch.counted ? cut(stretch, down) : [stretch]))
}

/** Opening time (ms) that a clock was made to use while the service was down in `span`. */
export function lostIn(run: Run, calendar: Calendar, span: Span): number {
  const [from, to] = [Math.max(run.from, span.from), Math.min(countedUntil(run, calendar), span.to)]
  return from < to ? worked(calendar, from, to) : 0
}

/** Where a run stopped counting: at its end, unless an outage began before it. */
function countedUntil({ tick, next, to }: Run, calendar: Calendar): number {
  const end = Math.min(to, tick.dueAt ?? to)
  if (next?.kind !== 'credit' || next.cause?.from !== undefined) return end
  return due(calendar, tick.at, Math.max(0, tick.remainingMs - next.remainingMs)) ?? end
}

function cut(stretch: Stretch, outages: readonly Span[]): Stretch[] {
  const pieces: Stretch[] = []
  let at = stretch.from
  for (const { from, to } of outages.toSorted((a, b) => a.from - b.from)) {
    const [begins, ends] = [Math.max(from, at), Math.min(to, stretch.to)]
    if (begins >= ends) continue
    if (at < begins) pieces.push({ ...stretch, from: at, to: begins })
    pieces.push({ from: begins, to: ends, counted: false, reason: downWords })
    at = ends
  }
  if (at < stretch.to) pieces.push({ ...stretch, from: at })
  return pieces
}
