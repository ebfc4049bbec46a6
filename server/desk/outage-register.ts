import { grant } from '../domain/clock.ts'
import { fault, isFault, type Fault } from '../domain/fault.ts'
import { lastClock, lostIn, runsOf, type Span } from '../domain/ledger.ts'
import { appendAudit } from '../db/audit.ts'
import { cartorioByCns, type CartorioRow } from '../db/cartorios.ts'
import { ticksOf } from '../db/journal.ts'
import { allWaiting } from '../db/lists.ts'
import type { Db } from '../db/open.ts'
import { addOutage, outageWithin } from '../db/outages.ts'
import { requestById, type RequestRow } from '../db/requests.ts'
import { uuidv7 } from '../db/uuid.ts'
import { settleIn, type ActTools } from './act.ts'
import { announceTogether, type Together, type Topics } from './announce.ts'

/** An outage that no heartbeat found, in business time (ms, half-open). */
export type OutageWish = Span & { readonly reason: string }

/** A clock that gets `ms` of business time back; `from` and `to` are its due instants. */
type Given = { row: RequestRow; place: CartorioRow; ms: number; from: number; to: number }
export type OutagePlan = { running: number; moves: Given[]; overdue: RequestRow[] }

const longest = 72 * 3_600_000

/** What registering an outage would do now; nothing is written. */
export async function previewOutage(tools: ActTools, wish: OutageWish): Promise<OutagePlan | Fault> {
  const at = tools.time.now()
  return (await wrong(tools, tools.store.read, wish, at)) ?? planned(tools, tools.store.read, wish, at)
}

/**
 * Registers an outage and gives every running clock the opening time back that it lost in it, in one commit with journal, ledger,
 * notices and audit (rule 10). What ran out before now is not revived.
 */
export function registerOutage(
  tools: ActTools,
  wish: OutageWish,
  actor: string,
): Promise<{ id: string; moved: number } | Fault> {
  const { store, time, places } = tools
  return store.inTransaction(async (tx, { afterCommit }) => {
    const at = time.now()
    if (wish.reason.trim() === '') return fault('reason_needed')
    const refused = await wrong(tools, tx, wish, at)
    if (refused) return refused
    const { from, to } = wish
    const reason = wish.reason.trim()
    const plan = await planned(tools, tx, wish, at)
    const topics: Topics = new Set(['platform outages'])
    const look = (row: RequestRow) => ({ tx, at, row, running: () => Promise.resolve(null) })
    for (const row of plan.overdue) await settleIn(tools, look(row), { name: 'expire' }, { actor: 'system' }, topics)
    const together: Together = new Map()
    let moved = 0
    for (const { row, ms } of plan.moves) {
      if (row.state.name !== 'waiting') continue
      const { cns, calendarVersion, mark } = row.state.clock
      const calendar = await places.calendar(tx, cns, calendarVersion, mark, at)
      const command = { name: 'grant', calendar, ms, cause: { reason, from, to } } as const
      if (!isFault(await settleIn(tools, look(row), command, { actor, together }, topics))) moved += 1
    }
    await announceTogether(tools, tx, together)
    const id = uuidv7(at)
    await addOutage(store, tx, { id, from, to, found: 'person', reason, author: actor, at, clocks: moved })
    await appendAudit(tx, store, { at, actor, action: 'outage.register', subject: id })
    afterCommit(() => tools.woken(topics))
    return { id, moved }
  })
}

async function wrong(tools: ActTools, db: Db, { from, to }: OutageWish, at: number): Promise<Fault | null> {
  const no = (why: string) => fault('outage_refused', { why })
  if (to <= from) return no('O fim precisa ser depois do início.')
  if (to > at) return no('Registre a queda depois que ela terminar: o fim ainda não passou.')
  if (to - from > longest) return no('Uma queda pode ter no máximo 72 horas. Registre em partes.')
  const known = await outageWithin(tools.store, db, from, to)
  return known ? no('Já há uma queda registrada neste período. Confira a lista e ajuste o início ou o fim.') : null
}

async function planned({ store, places }: ActTools, db: Db, span: Span, at: number): Promise<OutagePlan> {
  const plan: OutagePlan = { running: 0, moves: [], overdue: [] }
  for (const id of await allWaiting(store, db)) {
    const row = await requestById(store, db, id)
    if (row?.state.name !== 'waiting') continue
    const { clock } = row.state
    if (at >= clock.dueAt) {
      plan.overdue.push(row)
      continue
    }
    plan.running += 1
    if (clock.startedAt >= span.to) continue
    let ms = 0
    for (const run of runsOf(lastClock(await ticksOf(store, db, id), clock.cns))) {
      const ends = Math.min(run.to, at)
      if (run.from >= Math.min(ends, span.to) || ends <= span.from) continue
      const calendar = await places.calendar(db, clock.cns, run.tick.calendarVersion, run.from, run.to)
      ms += lostIn({ ...run, to: ends }, calendar, span)
    }
    const calendar = await places.calendar(db, clock.cns, clock.calendarVersion, clock.mark, at)
    const next = grant(clock, calendar, at, ms)
    const place = next && (await cartorioByCns(store, db, clock.cns))
    if (next && place) plan.moves.push({ row, place, ms, from: clock.dueAt, to: next.dueAt })
  }
  return plan
}
