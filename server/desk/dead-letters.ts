import { fault, type Fault } from '../domain/fault.ts'
import { appendAudit } from '../db/audit.ts'
import { sealedEntry } from '../db/audit-detail.ts'
import type { Db } from '../db/open.ts'
import { noticeById, type Channel, type NoticeKind } from '../db/outbox.ts'
import { deadToRetry, dropDead, reachedOtherwise, requeue, requeued, type Dead } from '../db/outbox-dead.ts'
import { requestById } from '../db/requests.ts'
import { instantOf } from '../db/uuid.ts'
import type { ActTools } from './act.ts'
import { movedOn, tooLate } from './deliver-when.ts'

const batch = 200
const mostBatches = 50
const sumTerm = 12 * 3_600_000

/** What became of letters that were given up: again in the line, or of no use any more; `more` when there are still others. */
export type Retried = { queued: number; dropped: number; more: boolean }

/**
 * Tries again what was given up: one delivery, or a channel's since an instant (real ms), the oldest first, a batch per commit.
 * What tells of something that no longer is, or reached the person another way, is dropped instead. Fault: not_found for one that
 * isn't given up.
 */
export async function retryDead(
  tools: ActTools,
  asked: { id: string } | { channel: Channel; since: number },
  actor: string,
): Promise<Retried | Fault> {
  const { store, sealer, time } = tools
  const total = { queued: 0, dropped: 0 }
  let after = ''
  for (let n = 0; n < mostBatches; n += 1) {
    const part = await store.inTransaction(async (tx, { afterCommit }) => {
      const rows = await deadToRetry(store, tx, asked, after, batch)
      const useless = new Map<string, string[]>()
      const good: string[] = []
      for (const row of rows) {
        const why = await whyUseless(tools, tx, row)
        if (why === null) good.push(row.id)
        else useless.set(why, [...(useless.get(why) ?? []), row.id])
      }
      await requeue(store, tx, good, time.real())
      for (const [why, ids] of useless) await dropDead(store, tx, ids, why)
      if (rows.length > 0) {
        const subject = 'id' in asked ? asked.id : asked.channel
        const entry = { at: time.now(), actor, action: 'outbox.retry', subject }
        const done = { queued: good.length, dropped: rows.length - good.length }
        const since = 'since' in asked ? { since: asked.since } : {}
        await appendAudit(tx, store, sealedEntry(sealer, entry, { ...since, ...done }))
      }
      afterCommit(() => {
        requeued(store)
        tools.woken(new Set(['platform admin:outbox']))
      })
      return { rows, good: good.length }
    })
    total.queued += part.good
    total.dropped += part.rows.length - part.good
    after = part.rows.at(-1)?.id ?? after
    if (part.rows.length < batch) {
      const none = 'id' in asked && total.queued + total.dropped === 0
      return none ? fault('not_found') : { ...total, more: false }
    }
  }
  return { ...total, more: true }
}

/** Why a letter would tell its person nothing any more, or null. */
async function whyUseless({ store, sealer, time }: ActTools, tx: Db, row: Dead): Promise<string | null> {
  const age = time.real() - instantOf(row.id)
  if (tooLate(row.kind as NoticeKind, age)) return 'too late'
  if (await reachedOtherwise(store, tx, row)) return 'reached otherwise'
  // A sum, such as a morning's digest, is of its own day: another one has told the next.
  if (row.request === null) return age > sumTerm ? 'too late' : null
  const [notice, request] = [await noticeById(store, sealer, row.notice), await requestById(store, tx, row.request)]
  return notice && request && movedOn(notice, request) ? 'moved on' : null
}
