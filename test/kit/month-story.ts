import { allotted, due, minute } from '../../server/domain/calendar.ts'
import type { Calendar } from '../../server/domain/calendar.ts'
import type { Cartorio } from '../../server/domain/cartorio.ts'
import { decide } from '../../server/domain/decide.ts'
import { isFault } from '../../server/domain/fault.ts'
import { rejectReasons, type Choice, type Command, type Decision, type Request } from '../../server/domain/request.ts'

/** A number in [0, 1), the same row for the same seed (mulberry32, public domain). */
export function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** A cartório of the month; `calendars[1]`, where there is one, holds from `changedAt` (ms) on. */
export type Place = {
  readonly cns: string
  readonly uf: string
  readonly calendars: readonly Calendar[]
  readonly changedAt: number
}

/** One commit: the instant at which it was written, which for an expiry is later than its own. */
export type Written = { readonly at: number; readonly decision: Decision }

const day = 1_440 * minute

export const factsOf = ({ cns, uf, calendars, changedAt }: Place, at: number): Cartorio => {
  const [before, after] = calendars
  if (!before) throw new Error('a cartório without hours')
  const calendar = after && at >= changedAt ? after : before
  const open = { eligible: true, credentialed: true, suspended: false, reachable: true }
  return { cns, uf, ...open, undecidedPulls: 0, pullCap: 5, calendar }
}

/** What becomes of one request, by chance, through the rule book: everything that it can live through happens to some. */
export class Story {
  readonly written: Written[] = []
  private request: Request | null = null
  private at: number
  private readonly places: ReadonlyMap<string, Place>
  private readonly next: () => number

  constructor(places: ReadonlyMap<string, Place>, at: number, next: () => number) {
    this.places = places
    this.at = at
    this.next = next
  }

  tell(id: string, account: string, uf: string, to: string): void {
    const place = this.places.get(to)
    if (place && this.go({ name: 'submit', id, account, uf, to: factsOf(place, this.at) })) this.wait()
  }

  private go(command: Command, at = this.at): boolean {
    const done = decide(this.request, command, at)
    if (isFault(done)) return false
    this.at = at
    this.request = done.next
    this.written.push({ at, decision: done })
    return true
  }

  private odds(share: number): boolean {
    return this.next() < share
  }

  private later(most: number): number {
    return (this.at += 1 + Math.floor(this.next() * most))
  }

  private pick<T>(list: readonly T[]): T | undefined {
    return list[Math.floor(this.next() * list.length)]
  }

  /** The place that has the request, and the calendar that its clock runs on. */
  private here(): { place: Place; calendar: Calendar } | null {
    const state = this.request?.state
    const place = state && 'cns' in state && state.cns !== null ? this.places.get(state.cns) : undefined
    if (!place || !state) return null
    const version = state.name === 'waiting' ? state.clock.calendarVersion : factsOf(place, this.at).calendar.version
    const calendar = place.calendars[version - 1]
    return calendar ? { place, calendar } : null
  }

  private dueAt(): number | null {
    return this.request?.state.name === 'waiting' ? this.request.state.clock.dueAt : null
  }

  /** The clock runs: decided in time, ended, or run out. */
  private wait(): void {
    this.moveClock()
    const [dueAt, here] = [this.dueAt(), this.here()]
    if (dueAt === null || !here) return
    const left = this.request?.state.name === 'waiting' ? this.request.state.clock.remainingMs : allotted
    // Most decide quickly and a few at the last moment.
    const used = Math.floor(left * this.next() ** 1.6)
    const then = due(here.calendar, this.at, used) ?? dueAt
    const roll = this.next()
    if (roll < 0.74 && then < dueAt) return this.decideAt(Math.max(this.at, then))
    if (roll < 0.77 && then < dueAt) return void this.go({ name: 'cancel', calendar: here.calendar }, then)
    if (roll < 0.78 && then < dueAt && this.go({ name: 'suspend', calendar: here.calendar }, then)) return this.choose()
    if (roll < 0.86 && then < dueAt && this.go(this.giveBack(here.place.cns, here.calendar), then)) return this.inPool()
    if (this.go({ name: 'expire' }, dueAt + Math.floor(this.next() * 900))) this.afterExpiry()
  }

  private giveBack = (cns: string, calendar: Calendar): Command => ({
    name: 'give_back',
    cns,
    calendar,
    poolHourAt: null,
    reason: 'sem pessoal',
  })

  /** New hours from `changedAt` on, and now and then an outage. */
  private moveClock(): void {
    const [here, dueAt] = [this.here(), this.dueAt()]
    const after = here?.place.calendars[1]
    if (!here || dueAt === null) return
    const { changedAt } = here.place
    if (after && here.calendar !== after && this.at < changedAt && changedAt < dueAt) {
      this.go({ name: 'reproject', before: here.calendar, next: after }, changedAt)
    } else if (this.odds(0.03)) {
      const from = this.at
      const to = from + Math.floor(this.next() * 20 * minute)
      if (to < dueAt) this.go({ name: 'credit', calendar: here.calendar, from, to }, to)
    }
  }

  private decideAt(at: number): void {
    const here = this.here()
    if (!here) return
    const roll = this.next()
    const reason = this.pick(rejectReasons) ?? 'other'
    const choice: Choice =
      roll < 0.13
        ? { kind: 'reject', reason, text: 'veja' }
        : roll < 0.4
          ? { kind: 'use', ccnVersion: 3, checkedToday: true }
          : { kind: 'create' }
    const stall = { remindAt: at + 2 * day, releaseAt: at + 5 * day }
    const ccn = { latest: 3, madeToday: false }
    const command: Command = { name: 'decide', cns: here.place.cns, choice, ccn, calendar: here.calendar, stall }
    if (this.go(command, at) && choice.kind !== 'reject') this.afterDecision(here.place.cns)
  }

  private afterDecision(cns: string): void {
    const roll = this.next()
    if (roll < 0.05 && this.go({ name: 'stall' }, this.at + 5 * day)) {
      if (this.go({ name: 'release', poolHourAt: null }, this.later(day))) this.inPool()
    } else if (roll < 0.08) this.go({ name: 'cancel', calendar: null }, this.later(day))
    else if (roll < 0.1) this.go(this.video(cns, 'fraud'), this.later(day))
    else if (roll < 0.9 && this.go(this.video(cns, 'identified'), this.later(day))) {
      if (!this.go({ name: 'place_order', cns, missing: [] }, this.later(60 * minute))) return
      if (this.odds(0.08)) this.go({ name: 'close', why: this.odds(0.5) ? 'no_proof' : 'gave_up' }, this.later(3 * day))
      else if (this.go({ name: 'complete', cns, certificate: '01' }, this.later(day)) && this.odds(0.05)) {
        this.go(this.video(cns, 'identified'), this.later(day))
        this.go({ name: 'reissue', cns, certificate: '02' }, this.later(day))
      }
    }
  }

  private video = (cns: string, reason: 'identified' | 'fraud'): Command => ({
    name: 'end_video',
    cns,
    mark: { call: 'call', reason, whole: true, at: this.at },
    stall: { remindAt: null, releaseAt: null },
  })

  private afterExpiry(): void {
    const roll = this.next()
    if (roll < 0.3) this.decideAt(this.later(this.odds(0.7) ? 40 * minute : 4 * day))
    else if (roll < 0.7 && this.go({ name: 'release', poolHourAt: null }, this.later(60 * minute))) this.inPool()
    else if (roll < 0.78) this.choose()
    else if (roll < 0.86) this.go({ name: 'cancel', calendar: null }, this.later(day))
  }

  private inPool(): void {
    const { request } = this
    if (request?.state.name !== 'released') return
    const roll = this.next()
    const near = [...this.places.values()].filter(({ uf }) => uf === request.uf)
    const puller = this.pick(near)
    const first = this.places.get(request.state.first)
    if (roll < 0.65 && puller) {
      if (this.go({ name: 'pull', by: factsOf(puller, this.later(30 * minute)) })) this.wait()
    } else if (roll < 0.8 && first) {
      if (this.go({ name: 'withdraw', first: factsOf(first, this.later(30 * minute)) })) this.afterExpiry()
    } else if (roll < 0.86) this.choose()
    else if (roll < 0.9) this.go({ name: 'cancel', calendar: null }, this.later(day))
  }

  private choose(): void {
    const place = this.pick([...this.places.values()])
    if (place && this.go({ name: 'choose', to: factsOf(place, this.later(60 * minute)) })) this.wait()
  }
}
