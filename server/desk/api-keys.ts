import { randomBytes } from 'node:crypto'
import { fault, type Fault } from '../domain/fault.ts'
import { appendAudit } from '../db/audit.ts'
import { sealedEntry } from '../db/audit-detail.ts'
import { addApiKey, revokeApiKey } from '../db/api-keys.ts'
import type { Store } from '../db/open.ts'
import type { Sealer } from '../db/seal.ts'
import { uuidv7 } from '../db/uuid.ts'

type Tools = { store: Store; sealer: Sealer }

export const apiKeyHash = (sealer: Sealer, key: string): string => sealer.blind('api-key', key)

/**
 * Makes a key for a program; it is shown this once and stored as an HMAC.
 * @param asked.scope CNS whose exclusivity it may learn of, all when empty; `addresses` it may come from, all when empty;
 *   `at` real time, ms; `actor` a person's id or 'system'
 */
export async function makeApiKey(
  { store, sealer }: Tools,
  asked: { name: string; scope: string[]; addresses: string[]; daily: number; at: number; actor: string },
): Promise<{ id: string; key: string }> {
  const { at, actor, ...row } = asked
  const id = uuidv7(at)
  const key = `qz_${randomBytes(32).toString('base64url')}`
  await store.inTransaction(async (tx) => {
    await addApiKey(store, tx, { id, hash: apiKeyHash(sealer, key), createdAt: at, ...row })
    await appendAudit(tx, store, sealedEntry(sealer, { at, actor, action: 'api-key.create', subject: id }, row))
  })
  return { id, key }
}

/** Ends a key at once. Fault: not_found for one that is unknown or was revoked before. @param asked.at real time, ms */
export async function endApiKey(
  { store, sealer }: Tools,
  asked: { id: string; at: number; actor: string; why: string },
): Promise<Fault | null> {
  const { id, at, actor, why } = asked
  return store.inTransaction(async (tx) => {
    if (!(await revokeApiKey(store, tx, id, at))) return fault('not_found')
    await appendAudit(tx, store, sealedEntry(sealer, { at, actor, action: 'api-key.revoke', subject: id }, { why }))
    return null
  })
}
