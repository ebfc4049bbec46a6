import type { Logger } from 'pino'
import { nextOpening } from '../domain/calendar.ts'
import { isFault } from '../domain/fault.ts'
import { addAlarm, dropAlarm, dueAlarms, nextAlarm, postponeAlarm, type AlarmRow } from '../db/alarms.ts'
import { cartorioByCns } from '../db/cartorios.ts'
import { requestById } from '../db/requests.ts'
import { act, type ActTools } from './act.ts'
import { digest } from './digest.ts'

export type Alarms = {
  start(): void
  stop(): Promise<void>
  /** Fires everything that is due now; for tests and for a moved demo clock. */
  ring(): Promise<number>
  /** Looks again at once: something new may be due earlier than what is slept for. */
  wake(): void
}

const longest = 1_000
const batch = 100
const postponed = 3_600_000

/**
 * Sleeps until the first alarm, at most a second (so that clock jumps and suspends cost no more), and fires each
 * through `act`. A row that fails is pushed an hour ahead and reported; it never stops the line.
 */
export function makeAlarms(tools: ActTools, log: Logger): Alarms {
  const { store, places, time } = tools
  let timer: NodeJS.Timeout | undefined
  let running: Promise<unknown> = Promise.resolve()
  let stopped = true

  async function fire(alarm: AlarmRow): Promise<void> {
    if (alarm.kind === 'digest') return digest(tools, alarm.subject, alarm.dueAt)
    if (alarm.kind === 'remind' && (await waits(alarm))) return
    const name = alarm.kind as 'expire' | 'warn' | 'pool_hour' | 'remind' | 'stall'
    const done = await act(tools, { request: alarm.subject, actor: 'system', command: async () => ({ name }) })
    // Still due, unless the machine's clock was set back meanwhile: then it waits for its instant again.
    if (isFault(done) && alarm.dueAt <= time.now()) await store.inTransaction((tx) => dropAlarm(store, tx, alarm))
  }

  /** A reminder for a day that was closed since would reach nobody: the digest does not tell of it (rule 22). */
  function waits(alarm: AlarmRow): Promise<boolean> {
    return store.inTransaction(async (tx) => {
      const at = time.now()
      const cns = (await requestById(store, tx, alarm.subject))?.cns
      const place = cns ? await cartorioByCns(store, tx, cns) : null
      if (!place) return false
      const opens = nextOpening(await places.calendar(tx, place.cns, place.calendarVersion, at), at)
      if (opens === null || opens === at) return false
      await dropAlarm(store, tx, alarm)
      await addAlarm(store, tx, { kind: 'remind', subject: alarm.subject, dueAt: opens })
      return true
    })
  }

  async function ring(): Promise<number> {
    let fired = 0
    for (;;) {
      const due = await dueAlarms(store, time.now(), batch)
      if (due.length === 0) return fired
      fired += due.length
      await Promise.all(
        due.map((alarm) =>
          fire(alarm).catch(async (error: unknown) => {
            log.error({ alarm: alarm.kind, subject: alarm.subject, error: String(error) }, 'alarm failed')
            await postponeAlarm(store, alarm, time.now() + postponed)
          }),
        ),
      )
    }
  }

  async function sleep(): Promise<void> {
    if (stopped) return
    const next = await nextAlarm(store)
    rest(next === null ? longest : Math.min(longest, Math.max(0, next - time.now())))
  }

  function rest(ms: number): void {
    clearTimeout(timer)
    if (!stopped) timer = setTimeout(turn, ms)
  }

  // A database that refuses even the reading must neither end the line nor make it spin.
  function failed(error: unknown): void {
    log.error({ error: String(error) }, 'alarms failed')
    rest(longest)
  }

  function turn(): void {
    running = running.then(ring).then(sleep).catch(failed)
  }

  return {
    ring,
    wake: () => void sleep().catch(failed),
    start() {
      stopped = false
      turn()
    },
    async stop() {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
