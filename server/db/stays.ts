import { and, asc, desc, eq, gt, like, lte, ne, sql } from 'drizzle-orm'
import { atMost } from './limit.ts'
import type { Db, Store } from './open.ts'

/** A stay as stored; instants in ms. */
export type StayRow = Store['tables']['stay']['$inferSelect']

/** How far the audit chain has been folded into stays. */
const mark = 'figures.seq'

const value = sql.placeholder

/** The number of the last row of the audit chain that the stays know of; 0 before the first. */
export async function stayMark(store: Store, db: Db): Promise<number> {
  const { setting } = store.tables
  const find = store.prepared(db, 'stay.mark', () =>
    db.select({ value: setting.value }).from(setting).where(eq(setting.name, mark)).prepare(),
  )
  return Number((await find.execute())[0]?.value ?? 0)
}

/** The end of the audit chain: number and instant (ms) of its last row, or null. */
export async function auditEnd(store: Store): Promise<{ seq: number; at: number } | null> {
  const { audit } = store.tables
  const find = store.prepared(store.read, 'stay.end', (db) =>
    db.select({ seq: audit.seq, at: audit.at }).from(audit).orderBy(desc(audit.seq)).limit(atMost(1)).prepare(),
  )
  return (await find.execute())[0] ?? null
}

/** Instant (ms) of a row of the chain. */
export async function auditAt(store: Store, seq: number): Promise<number | null> {
  const { audit } = store.tables
  const [row] = await store.read.select({ at: audit.at }).from(audit).where(eq(audit.seq, seq))
  return row?.at ?? null
}

/** Changes of requests behind `after` and up to `end`, at most 2,000: every one has its row, in the order of the commits. */
export async function changesAfter(
  store: Store,
  after: number,
  end: number,
): Promise<{ seq: number; subject: string }[]> {
  const { audit } = store.tables
  const find = store.prepared(store.read, 'stay.changes', (db) =>
    db
      .select({ seq: audit.seq, subject: audit.subject })
      .from(audit)
      .where(
        and(
          gt(audit.seq, value('after')),
          lte(audit.seq, value('end')),
          like(audit.action, 'request.%'),
          ne(audit.action, 'request.read'),
        ),
      )
      .orderBy(asc(audit.seq))
      .limit(atMost(changesAtOnce))
      .prepare(),
  )
  return find.execute({ after, end })
}

export const changesAtOnce = 2_000

/**
 * Puts the stays of `requests` in the place of what was known of them and moves the mark. Gives false, having written nothing,
 * when the mark is no longer at `from`: somebody else has folded on, or begun anew.
 */
export async function replaceStays(
  store: Store,
  tx: Db,
  move: { from: number; to: number },
  requests: readonly string[],
  rows: readonly StayRow[],
): Promise<boolean> {
  if ((await stayMark(store, tx)) !== move.from) return false
  const { stay } = store.tables
  const remove = store.write(tx, 'stay.remove', (db) => db.delete(stay).where(eq(stay.request, value('request'))))
  const insert = store.write(tx, 'stay.insert', (db) => insertion(db, store))
  for (const request of requests) await remove({ request })
  for (const row of rows)
    await insert({ ...row, pulled: Number(row.pulled), late: row.late === null ? null : Number(row.late) })
  await moveMark(store, tx, move.to)
  return true
}

/** Throws every stay away; the next folding begins at the first row of the chain. */
export async function forgetStays(store: Store, tx: Db): Promise<void> {
  await tx.delete(store.tables.stay)
  await moveMark(store, tx, 0)
}

async function moveMark(store: Store, tx: Db, seq: number): Promise<void> {
  const { setting } = store.tables
  const row = { name: mark, value: String(seq) }
  await tx
    .insert(setting)
    .values(row)
    .onConflictDoUpdate({ target: setting.name, set: { value: row.value } })
}

function insertion(db: Db, { tables: { stay } }: Store) {
  return db.insert(stay).values({
    request: value('request'),
    n: value('n'),
    cns: value('cns'),
    uf: value('uf'),
    day: value('day'),
    startedAt: value('startedAt'),
    // A placeholder of a boolean column would turn null into false.
    pulled: sql`${value('pulled')}`,
    decidedAt: value('decidedAt'),
    decision: value('decision'),
    reason: value('reason'),
    late: sql`${value('late')}`,
    businessMs: value('businessMs'),
    expiredAt: value('expiredAt'),
    releasedAt: value('releasedAt'),
    endedAt: value('endedAt'),
    completedAt: value('completedAt'),
  })
}
