import type { Fault } from '../domain/fault.ts'
import { isFault } from '../domain/fault.ts'
import { downWords } from '../domain/ledger.ts'
import { appendAudit } from '../db/audit.ts'
import { allWaiting } from '../db/lists.ts'
import type { Store } from '../db/open.ts'
import { addOutage, beat, markBeat } from '../db/outages.ts'
import { readSetting } from '../db/secrets.ts'
import { uuidv7 } from '../db/uuid.ts'
import { act, type Acted, type ActTools } from './act.ts'

const every = 15_000
const tolerated = 60_000

async function lastBeat(store: Store): Promise<number | null> {
  const value = await readSetting(store, 'heartbeat')
  return value === null ? null : Number(value)
}

/**
 * Run at start, before anything expires: a gap of more than 60 s since the last heartbeat was an outage, and its opening
 * time is credited to every running clock (rule 10).
 * @param onError hears of a clock that could not be credited; it must not keep the server from starting
 * @returns the number of clocks that moved
 */
export async function creditOutage(tools: ActTools, onError: (error: unknown) => void = () => {}): Promise<number> {
  const { store, time } = tools
  const to = time.now()
  const from = await lastBeat(store)
  if (from === null || to - from <= tolerated) return 0
  await store.inTransaction(async (tx) => {
    await appendAudit(tx, store, { at: to, actor: 'system', action: 'outage', subject: String(from) })
  })
  const cause = { reason: downWords, from, to }
  let moved = 0
  for (const id of await allWaiting(store)) {
    const done: Acted | Fault | void = await act(tools, {
      request: id,
      actor: 'system',
      expiresFirst: false,
      command: async ({ running }) => {
        const calendar = await running()
        return calendar ? { name: 'credit', calendar, from, to, cause } : { fault: 'changed' }
      },
    }).catch((error: unknown) => void onError(error))
    if (done && !isFault(done)) moved += 1
  }
  // Last, so that a start that was interrupted itself is followed by one that registers the whole gap.
  const row = { id: uuidv7(to), from, to, reason: downWords, author: 'system', at: to, clocks: moved }
  await store.inTransaction(async (tx) => {
    await addOutage(store, tx, { ...row, found: 'heartbeat' })
    await markBeat(store, tx, to)
  })
  return moved
}

/** Writes the heartbeat, and with it how long this start has been up, every 15 s of business time until stopped. */
export function startHeartbeat({ store, time }: ActTools): () => void {
  const begun = time.now()
  const tick = () => void beat(store, begun, time.now()).catch(() => {})
  tick()
  const timer = setInterval(tick, every)
  return () => clearInterval(timer)
}
