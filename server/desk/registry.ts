import type { CcnOrigin, CcnRecord, Holder } from '../domain/ccn.ts'
import {
  addCcn,
  ccnByRecord,
  ccnStamps,
  ccnVersion,
  latestCcn,
  openCcn,
  type CcnRow,
  type CcnStamp,
} from '../db/ccn.ts'
import type { Db, Store } from '../db/open.ts'
import type { Sealer } from '../db/seal.ts'

/** A version of a person's record with its data. `record` names the record in addresses and says nothing of the CPF; `at` in ms. */
export type RecordVersion = {
  record: string
  version: number
  at: number
  author: string
  origin: CcnOrigin
  /** The request that it was made from; null for one that a person edited. */
  request: string | null
  data: CcnRecord
}

export type NewVersion = {
  data: CcnRecord
  author: string
  /** The request that it is made from; null for a version that a person edited. */
  request: string | null
  /** ms */
  at: number
}

/**
 * The CCN as the desk knows it: records in immutable versions, each cartório's own (rule 37). Readings are audited by the caller.
 *
 * The embedded one works on the transaction that it is given, so that a version and what it belongs to are one commit. The
 * national CCN can't take part in a commit of ours: its `latest`, `version` and `history` would read a local mirror that is kept
 * up by deliveries (CNN art. 311 allows 15 days), and its `add` would write that mirror and, in the same transaction, an outbox
 * row; the effect that sends the row uses (record, version) as its idempotency key, and a version refused there because
 * somebody else's came first comes back as a newer version of the mirror, which the optimistic lock of the next write meets.
 */
export type Registry = {
  /** The newest version; null when this cartório has no record of the CPF. */
  latest(db: Db, holder: Holder): Promise<RecordVersion | null>
  version(db: Db, holder: Holder, version: number): Promise<RecordVersion | null>
  /** Who made which version, newest first, without data. */
  history(db: Db, holder: Holder): Promise<CcnStamp[]>
  /** Whose record an id names; null for an unknown one. */
  holderOf(db: Db, record: string): Promise<Holder | null>
  /** Adds the version after the newest. */
  add(tx: Db, holder: Holder, next: NewVersion): Promise<RecordVersion>
}

/** The registry in our own database. */
export function embeddedRegistry(store: Store, sealer: Sealer): Registry {
  const blind = (holder: Holder) => sealer.blind('cpf', holder.cpf)
  const opened = (row: CcnRow | null): RecordVersion | null => {
    if (!row) return null
    const { record, author, origin, request } = row
    return { ...openCcn(sealer, row.cns, row.cpfBlind, row), record, author, origin, request: request || null }
  }

  const registry: Registry = {
    latest: async (db, holder) => opened(await latestCcn(store, db, holder.cns, blind(holder))),
    version: async (db, holder, version) => opened(await ccnVersion(store, db, holder.cns, blind(holder), version)),
    history: (db, holder) => ccnStamps(store, db, holder.cns, blind(holder)),
    async holderOf(db, record) {
      // Rows older than the column share the empty id: it names nobody.
      const row = record === '' ? null : await ccnByRecord(store, db, record)
      return row && { cns: row.cns, cpf: openCcn(sealer, row.cns, row.cpfBlind, row).data.cpf }
    },
    async add(tx, holder, { data, author, request, at }) {
      const origin: CcnOrigin = request === null ? 'edit' : 'request'
      const { cns } = holder
      await addCcn(store, tx, sealer, {
        cns,
        cpfBlind: blind(holder),
        data,
        author,
        request: request ?? '',
        origin,
        at,
      })
      const added = await registry.latest(tx, holder)
      if (!added) throw new Error('a version that was just added is not there')
      return added
    },
  }
  return registry
}

/** The registry that was configured, or our own. */
export const registryOf = (tools: { store: Store; sealer: Sealer; registry?: Registry }): Registry =>
  tools.registry ?? embeddedRegistry(tools.store, tools.sealer)
