import type { Context } from 'hono'
import { isFault } from '../domain/fault.ts'
import { closesAt, isOpen, nextOpening } from '../domain/calendar.ts'
import { decide } from '../domain/decide.ts'
import { faultWords, stateWordsOf } from '../domain/words.ts'
import { appendAudit } from '../db/audit.ts'
import type { CartorioRow } from '../db/cartorios.ts'
import { releasedIn, unfinishedAt } from '../db/lists.ts'
import { toRequest, type RequestRow } from '../db/requests.ts'
import { suspendedWhy } from './admin-cartorio-view.ts'
import type { House, SignedIn } from './env.ts'
import { whoIsIn, type Inside } from './attendance-view.ts'
import { nextStep } from './attend-view.ts'
import { clockOf, dataOf, spared } from './present.ts'
import type { PoolItem, QueueItem, QueueView } from './views.ts'

type Ctx = Context<SignedIn>
const step = 5

/** What a cartório's team reads of its own queue and of the pool of its UF. */
export function queueViews(house: House) {
  const { store, places, time } = house
  const shown = new Map<string, string>()

  async function item(row: RequestRow, now: number, inside: readonly Inside[], me: string): Promise<QueueItem> {
    const data = await spared(house, row, () => dataOf(house, row))
    const state = row.state.name
    return {
      id: row.id,
      protocol: row.protocol,
      name: data?.socialName ?? data?.name ?? 'Dados ilegíveis',
      state,
      stateWords: stateWordsOf(row.state, 'staff'),
      since: row.since,
      pulled: row.pulled,
      clock: await spared(house, row, () => clockOf(house, row, now)),
      next: await spared(house, row, () => nextStep(house, row)),
      attendedBy: inside.filter(({ person }) => person !== me).map(({ first }) => first),
      attendedByMe: inside.some(({ person }) => person === me),
    }
  }

  /** A list shows names, so its reading is an audit row; one per person and set of requests, not one per refresh. */
  async function auditList(c: Ctx, cns: string, rows: readonly RequestRow[]): Promise<void> {
    const { person } = c.var.me
    const set = `${cns}:${rows.map((row) => row.id).join()}`
    if (rows.length === 0 || shown.get(person) === set) return
    shown.set(person, set)
    const at = time.now()
    await store.inTransaction(async (tx) => {
      await appendAudit(tx, store, {
        at,
        actor: person,
        action: 'queue.read',
        subject: cns,
        detail: rows.map((row) => row.id).join(),
      })
    })
  }

  async function queue(c: Ctx, row: CartorioRow): Promise<QueueView> {
    const now = time.now()
    const rows = await unfinishedAt(store, row.cns)
    await auditList(c, row.cns, rows)
    const calendar = await places.calendar(store.read, row.cns, row.calendarVersion, now)
    const inside = await whoIsIn(house, row.cns)
    const items = await Promise.all(rows.map((each) => item(each, now, inside(each.id), c.var.me.person)))
    const opens = nextOpening(calendar, now)
    return {
      now,
      cns: row.cns,
      cartorio: {
        name: row.name,
        municipio: row.municipio,
        uf: row.uf,
        zone: row.zone,
        open: isOpen(calendar, now),
        closesAt: isOpen(calendar, now) ? closesAt(calendar, now) : null,
        opensAt: opens,
      },
      credentialed: row.credentialedAt !== null,
      suspended: row.suspendedAt === null ? null : { at: row.suspendedAt, why: suspendedWhy(house, row) ?? '' },
      waiting: items.filter(({ state }) => state === 'waiting' || state === 'expired').toSorted(byUrgency),
      inProgress: items.filter(({ state }) => state === 'in_progress' || state === 'frozen'),
      available: (await pool(row)).length,
    }
  }

  async function pool(row: CartorioRow): Promise<PoolItem[]> {
    const now = time.now()
    const by = await places.puller(store.read, row, now)
    if (!by.credentialed || by.suspended) return []
    const rows = await releasedIn(store, store.read, row.uf)
    return rows
      .filter(({ state }) => state.name === 'released' && !state.excluded.includes(row.cns))
      .map((each) => {
        const refused = decide(toRequest(each), { name: 'pull', by }, now)
        return {
          poolId: each.poolId ?? '',
          municipio: house.municipios.shown(each.ibge)?.name ?? null,
          uf: each.uf,
          waitingMinutes: Math.floor(Math.max(0, now - each.since) / 60_000 / step) * step,
          can: !isFault(refused),
          whyNot: isFault(refused) ? faultWords(refused) : null,
        }
      })
  }

  return { queue, pool }
}

/** Expired first, then by what is left, paused last; the longest waiting first among equals. */
function byUrgency(a: QueueItem, b: QueueItem): number {
  const rank = ({ clock, since }: QueueItem): [number, number] => {
    if (!clock || clock.state === 'stopped') return [3, since]
    if (clock.state === 'expired') return [0, clock.dueAt]
    return [clock.state === 'running' ? 1 : 2, clock.dueAt]
  }
  const [ra, da] = rank(a)
  const [rb, db] = rank(b)
  return ra - rb || da - db
}
