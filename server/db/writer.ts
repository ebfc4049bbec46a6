import { AsyncLocalStorage } from 'node:async_hooks'
import type { Database } from 'better-sqlite3'

/** Waiting callbacks per commit: more gain little, and a batch that answers everybody at once leaves server and clients waiting by turns. */
const BATCH = 32

// Taken at load, so that a test with fake timers doesn't stop the writer.
const soon = setImmediate
const later = setTimeout
const cancel = clearTimeout

/** How long (ms) work that can wait may lie until it shares somebody else's commit or gets one of its own. */
const PATIENCE = 20

/** What a transaction callback can do besides its statements. */
export type TransactionHooks = {
  /** Runs `fn` once the work is durable, before the caller is answered; not at all when it is rolled back. */
  afterCommit(fn: () => void): void
}

/** A use of the store that is a mistake in the calling code. */
export class StoreMisuse extends Error {
  readonly why: 'nested' | 'foreign_promise' | 'outside_transaction' | 'closed'

  constructor(why: StoreMisuse['why'], message: string) {
    super(message)
    this.name = 'StoreMisuse'
    this.why = why
  }
}

export type Writer = {
  /** @param patient nobody waits for it: it rides along with the next commit, or gets its own after 20 ms */
  inTransaction<T>(fn: (hooks: TransactionHooks) => Promise<T>, patient?: boolean): Promise<T>
  /** Throws StoreMisuse unless the caller is the callback whose turn it is. */
  guard(): void
  /** Takes no more work and resolves when all that waits is answered. */
  drain(): Promise<void>
}

type Job = {
  open: boolean
  /** Runs the callback and gives what is to be done once its work is durable. */
  run: () => Promise<() => void>
  answer: () => void
  reject: (error: unknown) => void
}

/**
 * Group commit on the one connection that writes: callbacks that wait share BEGIN IMMEDIATE … COMMIT, each in its own savepoint,
 * and are answered after COMMIT only. A failing callback takes back its own work alone; a failing COMMIT fails the whole group.
 * @param forget called whenever work was taken back or another connection has written: rows may not be what they seemed
 */
export function groupCommit(connection: Database, onError: (error: unknown) => void, forget: () => void): Writer {
  const context = new AsyncLocalStorage<Job>()
  const sql = {
    begin: connection.prepare('BEGIN IMMEDIATE'),
    mark: connection.prepare('SAVEPOINT job'),
    keep: connection.prepare('RELEASE job'),
    undo: connection.prepare('ROLLBACK TO job'),
    commit: connection.prepare('COMMIT'),
    rollback: connection.prepare('ROLLBACK'),
    // Moves when another connection has committed, such as that of an admin command (sqlite.org/pragma.html#pragma_data_version).
    others: connection.prepare<[], number>('PRAGMA data_version').pluck(),
  }
  let others: number | undefined
  const queue: Job[] = []
  const patient: Job[] = []
  let patience: NodeJS.Timeout | undefined
  const drained = Promise.withResolvers<void>()
  let current: Job | undefined
  let interrupt: ((error: unknown) => void) | undefined
  let busy = false
  let closing = false

  async function inTransaction<T>(fn: (hooks: TransactionHooks) => Promise<T>, canWait = false): Promise<T> {
    if (context.getStore()?.open) throw new StoreMisuse('nested', 'inTransaction was called inside of a transaction')
    if (closing) throw new StoreMisuse('closed', 'The store is closed')
    const { promise, resolve, reject } = Promise.withResolvers<T>()
    const after: (() => void)[] = []
    const hooks: TransactionHooks = {
      afterCommit(hook) {
        guard()
        after.push(hook)
      },
    }
    const inside = AsyncLocalStorage.snapshot()
    const work = () => context.run(job, async () => await fn(hooks))
    const job: Job = {
      open: true,
      async run() {
        const value = await inside(work)
        return () => {
          for (const hook of after) attempt(() => inside(hook))
          resolve(value)
        }
      },
      answer: () => {},
      reject,
    }
    if (canWait && !closing) {
      patient.push(job)
      wait()
    } else {
      queue.push(job)
      schedule()
    }
    return promise
  }

  function guard(): void {
    if (current && context.getStore() === current) return
    throw new StoreMisuse('outside_transaction', 'A statement was run on a transaction that is not open for its caller')
  }

  // Two immediates in a row: between them Node runs micro-tasks and nothing else, so a callback that is still waiting in the
  // second one waits for something other than the database. A first immediate also lets all requests of one poll gather.
  function schedule(): void {
    if (busy) return
    busy = true
    soon(() => void runBatch())
    soon(judge)
  }

  function wait(): void {
    patience ??= later(() => {
      patience = undefined
      schedule()
    }, PATIENCE)
  }

  function judge(): void {
    if (!current) return
    current = undefined
    interrupt?.(
      new StoreMisuse(
        'foreign_promise',
        'A transaction callback may await nothing but statements of its own transaction',
      ),
    )
  }

  async function runBatch(): Promise<void> {
    const jobs = queue.splice(0, BATCH)
    jobs.push(...patient.splice(0, BATCH - jobs.length))
    cancel(patience)
    patience = undefined
    try {
      sql.begin.run()
      const version = sql.others.get()
      if (version !== others) forget()
      others = version
      const begun = await runJobs(jobs)
      sql.commit.run()
      queue.unshift(...jobs.splice(begun))
    } catch (error) {
      current = undefined
      forget()
      if (connection.inTransaction) attempt(() => sql.rollback.run())
      for (const job of jobs) job.answer = () => job.reject(error)
    }
    for (const job of jobs) job.answer()
    busy = false
    if (queue.length > 0 || (closing && patient.length > 0)) schedule()
    else if (patient.length > 0) wait()
    else if (closing) drained.resolve()
  }

  /** Runs the jobs in turn and gives the number of those begun: one that overstays ends the batch. */
  async function runJobs(jobs: readonly Job[]): Promise<number> {
    for (const [index, job] of jobs.entries()) {
      sql.mark.run()
      current = job
      try {
        job.answer = await new Promise((resolve, reject) => {
          interrupt = reject
          job.run().then(resolve, reject)
        })
        sql.keep.run()
      } catch (error) {
        // On a full disk or an I/O error SQLite has already taken back the whole transaction.
        if (!connection.inTransaction) throw error
        forget()
        sql.undo.run()
        sql.keep.run()
        job.answer = () => job.reject(error)
      }
      if (!current) return index + 1
      current = undefined
      job.open = false
    }
    return jobs.length
  }

  function attempt(step: () => void): void {
    try {
      step()
    } catch (error) {
      onError(error)
    }
  }

  function drain(): Promise<void> {
    closing = true
    if (patient.length > 0) schedule()
    else if (!busy) drained.resolve()
    return drained.promise
  }

  return { inTransaction, guard, drain }
}
