import { isOpen, minute } from '../domain/calendar.ts'
import { canonical, closedNow, ownFault, ownOf, withOwn, type OwnEdit } from '../domain/calendar-edit.ts'
import { fault, isFault, type Fault } from '../domain/fault.ts'
import { compile, type Hours } from '../domain/hours.ts'
import { dayOf } from '../domain/instant-words.ts'
import { appendAudit } from '../db/audit.ts'
import { calendarRow, hoursOf } from '../db/calendars.ts'
import { cartorioByCns, type CartorioRow } from '../db/cartorios.ts'
import { projectedAt } from '../db/journal.ts'
import { layerBook, layersFor, scopesUnder } from '../db/layers.ts'
import type { Db } from '../db/open.ts'
import type { ActTools } from './act.ts'
import type { Topics } from './announce.ts'
import { applyChanges } from './calendar-apply.ts'
import { planClocks, type Change, type Plan } from './calendar-plan.ts'

/** Why somebody edits, and the version that the edit was made on: refused once there is a newer one. */
export type OwnWhy = {
  readonly base: number | null
  readonly reason: string | null
  readonly act: string | null
}

/** A change of one cartório's calendar: what it shall say, or to close for the rest of the day at the next minute. */
export type OwnWish = OwnWhy & ({ readonly edit: (before: OwnEdit) => OwnEdit } | { readonly closesNow: true })

/** What an edit would do. `closing` is the instant (ms) of "fechar agora". */
export type OwnPreview = { readonly change: Change; readonly plan: Plan; readonly closing: number | null }

export type OwnDone = { readonly version: number; readonly moved: number; readonly closing: number | null }

/** How long after (ms) "fechar agora" is still taken for a retry of the same tap. */
const retried = 2 * minute

/** What a cartório's edit would do now; nothing is written. */
export async function previewOwn(tools: ActTools, cns: string, wish: OwnWish): Promise<OwnPreview | Fault> {
  const { store, time } = tools
  const at = time.now()
  const ready = await prepare(tools, store.read, { cns, wish, at })
  if (isFault(ready)) return ready
  return { ...ready, plan: await planClocks(tools, store.read, [ready.change], at) }
}

/** Makes a cartório's edit in one commit with everything that follows from it (rules 7, 8). */
export function editOwn(tools: ActTools, cns: string, wish: OwnWish, actor: string): Promise<OwnDone | Fault> {
  const { store, time } = tools
  return store.inTransaction(async (tx, { afterCommit }) => {
    const at = time.now()
    // The first calendar explains itself, and so does one without a base, which the form of the hours sends.
    if (trimmed(wish.reason) === null && ('closesNow' in wish || wish.base)) return fault('reason_needed')
    const before = await repeated(tools, tx, { cns, wish, actor, at })
    if (before) return before
    const ready = await prepare(tools, tx, { cns, wish, at })
    if (isFault(ready)) return ready
    const action = 'closesNow' in wish ? 'cartorio.close_now' : 'cartorio.hours'
    await appendAudit(tx, store, { at, actor, action, subject: cns })
    const topics: Topics = new Set()
    const by = { actor, reason: trimmed(wish.reason), act: trimmed(wish.act) }
    const moved = await applyChanges(tools, tx, { changes: [ready.change], by, at }, topics)
    afterCommit(() => tools.woken(topics))
    return { version: ready.change.next.version, moved, closing: ready.closing }
  })
}

/** A cartório's calendar in force with the layers above it; one that never opens where none was written yet. */
export async function currentHours({ store }: Pick<ActTools, 'store'>, db: Db, place: CartorioRow): Promise<Hours> {
  const found = await hoursOf(store, db, place.cns, place.calendarVersion)
  if (found) return found
  const { layers } = layersFor(await layerBook(store, db, scopesUnder([place])), place)
  return { zone: place.zone, version: 0, week: [[], [], [], [], [], [], []], special: [], layers }
}

/** The same wish of the same person once more, after an answer that got lost, is answered as the first time (rule 18). */
async function repeated(
  { store }: ActTools,
  tx: Db,
  { cns, wish, actor, at }: { cns: string; wish: OwnWish; actor: string; at: number },
): Promise<OwnDone | null> {
  const place = await cartorioByCns(store, tx, cns)
  if (!place || wish.base !== place.calendarVersion - 1) return null
  const row = await calendarRow(store, tx, cns, place.calendarVersion)
  const same = row?.author === actor && row.reason === trimmed(wish.reason) && row.act === trimmed(wish.act)
  if (!row || !same) return null
  const done = { version: row.version, moved: await projectedAt(store, tx, row.at) }
  if ('closesNow' in wish)
    return at - row.at < retried ? { ...done, closing: Math.ceil(row.at / minute) * minute } : null
  const today = dayOf(at, place.zone)
  const had = ownOf(row.hours, today)
  return canonical(wish.edit(had)) === canonical(had) ? { ...done, closing: null } : null
}

type Ready = { change: Change; closing: number | null }

async function prepare(
  tools: ActTools,
  db: Db,
  { cns, wish, at }: { cns: string; wish: OwnWish; at: number },
): Promise<Ready | Fault> {
  const { store } = tools
  const place = await cartorioByCns(store, db, cns)
  if (!place) return fault('not_found')
  if (wish.base !== null && wish.base !== place.calendarVersion)
    return fault('calendar_moved', { version: place.calendarVersion })
  const before = await currentHours(tools, db, place)
  const { refs, layers } = layersFor(await layerBook(store, db, scopesUnder([place])), place)
  const today = dayOf(at, place.zone)
  const had = ownOf(before, today)
  const version = place.calendarVersion + 1
  const change = (edit: OwnEdit): Change => ({
    place,
    before,
    next: withOwn({ zone: place.zone, layers }, version, edit),
    refs,
  })
  if ('closesNow' in wish) {
    // Only a preview comes without a reason.
    const reason = trimmed(wish.reason) ?? 'fechamento'
    const closed = closedNow(before, at, { reason, act: trimmed(wish.act) })
    if (!closed) return fault('closed_already')
    const ready = { change: change(closed.edit), closing: closed.closing }
    const why = stillOpen(ready.change.next, closed.closing) ?? ownFault(had, ready.change.next, today, at)
    return why === null ? ready : fault('calendar_refused', { why })
  }
  const ready = { change: change(wish.edit(had)), closing: null }
  const why = ownFault(had, ready.change.next, today, at)
  return why === null ? ready : fault('calendar_refused', { why })
}

/** The minute of midnight belongs to the next day, which an entry for today can't close. */
function stillOpen(next: Hours, closing: number): string | null {
  return isOpen(compile(next, closing, 1), closing)
    ? 'Falta menos de um minuto para a meia-noite, e o dia seguinte começa aberto. Toque de novo depois da meia-noite.'
    : null
}

const trimmed = (text: string | null): string | null => text?.trim() || null
