import type { Stretch } from '../domain/calendar.ts'
import type { Tick } from '../domain/clock.ts'
import { downWords, lastClock, outagesOf, runsOf, stretchesOf } from '../domain/ledger.ts'
import { ownerOf } from '../domain/request.ts'
import { cartorioByCns } from '../db/cartorios.ts'
import { ticksOf } from '../db/journal.ts'
import type { RequestRow } from '../db/requests.ts'
import { placeOf } from './present.ts'
import type { House } from './env.ts'
import type { ExplainView, MoveView, StretchView } from './explain-views.ts'

/**
 * Lists every stretch that the last clock counted or skipped, each projection on the calendar that it was made with, and what
 * moved the due instant (rule 15); instants in ms. Null where no clock ever ran.
 */
export async function explained({ store, places, time }: House, row: RequestRow): Promise<ExplainView | null> {
  // Back at its first cartório after a pull, it is that one's clock which is explained, not the puller's.
  const ticks = lastClock(await ticksOf(store, store.read, row.id), ownerOf(row.state))
  const [first] = ticks
  const cartorio = first ? await cartorioByCns(store, store.read, first.cns) : null
  if (!first || !cartorio) return null
  const outages = outagesOf(ticks)
  const stretches: Stretch[] = []
  for (const run of runsOf(ticks)) {
    const { cns, calendarVersion } = run.tick
    const calendar = await places.calendar(store.read, cns, calendarVersion, run.from, run.to)
    stretches.push(...stretchesOf(run, calendar, outages))
  }
  const countedMs = stretches.reduce((sum, { counted, from, to }) => sum + (counted ? to - from : 0), 0)
  return {
    now: time.now(),
    ...placeOf(cartorio),
    from: first.at,
    to: stretches.at(-1)?.to ?? first.at,
    stretches: stretches.map(shown),
    moves: movesOf(ticks),
    countedMs,
    dueAt: dueOf(ticks),
  }
}

const shown = ({ act, ...stretch }: Stretch): StretchView => ({ ...stretch, act: act ?? null })

/** Rows that kept the due instant moved nothing that anybody sees. */
function movesOf(ticks: readonly Tick[]): MoveView[] {
  return ticks.flatMap(({ kind, at, cause, dueAt }, i) => {
    const from = ticks[i - 1]?.dueAt ?? null
    if (from === null || dueAt === null || from === dueAt) return []
    const usual = kind === 'credit' ? downWords : 'horário do cartório alterado'
    return [{ at, reason: cause?.reason ?? usual, act: cause?.act ?? null, from, to: dueAt }]
  })
}

/** A clock that ran out was stopped at the instant at which it was due. */
function dueOf(ticks: readonly Tick[]): number | null {
  const last = ticks.at(-1)
  if (last?.kind !== 'stop') return last?.dueAt ?? null
  return last.remainingMs === 0 ? last.at : null
}
