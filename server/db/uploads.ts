import { and, asc, eq } from 'drizzle-orm'
import type { ImageKind } from '../domain/image.ts'
import type { Db, Store } from './open.ts'

/** One piece of an upload under way. */
export type PartRow = Store['tables']['uploadPart']['$inferSelect']

/** The pieces of an upload, in their order. */
export async function partsOf(store: Store, db: Db, request: string, kind: ImageKind): Promise<PartRow[]> {
  const { uploadPart } = store.tables
  return db
    .select()
    .from(uploadPart)
    .where(and(eq(uploadPart.request, request), eq(uploadPart.kind, kind)))
    .orderBy(asc(uploadPart.start))
}

export async function addPart(store: Store, tx: Db, row: PartRow): Promise<void> {
  await tx.insert(store.tables.uploadPart).values(row)
}

/** Takes all pieces of an upload away; gives the files that are to be removed after the commit. */
export async function dropParts(store: Store, tx: Db, request: string, kind: ImageKind): Promise<string[]> {
  const { uploadPart } = store.tables
  const gone = await tx
    .delete(uploadPart)
    .where(and(eq(uploadPart.request, request), eq(uploadPart.kind, kind)))
    .returning({ file: uploadPart.file })
  return gone.map(({ file }) => file)
}
