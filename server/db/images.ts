import { and, eq, isNotNull, ne, sql, sum } from 'drizzle-orm'
import type { ImageKind } from '../domain/image.ts'
import { atMost } from './limit.ts'
import type { Db, Store } from './open.ts'

/** A picture as stored; instants in ms of business time. */
export type ImageRow = Store['tables']['image']['$inferSelect']

const value = sql.placeholder

/** The pictures of a request, by kind. Sorted here: for the few there are, a sorter of SQLite's costs more than finding them. */
export async function imagesOf(store: Store, db: Db, request: string): Promise<ImageRow[]> {
  const { image } = store.tables
  const find = store.prepared(db, 'image.ofRequest', () =>
    db
      .select()
      .from(image)
      .where(eq(image.request, value('request')))
      .prepare(),
  )
  return (await find.execute({ request })).toSorted((a, b) => (a.kind < b.kind ? -1 : 1))
}

export async function imageOf(store: Store, db: Db, request: string, kind: ImageKind): Promise<ImageRow | null> {
  return (await imagesOf(store, db, request)).find((row) => row.kind === kind) ?? null
}

/** Puts a picture in the place of one of the same kind. */
export async function saveImage(store: Store, tx: Db, row: ImageRow): Promise<void> {
  const { image } = store.tables
  const { request: _request, kind: _kind, account: _account, ...rest } = row
  await tx
    .insert(image)
    .values(row)
    .onConflictDoUpdate({ target: [image.request, image.kind], set: rest })
}

export async function deleteImage(store: Store, tx: Db, { request, kind }: Pick<ImageRow, 'request' | 'kind'>) {
  const { image } = store.tables
  await tx.delete(image).where(and(eq(image.request, request), eq(image.kind, kind)))
}

/** In the commit of the submission: the pictures that its account took for it are no orphans any more. */
export async function claimImages(store: Store, tx: Db, request: string, account: string): Promise<ImageRow[]> {
  const { image } = store.tables
  // Most of what programs send has none, and a look costs less than a write.
  const look = store.finds(tx, 'image.any', () =>
    tx
      .select({ kind: image.kind })
      .from(image)
      .where(eq(image.request, value('request')))
      .limit(atMost(1)),
  )
  if (!look({ request })) return []
  const own = (await imagesOf(store, tx, request)).filter((row) => row.account === account)
  if (own.length === 0) return own
  const claim = store.write(tx, 'image.claim', () =>
    tx
      .update(image)
      .set({ expiresAt: null })
      .where(and(eq(image.request, value('request')), eq(image.account, value('account')))),
  )
  await claim({ request, account })
  return own
}

/** Whether somebody else has begun to send pictures under this id. */
export async function imagesOfOthers(store: Store, db: Db, request: string, account: string): Promise<boolean> {
  const { image, uploadPart } = store.tables
  const stored = await db
    .select({ account: image.account })
    .from(image)
    .where(and(eq(image.request, request), ne(image.account, account)))
    .limit(atMost(1))
  if (stored.length > 0) return true
  const parts = await db
    .select({ account: uploadPart.account })
    .from(uploadPart)
    .where(and(eq(uploadPart.request, request), ne(uploadPart.account, account)))
    .limit(atMost(1))
  return parts.length > 0
}

/** Bytes of an account that wait for their requests to be sent: pictures and pieces. */
export async function pendingBytes(store: Store, db: Db, account: string): Promise<number> {
  const { image, uploadPart } = store.tables
  const [stored] = await db
    .select({ n: sum(image.bytes).mapWith(Number) })
    .from(image)
    .where(and(isNotNull(image.expiresAt), eq(image.account, account)))
  const [parts] = await db
    .select({ n: sum(uploadPart.bytes).mapWith(Number) })
    .from(uploadPart)
    .where(eq(uploadPart.account, account))
  return (stored?.n ?? 0) + (parts?.n ?? 0)
}
