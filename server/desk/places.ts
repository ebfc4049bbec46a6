import { allotted, due, type Calendar } from '../domain/calendar.ts'
import type { Cartorio } from '../domain/cartorio.ts'
import { compileSpan, type Hours } from '../domain/hours.ts'
import { hoursOf } from '../db/calendars.ts'
import { cartorioByCns, pullersOf, undecidedPulls, type CartorioRow } from '../db/cartorios.ts'
import type { Db, Store } from '../db/open.ts'
import { isReachable } from '../db/people.ts'

/** Cartórios with their compiled calendars; what is kept is a pure function of (cns, version). */
export type Places = {
  /** What `decide` needs to know, read through `db` (the transaction's own connection when it decides). */
  facts(db: Db, cns: string, at: number): Promise<Cartorio | null>
  ofRow(db: Db, row: CartorioRow, at: number): Promise<Cartorio>
  /** The same with its undecided pulls counted, which only a pull needs to know (rule 30). */
  puller(db: Db, row: CartorioRow, at: number): Promise<Cartorio>
  /** A calendar that covers `at` (ms), at least a month after it, and everything up to `to`. */
  calendar(db: Db, cns: string, version: number, at: number, to?: number): Promise<Calendar>
  /** A cartório for a screen, as it was at most two seconds ago. */
  shown(cns: string): Promise<CartorioRow | null>
  /**
   * Whatever is remembered of these cartórios. Before new versions are written, since a failed attempt may have left other calendars
   * under their numbers; and after a suspension, which must show at once.
   */
  forget(all: ReadonlySet<string>): void
  /** Those that may pull in a UF, without the excluded. */
  pullers(db: Db, uf: string, except: readonly string[], at: number): Promise<Cartorio[]>
}

const day = 86_400_000
const horizon = { usual: 75, needed: 35, far: 400 }
const kept = 2_000
const reachedFor = 2_000

export function makePlaces(store: Store): Places {
  const calendars = new Map<string, Calendar>()
  const reached = new Map<string, number>()
  const rows = new Map<string, { row: CartorioRow | null; until: number }>()

  async function calendar(db: Db, cns: string, version: number, at: number, to = at): Promise<Calendar> {
    const key = `${cns}:${version}`
    const end = Math.max(to, at + horizon.needed * day)
    const known = calendars.get(key)
    if (known && known.from <= at && end <= known.until) return known
    const hours = await hoursOf(store, db, cns, version)
    // What isn't written yet must not be remembered under the key that it will have.
    return hours ? grown(key, hours, at, end) : grown('never', neverOpen, at, end)
  }

  function grown(key: string, hours: Hours, at: number, end: number): Calendar {
    const known = calendars.get(key)
    if (known && known.from <= at && end <= known.until) return known
    // Grown to cover what was asked before as well, unless that lies too far apart to be worth keeping.
    const near = known && at - known.from < horizon.far * day && known.from - at < horizon.far * day
    const from = near ? Math.min(known.from, at) : at
    const usual = compileSpan(hours, from, Math.max(end, near ? known.until - horizon.usual * day : end), horizon.usual)
    const compiled = due(usual, at, allotted) === null ? compileSpan(hours, from, end, horizon.far) : usual
    if (calendars.size >= kept) calendars.delete(calendars.keys().next().value ?? '')
    calendars.set(key, compiled)
    return compiled
  }

  // A yes is good for two seconds of real time; a no is asked again at once.
  async function reachable(db: Db, cns: string, at: number): Promise<boolean> {
    const now = performance.now()
    if ((reached.get(cns) ?? 0) > now) return true
    const found = await isReachable(store, db, cns, at)
    if (reached.size >= kept) reached.clear()
    if (found) reached.set(cns, now + reachedFor)
    return found
  }

  async function ofRow(db: Db, row: CartorioRow, at: number): Promise<Cartorio> {
    return {
      cns: row.cns,
      uf: row.uf,
      eligible: row.eligible,
      credentialed: row.credentialedAt !== null,
      suspended: row.suspendedAt !== null,
      reachable: await reachable(db, row.cns, at),
      undecidedPulls: 0,
      pullCap: row.pullCap,
      calendar: await calendar(db, row.cns, row.calendarVersion, at),
    }
  }

  return {
    calendar,
    async shown(cns) {
      const now = performance.now()
      const known = rows.get(cns)
      if (known && known.until > now) return known.row
      const row = await cartorioByCns(store, store.read, cns)
      if (rows.size >= kept) rows.clear()
      rows.set(cns, { row, until: now + reachedFor })
      return row
    },
    forget(all) {
      for (const cns of all) rows.delete(cns)
      for (const key of calendars.keys()) if (all.has(key.slice(0, key.lastIndexOf(':')))) calendars.delete(key)
    },
    ofRow,
    async puller(db, row, at) {
      return { ...(await ofRow(db, row, at)), undecidedPulls: await undecidedPulls(store, db, row.cns) }
    },
    async facts(db, cns, at) {
      const row = await cartorioByCns(store, db, cns)
      return row ? ofRow(db, row, at) : null
    },
    async pullers(db, uf, except, at) {
      const rows = (await pullersOf(store, db, uf)).filter((row) => !except.includes(row.cns))
      const all: Cartorio[] = []
      for (const row of rows) all.push(await ofRow(db, row, at))
      return all.filter((cartorio) => cartorio.reachable)
    },
  }
}

const neverOpen: Hours = { zone: 'America/Sao_Paulo', version: 0, week: [[], [], [], [], [], [], []], special: [] }
