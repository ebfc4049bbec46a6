import { and, asc, desc, eq, gt, inArray, isNull, lte, sql } from 'drizzle-orm'
import type { Email } from '../domain/contact.ts'
import type { Role } from '../domain/cartorio.ts'
import { atMost } from './limit.ts'
import type { Db, Store } from './open.ts'
import { activeRole, blindEmail } from './people.ts'
import type { Sealer } from './seal.ts'
import { uuidv7 } from './uuid.ts'

/** A role of a person; `cns` is null for admin and inspetor. Instants in ms. */
export type RoleRow = Store['tables']['role']['$inferSelect']
export type InvitationRow = Store['tables']['invitation']['$inferSelect']

const value = sql.placeholder

export const invitationSeal = (id: string): string => `invitation.email:${id}`

/** The roles that a person has at the instant `now` (ms); prepared. */
export async function activeRolesOf(store: Store, db: Db, person: string, now: number): Promise<RoleRow[]> {
  const { role } = store.tables
  const find = store.prepared(db, 'role.ofPerson', () =>
    db
      .select()
      .from(role)
      .where(and(eq(role.person, value('person')), ...activeRole(store)))
      .orderBy(asc(role.since))
      .prepare(),
  )
  return find.execute({ person, now })
}

/** The roles at a cartório that are active at `now` (ms), oldest first. */
export async function activeRolesAt(store: Store, db: Db, cns: string, now: number): Promise<RoleRow[]> {
  const { role } = store.tables
  const find = store.prepared(db, 'role.atCartorio', () =>
    db
      .select()
      .from(role)
      .where(and(eq(role.cns, value('cns')), ...activeRole(store)))
      .orderBy(asc(role.since))
      .prepare(),
  )
  return find.execute({ cns, now })
}

/** The roles of one person at one cartório at `now` (ms); prepared, for every request of the staff. */
export async function activeRolesAs(
  store: Store,
  db: Db,
  person: string,
  cns: string,
  now: number,
): Promise<{ role: Role }[]> {
  const { role } = store.tables
  const find = store.prepared(db, 'role.as', () =>
    db
      .select({ role: role.role })
      .from(role)
      .where(and(eq(role.person, value('person')), eq(role.cns, value('cns')), ...activeRole(store)))
      .prepare(),
  )
  return find.execute({ person, cns, now })
}

export async function roleById(store: Store, db: Db, id: string): Promise<RoleRow | null> {
  const { role } = store.tables
  return (await db.select().from(role).where(eq(role.id, id)))[0] ?? null
}

export async function addRole(
  store: Store,
  tx: Db,
  given: { person: string; cns: string | null; role: Role; by: string; at: number },
): Promise<string> {
  const id = uuidv7(given.at)
  const { at, ...rest } = given
  await tx.insert(store.tables.role).values({ id, since: at, ...rest })
  return id
}

export async function closeRoles(store: Store, tx: Db, ids: readonly string[], at: number): Promise<void> {
  const { role } = store.tables
  if (ids.length === 0) return
  await tx
    .update(role)
    .set({ until: at })
    .where(inArray(role.id, [...ids]))
}

/** Puts every role of a person at a cartório on duty or off. */
export async function saveDuty(
  store: Store,
  tx: Db,
  given: { person: string; cns: string; onDuty: boolean },
): Promise<void> {
  const { role } = store.tables
  await tx
    .update(role)
    .set({ onDuty: given.onDuty })
    .where(and(eq(role.person, given.person), eq(role.cns, given.cns)))
}

/** The people who work or once worked at a cartório. */
export async function everAt(store: Store, db: Db, cns: string): Promise<Set<string>> {
  const { role } = store.tables
  const rows = await db.selectDistinct({ person: role.person }).from(role).where(eq(role.cns, cns))
  return new Set(rows.map(({ person }) => person))
}

/** The roles at a cartório that ended before `now` (ms), the last ones first, at most 20. */
export async function endedRolesAt(store: Store, db: Db, cns: string, now: number): Promise<RoleRow[]> {
  const { role } = store.tables
  return db
    .select()
    .from(role)
    .where(and(eq(role.cns, cns), lte(role.until, now)))
    .orderBy(desc(role.until))
    .limit(atMost(20))
}

/** Where an invitation is to: a cartório, or the platform. */
const goesTo = ({ cns }: Store['tables']['invitation'], place: string | null) =>
  place === null ? isNull(cns) : eq(cns, place)

/** Writes an invitation, in place of an open one of the same e-mail to the same cartório. */
export async function addInvitation(
  store: Store,
  sealer: Sealer,
  tx: Db,
  given: { email: Email; role: Role; cns: string | null; by: string; at: number; expiresAt: number },
): Promise<string> {
  const { invitation } = store.tables
  const { email, ...rest } = given
  const emailBlind = blindEmail(sealer, email)
  await tx
    .delete(invitation)
    .where(and(eq(invitation.emailBlind, emailBlind), isNull(invitation.acceptedAt), goesTo(invitation, given.cns)))
  const id = uuidv7(given.at)
  await tx.insert(invitation).values({ id, emailBlind, email: sealer.seal(email, invitationSeal(id)), ...rest })
  return id
}

/** The open invitations to an e-mail, or to a cartório, at `now` (ms). */
export async function openInvitations(
  store: Store,
  db: Db,
  to: { emailBlind: string } | { cns: string },
  now: number,
): Promise<InvitationRow[]> {
  const { invitation } = store.tables
  const whose = 'cns' in to ? eq(invitation.cns, to.cns) : eq(invitation.emailBlind, to.emailBlind)
  return db
    .select()
    .from(invitation)
    .where(and(whose, isNull(invitation.acceptedAt), gt(invitation.expiresAt, now)))
    .orderBy(asc(invitation.at))
}

/** Takes an open invitation back, of a cartório or with null of the platform; whether there was one. */
export async function removeInvitation(store: Store, tx: Db, cns: string | null, id: string): Promise<boolean> {
  const { invitation } = store.tables
  const gone = await tx
    .delete(invitation)
    .where(and(eq(invitation.id, id), goesTo(invitation, cns), isNull(invitation.acceptedAt)))
    .returning({ id: invitation.id })
  return gone.length > 0
}

export async function markAccepted(store: Store, tx: Db, id: string, at: number): Promise<void> {
  const { invitation } = store.tables
  await tx.update(invitation).set({ acceptedAt: at }).where(eq(invitation.id, id))
}
