import { and, desc, eq } from 'drizzle-orm'
import type { LegalKind } from '../domain/legal.ts'
import { atMost } from './limit.ts'
import type { Db, Store } from './open.ts'

/** A published version of a text; it never changes. `author` is a person's id, `at` ms. */
export type LegalRow = Store['tables']['legalText']['$inferSelect']

/** Published versions of a text, the newest first. */
export async function legalVersions(store: Store, db: Db, kind: LegalKind, most = 100): Promise<LegalRow[]> {
  const { legalText } = store.tables
  return db
    .select()
    .from(legalText)
    .where(eq(legalText.kind, kind))
    .orderBy(desc(legalText.version))
    .limit(atMost(most))
}

export async function legalVersion(store: Store, db: Db, kind: LegalKind, version: number): Promise<LegalRow | null> {
  const { legalText } = store.tables
  const [row] = await db
    .select()
    .from(legalText)
    .where(and(eq(legalText.kind, kind), eq(legalText.version, version)))
  return row ?? null
}

export async function addLegal(store: Store, tx: Db, row: LegalRow): Promise<void> {
  await tx.insert(store.tables.legalText).values(row)
}
