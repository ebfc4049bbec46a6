import { and, asc, count, eq, inArray, isNotNull, isNull, like, sql } from 'drizzle-orm'
import { atMost } from './limit.ts'
import { remembered } from './memory.ts'
import type { Db, Store } from './open.ts'

/** A directory row as stored; instants in ms. */
export type CartorioRow = Store['tables']['cartorio']['$inferSelect']

const value = sql.placeholder

/** One cartório by CNS, prepared: the hot path of every submission and pull. */
export async function cartorioByCns(store: Store, db: Db, cns: string): Promise<CartorioRow | null> {
  const { cartorio } = store.tables
  const find = store.prepared(db, 'cartorio.byCns', () =>
    db
      .select()
      .from(cartorio)
      .where(eq(cartorio.cns, value('cns')))
      .prepare(),
  )
  return remembered(store, db, ['cartorio', cns], async () => (await find.execute({ cns }))[0] ?? null)
}

/** Pulled requests that this cartório has not decided yet, waiting or expired (rule 30). */
export async function undecidedPulls(store: Store, db: Db, cns: string): Promise<number> {
  const { request } = store.tables
  // In words of its own, since a bound parameter can't use the partial index.
  const counted = sql`${request.closedAt} IS NULL AND ${request.pulled} AND ${request.status} IN ('waiting', 'expired')`
  const find = store.prepared(db, 'request.pulls', () =>
    db
      .select({ n: count() })
      .from(request)
      .where(and(eq(request.cns, value('cns')), counted))
      .prepare(),
  )
  return (await find.execute({ cns }))[0]?.n ?? 0
}

/** Credentialed, unsuspended cartórios of a UF: those that may pull (rules 23 and 65). */
export async function pullersOf(store: Store, db: Db, uf: string): Promise<CartorioRow[]> {
  const { cartorio } = store.tables
  const find = store.prepared(db, 'cartorio.pullers', () =>
    db
      .select()
      .from(cartorio)
      .where(
        and(
          eq(cartorio.uf, value('uf')),
          eq(cartorio.eligible, true),
          isNotNull(cartorio.credentialedAt),
          isNull(cartorio.suspendedAt),
        ),
      )
      .prepare(),
  )
  return find.execute({ uf })
}

/**
 * Eligible cartórios that are not suspended, those of the município `ibge` first, credentialed before the others.
 * @param q already folded; every word of it must occur in the name or the município
 */
export async function searchCartorios(
  store: Store,
  filter: { uf?: string; ibge?: string; q?: string; limit: number },
): Promise<CartorioRow[]> {
  const { cartorio } = store.tables
  const words = (filter.q ?? '').split(' ').filter(Boolean).slice(0, 8)
  const nearest = filter.ibge ? [sql`CASE WHEN ${cartorio.ibge} = ${filter.ibge} THEN 0 ELSE 1 END`] : []
  return store.read
    .select()
    .from(cartorio)
    .where(
      and(
        eq(cartorio.eligible, true),
        isNull(cartorio.suspendedAt),
        ...(filter.uf ? [eq(cartorio.uf, filter.uf)] : []),
        ...words.map((word) => like(cartorio.search, `%${word.replaceAll(/[%_]/g, '')}%`)),
      ),
    )
    .orderBy(
      ...nearest,
      sql`CASE WHEN ${cartorio.credentialedAt} IS NULL THEN 1 ELSE 0 END`,
      asc(cartorio.municipio),
      asc(cartorio.search),
    )
    .limit(atMost(filter.limit))
}

/** Sets how many undecided pulled requests a cartório may hold (rule 30). @param at ms */
export async function setPullCap(store: Store, tx: Db, cns: string, pullCap: number, at: number): Promise<void> {
  const { cartorio } = store.tables
  await tx.update(cartorio).set({ pullCap, updatedAt: at }).where(eq(cartorio.cns, cns))
}

export async function setCredentialed(store: Store, tx: Db, cns: string, at: number): Promise<void> {
  const { cartorio } = store.tables
  await tx.update(cartorio).set({ credentialedAt: at, updatedAt: at }).where(eq(cartorio.cns, cns))
}

/** Names by CNS, for lists. */
export async function cartoriosByCns(store: Store, db: Db, all: readonly string[]): Promise<Map<string, CartorioRow>> {
  const { cartorio } = store.tables
  if (all.length === 0) return new Map()
  const rows = await db
    .select()
    .from(cartorio)
    .where(inArray(cartorio.cns, [...all]))
  return new Map(rows.map((row) => [row.cns, row]))
}
