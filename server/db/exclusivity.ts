import { and, eq, gt } from 'drizzle-orm'
import type { Db, Store } from './open.ts'

/** Who has the exclusivity of a person, by the blind index of the CPF (rule 53): the issuer of the active certificate, until its end. */
export async function exclusivityOf(
  store: Store,
  db: Db,
  cpfBlind: string,
  now: number,
): Promise<{ cns: string; until: number } | null> {
  const { certificate } = store.tables
  const [row] = await db
    .select({ cns: certificate.cns, until: certificate.exclusiveUntil })
    .from(certificate)
    .where(
      and(eq(certificate.cpfBlind, cpfBlind), eq(certificate.state, 'active'), gt(certificate.exclusiveUntil, now)),
    )
  return row && row.until !== null ? { cns: row.cns, until: row.until } : null
}
