import { and, count, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm'
import { usualPullCap } from '../domain/cartorio.ts'
import type { CallRow } from './calls.ts'
import { setPullCap, type CartorioRow } from './cartorios.ts'
import type { Db, Store } from './open.ts'
import type { RequestRow } from './requests.ts'
import { putSetting } from './secrets.ts'

/** The context under which the reason of a suspension is sealed. */
export const suspensionSeal = (cns: string): string => `cartorio.suspended:${cns}`

/** What a suspension takes from a cartório: everything undecided, and what is under way without a certificate. */
const moving = ['waiting', 'expired', 'in_progress'] as const

/** How many requests of a cartório a suspension would move; of those under way, how many have their order placed. */
export type Moving = { waiting: number; expired: number; inProgress: number; ordered: number }

/** Suspends (`why` already sealed) or, with null, reactivates. @param given.at ms */
export async function setSuspension(
  store: Store,
  tx: Db,
  cns: string,
  given: { at: number; why: string } | null,
  at: number,
): Promise<void> {
  const { cartorio } = store.tables
  await tx
    .update(cartorio)
    .set({ suspendedAt: given?.at ?? null, suspendedWhy: given?.why ?? null, updatedAt: at })
    .where(eq(cartorio.cns, cns))
}

const allowance = (cns: string): string => `pull-cap:${cns}`

/** The most pulled requests that a cartório may have undecided (rule 30), and how far it may turn that up itself from now on. */
export async function allowPulls(store: Store, tx: Db, cns: string, cap: number, at: number): Promise<void> {
  await setPullCap(store, tx, cns, cap, at)
  await putSetting(store, tx, allowance(cns), String(cap))
}

/** How high a cartório may set its own cap: what the administration said last, else what is usual. */
export async function allowedPulls(
  { tables: { setting } }: Store,
  db: Db,
  { cns, pullCap }: Pick<CartorioRow, 'cns' | 'pullCap'>,
): Promise<number> {
  const [said] = await db
    .select({ value: setting.value })
    .from(setting)
    .where(eq(setting.name, allowance(cns)))
  return said ? Number(said.value) : Math.max(usualPullCap, pullCap)
}

/** The requests that a suspension moves, read in its transaction. */
export async function requestsToMove(store: Store, tx: Db, cns: string): Promise<RequestRow[]> {
  const { request } = store.tables
  return tx
    .select()
    .from(request)
    .where(and(eq(request.cns, cns), isNull(request.closedAt), inArray(request.status, [...moving])))
}

/** The same, counted. */
export async function countToMove(store: Store, db: Db, cns: string): Promise<Moving> {
  const { request, certificateOrder: order } = store.tables
  const here = and(eq(request.cns, cns), isNull(request.closedAt), inArray(request.status, [...moving]))
  const rows = await db.select({ status: request.status, n: count() }).from(request).where(here).groupBy(request.status)
  const n = (status: (typeof moving)[number]) => rows.find((row) => row.status === status)?.n ?? 0
  const [placed] = await db
    .select({ n: sql<number>`count(DISTINCT ${request.id})` })
    .from(request)
    .innerJoin(order, and(eq(order.request, request.id), isNotNull(order.placedAt), isNull(order.endedAt)))
    .where(and(here, eq(request.status, 'in_progress')))
  return { waiting: n('waiting'), expired: n('expired'), inProgress: n('in_progress'), ordered: placed?.n ?? 0 }
}

/** The video rooms of a cartório that are open, such as one for a new phone after the certificate. */
export async function openCallsAt(store: Store, db: Db, cns: string): Promise<CallRow[]> {
  const { call } = store.tables
  return db
    .select()
    .from(call)
    .where(and(eq(call.cns, cns), isNull(call.endedAt)))
}
