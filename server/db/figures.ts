import { and, asc, eq, gte, lte, sql, type SQL } from 'drizzle-orm'
import { noFigures, type Figures } from '../domain/figures.ts'
import { grainLength, type Grain, type Span } from '../domain/periods.ts'
import type { RejectReason } from '../domain/request.ts'
import type { Store } from './open.ts'

/** Which stays: begun in the span (local days, both included), at one cartório, or at those of one UF. */
export type FigureFilter = Span & { readonly cns?: string | undefined; readonly uf?: string | undefined }

/** How they are put together; what is left out is not told apart. */
export type Grouping = { readonly grain?: Grain | undefined; readonly perOffice?: boolean | undefined }

/** `period` and `cns` are empty where they are not told apart. */
export type FigureRow = Figures & { period: string; cns: string }

/**
 * The figures (domain/figures.ts) of every group that has a stay, by period and CNS. Counting and ranking happen in SQL: one
 * walk over the stays of the span, and one over their decisions.
 */
export async function figuresOf(store: Store, filter: FigureFilter, by: Grouping): Promise<FigureRow[]> {
  const { stay } = store.tables
  const where = and(
    gte(stay.day, filter.from),
    lte(stay.day, filter.to),
    filter.cns === undefined ? undefined : eq(stay.cns, filter.cns),
    filter.uf === undefined ? undefined : eq(stay.uf, filter.uf),
  )
  // The length stands in the text: bound, the same expression in SELECT and GROUP BY would not be the same to the planner.
  const period = by.grain
    ? sql<string>`substr(${stay.day}, 1, ${sql.raw(String(grainLength[by.grain]))})`
    : sql<string>`''`
  const cns = by.perOffice ? sql<string>`${stay.cns}` : sql<string>`''`
  const groups = [...(by.grain ? [period] : []), ...(by.perOffice ? [cns] : [])]
  const counted = store.read
    .select({ period: period.as('period'), cns: cns.as('of_cns'), ...counts(store) })
    .from(stay)
    .where(where)
  const rows = await (groups.length > 0
    ? counted.groupBy(...groups).orderBy(...groups.map((each) => asc(each)))
    : counted)
  const ranks = await ranksOf(store, where, period, cns)
  return rows
    .filter((row) => row.received > 0)
    .map(({ period: name, cns: office, data_mismatch, document_unreadable, photo_mismatch, other, ...row }) => ({
      ...noFigures(),
      ...row,
      period: name,
      cns: office,
      rejected: { data_mismatch, document_unreadable, photo_mismatch, other },
      ...ranks.get(`${name} ${office}`),
    }))
}

const times = (condition: SQL) =>
  sql<number>`coalesce(sum(CASE WHEN ${condition} THEN 1 ELSE 0 END), 0)`.mapWith(Number)

function counts({ tables: { stay } }: Store) {
  const [decided, expired, ended] = [
    sql`${stay.decidedAt} IS NOT NULL`,
    sql`${stay.expiredAt} IS NOT NULL`,
    sql`${stay.endedAt} IS NOT NULL`,
  ]
  const rejected = (reason: RejectReason) => times(sql`${stay.decision} = 'reject' AND ${stay.reason} = ${reason}`)
  return {
    received: sql<number>`count(*)`.mapWith(Number),
    inTime: times(sql`${decided} AND NOT ${stay.late}`),
    late: times(sql`${decided} AND ${stay.late}`),
    undecided: times(sql`NOT (${decided}) AND ${expired}`),
    left: times(sql`NOT (${decided}) AND NOT (${expired}) AND ${ended}`),
    open: times(sql`NOT (${decided}) AND NOT (${expired}) AND NOT (${ended})`),
    expired: times(expired),
    released: times(sql`${stay.releasedAt} IS NOT NULL`),
    pulled: times(sql`${stay.pulled}`),
    created: times(sql`${stay.decision} = 'create'`),
    used: times(sql`${stay.decision} = 'use'`),
    completed: times(sql`${stay.completedAt} IS NOT NULL`),
    data_mismatch: rejected('data_mismatch'),
    document_unreadable: rejected('document_unreadable'),
    photo_mismatch: rejected('photo_mismatch'),
    other: rejected('other'),
  }
}

type Ranks = Pick<Figures, 'medianMs' | 'p90Ms'>

/** Nearest rank of 50 % and 90 % among the decisions of each group, in whole numbers: ⌈n/2⌉ and ⌈9n/10⌉. */
async function ranksOf(
  store: Store,
  where: SQL | undefined,
  period: SQL<string>,
  cns: SQL<string>,
): Promise<Map<string, Ranks>> {
  const { stay } = store.tables
  const group = sql`${period}, ${cns}`
  const ranked = store.read
    .select({
      period: period.as('period'),
      cns: cns.as('of_cns'),
      ms: stay.businessMs,
      rank: sql<number>`row_number() OVER (PARTITION BY ${group} ORDER BY ${stay.businessMs})`.as('rank'),
      n: sql<number>`count(*) OVER (PARTITION BY ${group})`.as('n'),
    })
    .from(stay)
    .where(and(where, sql`${stay.businessMs} IS NOT NULL`))
    .as('ranked')
  const at = (rank: SQL) => sql<number | null>`max(CASE WHEN ${ranked.rank} = ${rank} THEN ${ranked.ms} END)`
  const rows = await store.read
    .select({
      period: ranked.period,
      cns: ranked.cns,
      medianMs: at(sql`(${ranked.n} + 1) / 2`),
      p90Ms: at(sql`(9 * ${ranked.n} + 9) / 10`),
    })
    .from(ranked)
    .groupBy(sql`${ranked.period}, ${ranked.cns}`)
  return new Map(rows.map((row) => [`${row.period} ${row.cns}`, { medianMs: row.medianMs, p90Ms: row.p90Ms }]))
}
