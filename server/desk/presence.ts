import { callTerms, otherParty, type CallParty } from '../domain/call.ts'

/** What is known of one side of a room: `inside` from entering to leaving or dropping, `here` while it is heard of. `seenAt` in real time (ms), null when it was never heard of. */
export type Seen = { readonly here: boolean; readonly inside: boolean; readonly seenAt: number | null }

/** What a look at the rooms brought to light. */
export type Found =
  | { readonly call: string; readonly what: 'dropped'; readonly party: CallParty }
  | { readonly call: string; readonly what: 'over' }

/** Who is in which room, kept in the memory of this process: a heartbeat costs no write. All instants in real time (ms). */
export type Presence = {
  /** A room as the database knows it, when it is opened or after a restart: whoever was inside has a grace of its own silence. */
  take(call: string, was: { live: boolean; inside: readonly CallParty[]; dropped: readonly CallParty[] }): void
  /** A side enters or is heard of again; gives whether it had dropped, which the caller then stamps. */
  heard(call: string, party: CallParty): { back: boolean }
  left(call: string, party: CallParty): void
  /** Pictures may flow from now on: silence counts. */
  live(call: string): void
  /** The client asked for time: its silence counts from `until` on. */
  excuse(call: string, party: CallParty, until: number): void
  /** The stamp of a drop or a return could not be written: it is found again. */
  undo(call: string, party: CallParty, dropped: boolean): void
  seen(call: string, party: CallParty): Seen
  isDropped(call: string, party: CallParty): boolean
  /** How long (ms) a side has been away; 0 for a room that was opened only now. */
  awayMs(call: string, party: CallParty): number
  /** Whether the client's data was shown since the staff opened the room's screen: the reading is stamped once. */
  shown(call: string): boolean
  show(call: string): void
  forget(call: string): void
  /** Looks at every room; each drop is found once. */
  look(): Found[]
}

type Side = { inside: boolean; dropped: boolean; seenAt: number | null; excusedUntil: number }
type Room = { live: boolean; shown: boolean; madeAt: number; client: Side; staff: Side }

/** A look that comes so late (ms) means that we were away ourselves, asleep or busy: nobody else's fault. */
const overslept = 5_000

/** @param real the clock of silence (ms) */
export function makePresence(real: () => number): Presence {
  const rooms = new Map<string, Room>()
  let looked = real()

  const room = (call: string): Room => {
    const known = rooms.get(call)
    if (known) return known
    const side = (): Side => ({ inside: false, dropped: false, seenAt: null, excusedUntil: 0 })
    const made = { live: false, shown: false, madeAt: real(), client: side(), staff: side() }
    rooms.set(call, made)
    return made
  }
  const silence = ({ madeAt }: Room, { seenAt, excusedUntil }: Side): number =>
    real() - Math.max(seenAt ?? madeAt, Math.min(excusedUntil, real()))
  const here = (side: Side): boolean => side.inside && side.seenAt !== null && real() - side.seenAt < callTerms.silence

  function* findings(call: string, each: Room): Generator<Found> {
    const { client, staff, live } = each
    if (!live) {
      const quiet = Math.min(silence(each, client), silence(each, staff))
      if (quiet > callTerms.empty) yield { call, what: 'over' }
      return
    }
    if (Math.max(silence(each, client), silence(each, staff)) > callTerms.resume) return yield { call, what: 'over' }
    for (const party of ['client', 'staff'] as const) {
      const side = each[party]
      if (side.dropped || silence(each, side) < callTerms.silence) continue
      side.dropped = true
      side.inside = false
      yield { call, what: 'dropped', party }
    }
  }

  return {
    take(call, { live, inside, dropped }) {
      const made = room(call)
      made.live = live
      for (const party of ['client', 'staff'] as const) {
        const side = made[party]
        side.dropped = dropped.includes(party)
        side.inside = inside.includes(party) && !side.dropped
        if (side.inside) side.seenAt = real()
      }
    },
    heard(call, party) {
      const side = room(call)[party]
      const back = side.dropped
      Object.assign(side, { inside: true, dropped: false, seenAt: real(), excusedUntil: 0 })
      return { back }
    },
    left(call, party) {
      const each = room(call)
      if (each[party].inside) each[party].seenAt = real()
      each[party].inside = false
      if (party === 'staff') each.shown = false
    },
    live: (call) => void (room(call).live = true),
    excuse: (call, party, until) => void (room(call)[party].excusedUntil = until),
    undo: (call, party, dropped) => void (room(call)[party].dropped = dropped),
    seen: (call, party) => {
      const side = rooms.get(call)?.[party]
      return { here: side !== undefined && here(side), inside: side?.inside ?? false, seenAt: side?.seenAt ?? null }
    },
    isDropped: (call, party) => rooms.get(call)?.[party].dropped ?? false,
    awayMs(call, party) {
      const each = rooms.get(call)
      return !each || here(each[party]) ? 0 : silence(each, each[party])
    },
    shown: (call) => room(call).shown,
    show: (call) => void (room(call).shown = true),
    forget: (call) => void rooms.delete(call),
    look() {
      const slept = real() - looked
      looked = real()
      if (slept > overslept)
        for (const each of rooms.values()) {
          each.madeAt += slept
          for (const side of [each.client, each.staff]) if (side.seenAt !== null) side.seenAt += slept
        }
      return [...rooms].flatMap(([call, each]) => [...findings(call, each)])
    },
  }
}

/** Whether the side across from `party` is in the room. */
export const acrossIsHere = (presence: Presence, call: string, party: CallParty): boolean =>
  presence.seen(call, otherParty(party)).here
