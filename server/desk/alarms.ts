import { and, asc, eq, lte } from 'drizzle-orm'
import type { Logger } from 'pino'
import { isFault } from '../domain/fault.ts'
import type { Store } from '../db/open.ts'
import { act, type ActTools } from './act.ts'
import { digest } from './digest.ts'

type Due = Store['tables']['alarm']['$inferSelect']

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
  const { store, time } = tools
  const t = store.tables.alarm
  let timer: NodeJS.Timeout | undefined
  let running: Promise<unknown> = Promise.resolve()
  let stopped = true

  async function fire(alarm: Due): Promise<void> {
    if (alarm.kind === 'digest') return digest(tools, alarm.subject, alarm.dueAt)
    const name = alarm.kind as 'expire' | 'warn' | 'pool_hour'
    const done = await act(tools, { request: alarm.subject, actor: 'system', command: async () => ({ name }) })
    // Still due, unless the machine's clock was set back meanwhile: then it waits for its instant again.
    if (isFault(done) && alarm.dueAt <= time.now()) await drop(alarm)
  }

  const drop = (alarm: Due) => store.inTransaction((tx) => Promise.resolve(tx.delete(t).where(exactly(alarm))))
  const exactly = (alarm: Due) => and(eq(t.subject, alarm.subject), eq(t.kind, alarm.kind), eq(t.dueAt, alarm.dueAt))

  async function pushAhead(alarm: Due): Promise<void> {
    const later = { dueAt: time.now() + postponed, tries: alarm.tries + 1 }
    await store.inTransaction((tx) => Promise.resolve(tx.update(t).set(later).where(exactly(alarm))))
  }

  async function ring(): Promise<number> {
    let fired = 0
    for (;;) {
      const due = await store.read.select().from(t).where(lte(t.dueAt, time.now())).orderBy(asc(t.dueAt)).limit(batch)
      if (due.length === 0) return fired
      fired += due.length
      await Promise.all(
        due.map((alarm) =>
          fire(alarm).catch(async (error: unknown) => {
            log.error({ alarm: alarm.kind, subject: alarm.subject, error: String(error) }, 'alarm failed')
            await pushAhead(alarm)
          }),
        ),
      )
    }
  }

  async function sleep(): Promise<void> {
    if (stopped) return
    const [next] = await store.read.select({ dueAt: t.dueAt }).from(t).orderBy(asc(t.dueAt)).limit(1)
    rest(next ? Math.min(longest, Math.max(0, next.dueAt - time.now())) : longest)
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
