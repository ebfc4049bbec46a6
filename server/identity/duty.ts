import { fault, type Fault } from '../domain/fault.ts'
import { appendAudit } from '../db/audit.ts'
import { cartorioByCns } from '../db/cartorios.ts'
import type { Store } from '../db/open.ts'
import { isReachable } from '../db/people.ts'
import { roleById, saveDuty } from '../db/roles.ts'
import { keysOf, mayManage, roleAt } from './roles.ts'

/**
 * Puts a person on duty at a cartório or off: whether its alerts ring there. Everybody says so for themselves, tabelião and
 * substituto for the whole team. The last person of an open cartório whom an alert can reach stays on duty, since without one
 * it could not be chosen any more (rule 33). Faults: not_found, forbidden_role, last_on_duty.
 * @param given.role of the person concerned; given.at ms
 */
export async function setDuty(
  store: Store,
  given: { role: string; by: string; at: number; onDuty: boolean },
): Promise<Fault | null> {
  const { by, at, onDuty } = given
  return store.inTransaction(async (tx, hooks) => {
    const role = await roleById(store, tx, given.role)
    const cns = role?.cns
    if (!role || !cns || (role.until !== null && role.until <= at)) return fault('not_found')
    const mine = await roleAt(store, by, cns, at, tx)
    if (mine === null) return fault('not_found')
    if (role.person !== by && !mayManage(mine)) return fault('forbidden_role')
    if (role.onDuty === onDuty) return null
    const { person } = role
    const place = await cartorioByCns(store, tx, cns)
    const reached = await isReachable(store, tx, cns, at)
    await saveDuty(store, tx, { person, cns, onDuty })
    if (place?.credentialedAt && reached && !onDuty && !(await isReachable(store, tx, cns, at))) {
      await saveDuty(store, tx, { person, cns, onDuty: true })
      return fault('last_on_duty')
    }
    await appendAudit(tx, store, {
      at,
      actor: by,
      action: `duty.${onDuty ? 'on' : 'off'}`,
      subject: role.id,
      detail: cns,
    })
    hooks.afterCommit(() => store.publish(...keysOf(person, cns)))
    return null
  })
}
