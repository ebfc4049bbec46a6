import { staffRoles, type Role } from '../domain/cartorio.ts'
import type { Email } from '../domain/contact.ts'
import { fault, type Fault } from '../domain/fault.ts'
import { appendAudit } from '../db/audit.ts'
import { cartorioByCns } from '../db/cartorios.ts'
import type { Db, Store } from '../db/open.ts'
import { blindEmail, personById } from '../db/people.ts'
import { saveZone } from '../db/preferences.ts'
import {
  activeRolesAs,
  activeRolesAt,
  activeRolesOf,
  addInvitation,
  addRole,
  closeRoles,
  markAccepted,
  openInvitations,
  roleById,
  type RoleRow,
} from '../db/roles.ts'
import type { Sealer } from '../db/seal.ts'
import { removeDevicesOf } from '../db/subscriptions.ts'

/** How long (ms) an invitation may be accepted. */
export const invitationTerm = 7 * 86_400_000

/** Who acts from the command line instead of a session. */
export const commandLine = 'system'

const isStaff = (role: Role): boolean => (staffRoles as readonly string[]).includes(role)

/** Tabelião and substituto look after hours and team. */
export const mayManage = (role: Role | null): boolean => role === 'tabeliao' || role === 'substituto'

/** The roles of a person at `now` (ms). */
export const rolesOf = (store: Store, person: string, now: number): Promise<RoleRow[]> =>
  activeRolesOf(store, store.read, person, now)

/** The role in which a person works at a cartório at `now` (ms), the strongest of several; null without one. */
export async function roleAt(
  store: Store,
  person: string,
  cns: string,
  now: number,
  db = store.read,
): Promise<Role | null> {
  const found = await activeRolesAs(store, db, person, cns, now)
  return staffRoles.find((role) => found.some((row) => row.role === role)) ?? null
}

/**
 * Invites an e-mail to a role. A person may invite for a cartório only as its tabelião or substituto, and only a tabelião
 * makes another tabelião; the first one comes from an administrator, as do admin and inspetor, or from the command line
 * (`by: 'system'`). Faults: forbidden_role, not_found (no such cartório), invalid (a role that does not go with the place).
 * @param given.at ms
 */
export async function invite(
  store: Store,
  sealer: Sealer,
  given: { email: Email; role: Role; cns: string | null; by: string; at: number },
): Promise<{ id: string } | Fault> {
  const { cns, role, by, at } = given
  if (isStaff(role) !== (cns !== null)) return fault('invalid')
  return store.inTransaction(async (tx) => {
    if (cns !== null && !(await cartorioByCns(store, tx, cns))) return fault('not_found')
    if (!(await mayInvite(store, tx, given, at))) return fault('forbidden_role')
    const id = await addInvitation(store, sealer, tx, { ...given, expiresAt: at + invitationTerm })
    await appendAudit(tx, store, { at, actor: by, action: `invite.${role}`, subject: id, detail: cns })
    return { id }
  })
}

/** Whether `by` may give this role there at `at` (ms): asked again at acceptance, so that nobody's invitations outlive their role. */
async function mayInvite(
  store: Store,
  tx: Db,
  { by, cns, role }: { by: string; cns: string | null; role: Role },
  at: number,
): Promise<boolean> {
  if (by === commandLine) return true
  const mine = cns === null ? null : await roleAt(store, by, cns, at, tx)
  if (mayManage(mine) && (role !== 'tabeliao' || mine === 'tabeliao')) return true
  if (!(await isAdmin(store, tx, by, at))) return false
  return cns === null || (role === 'tabeliao' && !(await hasTabeliao(store, tx, cns, at)))
}

/** Whether a person administers the platform at `at` (ms). */
async function isAdmin(store: Store, tx: Db, person: string, at: number): Promise<boolean> {
  return (await activeRolesOf(store, tx, person, at)).some(({ role, cns }) => role === 'admin' && cns === null)
}

const hasTabeliao = async (store: Store, tx: Db, cns: string, at: number): Promise<boolean> =>
  (await activeRolesAt(store, tx, cns, at)).some(({ role }) => role === 'tabeliao')

/**
 * Accepts an invitation to the person's own e-mail; a role that the person already has there gives way. Fault:
 * invitation_gone for one that is another's, unknown, used or expired, or whose author may not give it any more.
 * @param given.at ms
 */
export async function acceptInvitation(
  store: Store,
  sealer: Sealer,
  given: { id: string; person: string; at: number },
): Promise<{ role: string; cns: string | null } | Fault> {
  const { id, person, at } = given
  return store.inTransaction(async (tx, hooks) => {
    const me = await personById(store, sealer, tx, person)
    const open = me ? await openInvitations(store, tx, { emailBlind: blindEmail(sealer, me.email) }, at) : []
    const invitation = open.find((each) => each.id === id)
    if (!invitation || !(await mayInvite(store, tx, invitation, at))) return fault('invitation_gone')
    const { cns } = invitation
    // One role at a cartório; on the platform an inspector may become an administrator besides.
    const before = (await activeRolesOf(store, tx, person, at)).filter(
      (each) => each.cns === cns && (cns !== null || each.role === invitation.role),
    )
    await closeRoles(
      store,
      tx,
      before.map((each) => each.id),
      at,
    )
    const role = await addRole(store, tx, { person, cns, role: invitation.role, by: invitation.by, at })
    await markAccepted(store, tx, id, at)
    const place = cns === null ? null : await cartorioByCns(store, tx, cns)
    if (place) await saveZone(store, tx, person, place.zone)
    await appendAudit(tx, store, { at, actor: person, action: `role.${invitation.role}`, subject: role, detail: cns })
    hooks.afterCommit(() => store.publish(...keysOf(person, cns)))
    return { role, cns }
  })
}

/**
 * Ends a role, and with the last one at any cartório the person's push subscriptions (rule 70). Nobody ends an own role,
 * only a tabelião ends a tabelião's, and only an administrator one of the platform. Faults: not_found, forbidden_role.
 * @param given.at ms
 */
export async function endRole(store: Store, given: { id: string; by: string; at: number }): Promise<Fault | null> {
  const { id, by, at } = given
  return store.inTransaction(async (tx, hooks) => {
    const role = await roleById(store, tx, id)
    if (!role || (role.until !== null && role.until <= at)) return fault('not_found')
    const refused = await mayEnd(store, tx, role, by, at)
    if (refused) return refused
    await closeRoles(store, tx, [id], at)
    const left = await activeRolesOf(store, tx, role.person, at)
    if (isStaff(role.role) && !left.some((each) => isStaff(each.role))) await removeDevicesOf(store, tx, role.person)
    await appendAudit(tx, store, { at, actor: by, action: 'role.end', subject: id, detail: role.cns })
    hooks.afterCommit(() => store.publish(...keysOf(role.person, role.cns)))
    return null
  })
}

async function mayEnd(store: Store, tx: Db, role: RoleRow, by: string, at: number): Promise<Fault | null> {
  if (by === commandLine) return null
  if (role.cns === null && (await isAdmin(store, tx, by, at)))
    return role.person === by ? fault('forbidden_role', { ask: 'a outra pessoa da administração' }) : null
  const mine = role.cns === null ? null : await roleAt(store, by, role.cns, at, tx)
  if (mine === null) return fault('not_found')
  const above = mine === 'tabeliao' || role.role !== 'tabeliao'
  return mayManage(mine) && above && role.person !== by ? null : fault('forbidden_role')
}

/** The team of a cartório at `now` (ms), oldest role first. */
export const teamOf = (store: Store, cns: string, now: number): Promise<RoleRow[]> =>
  activeRolesAt(store, store.read, cns, now)

/** Topic and key, as the live stream takes them. */
export const keysOf = (person: string, cns: string | null): string[] =>
  cns === null
    ? [`account:${person} me`, 'platform admin:people']
    : [`account:${person} me`, `queue:${cns} office:${cns}`]
