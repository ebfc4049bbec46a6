import type { AuditEntry } from './audit.ts'
import type { Sealer } from './seal.ts'

/** What an act of the administration says of itself, such as its reason. Sealed in the row. */
export type AuditFacts = Readonly<Record<string, string | number | boolean | null | readonly string[]>>

const context = (action: string, subject: string): string => `audit:${action}:${subject}`

/** An entry whose detail is sealed under its own action and subject, so that it opens nowhere else. */
export function sealedEntry(sealer: Sealer, entry: Omit<AuditEntry, 'detail'>, facts: AuditFacts): AuditEntry {
  return { ...entry, detail: sealer.sealJson(facts, context(entry.action, entry.subject)) }
}

/** The facts of a sealed detail, or null where the row holds none of that kind. */
export function factsOf(
  sealer: Sealer,
  { action, subject, detail }: { action: string; subject: string; detail: string | null },
): AuditFacts | null {
  if (detail === null) return null
  try {
    return sealer.openJson<AuditFacts>(detail, context(action, subject))
  } catch {
    return null
  }
}
