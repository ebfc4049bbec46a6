import { isOpen, nextOpening } from '../domain/calendar.ts'
import { fault, type Fault } from '../domain/fault.ts'
import { appendAudit } from '../db/audit.ts'
import { cartorioByCns } from '../db/cartorios.ts'
import { activeOf } from '../db/certificates.ts'
import type { Db } from '../db/open.ts'
import { addNotice } from '../db/outbox.ts'
import { requestById, type RequestRow } from '../db/requests.ts'
import type { ActTools } from './act.ts'

export async function isSuspended({ store }: Pick<ActTools, 'store'>, db: Db, cns: string): Promise<boolean> {
  return ((await cartorioByCns(store, db, cns))?.suspendedAt ?? null) !== null
}

/**
 * Why a request that led to a certificate leads to no other one for another phone (rule 51), or null. A person who went on to another
 * request has chosen anew: what they have is replaced from there. Faults: changed, suspended, newer_elsewhere.
 */
export async function whyNoReissue(tools: Pick<ActTools, 'store'>, db: Db, row: RequestRow): Promise<Fault | null> {
  const { state } = row
  if (state.name !== 'completed' || state.certificate === undefined) return fault('changed', { state: state.name })
  if (await isSuspended(tools, db, state.cns)) return fault('suspended')
  const active = await activeOf(tools.store, db, row.cpfBlind)
  return active && active.request !== row.id ? fault('newer_elsewhere') : null
}

/**
 * The client asks the cartório that issued the certificate for a short video (rule 51). It hears of it inside its opening hours (rule
 * 34). Nothing of the request changes. Faults: not_found, and those of `whyNoReissue`.
 * @returns when the cartório is told, ms of business time
 */
export function askForVideo(tools: ActTools, id: string, account: string): Promise<{ toldAt: number } | Fault> {
  const { store, sealer, time, places } = tools
  return store.inTransaction(async (tx, { afterCommit }) => {
    const row = await requestById(store, tx, id)
    if (!row || row.account !== account) return fault('not_found')
    const refused = await whyNoReissue(tools, tx, row)
    const place = row.cns === null ? null : await cartorioByCns(store, tx, row.cns)
    if (refused || !place) return refused ?? fault('not_found')
    const now = time.now()
    const calendar = await places.calendar(tx, place.cns, place.calendarVersion, now)
    const toldAt = isOpen(calendar, now) ? now : (nextOpening(calendar, now) ?? now)
    const facts = { protocol: row.protocol, zone: place.zone, place: place.municipio, uf: place.uf }
    const to = { kind: 'new_phone', request: id, version: row.version, cns: place.cns, person: null } as const
    await addNotice(tx, store, sealer, { ...to, at: toldAt, facts })
    await appendAudit(tx, store, { at: now, actor: account, action: 'call.ask', subject: id })
    afterCommit(() => tools.woken(new Set([`queue:${place.cns} request:${id}`])))
    return { toldAt }
  })
}
