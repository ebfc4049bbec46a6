import type { Logger } from 'pino'
import { readFace, type CheckCode } from '../domain/check-answers.ts'
import type { PersonalData } from '../domain/draft.ts'
import { dropTries, waitingRuns, type CheckRow } from '../db/checks.ts'
import { requestById, type RequestRow } from '../db/requests.ts'
import { detailOf, finishRun, type CheckDetail, type CheckTools } from './check-runs.ts'

export type CheckLine = {
  start(): void
  stop(): Promise<void>
  /** Looks at everything that waits, once; for tests too. */
  turn(): Promise<void>
}

export type LineTimes = {
  /** Real ms between two looks at the line, and between two questions about the same PIN. */
  everyMs: number
  pollMs: number
}

const usual: LineTimes = { everyMs: 2_000, pollMs: 5_000 }
const longestPoll = 60_000
const together = 8
const hour = 3_600_000

/**
 * Follows up what sources answer later: a PIN is asked about until there is a result or its time is over, and what nobody
 * answered ends as unavailable. Everything is a row, so a restart goes on where it was. A row that fails is left alone for a
 * while and reported; it never stops the line.
 */
export function makeCheckLine(tools: CheckTools, log: Pick<Logger, 'error' | 'warn'>, more: Partial<LineTimes> = {}) {
  const { store, sealer, time, sources } = tools
  const { everyMs, pollMs } = { ...usual, ...more }
  const later = new Map<string, { at: number; wait: number }>()
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> = Promise.resolve()
  let stopped = true
  let swept = -hour

  async function follow(run: CheckRow): Promise<void> {
    const row = await requestById(store, store.read, run.request)
    if (row?.state.name !== 'in_progress' || row.cns !== run.cns) return finishRun(tools, run, { code: 'left' })
    const overdue = (run.waitsUntil ?? 0) <= time.now()
    const detail = detailOf(sealer, run)
    if (detail.step === 'pin' && sources.face?.flow === 'v5') return poll(run, row, detail, overdue)
    if (overdue) await finishRun(tools, run, { code: lateCode(detail) })
  }

  async function poll(run: CheckRow, row: RequestRow, detail: CheckDetail, overdue: boolean): Promise<void> {
    const { face } = sources
    if (face?.flow !== 'v5') return
    // Past its time it is asked about once more: the person may have been quick at the very end.
    if (!overdue && (later.get(run.id)?.at ?? 0) > time.real()) return
    const { cpf } = sealer.openJson<PersonalData>(row.data, `request:${row.id}`)
    const answer = await face.result(cpf, detail.pin ?? '')
    const code = answer.got === 'down' ? null : readFace(answer)
    if (code) return finishRun(tools, run, { code })
    if (overdue)
      return finishRun(tools, run, answer.got === 'down' ? { code: 'down', why: answer.why } : { code: 'pin_expired' })
    if (answer.got === 'down') {
      log.warn({ run: run.id, why: answer.why }, 'no result yet')
      return postpone(run, answer.retryAfterMs)
    }
    later.set(run.id, { at: time.real() + pollMs, wait: pollMs })
  }

  function postpone(run: CheckRow, asked = 0): void {
    const wait = Math.min((later.get(run.id)?.wait ?? pollMs) * 2, longestPoll)
    later.set(run.id, { at: time.real() + Math.max(wait, asked), wait })
  }

  async function failed(run: CheckRow, error: unknown): Promise<void> {
    log.error({ run: run.id, error: error instanceof Error ? error.name : 'unknown' }, 'check failed')
    const overdue = (run.waitsUntil ?? 0) <= time.now()
    // What can't even be read ends all the same, so that the question can be asked again.
    if (overdue) await finishRun(tools, run, { code: 'interrupted' }).catch(() => postpone(run))
    else postpone(run)
  }

  async function turn(): Promise<void> {
    const waiting = await waitingRuns(store)
    const ids = new Set(waiting.map(({ id }) => id))
    for (const id of later.keys()) if (!ids.has(id)) later.delete(id)
    for (let i = 0; i < waiting.length; i += together)
      await Promise.all(
        waiting.slice(i, i + together).map((run) => follow(run).catch((error: unknown) => failed(run, error))),
      )
    if (sources.receita && time.real() - swept > hour) {
      swept = time.real()
      await store.inTransaction((tx) => dropTries(store, tx, time.now() - 48 * hour), { patient: true })
    }
  }

  function rest(): void {
    if (!stopped) timer = setTimeout(go, everyMs)
  }

  function go(): void {
    running = turn()
      .catch((error: unknown) =>
        log.error({ error: error instanceof Error ? error.name : 'unknown' }, 'line of checks failed'),
      )
      .then(rest)
  }

  return {
    turn,
    start() {
      stopped = false
      go()
    },
    async stop() {
      stopped = true
      clearTimeout(timer)
      await running
    },
  } satisfies CheckLine
}

/** What became of a question whose time is over. */
function lateCode({ step }: CheckDetail): CheckCode {
  if (step === 'consent') return 'consent_late'
  return step === 'pin' ? 'pin_expired' : 'interrupted'
}
