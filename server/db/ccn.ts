import { and, desc, eq } from 'drizzle-orm'
import type { PersonalData } from '../domain/draft.ts'
import { atMost } from './limit.ts'
import type { Db, Store } from './open.ts'
import type { Sealer } from './seal.ts'

/** A version of a person's record at one cartório (rule 37), opened. `at` in ms. */
export type CcnVersion = { version: number; at: number; data: PersonalData }

const context = (cns: string, cpfBlind: string, version: number) => `ccn:${cns}:${cpfBlind}:${version}`

/** The newest version, which carries no other cartório's data; null when this one has no record of the CPF. */
export async function latestCcn(
  store: Store,
  db: Db,
  cns: string,
  cpfBlind: string,
): Promise<{ version: number; at: number; data: string } | null> {
  const { ccn } = store.tables
  const [row] = await db
    .select()
    .from(ccn)
    .where(and(eq(ccn.cns, cns), eq(ccn.cpfBlind, cpfBlind)))
    .orderBy(desc(ccn.version))
    .limit(atMost(1))
  return row ?? null
}

export function openCcn(
  sealer: Sealer,
  cns: string,
  cpfBlind: string,
  row: { version: number; at: number; data: string },
): CcnVersion {
  return {
    version: row.version,
    at: row.at,
    data: sealer.openJson<PersonalData>(row.data, context(cns, cpfBlind, row.version)),
  }
}

/** Adds the next version; versions are never changed. @param at ms */
export async function addCcn(
  store: Store,
  tx: Db,
  sealer: Sealer,
  record: { cns: string; cpfBlind: string; data: PersonalData; author: string; request: string; at: number },
): Promise<number> {
  const { ccn } = store.tables
  const version = ((await latestCcn(store, tx, record.cns, record.cpfBlind))?.version ?? 0) + 1
  const data = sealer.sealJson(record.data, context(record.cns, record.cpfBlind, version))
  await tx.insert(ccn).values({ ...record, version, data })
  return version
}
