import { and, eq, gte, lte, sql } from 'drizzle-orm'
import { fates, outcomes, type CountedStay } from '../domain/figures.ts'
import type { Span } from '../domain/periods.ts'
import type { Store } from './open.ts'

/** Which stays: begun in the span (local days, both included), at one cartório, or at those of one UF. */
export type FigureFilter = Span & { readonly cns?: string | undefined; readonly uf?: string | undefined }

/**
 * What the figures need of each stay of the filter, in one walk: a dozen columns would cost more to carry over than to count,
 * so what became of a stay comes as one number.
 */
export async function countedStays(store: Store, filter: FigureFilter): Promise<CountedStay[]> {
  const { stay } = store.tables
  const rows = await store.read
    .select({ day: stay.day, cns: stay.cns, ms: stay.businessMs, bits: bitsOf(store) })
    .from(stay)
    .where(
      and(
        gte(stay.day, filter.from),
        lte(stay.day, filter.to),
        filter.cns === undefined ? undefined : eq(stay.cns, filter.cns),
        filter.uf === undefined ? undefined : eq(stay.uf, filter.uf),
      ),
    )
  return rows.map(({ day, cns, ms, bits }) => ({
    day,
    cns,
    ms,
    fate: fates[bits & 7] ?? 'open',
    outcome: outcomes[(bits >> 3) & 7] ?? null,
    expired: (bits & 64) > 0,
    released: (bits & 128) > 0,
    pulled: (bits & 256) > 0,
    completed: (bits & 512) > 0,
  }))
}

function bitsOf({ tables: { stay } }: Store) {
  const fate = sql`CASE
    WHEN ${stay.decidedAt} IS NOT NULL THEN CASE WHEN ${stay.late} THEN 1 ELSE 0 END
    WHEN ${stay.expiredAt} IS NOT NULL THEN 2
    WHEN ${stay.endedAt} IS NOT NULL THEN 3
    ELSE 4 END`
  const outcome = sql`CASE ${stay.decision}
    WHEN 'create' THEN 0
    WHEN 'use' THEN 1
    WHEN 'reject' THEN CASE ${stay.reason}
      WHEN 'data_mismatch' THEN 2 WHEN 'document_unreadable' THEN 3 WHEN 'photo_mismatch' THEN 4 ELSE 5 END
    ELSE 7 END`
  return sql<number>`${fate} + 8 * ${outcome}
    + CASE WHEN ${stay.expiredAt} IS NULL THEN 0 ELSE 64 END
    + CASE WHEN ${stay.releasedAt} IS NULL THEN 0 ELSE 128 END
    + CASE WHEN ${stay.pulled} THEN 256 ELSE 0 END
    + CASE WHEN ${stay.completedAt} IS NULL THEN 0 ELSE 512 END`
}
