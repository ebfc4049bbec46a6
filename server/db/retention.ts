import { and, asc, eq, gt, inArray, isNotNull, isNull, lte } from 'drizzle-orm'
import { atMost } from './limit.ts'
import type { ImageRow } from './images.ts'
import type { Db, Store } from './open.ts'
import type { PartRow } from './uploads.ts'

// What has outlived its term; all instants in ms of business time.

/** Pictures whose request was never sent. */
export async function orphanImages(store: Store, db: Db, now: number, limit: number): Promise<ImageRow[]> {
  const { image } = store.tables
  return db
    .select()
    .from(image)
    .where(and(isNotNull(image.expiresAt), lte(image.expiresAt, now)))
    .limit(atMost(limit))
}

/** Pieces of uploads that were never finished. */
export async function oldParts(store: Store, db: Db, now: number, limit: number): Promise<PartRow[]> {
  const { uploadPart } = store.tables
  return db.select().from(uploadPart).where(lte(uploadPart.expiresAt, now)).limit(atMost(limit))
}

export async function deletePart(store: Store, tx: Db, { request, kind, start }: PartRow): Promise<void> {
  const { uploadPart: t } = store.tables
  await tx.delete(t).where(and(eq(t.request, request), eq(t.kind, kind), eq(t.start, start)))
}

/** The requests that have pictures, after `cursor`, in the order of their ids, each with what became of it. */
export async function requestsWithImages(store: Store, cursor: string, limit: number) {
  const { image, request } = store.tables
  return store.read
    .selectDistinct({ id: request.id, status: request.status, since: request.since })
    .from(image)
    .innerJoin(request, eq(request.id, image.request))
    .where(gt(image.request, cursor))
    .orderBy(asc(image.request))
    .limit(atMost(limit))
}

export type SegmentRow = Store['tables']['segment']['$inferSelect']

/** Those of `files` that a row names. */
export async function namedFiles(store: Store, files: string[]): Promise<Set<string>> {
  const { image, uploadPart, segment } = store.tables
  const found: string[] = []
  for (const table of [image, uploadPart, segment]) {
    const rows = await store.read.select({ file: table.file }).from(table).where(inArray(table.file, files))
    found.push(...rows.map(({ file }) => file))
  }
  return new Set(found)
}

/** A page of all pictures after (request, kind), and of all recorded pieces that are still there, for whoever checks their files. */
export async function imagePage(store: Store, after: string, limit: number): Promise<ImageRow[]> {
  const { image } = store.tables
  return store.read.select().from(image).where(gt(image.file, after)).orderBy(asc(image.file)).limit(atMost(limit))
}

export async function segmentPage(store: Store, after: string, limit: number): Promise<SegmentRow[]> {
  const { segment } = store.tables
  return store.read
    .select()
    .from(segment)
    .where(and(gt(segment.file, after), isNull(segment.deletedAt), eq(segment.lost, false)))
    .orderBy(asc(segment.file))
    .limit(atMost(limit))
}
