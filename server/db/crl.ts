import { and, desc, gte, isNotNull, lt } from 'drizzle-orm'
import { atMost } from './limit.ts'
import type { Store } from './open.ts'

export type CrlRow = Store['tables']['crl']['$inferSelect']

const kept = 20

export async function newestCrl(store: Store): Promise<CrlRow | null> {
  const { crl } = store.tables
  const [row] = await store.read.select().from(crl).orderBy(desc(crl.number)).limit(atMost(1))
  return row ?? null
}

/** Adds a list under a number of its own; the same number twice keeps the first. Long past ones go. */
export async function addCrl(store: Store, row: CrlRow): Promise<void> {
  const { crl } = store.tables
  await store.inTransaction(async (tx) => {
    await tx.insert(crl).values(row).onConflictDoNothing()
    await tx.delete(crl).where(lt(crl.number, row.number - kept))
  })
}

/** Whether anything was revoked at or after an instant (ms). */
export async function revokedSince(store: Store, at: number): Promise<boolean> {
  const { certificate } = store.tables
  const rows = await store.read
    .select({ id: certificate.id })
    .from(certificate)
    .where(and(isNotNull(certificate.revokedAt), gte(certificate.revokedAt, at)))
    .limit(atMost(1))
  return rows.length > 0
}
