import { fault, isFault, type Fault } from '../domain/fault.ts'
import { containerOf, lateTerm, segmentLimits, stampSlack, type Span } from '../domain/recording.ts'
import { appendAudit } from '../db/audit.ts'
import { callById, type CallRow } from '../db/calls.ts'
import { addSegment, markDeleted, outlived, segmentAt, type SegmentRow } from '../db/segments.ts'
import type { CallTools } from './call-close.ts'
import { hashOf, type Vault } from './vault.ts'

export type RecordingTools = CallTools & { vault: Vault }

/** The context under which a piece is sealed: it opens as no other piece. */
const sealOf = (call: string, seq: number): string => `segment:${call}:${seq}`

/** Why a piece can't be taken now, or null. */
function whyNot({ startedAt, endedAt }: CallRow, { from, to }: Span, now: number): Fault | null {
  if (startedAt === null) return fault('changed')
  if (endedAt !== null && now - endedAt > lateTerm) return fault('call_over')
  const fits = from < to && to - from <= segmentLimits.ms
  const near = from >= startedAt - stampSlack && to <= (endedAt ?? now) + stampSlack
  return fits && near ? null : fault('invalid')
}

/**
 * Takes one piece of a recording: sealed in the vault, its SHA-256 chained in the audit trail (rule 45). The same piece sent
 * again is taken for the first one. Faults: unsupported_type for what is no WebM or MP4, changed for other bytes under a number
 * that is taken (or before the call is live), call_over, invalid for stamps that can't be.
 */
export async function keepSegment(
  tools: RecordingTools,
  call: CallRow,
  piece: Span & { seq: number; bytes: Uint8Array; actor: string },
): Promise<{ made: boolean } | Fault> {
  const { store, vault, time } = tools
  const { seq, from, to, bytes, actor } = piece
  const mime = containerOf(bytes)
  if (!mime) return fault('unsupported_type')
  const hash = hashOf(bytes)
  const known = await segmentAt(store, store.read, call.id, seq)
  if (known) return known.hash === hash ? { made: false } : fault('changed')
  const refused = whyNot(call, piece, time.now())
  if (refused) return refused
  const { file } = await vault.put('segments', bytes, sealOf(call.id, seq))
  let made = false
  try {
    const done = await store.inTransaction(async (tx, { afterCommit }) => {
      const at = time.now()
      const twin = await segmentAt(store, tx, call.id, seq)
      if (twin) return twin.hash === hash ? { made: false } : fault('changed')
      const now = await callById(store, tx, call.id)
      const late = now ? whyNot(now, piece, at) : fault('not_found')
      if (late) return late
      await addSegment(store, tx, {
        call: call.id,
        seq,
        file,
        mime,
        hash,
        bytes: bytes.length,
        from,
        to,
        receivedAt: at,
      })
      await appendAudit(tx, store, { at, actor, action: 'segment.add', subject: call.id, detail: `${seq}:${hash}` })
      // The client's phone shows nothing of it and is spared the reading.
      afterCommit(() => store.publish(`account:${call.staff} call:${call.id}`))
      return { made: true }
    })
    made = !isFault(done) && done.made
    return done
  } finally {
    // Whatever no row names would lie there for ever; that it can't be removed now is no reason to refuse the piece.
    if (!made) await vault.remove(file).catch(() => undefined)
  }
}

/** Opens one piece for a viewing, which is an audit row of its own. Faults: not_found, file_damaged. */
export async function openSegment(
  { store, vault, time }: RecordingTools,
  row: SegmentRow,
  actor: string,
): Promise<Uint8Array | Fault> {
  const { call, seq, hash } = row
  await store.inTransaction((tx) =>
    appendAudit(tx, store, { at: time.now(), actor, action: 'segment.read', subject: call, detail: String(seq) }),
  )
  const bytes = await vault.get(row.file, sealOf(call, seq))
  return isFault(bytes) || hashOf(bytes) === hash ? bytes : fault('file_damaged', { id: row.file.slice(-8) })
}

const day = 86_400_000
const batch = 100

/**
 * Takes away the bytes of recordings whose term has passed (rule 45); hashes and audit rows stay, and so does what was kept for
 * a suspicion of fraud. A file that can't be removed now is tried again at the next sweep, and holds up no other. Gives the
 * number of pieces that went; throws afterwards when some did not.
 */
export async function sweepRecordings(tools: RecordingTools, keepDays: number): Promise<number> {
  let gone = 0
  for (;;) {
    const rows = await outlived(tools.store, tools.time.now() - keepDays * day, batch)
    const done = await Promise.allSettled(rows.map((row) => forgetPiece(tools, row)))
    gone += done.filter(({ status }) => status === 'fulfilled').length
    const failed = done.find((each) => each.status === 'rejected')
    if (failed) throw failed.reason
    if (rows.length < batch) return gone
  }
}

async function forgetPiece({ store, vault, time }: RecordingTools, row: SegmentRow): Promise<void> {
  await vault.remove(row.file)
  await store.inTransaction(async (tx) => {
    const at = time.now()
    const detail = `${row.seq}:${row.hash}`
    await markDeleted(store, tx, row, at)
    await appendAudit(tx, store, { at, actor: 'system', action: 'segment.delete', subject: row.call, detail })
  })
}
