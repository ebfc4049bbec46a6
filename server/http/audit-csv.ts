import type { AuditRow } from '../db/audit-search.ts'
import type { AuditRowView } from './admin-views.ts'
import { csvText } from './csv.ts'

const columns = ['linha', 'instante', 'ação', 'o que', 'quem', 'sobre', 'detalhe', 'hash'] as const

/**
 * The rows as a file for spreadsheets: UTF-8 with its mark, semicolons as Brazilian ones expect, instants in UTC (RFC 3339). A cell
 * that a spreadsheet would take for a formula is led by an apostrophe.
 */
export function auditCsv(views: readonly AuditRowView[], rows: readonly AuditRow[]): string {
  const hashes = new Map(rows.map(({ seq, hash }) => [seq, hash]))
  const lines = views.map((view) => [
    String(view.seq),
    new Date(view.at).toISOString(),
    view.action,
    view.words,
    view.actor,
    view.subject ?? '',
    view.detail.join(' | '),
    hashes.get(view.seq) ?? '',
  ])
  return csvText([columns, ...lines])
}
