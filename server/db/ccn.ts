import { and, desc, eq } from 'drizzle-orm'
import type { CcnOrigin, CcnRecord } from '../domain/ccn.ts'
import { atMost } from './limit.ts'
import type { Db, Store } from './open.ts'
import type { Sealer } from './seal.ts'
import { uuidv7 } from './uuid.ts'

/** A version of a person's record at one cartório (rule 37), opened. `at` in ms. */
export type CcnVersion = { version: number; at: number; data: CcnRecord }

const context = (cns: string, cpfBlind: string, version: number) => `ccn:${cns}:${cpfBlind}:${version}`

/** The newest version, which carries no other cartório's data; null when this one has no record of the CPF. */
export async function latestCcn(
  store: Store,
  db: Db,
  cns: string,
  cpfBlind: string,
): Promise<{ version: number; at: number; data: string; record: string } | null> {
  const { ccn } = store.tables
  const [row] = await db
    .select()
    .from(ccn)
    .where(and(eq(ccn.cns, cns), eq(ccn.cpfBlind, cpfBlind)))
    .orderBy(desc(ccn.version))
    .limit(atMost(1))
  return row ?? null
}

/** One version of a record; null when there is none of that number. */
export async function ccnVersion(
  store: Store,
  db: Db,
  at: { cns: string; cpfBlind: string; version: number },
): Promise<{ version: number; at: number; data: string } | null> {
  const { ccn } = store.tables
  const [row] = await db
    .select()
    .from(ccn)
    .where(and(eq(ccn.cns, at.cns), eq(ccn.cpfBlind, at.cpfBlind), eq(ccn.version, at.version)))
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
    data: sealer.openJson<CcnRecord>(row.data, context(cns, cpfBlind, row.version)),
  }
}

/** Adds the next version; versions are never changed. @param at ms */
export async function addCcn(
  store: Store,
  tx: Db,
  sealer: Sealer,
  record: {
    cns: string
    cpfBlind: string
    data: CcnRecord
    author: string
    /** Empty for a version that a person edited. */
    request: string
    origin?: CcnOrigin
    at: number
  },
): Promise<number> {
  const { ccn } = store.tables
  const before = await latestCcn(store, tx, record.cns, record.cpfBlind)
  const version = (before?.version ?? 0) + 1
  const data = sealer.sealJson(record.data, context(record.cns, record.cpfBlind, version))
  await tx.insert(ccn).values({ ...record, version, data, record: before?.record ?? uuidv7() })
  return version
}
