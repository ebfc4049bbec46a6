import { and, desc, eq, gt, inArray, sql } from 'drizzle-orm'
import { atMost } from './limit.ts'
import type { Db, Store } from './open.ts'
import * as auth from './schema.auth.sqlite.ts'

/** A session of a person; instants in epoch ms. `passkeyAt`: when it last proved a passkey (rule 67). */
export type Session = {
  id: string
  person: string
  passkeyAt: number | null
  createdAt: number
  seenAt: number
  expiresAt: number
  device: string
}

const value = sql.placeholder

/** The session of a token that the cookie's signature has vouched for; prepared. */
export async function sessionByToken(store: Store, token: string): Promise<Session | null> {
  const find = store.prepared(store.read, 'session.byToken', (db) =>
    select(store, db)
      .where(eq(auth.session.token, value('token')))
      .prepare(),
  )
  const [row] = await find.execute({ token })
  return row ? toSession(row) : null
}

/** The sessions of a person that have not expired at `now` (ms), newest first. */
export async function sessionsOf(store: Store, db: Db, person: string, now: number): Promise<Session[]> {
  const rows = await select(store, db)
    .where(and(eq(store.tables.person.id, person), gt(auth.session.expiresAt, new Date(now))))
    .orderBy(desc(auth.session.createdAt))
  return rows.map(toSession)
}

export async function touchSession(tx: Db, id: string, at: number): Promise<void> {
  await tx
    .update(auth.session)
    .set({ updatedAt: new Date(at) })
    .where(eq(auth.session.id, id))
}

/** Ends sessions with their proofs and the push subscriptions bound to them (rule 70). */
export async function endSessions(store: Store, tx: Db, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const { pushSubscription } = store.tables
  await tx.delete(auth.session).where(inArray(auth.session.id, [...ids]))
  await tx.delete(auth.sessionProof).where(inArray(auth.sessionProof.session, [...ids]))
  await tx.delete(pushSubscription).where(inArray(pushSubscription.session, [...ids]))
}

/** The same person signed in again in the same browser: its subscriptions go over to the new session. */
export async function moveDevices(store: Store, tx: Db, from: string, to: string): Promise<void> {
  const { pushSubscription } = store.tables
  await tx.update(pushSubscription).set({ session: to }).where(eq(pushSubscription.session, from))
}

/** Notes that a session proved a passkey at `at` (ms). */
export async function proveSession(tx: Db, session: string, at: number): Promise<void> {
  await tx
    .insert(auth.sessionProof)
    .values({ session, passkeyAt: at })
    .onConflictDoUpdate({ target: auth.sessionProof.session, set: { passkeyAt: at } })
}

/** Tries so far and expiry (ms) of the newest code kept under this identifier. */
export async function keptCode(db: Db, identifier: string): Promise<{ tries: number; expiresAt: number } | null> {
  const { verification } = auth
  const [row] = await db
    .select({ value: verification.value, expiresAt: verification.expiresAt })
    .from(verification)
    .where(eq(verification.identifier, identifier))
    .orderBy(desc(verification.createdAt))
    .limit(atMost(1))
  if (!row) return null
  return { tries: Number(row.value.slice(row.value.lastIndexOf(':') + 1)), expiresAt: row.expiresAt.getTime() }
}

export async function dropCode(tx: Db, identifier: string): Promise<void> {
  await tx.delete(auth.verification).where(eq(auth.verification.identifier, identifier))
}

/** The person behind the sign-in library's user. */
export async function personOfUser(store: Store, db: Db, user: string): Promise<string | null> {
  const { person } = store.tables
  return (await db.select({ id: person.id }).from(person).where(eq(person.user, user)))[0]?.id ?? null
}

function select(store: Store, db: Db) {
  const { person } = store.tables
  return db
    .select({
      id: auth.session.id,
      person: person.id,
      passkeyAt: auth.sessionProof.passkeyAt,
      createdAt: auth.session.createdAt,
      seenAt: auth.session.updatedAt,
      expiresAt: auth.session.expiresAt,
      device: auth.session.userAgent,
    })
    .from(auth.session)
    .innerJoin(person, eq(person.user, auth.session.userId))
    .leftJoin(auth.sessionProof, eq(auth.sessionProof.session, auth.session.id))
}

type Row = Awaited<ReturnType<typeof select>>[number]

const toSession = (row: Row): Session => ({
  ...row,
  createdAt: row.createdAt.getTime(),
  seenAt: row.seenAt.getTime(),
  expiresAt: row.expiresAt.getTime(),
  device: row.device ?? '',
})
