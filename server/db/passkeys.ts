import { and, asc, count, eq } from 'drizzle-orm'
import type { Db, Store } from './open.ts'
import { passkey } from './schema.auth.sqlite.ts'

export type PasskeyRow = { id: string; name: string; createdAt: number | null }

/** The passkeys of a person, oldest first; `createdAt` in ms. */
export async function passkeysOf(store: Store, db: Db, person: string): Promise<PasskeyRow[]> {
  const rows = await db
    .select({ id: passkey.id, name: passkey.name, createdAt: passkey.createdAt })
    .from(passkey)
    .innerJoin(store.tables.person, eq(store.tables.person.user, passkey.userId))
    .where(eq(store.tables.person.id, person))
    .orderBy(asc(passkey.createdAt))
  return rows.map((row) => ({ id: row.id, name: row.name ?? '', createdAt: row.createdAt?.getTime() ?? null }))
}

export async function countPasskeys(db: Db, user: string): Promise<number> {
  const [row] = await db.select({ n: count() }).from(passkey).where(eq(passkey.userId, user))
  return row?.n ?? 0
}

/** Removes a passkey of this user, or all of them; tells whether there was one. */
export async function removePasskeys(tx: Db, user: string, id?: string): Promise<boolean> {
  const rows = await tx
    .delete(passkey)
    .where(and(eq(passkey.userId, user), id === undefined ? undefined : eq(passkey.id, id)))
    .returning({ id: passkey.id })
  return rows.length > 0
}
