import { ownerOf, type State } from '../domain/request.ts'
import type { Notice, NoticeKind } from '../db/outbox.ts'

const second = 1_000
const minute = 60 * second
const hour = 60 * minute

/** Given up only after both: a day, and a dozen attempts (a server that was down for a day tries its dozen). */
export const patience = { ms: 24 * hour, attempts: 12 }

/**
 * How long to wait (ms) after a failed attempt: 2 s doubled each time, shortened by up to half at random so that crowds
 * don't return together. At most 40 s in the first two hours, so that a minute after a recovery nothing is missing; then 10 min.
 * @param attempts made so far, at least 1
 * @param ageMs since the delivery was written
 * @param asked the wait that the other side asked for (ms): never less
 */
export function retryDelay(attempts: number, ageMs: number, asked: number, random: number): number {
  const most = ageMs < 2 * hour ? 40 * second : 10 * minute
  const wait = Math.min(most, 2 * second * 2 ** Math.min(attempts - 1, 20))
  return Math.max(asked, Math.round(wait * (0.5 + random / 2)))
}

/**
 * The end (real ms) of the personal quiet hours that hold now, or null outside of them.
 * @param quiet minutes of the local day in `zone`, [from, to), also across midnight; equal ends mean none
 */
export function quietUntil(now: number, quiet: { from: number; to: number } | null, zone: string): number | null {
  if (quiet === null || quiet.from === quiet.to) return null
  const { from, to } = quiet
  const local = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone)
  const at = local.hour * 60 + local.minute
  const overnight = from > to
  if (overnight ? at < from && at >= to : at < from || at >= to) return null
  const day = overnight && at >= from ? local.add({ days: 1 }) : local
  const end = day.toPlainDate().toZonedDateTime({ timeZone: zone, plainTime: plainTime(to) })
  return (to === 24 * 60 ? end.add({ days: 1 }) : end).epochMilliseconds
}

const plainTime = (minutes: number) => new Temporal.PlainTime(Math.floor(minutes / 60) % 24, minutes % 60)

const clientTold: Partial<Record<NoticeKind, State['name']>> = {
  started: 'in_progress',
  expired: 'expired',
  pulled: 'waiting',
  rejected: 'rejected',
  given_back: 'released',
  rescheduled: 'waiting',
  nobody_pulled: 'released',
  choose_again: 'choosing',
  call: 'in_progress',
  video_again: 'in_progress',
  ordered: 'in_progress',
  stalled: 'in_progress',
  frozen: 'frozen',
  cleared: 'in_progress',
}

/** What is said of a moment: late it would call somebody into a room where nobody waits any more. */
const momentary: readonly NoticeKind[] = ['call', 'in_room', 'five_more']
const moment = 10 * minute

/** Whether a notice that could not be sent at once is no longer worth it. @param ageMs since it was written */
export const tooLate = (kind: NoticeKind, ageMs: number): boolean => momentary.includes(kind) && ageMs > moment

/** Whether the deadline of which a notice tells is no longer the one that holds: a newer notice tells that. */
export function overtaken(notice: Notice, { state }: { state: State }): boolean {
  const { kind, facts } = notice
  if (kind !== 'rescheduled' || facts.dueAt === undefined || state.name !== 'waiting') return false
  return state.clock.dueAt !== facts.dueAt
}

/** Whether the request has moved on since a notice that was held back, so that it would tell of what no longer is. */
export function movedOn(notice: Notice, request: { version: number; state: State }): boolean {
  if (request.version <= notice.version) return false
  const { name } = request.state
  if (notice.cns === null) return name !== clientTold[notice.kind]
  switch (notice.kind) {
    case 'available':
      return name !== 'released'
    case 'left':
    case 'cancelled':
      return false
    case 'in_room':
    case 'five_more':
    case 'no_video':
      return name !== 'in_progress' || ownerOf(request.state) !== notice.cns
    case 'overdue':
      return name !== 'expired' || ownerOf(request.state) !== notice.cns
    default:
      return name !== 'waiting' || ownerOf(request.state) !== notice.cns
  }
}
