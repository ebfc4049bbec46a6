import { issueTerms, revocationReasons } from '../domain/certificate.ts'
import { isFault } from '../domain/fault.ts'
import { preparedRows, revokedRows, unprovedSince, type CertificateRow } from '../db/certificates.ts'
import { addCrl, newestCrl, revokedSince, type CrlRow } from '../db/crl.ts'
import { forgetShown, newestCode } from '../db/enrolments.ts'
import { act } from './act.ts'
import { burn, leavePhone } from './issue.ts'
import type { IssueTools } from './issue.types.ts'
import { topicsOf } from './prove.ts'

export type Keeper = {
  /** Spends the serials that a crash left without a signature (rule 49); call it before anything is issued. */
  begin(): Promise<number>
  start(): void
  stop(): Promise<void>
  /** Does at once what is due: for tests. */
  turn(): Promise<void>
  /** The revocation list that is in force now (DER), null without an authority. */
  list(): Promise<CrlRow | null>
}

/** A revocation is in the list within a minute (rule 51); a list is renewed daily and holds for three days. */
const pause = 10_000
const day = 86_400_000
const holds = 3 * day

/** Looks after what nobody asks for: unproved certificates and the revocation list. */
export function makeKeeper(tools: IssueTools, pauseMs = pause): Keeper {
  const { store, time, ca, log } = tools
  let timer: NodeJS.Timeout | undefined
  let running: Promise<unknown> = Promise.resolve()
  let making: Promise<CrlRow | null> | null = null
  let stopped = true
  let forgot = 0

  async function sweep(): Promise<void> {
    const now = time.real()
    // A look at all codes, so not each time.
    if (now - forgot >= issueTerms.showing) {
      await forgetShown(store, now - issueTerms.showing)
      forgot = now
    }
    for (const row of await unprovedSince(store, time.real() - issueTerms.proof)) await lapse(tools, row)
  }

  async function list(): Promise<CrlRow | null> {
    const newest = await newestCrl(store)
    const stale = !newest || newest.thisUpdate <= time.real() - day || (await revokedSince(store, newest.thisUpdate))
    if (!stale || !ca) return newest
    making ??= make((newest?.number ?? 0) + 1).finally(() => (making = null))
    return making
  }

  async function make(number: number): Promise<CrlRow | null> {
    if (!ca) return null
    // Its instant and its rows in one turn of the only writer: whatever is revoked later is dated at or after it.
    const { at, rows } = await store.inTransaction(async (tx) => {
      const now = time.real()
      return { at: now, rows: await revokedRows(store, tx, now) }
    })
    const revoked = rows.map(({ serial, revokedAt, reason }) => ({
      serial,
      at: revokedAt ?? at,
      reason: revocationReasons[reason ?? 'unspecified'],
    }))
    const der = await ca.list({ number, thisUpdate: at, nextUpdate: at + holds, revoked })
    const row = { number, thisUpdate: at, nextUpdate: at + holds, der: Buffer.from(der).toString('base64') }
    await addCrl(store, row)
    return row
  }

  async function turn(): Promise<void> {
    await sweep()
    await list()
  }

  function rest(): void {
    clearTimeout(timer)
    if (stopped) return
    timer = setTimeout(() => {
      running = turn()
        .catch((error: unknown) =>
          log.error({ error: error instanceof Error ? error.name : 'unknown' }, 'keeper failed'),
        )
        .then(rest)
    }, pauseMs)
  }

  return {
    async begin() {
      const rows = await preparedRows(store)
      for (const row of rows) await burn(tools, row)
      if (rows.length > 0) log.warn({ serials: rows.length }, 'serials without a signature were revoked')
      return rows.length
    },
    start() {
      stopped = false
      rest()
    },
    async stop() {
      stopped = true
      clearTimeout(timer)
      await running
    },
    turn,
    list,
  }
}

/** Rule 50: no proof in 72 hours. The request is closed, and with it what it led to is revoked. */
async function lapse(tools: IssueTools, row: CertificateRow): Promise<void> {
  const code = await newestCode(tools.store, tools.store.read, row.request)
  // Whoever was given a new code meanwhile goes on with that.
  const goesOn = code !== null && code.usedAt === null && code.voidAt === null && code.expiresAt > tools.time.real()
  const close = { name: 'close', why: 'no_proof' } as const
  const order = { request: row.request, actor: 'system', command: async () => close }
  if (goesOn || isFault(await act(tools, order))) {
    await burn(tools, row)
    await tools.store.inTransaction((tx) => leavePhone(tools, tx, row))
  }
  tools.woken(topicsOf(row))
}
