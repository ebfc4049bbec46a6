import { fault, isFault, type Fault } from '../domain/fault.ts'
import { dayOf } from '../domain/instant-words.ts'
import { appendAudit } from '../db/audit.ts'
import { apiKeyByHash, countUse, useOf, type ApiKeyRow } from '../db/api-keys.ts'
import { exclusivityOf } from '../db/exclusivity.ts'
import type { Db, Store } from '../db/open.ts'
import type { Sealer } from '../db/seal.ts'
import { apiKeyHash } from './api-keys.ts'
import type { Time } from './time.ts'

type Tools = { store: Store; sealer: Sealer; time: Time }

/** `misses` is set when a key's questions in vain have become suspicious: what to tell an operator. */
export type Looked = {
  answer: { cns: string | null; until: number | null }
  key: string
  misses: { asked: number; missed: number } | null
}

const zone = 'America/Sao_Paulo'
const day = 86_400
/** From so many questions in vain in a day on, if they are most of them: told then and at each doubling. */
const suspicious = 20

/** The key's row. Faults: api_key for one that is missing, wrong or revoked; api_scope from an address that it doesn't name. */
export async function keyOf(
  { store, sealer }: Pick<Tools, 'store' | 'sealer'>,
  key: string,
  isAmong: (addresses: readonly string[]) => boolean,
): Promise<ApiKeyRow | Fault> {
  const row = await apiKeyByHash(store, store.read, apiKeyHash(sealer, key))
  if (!row || row.revokedAt !== null) return fault('api_key')
  return row.addresses.length === 0 || isAmong(row.addresses) ? row : fault('api_scope')
}

/**
 * Answers which CNS has the exclusivity of a CPF (rule 56). The same statements run whatever the answer, and every question is
 * an audit row. Faults: api_key, too_many once the day's quota is used up.
 * @param asked.cpf eleven digits
 */
export function lookUp(
  { store, sealer, time }: Tools,
  key: ApiKeyRow,
  asked: { cpf: string; reference: string },
): Promise<Looked | Fault> {
  const cpfBlind = sealer.blind('cpf', asked.cpf)
  const detail = sealer.sealJson({ reference: asked.reference }, `lookup:${key.id}`)
  return store.inTransaction(async (tx) => {
    const now = time.real()
    const today = dayOf(now, zone)
    const free = await quota({ store, sealer }, tx, key, today, now)
    if (isFault(free)) return free
    const found = await exclusivityOf(store, tx, cpfBlind, now)
    const mine = found && (key.scope.length === 0 || key.scope.includes(found.cns)) ? found : null
    const use = await countUse(store, tx, key.id, today, mine ? 0 : 1, now)
    const entry = { at: time.now(), actor: `key:${key.id}`, action: 'exclusivity.lookup', subject: cpfBlind, detail }
    await appendAudit(tx, store, entry)
    const answer = { cns: mine?.cns ?? null, until: mine?.until ?? null }
    return { answer, key: key.id, misses: !mine && alarming(use) ? use : null }
  })
}

/** Asked again in the commit that counts: a key may have been revoked, or used up, a moment ago. */
async function quota(
  { store }: Pick<Tools, 'store' | 'sealer'>,
  tx: Db,
  key: ApiKeyRow,
  today: string,
  now: number,
): Promise<Fault | null> {
  const row = await apiKeyByHash(store, tx, key.hash)
  if (!row || row.revokedAt !== null) return fault('api_key')
  const use = await useOf(store, tx, key.id, today)
  if ((use?.asked ?? 0) < row.daily) return null
  // Brasília has been three hours behind UTC all year since 2019.
  const midnight = day - ((Math.floor(now / 1000) - 3 * 3600) % day)
  return fault('too_many', { seconds: midnight })
}

const alarming = ({ asked, missed }: { asked: number; missed: number }): boolean =>
  missed >= suspicious && missed * 2 > asked && Number.isInteger(Math.log2(missed / suspicious))
