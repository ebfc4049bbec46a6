import { and, asc, eq, gt, lt } from 'drizzle-orm'
import type { CallParty } from '../domain/call.ts'
import { atMost } from './limit.ts'
import type { Db, Store } from './open.ts'
import type { Sealer } from './seal.ts'

const sealOf = (call: string, to: CallParty): string => `signal:${call}:${to}`
const page = 200

/** Leaves a signal for one side of a call; `at` in real time (ms), since it lives for two minutes of that. */
export async function addSignal(
  store: Store,
  sealer: Sealer,
  tx: Db,
  signal: { call: string; to: CallParty; body: unknown; at: number },
): Promise<void> {
  const { call, to, at } = signal
  const body = sealer.sealJson(signal.body, sealOf(call, to))
  await tx.insert(store.tables.callSignal).values({ call, to, at, body })
}

/** The signals for one side after number `after`, oldest first, as many as fit on a page. */
export async function signalsFor(
  store: Store,
  sealer: Sealer,
  db: Db,
  { call, to, after }: { call: string; to: CallParty; after: number },
): Promise<{ seq: number; body: unknown }[]> {
  const { callSignal } = store.tables
  const rows = await db
    .select()
    .from(callSignal)
    .where(and(eq(callSignal.call, call), eq(callSignal.to, to), gt(callSignal.seq, after)))
    .orderBy(asc(callSignal.seq))
    .limit(atMost(page))
  return rows.map(({ seq, body }) => ({ seq, body: sealer.openJson<unknown>(body, sealOf(call, to)) }))
}

/** Takes away what is older than `before` (real ms), a page at a time; nobody waits for it. */
export async function dropSignals(store: Store, before: number): Promise<void> {
  const { callSignal } = store.tables
  const [old] = await store.read
    .select({ seq: callSignal.seq })
    .from(callSignal)
    .where(lt(callSignal.at, before))
    .limit(atMost(1))
  if (!old) return
  await store.inTransaction(async (tx) => void (await tx.delete(callSignal).where(lt(callSignal.at, before))), {
    patient: true,
  })
}
