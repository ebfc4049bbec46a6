import type { Logger } from 'pino'
import { callTerms, isDropped, isInside, type CallParty } from '../domain/call.ts'
import { callById, openCalls } from '../db/calls.ts'
import { addMark, marksOf } from '../db/call-marks.ts'
import { dropSignals } from '../db/call-signals.ts'
import { inCall } from './call.ts'
import { callTopics, closeCall } from './call-close.ts'
import { endCall } from './call-end.ts'
import type { Found } from './presence.ts'
import { sweepRecordings, type RecordingTools } from './recording.ts'

const parties: readonly CallParty[] = ['client', 'staff']
const beat = 1_000
const sweep = 30_000
const hour = 3_600_000

/**
 * Looks after the open rooms once a second: whoever is silent has dropped, and what nobody comes back to ends as "técnica"
 * (rule 43). After a start it takes the rooms over as the database has them. Signals that nobody fetched go after two minutes,
 * recordings when their term has passed, looked at once an hour.
 * @param keepDays the term of recordings
 */
export function makeCallWatch(tools: RecordingTools, log: Pick<Logger, 'error'>, keepDays: number) {
  const { store, presence, time } = tools
  let timer: NodeJS.Timeout | undefined
  let swept = 0
  let sweptRecordings = 0
  let looking: Promise<void> = Promise.resolve()

  async function begin(): Promise<void> {
    for (const { id, state } of await openCalls(store, store.read)) {
      const marks = await marksOf(store, store.read, id)
      presence.take(id, {
        live: state === 'live',
        inside: parties.filter((party) => isInside(marks, party)),
        dropped: parties.filter((party) => isDropped(marks, party)),
      })
    }
    timer = setInterval(() => void look(), beat)
    timer.unref()
  }

  async function drop(id: string, by: CallParty): Promise<void> {
    await inCall(tools, id, async (tx, call, at) => {
      if (call.state === 'live') await addMark(store, tx, id, { kind: 'dropped', attempt: call.attempt, by, at })
      return true as const
    })
  }

  async function over(id: string): Promise<void> {
    const call = await callById(store, store.read, id)
    if (!call || call.endedAt !== null) return presence.forget(id)
    const given = { reason: 'technical', actor: 'system' } as const
    const refused = await endCall(tools, call, given)
    if (refused === null) return
    // Whatever the request has become meanwhile: a room without anybody is not left open.
    await store.inTransaction(async (tx) => {
      const now = await callById(store, tx, id)
      if (now?.endedAt === null) await closeCall(tools, tx, now, { ...given, at: time.now() })
    })
    presence.forget(id)
    store.publish(...callTopics(call))
  }

  async function settle(found: Found): Promise<void> {
    try {
      await (found.what === 'dropped' ? drop(found.call, found.party) : over(found.call))
    } catch (error) {
      if (found.what === 'dropped') presence.undo(found.call, found.party, false)
      log.error({ call: found.call, error: error instanceof Error ? error.name : 'unknown' }, 'room not settled')
    }
  }

  async function once(): Promise<void> {
    for (const found of presence.look()) await settle(found)
    if (time.real() - swept < sweep) return
    swept = time.real()
    const failed = (error: unknown) =>
      log.error({ error: error instanceof Error ? error.name : 'unknown' }, 'not swept')
    await dropSignals(store, swept - callTerms.signal).catch(failed)
    if (swept - sweptRecordings < hour) return
    sweptRecordings = swept
    // Not waited for: a slow store of files must not keep drops from being noticed.
    void sweepRecordings(tools, keepDays).catch(failed)
  }

  /** One look at every room, one after the other; for the timer and for tests. Never rejects. */
  function look(): Promise<void> {
    looking = looking.then(once)
    return looking
  }

  return { begin, look, stop: () => clearInterval(timer) }
}
