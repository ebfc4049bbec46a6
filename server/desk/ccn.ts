import { differences } from '../domain/ccn-compare.ts'
import type { CcnRecord, Holder } from '../domain/ccn.ts'
import { fault, type Fault } from '../domain/fault.ts'
import { appendAudit } from '../db/audit.ts'
import { ordersUnderWay } from '../db/ccn.ts'
import type { Db } from '../db/open.ts'
import { moveOrder } from '../db/orders.ts'
import type { ActTools } from './act.ts'
import type { Topics } from './announce.ts'
import { registryOf, type NewVersion, type RecordVersion } from './registry.ts'

type Edit = { actor: string; holder: Holder; base: number; data: Omit<CcnRecord, 'cpf'> }

/**
 * A member of staff alters or completes a record: a new version in one commit with its audit row and the open orders that go on
 * with it. `base` is the version that was edited: another one is ccn_moved. The same data as the newest makes no version, so
 * that a repeat after a lost answer finds its own work and needs no key.
 */
export async function editRecord(tools: ActTools, edit: Edit): Promise<{ added: boolean; version: number } | Fault> {
  const { store, time } = tools
  const registry = registryOf(tools)
  const { holder, base, actor } = edit
  return store.inTransaction(async (tx, { afterCommit }) => {
    const at = time.now()
    const latest = await registry.latest(tx, holder)
    if (!latest) return fault('not_found')
    const data = { ...edit.data, cpf: holder.cpf }
    if (differences(latest.data, data).length === 0) return { added: false, version: latest.version }
    if (latest.version !== base) return fault('ccn_moved', { latest: latest.version, edit: true })
    const { version, topics } = await addVersion(tools, tx, holder, { data, author: actor, request: null, at })
    afterCommit(() => tools.woken(topics))
    return { added: true, version: version.version }
  })
}

/**
 * Adds a version with its audit row, and moves the orders that are not placed yet on to it: a placed one keeps the version that
 * it was checked with. Gives what has changed for whom, to be published after the commit.
 */
export async function addVersion(
  tools: ActTools,
  tx: Db,
  holder: Holder,
  next: NewVersion,
): Promise<{ version: RecordVersion; topics: Topics }> {
  const { store, sealer } = tools
  const { cns, cpf } = holder
  const version = await registryOf(tools).add(tx, holder, next)
  const { at, author: actor } = next
  await appendAudit(tx, store, {
    at,
    actor,
    action: 'ccn.add',
    subject: version.record,
    detail: `${cns}:${version.version}`,
  })
  const topics: Topics = new Set([`queue:${cns} queue:${cns}`, `queue:${cns} ccn:${version.record}`])
  for (const { request, account, placedAt } of await ordersUnderWay(store, tx, cns, sealer.blind('cpf', cpf))) {
    if (placedAt === null) await moveOrder(store, tx, request, version.version)
    topics.add(`queue:${cns} request:${request}`).add(`account:${account} request:${request}`)
  }
  return { version, topics }
}
