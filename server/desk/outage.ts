import { appendAudit } from '../db/audit.ts'
import type { Store } from '../db/open.ts'
import { allWaiting } from '../db/lists.ts'
import { readSetting, writeSetting } from '../db/secrets.ts'
import { act, type ActTools } from './act.ts'

const beat = 15_000
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
  let moved = 0
  for (const id of await allWaiting(store)) {
    const done = await act(tools, {
      request: id,
      actor: 'system',
      expiresFirst: false,
      command: async ({ running }) => {
        const calendar = await running()
        return calendar ? { name: 'credit', calendar, from, to } : { fault: 'changed' }
      },
    }).catch((error: unknown) => void onError(error))
    if (done && !('fault' in done)) moved += 1
  }
  return moved
}

/** Writes the heartbeat every 15 s of business time until stopped. */
export function startHeartbeat({ store, time }: ActTools): () => void {
  const tick = () => void writeSetting(store, 'heartbeat', String(time.now())).catch(() => {})
  tick()
  const timer = setInterval(tick, beat)
  return () => clearInterval(timer)
}
