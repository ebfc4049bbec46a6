import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { RejectReason } from '../domain/request.ts'

const instant = (name: string) => integer(name, { mode: 'number' })
const whole = (name: string) => integer(name, { mode: 'number' })
const bool = (name: string) => integer(name, { mode: 'boolean' })

/**
 * One stay of a request at one cartório, folded from its journal and thrown away and folded again at will: no personal data,
 * nothing that the journal does not say. `day` is the local date (YYYY-MM-DD) on which its clock was started there.
 */
export const stay = sqliteTable(
  'stay',
  {
    request: text('request').notNull(),
    n: whole('n').notNull(),
    cns: text('cns').notNull(),
    uf: text('uf').notNull(),
    day: text('day').notNull(),
    startedAt: instant('started_at').notNull(),
    pulled: bool('pulled').notNull(),
    decidedAt: instant('decided_at'),
    decision: text('decision').$type<'create' | 'use' | 'reject'>(),
    reason: text('reason').$type<RejectReason>(),
    late: bool('late'),
    /** Business ms from the start to the decision. */
    businessMs: whole('business_ms'),
    expiredAt: instant('expired_at'),
    releasedAt: instant('released_at'),
    endedAt: instant('ended_at'),
    completedAt: instant('completed_at'),
  },
  (t) => [
    primaryKey({ columns: [t.request, t.n] }),
    index('stay_office').on(t.cns, t.day),
    index('stay_day').on(t.day),
  ],
)

/** Texts that people agree to or are told, in versions that never change. Kind such as 'privacy'. */
export const legalText = sqliteTable(
  'legal_text',
  {
    kind: text('kind').notNull(),
    version: whole('version').notNull(),
    body: text('body').notNull(),
    author: text('author').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.kind, t.version] })],
)
