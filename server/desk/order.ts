import { lacking } from '../domain/ccn.ts'
import type { PersonalData } from '../domain/draft.ts'
import { businessDaysAfter } from '../domain/hours.ts'
import { missingForOrder, type Missing, type Stall } from '../domain/order.ts'
import type { Decision, Request } from '../domain/request.ts'
import { hoursOf } from '../db/calendars.ts'
import { cartorioByCns } from '../db/cartorios.ts'
import { checksOf } from '../db/checks.ts'
import type { Db } from '../db/open.ts'
import { endOrder, markPlaced, openOrder } from '../db/orders.ts'
import type { RequestRow } from '../db/requests.ts'
import type { ActTools } from './act.ts'
import { registryOf } from './registry.ts'

/** Business days until a request without a video is brought to mind, and until its client may release it (rule 22). */
export type StallTerms = { readonly remindDays: number; readonly releaseDays: number }
export const usualStall: StallTerms = { remindDays: 2, releaseDays: 5 }

/** The stall terms of a request that moved on at `at`, in the calendar of its cartório. */
export async function stallFrom(tools: ActTools, tx: Db, cns: string, at: number): Promise<Stall> {
  const { remindDays, releaseDays } = tools.stall ?? usualStall
  const row = await cartorioByCns(tools.store, tx, cns)
  const hours = row && (await hoursOf(tools.store, tx, cns, row.calendarVersion))
  if (!hours) return { remindAt: null, releaseAt: null }
  return { remindAt: businessDaysAfter(hours, at, remindDays), releaseAt: businessDaysAfter(hours, at, releaseDays) }
}

/** What a decision means for the order of its request, in the same commit: opened, placed, or void. */
export async function followOrder(
  { store }: Pick<ActTools, 'store'>,
  tx: Db,
  changed: { decision: Decision; before: Request | null; row: RequestRow | null; actor: string; at: number },
): Promise<void> {
  const { decision, before, row, actor, at } = changed
  const { next, entry } = decision
  const { state } = next
  if (state.name === 'in_progress' && before?.state.name !== 'in_progress' && row)
    await openOrder(store, tx, {
      request: next.id,
      cns: state.cns,
      account: next.account,
      cpfBlind: row.cpfBlind,
      ccnVersion: state.ccn ?? 0,
      openedAt: at,
    })
  if (entry.kind === 'place_order') await markPlaced(store, tx, next.id, actor, at)
  if (before?.state.name === 'in_progress' && state.name !== 'in_progress')
    await endOrder(store, tx, next.id, state.name === 'completed' ? 'issued' : 'void', at)
}

/** What the order of a request still needs, as known to `db`; null when there is no order to place. */
export async function missingOf(
  tools: Pick<ActTools, 'store' | 'sealer' | 'registry' | 'waivesTap'>,
  db: Db,
  row: RequestRow,
): Promise<Missing[] | null> {
  if (row.state.name !== 'in_progress') return null
  const { cns, video } = row.state
  const { store, sealer, waivesTap } = tools
  const { cpf } = sealer.openJson<PersonalData>(row.data, `request:${row.id}`)
  const latest = await registryOf(tools).latest(db, { cns, cpf })
  return missingForOrder({
    ccn: latest ? lacking(latest.data) : ['name'],
    video: video ?? null,
    checks: await checksOf(store, db, row.id, cns, waivesTap),
  })
}
