import { due, explain, type Calendar } from '../domain/calendar.ts'
import { foldTicks } from '../domain/clock.ts'
import { ownerOf } from '../domain/request.ts'
import { cartorioByCns } from '../db/cartorios.ts'
import { ticksOf } from '../db/journal.ts'
import type { RequestRow } from '../db/requests.ts'
import { placeOf } from './present.ts'
import type { House } from './env.ts'
import type { ExplainView, StretchView } from './views.ts'

/** Lists every stretch that the last clock counted or skipped, projection by projection (rule 15); instants in ms. */
export async function explained({ store, places, time }: House, row: RequestRow): Promise<ExplainView | null> {
  const owner = ownerOf(row.state)
  // Back at its first cartório after a pull, it is that one's clock which is explained, not the puller's.
  const all = (await ticksOf(store, store.read, row.id)).filter((tick) => owner === null || tick.cns === owner)
  const ticks = all.slice(
    Math.max(
      0,
      all.findLastIndex((tick) => tick.kind === 'start'),
    ),
  )
  const [first] = ticks
  const cartorio = first ? await cartorioByCns(store, store.read, first.cns) : null
  if (!first || !cartorio) return null
  const stretches: StretchView[] = []
  for (const [i, tick] of ticks.entries()) {
    const until = ticks[i + 1]?.at ?? foldTicks(ticks)?.dueAt
    if (until === undefined || tick.dueAt === null || until <= tick.at) continue
    const calendar = await places.calendar(store.read, tick.cns, tick.calendarVersion, tick.at, until)
    const next = ticks[i + 1]
    // An outage gave its opening time back: what the clock had used before it says where it began.
    const used = next?.kind === 'credit' ? due(calendar, tick.at, tick.remainingMs - next.remainingMs) : null
    const lost = used ?? until
    stretches.push(...shown(calendar, tick.at, lost), ...shown(calendar, lost, until).map(notCounted))
  }
  return { now: time.now(), ...placeOf(cartorio), from: first.at, to: stretches.at(-1)?.to ?? first.at, stretches }
}

const shown = (calendar: Calendar, from: number, to: number): StretchView[] =>
  from >= to ? [] : explain(calendar, from, to).map(({ act: _act, ...stretch }) => stretch)

const notCounted = (stretch: StretchView): StretchView =>
  stretch.counted ? { ...stretch, counted: false, reason: 'sistema fora do ar' } : stretch
