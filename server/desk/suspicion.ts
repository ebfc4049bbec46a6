import type { PersonalData } from '../domain/draft.ts'
import { fault, type Fault } from '../domain/fault.ts'
import type { Finding, Stay } from '../domain/finding.ts'
import { cartorioByCns } from '../db/cartorios.ts'
import { journalOf } from '../db/journal.ts'
import type { Db } from '../db/open.ts'
import type { RequestRow } from '../db/requests.ts'
import { act, type Acted, type ActTools } from './act.ts'
import { stallFrom } from './order.ts'
import { registryOf } from './registry.ts'
import type { Wish } from './wishes.ts'

/** What the tabelião finds about a suspicion of fraud, in writing. Faults: not_found, changed, reason_needed. */
export const resolveSuspicion = (
  tools: ActTools,
  wish: Wish,
  cns: string,
  found: { finding: Finding; reason: string },
): Promise<Acted | Fault> =>
  act(tools, {
    ...wish,
    async command({ tx, row, at }) {
      const place = await cartorioByCns(tools.store, tx, cns)
      if (!row || !place) return fault('not_found')
      const base = { name: 'resolve', cns, ...found } as const
      if (found.finding === 'fraud' || place.suspendedAt !== null) return { ...base, back: null }
      const stay = await stayOf(tools, tx, row)
      return { ...base, back: stay && { stay, stall: await stallFrom(tools, tx, cns, at) } }
    },
  })

/** The stay that the suspicion interrupted; its record may have got newer versions since. */
async function stayOf(tools: ActTools, tx: Db, row: RequestRow): Promise<Stay | null> {
  const { store, sealer } = tools
  const last = (await journalOf(store, tx, sealer, row.id)).findLast(({ state }) => state.name === 'in_progress')
  if (last?.state.name !== 'in_progress') return null
  const { how, late, cns, ccn } = last.state
  const { cpf } = sealer.openJson<PersonalData>(row.data, `request:${row.id}`)
  const version = (await registryOf(tools).latest(tx, { cns, cpf }))?.version ?? ccn
  return { how, late, ...(version === undefined ? {} : { ccn: version }) }
}
