import { isOpen, nextOpening } from '../domain/calendar.ts'
import { addNotice } from '../db/outbox.ts'
import { cartorioByCns } from '../db/cartorios.ts'
import { addAlarm, dropAlarm } from '../db/alarms.ts'
import { releasedIn, undecidedAt } from '../db/lists.ts'
import type { ActTools } from './act.ts'

/** One digest at opening for what came in, was paused, or is to be had since the last closing (rule 34). */
export async function digest(tools: ActTools, cns: string, dueAt: number): Promise<void> {
  const { store, sealer, places, time } = tools
  await store.inTransaction(async (tx, { afterCommit }) => {
    const at = time.now()
    await dropAlarm(store, tx, { subject: cns, kind: 'digest', dueAt })
    const row = await cartorioByCns(store, tx, cns)
    if (!row) return
    const calendar = await places.calendar(tx, cns, row.calendarVersion, at)
    if (!isOpen(calendar, at)) {
      const opens = nextOpening(calendar, at)
      if (opens !== null) await addAlarm(store, tx, { kind: 'digest', subject: cns, dueAt: opens })
      return
    }
    const own = await undecidedAt(store, tx, cns)
    const mayPull = row.eligible && row.credentialedAt !== null && row.suspendedAt === null
    const pool = mayPull ? await releasedIn(store, tx, row.uf) : []
    const available = pool.filter(({ state }) => state.name === 'released' && !state.excluded.includes(cns)).length
    const base = { at, request: null, version: 0, cns, person: null }
    const place = { zone: row.zone, place: row.municipio, uf: row.uf }
    if (own.n > 0) {
      const facts = { ...place, count: own.n, ...(own.first === null ? {} : { dueAt: own.first }) }
      await addNotice(tx, store, sealer, { ...base, kind: 'reopened', facts })
    } else if (available > 0)
      await addNotice(tx, store, sealer, { ...base, kind: 'available', facts: { ...place, count: available } })
    afterCommit(() => tools.woken(new Set([`queue:${cns} queue:${cns}`])))
  })
}
