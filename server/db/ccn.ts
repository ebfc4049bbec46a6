import { and, desc, eq, isNull } from 'drizzle-orm'
import type { CcnOrigin, CcnRecord } from '../domain/ccn.ts'
import { atMost } from './limit.ts'
import type { Db, Store } from './open.ts'
import type { Sealer } from './seal.ts'
import { uuidv7 } from './uuid.ts'

/** A version of a person's record at one cartório (rule 37), opened. `at` in ms. */
export type CcnVersion = { version: number; at: number; data: CcnRecord }

/** A version as stored, its data sealed. */
export type CcnRow = Store['tables']['ccn']['$inferSelect']

/** Who made which version when, without its data; `request` and `protocol` are null for one that a person edited. */
export type CcnStamp = Pick<CcnRow, 'version' | 'at' | 'author' | 'origin'> & {
  request: string | null
  protocol: string | null
}

const context = (cns: string, cpfBlind: string, version: number) => `ccn:${cns}:${cpfBlind}:${version}`

/** The newest version, which carries no other cartório's data; null when this one has no record of the CPF. */
export async function latestCcn(store: Store, db: Db, cns: string, cpfBlind: string): Promise<CcnRow | null> {
  const { ccn } = store.tables
  const [row] = await db
    .select()
    .from(ccn)
    .where(and(eq(ccn.cns, cns), eq(ccn.cpfBlind, cpfBlind)))
    .orderBy(desc(ccn.version))
    .limit(atMost(1))
  return row ?? null
}

/** One version; null when there is none of that number. */
export async function ccnVersion(
  store: Store,
  db: Db,
  cns: string,
  cpfBlind: string,
  version: number,
): Promise<CcnRow | null> {
  const { ccn } = store.tables
  const [row] = await db
    .select()
    .from(ccn)
    .where(and(eq(ccn.cns, cns), eq(ccn.cpfBlind, cpfBlind), eq(ccn.version, version)))
  return row ?? null
}

/** The newest version of the record with this id; null when there is none. */
export async function ccnByRecord(store: Store, db: Db, record: string): Promise<CcnRow | null> {
  const { ccn } = store.tables
  const [row] = await db.select().from(ccn).where(eq(ccn.record, record)).orderBy(desc(ccn.version)).limit(atMost(1))
  return row ?? null
}

/** The versions of a record, newest first. */
export async function ccnStamps(store: Store, db: Db, cns: string, cpfBlind: string, limit = 200): Promise<CcnStamp[]> {
  const { ccn, request } = store.tables
  const rows = await db
    .select({
      version: ccn.version,
      at: ccn.at,
      author: ccn.author,
      origin: ccn.origin,
      request: request.id,
      protocol: request.protocol,
    })
    .from(ccn)
    .leftJoin(request, eq(request.id, ccn.request))
    .where(and(eq(ccn.cns, cns), eq(ccn.cpfBlind, cpfBlind)))
    .orderBy(desc(ccn.version))
    .limit(atMost(limit))
  return rows
}

/** Requests under way at a cartório for this CPF, each with its open order. */
export async function ordersUnderWay(
  store: Store,
  db: Db,
  cns: string,
  cpfBlind: string,
): Promise<{ request: string; account: string; protocol: string; placedAt: number | null }[]> {
  const { certificateOrder: order, request } = store.tables
  return db
    .select({
      request: order.request,
      account: order.account,
      protocol: request.protocol,
      placedAt: order.placedAt,
    })
    .from(order)
    .innerJoin(request, eq(request.id, order.request))
    .where(and(eq(order.cns, cns), eq(order.cpfBlind, cpfBlind), isNull(order.endedAt)))
    .orderBy(desc(order.id))
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

/** Adds the version after the newest and gives its number; versions are never changed. @param record.at ms */
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
