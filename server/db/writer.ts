import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks'
import type { Database } from 'better-sqlite3'

/** Callbacks per commit, and as many of those that can wait: what they write into the same pages is written once. They gather for so many turns. */
const [BATCH, TURNS] = [64, 4]

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

/** Which jobs of a batch are answered now, and which have to run in a later one. */
type Turn = { readonly ended: readonly Job[]; readonly later: readonly Job[] }

/**
 * Group commit on the one connection that writes: callbacks that wait share BEGIN IMMEDIATE … COMMIT and are answered after COMMIT
 * only. A failing callback takes back its own work alone; a failing COMMIT fails the whole group. Failing is rare, and a savepoint
 * copies every page that is written after it: so a group runs without them, and when somebody fails all is taken back and the
 * others begin anew, each in a savepoint of its own. A callback may therefore run twice; only what the last run did counts.
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
  /** So many at the head of the queue have to begin anew, since somebody of their group failed. */
  let anew = 0

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
    // The caller's context, as AsyncLocalStorage.snapshot() would keep it at ten times the price.
    const caller = new AsyncResource('transaction')
    const work = () => context.run(job, async () => await fn(hooks))
    const job: Job = {
      open: true,
      async run() {
        job.open = true
        after.length = 0
        const value = await caller.runInAsyncScope(work)
        return () => {
          for (const hook of after) attempt(() => caller.runInAsyncScope(hook))
          resolve(value)
        }
      },
      answer: () => {},
      reject,
    }
    const line = canWait ? patient : queue
    line.push(job)
    if (canWait) wait()
    else schedule()
    return promise
  }

  function guard(): void {
    if (current && context.getStore() === current) return
    throw new StoreMisuse('outside_transaction', 'A statement was run on a transaction that is not open for its caller')
  }

  function schedule(): void {
    if (!busy) gather()
    busy = true
  }

  // Two immediates in a row: between them Node runs micro-tasks and nothing else, so a callback that is still waiting in the second
  // one waits for something other than the database. While turns of the event loop bring more, the group waits for a few of them.
  function gather(turn = 1, seen = queue.length): void {
    const more = () => anew === 0 && turn < TURNS && queue.length > seen && queue.length < BATCH
    soon(() => (more() ? gather(turn + 1) : void runBatch()))
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
    const jobs = queue.splice(0, anew > 0 ? anew : BATCH)
    const run = anew > 0 ? runEach : runTogether
    // Besides a full group, too: a commit of their own costs more than company.
    if (anew === 0) jobs.push(...patient.splice(0, BATCH))
    anew = 0
    cancel(patience)
    patience = undefined
    let ended: readonly Job[] = jobs
    try {
      sql.begin.run()
      const version = sql.others.get()
      if (version !== others) forget()
      others = version
      const turn = await run(jobs)
      // Otherwise a job failed and all was taken back.
      if (connection.inTransaction) sql.commit.run()
      ended = turn.ended
      anew = turn.later.length
      queue.unshift(...turn.later)
    } catch (error) {
      current = undefined
      forget()
      if (connection.inTransaction) attempt(() => sql.rollback.run())
      for (const job of jobs) job.answer = () => job.reject(error)
    }
    for (const job of ended) job.answer()
    busy = false
    if (queue.length > 0 || (closing && patient.length > 0)) schedule()
    else if (patient.length > 0) wait()
    else if (closing) drained.resolve()
  }

  /** Runs the jobs in turn without savepoints. When one fails, its work and theirs is taken back, and only that one has ended. */
  async function runTogether(jobs: readonly Job[]): Promise<Turn> {
    for (const job of jobs) {
      if (await runJob(job)) continue
      forget()
      sql.rollback.run()
      current = undefined
      return { ended: [job], later: jobs.filter((each) => each !== job) }
    }
    return { ended: jobs, later: [] }
  }

  /** Runs the jobs in turn, each in a savepoint of its own; one that overstays ends the turn. */
  async function runEach(jobs: readonly Job[]): Promise<Turn> {
    for (const [index, job] of jobs.entries()) {
      sql.mark.run()
      if (!(await runJob(job))) {
        forget()
        sql.undo.run()
      }
      sql.keep.run()
      if (!current) return { ended: jobs.slice(0, index + 1), later: jobs.slice(index + 1) }
      current = undefined
    }
    return { ended: jobs, later: [] }
  }

  /** Whether the callback of a job came to its end; `current` is gone when it overstayed. */
  async function runJob(job: Job): Promise<boolean> {
    current = job
    try {
      job.answer = await new Promise((resolve, reject) => {
        interrupt = reject
        job.run().then(resolve, reject)
      })
      // On a full disk or an I/O error SQLite takes back the whole transaction, whatever the callback makes of it.
      if (!connection.inTransaction) throw new Error('SQLite has taken the transaction back')
      return true
    } catch (error) {
      if (!connection.inTransaction) throw error
      job.answer = () => job.reject(error)
      return false
    } finally {
      if (current) job.open = false
    }
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
