import { and, asc, count, eq, sql } from 'drizzle-orm'
import type { Tick } from '../domain/clock.ts'
import type { Entry } from '../domain/request.ts'
import type { Db, Store } from './open.ts'
import type { Sealer } from './seal.ts'

const value = sql.placeholder

/** An earlier act of the same person under the same key. */
export async function entryOfIntent(store: Store, db: Db, actor: string, intent: string) {
  const { entry } = store.tables
  const find = store.prepared(db, 'entry.intent', () =>
    db
      .select({ request: entry.request, version: entry.version, hash: entry.intentHash })
      .from(entry)
      .where(and(eq(entry.actor, value('actor')), eq(entry.intent, value('intent'))))
      .prepare(),
  )
  return (await find.execute({ actor, intent }))[0] ?? null
}

/** The whole journal of a request, opened, oldest first. */
export async function journalOf(
  store: Store,
  db: Db,
  sealer: Sealer,
  id: string,
): Promise<(Entry & { actor: string })[]> {
  const { entry } = store.tables
  const find = store.prepared(db, 'entry.journal', () =>
    db
      .select({ version: entry.version, actor: entry.actor, body: entry.body })
      .from(entry)
      .where(eq(entry.request, value('id')))
      .orderBy(asc(entry.version))
      .prepare(),
  )
  const rows = await find.execute({ id })
  return rows.map((row) => ({ ...sealer.openJson<Entry>(row.body, `entry:${id}:${row.version}`), actor: row.actor }))
}

/** The ledger of a request's clocks, oldest first (rule 15). */
export async function ticksOf(store: Store, db: Db, id: string): Promise<Tick[]> {
  const { tick } = store.tables
  const find = store.prepared(db, 'tick.ofRequest', () =>
    db
      .select()
      .from(tick)
      .where(eq(tick.request, value('id')))
      .orderBy(asc(tick.seq))
      .prepare(),
  )
  return find.execute({ id })
}

/** How many clocks got another due instant by a projection at an instant (ms): what an edit did. Reads the whole ledger. */
export async function projectedAt(store: Store, db: Db, at: number): Promise<number> {
  const { tick } = store.tables
  const before = sql`(SELECT due_at FROM tick AS earlier WHERE earlier.request = ${tick.request} AND earlier.seq < ${tick.seq} ORDER BY earlier.seq DESC LIMIT 1)`
  const rows = await db
    .select({ n: count() })
    .from(tick)
    .where(and(eq(tick.at, at), eq(tick.kind, 'project'), sql`${tick.dueAt} IS NOT ${before}`))
  return rows[0]?.n ?? 0
}
