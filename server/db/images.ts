import { asc, eq, sql } from 'drizzle-orm'
import type { Db, Store } from './open.ts'

/** A picture as stored; instants in ms of business time. */
export type ImageRow = Store['tables']['image']['$inferSelect']

const value = sql.placeholder

/** The pictures of a request, by kind. */
export async function imagesOf(store: Store, db: Db, request: string): Promise<ImageRow[]> {
  const { image } = store.tables
  const find = store.prepared(db, 'image.ofRequest', () =>
    db
      .select()
      .from(image)
      .where(eq(image.request, value('request')))
      .orderBy(asc(image.kind))
      .prepare(),
  )
  return find.execute({ request })
}
