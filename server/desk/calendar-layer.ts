import { allotted } from '../domain/calendar.ts'
import { closedForLong, isSame, layerFault, neverOpens, opensWithin } from '../domain/calendar-edit.ts'
import type { DayEntry } from '../domain/day-rules.ts'
import { fault, isFault, type Fault } from '../domain/fault.ts'
import { project } from '../domain/hours.ts'
import { dayOf } from '../domain/instant-words.ts'
import { appendAudit } from '../db/audit.ts'
import { currentIn, type Reach } from '../db/calendars.ts'
import { projectedAt } from '../db/journal.ts'
import { addLayer, layerBook, pageIn, scopesUnder, withPage, type LayerEntry, type LayerRef } from '../db/layers.ts'
import type { Db } from '../db/open.ts'
import { uuidv7 } from '../db/uuid.ts'
import type { ActTools } from './act.ts'
import type { Topics } from './announce.ts'
import { applyChanges } from './calendar-apply.ts'
import { changeOf, planClocks, type Change, type Plan } from './calendar-plan.ts'

/** Author of the entries that come with the program. */
export const builtin = 'builtin'

/** A layer by its name and scope: '' for the nation, a UF code, an IBGE code. */
export type LayerAt = Omit<LayerRef, 'version'>

/** The whole list as a person wants it; built-in entries stay whether they are in it or not. */
export type LayerWish = {
  readonly base: number
  readonly entries: readonly DayEntry[]
  readonly reason: string
  readonly act: string | null
}

/** `closed` would have no opening in 30 days and could not be chosen: an act may do that, but whoever enters it is told. */
export type LayerPreview = { readonly changes: readonly Change[]; readonly plan: Plan; readonly closed: string | null }
export type LayerDone = { readonly version: number; readonly moved: number; readonly cartorios: number }

/** Which cartórios a layer concerns. */
export const reachOf = ({ layer, scope }: LayerAt): Reach =>
  layer === 'nation' ? {} : layer === 'uf' ? { uf: scope } : { ibge: scope }

/** What an edit of a layer would do now; nothing is written. */
export async function previewLayer(tools: ActTools, where: LayerAt, wish: LayerWish): Promise<LayerPreview | Fault> {
  const { store, time } = tools
  const at = time.now()
  const ready = await prepare(tools, store.read, { where, wish, actor: '', at })
  if (isFault(ready)) return ready
  const names = closedBy(ready.changes, at).map(({ place }) => place.name)
  const closed = names.length > 0 ? closedForLong(names) : null
  return { changes: ready.changes, plan: await planClocks(tools, store.read, ready.changes, at), closed }
}

/** Makes an edit of a layer in one commit: its version, those of all calendars under it, and what follows for clocks. */
export function editLayer(tools: ActTools, where: LayerAt, wish: LayerWish, actor: string): Promise<LayerDone | Fault> {
  const { store, time } = tools
  return store.inTransaction(async (tx, { afterCommit }) => {
    const at = time.now()
    if (wish.reason.trim() === '') return fault('reason_needed')
    const before = await repeated(tools, tx, { where, wish, actor })
    if (before) return before
    const ready = await prepare(tools, tx, { where, wish, actor, at })
    if (isFault(ready)) return ready
    const topics: Topics = new Set()
    const by = { actor, reason: wish.reason.trim(), act: wish.act?.trim() || null }
    const done = await writeLayer(tools, tx, { ...ready, where, by, at }, topics)
    afterCommit(() => tools.woken(topics))
    return done
  })
}

/** Writes a version of a layer that was found sound, and what follows from it. */
export async function writeLayer(
  tools: ActTools,
  tx: Db,
  given: {
    where: LayerAt
    entries: LayerEntry[]
    changes: readonly Change[]
    by: { actor: string; reason: string; act: string | null }
    at: number
  },
  topics: Topics,
): Promise<LayerDone> {
  const { store } = tools
  const { where, entries, changes, by, at } = given
  const { actor: author, reason, act } = by
  const version = await addLayer(store, tx, { ...where, entries, author, at, act, reason })
  const subject = where.scope === '' ? where.layer : `${where.layer}:${where.scope}`
  await appendAudit(tx, store, { at, actor: author, action: 'calendar.layer', subject })
  topics.add('platform calendars')
  const moved = await applyChanges(tools, tx, { changes, by, at }, topics)
  return { version, moved, cartorios: changes.length }
}

/** The calendars under a layer as its new entries would leave them. */
export async function changesUnder(
  tools: ActTools,
  db: Db,
  { where, entries, at }: { where: LayerAt; entries: LayerEntry[]; at: number },
): Promise<Change[]> {
  const current = await currentIn(tools.store, db, reachOf(where))
  const scopes = scopesUnder(current.map(({ place }) => place)).add(where.scope)
  const book = await layerBook(tools.store, db, scopes)
  const version = (pageIn(book, where.layer, where.scope)?.version ?? 0) + 1
  const after = withPage(book, { ...where, version, entries, author: '', at, act: null, reason: '' })
  return current.map((each) => changeOf(each, book, after))
}

/** The same wish of the same person once more is answered as the first time (rule 18). */
async function repeated(
  { store }: ActTools,
  tx: Db,
  { where, wish, actor }: { where: LayerAt; wish: LayerWish; actor: string },
): Promise<LayerDone | null> {
  const page = pageIn(await layerBook(store, tx, new Set([where.scope])), where.layer, where.scope)
  if (!page || wish.base !== page.version - 1 || page.author !== actor) return null
  if (page.reason !== wish.reason.trim() || page.act !== (wish.act?.trim() || null)) return null
  const all = page.entries.filter(({ author }) => author !== builtin)
  const sent = wish.entries.filter(
    (entry) => !page.entries.some((each) => each.author === builtin && isSame(each, entry)),
  )
  if (all.length !== sent.length || !all.every((each, i) => isSame(each, sent[i] ?? each))) return null
  const { length } = await currentIn(store, tx, reachOf(where))
  return { version: page.version, moved: await projectedAt(store, tx, page.at), cartorios: length }
}

async function prepare(
  tools: ActTools,
  db: Db,
  { where, wish, actor, at }: { where: LayerAt; wish: LayerWish; actor: string; at: number },
): Promise<{ entries: LayerEntry[]; changes: Change[] } | Fault> {
  const page = pageIn(await layerBook(tools.store, db, new Set([where.scope])), where.layer, where.scope)
  if (wish.base !== (page?.version ?? 0)) return fault('calendar_moved', { version: page?.version ?? 0 })
  const known = page?.entries ?? []
  const given = known.filter(({ author }) => author === builtin)
  const own = wish.entries
    .filter((entry) => !given.some((each) => isSame(each, entry)))
    .map((entry) => known.find((each) => isSame(each, entry)) ?? { ...entry, id: uuidv7(), author: actor, at })
  const entries = [...given, ...own]
  const changes = await changesUnder(tools, db, { where, entries, at })
  // Over several zones a date is past once it is past everywhere.
  const days = changes.map(({ place }) => dayOf(at, place.zone))
  const today = days.length > 0 ? days.reduce((a, b) => (a < b ? a : b)) : dayOf(at, 'America/Rio_Branco')
  const why = layerFault(known, entries, today) ?? neverFault(changes, at)
  return why === null ? { entries, changes } : fault('calendar_refused', { why })
}

/** Where the 15 minutes would never pass a clock would stay on a calendar that is gone. */
function neverFault(changes: readonly Change[], at: number): string | null {
  const never = closedBy(changes, at).filter(({ next }) => project(next, at, allotted) === null)
  return never.length === 0 ? null : neverOpens(never.map(({ place }) => place.name))
}

/** Those that would have no opening in 30 days; who had none before is not this edit's doing. */
function closedBy(changes: readonly Change[], at: number): Change[] {
  // Most cartórios of a place keep the same few hours: each is walked once.
  const known = new Map<string, boolean>()
  const numbers = new Map<unknown, number>()
  const numberOf = (entries: unknown) => {
    const number = numbers.get(entries) ?? numbers.size
    numbers.set(entries, number)
    return number
  }
  const opens = (hours: Change['next']): boolean => {
    const { version: _version, layers = [], ...own } = hours
    const key = JSON.stringify([own, layers.map(({ entries }) => numberOf(entries))])
    const found = known.get(key) ?? opensWithin(hours, at)
    known.set(key, found)
    return found
  }
  // Whom nobody can choose anyway has no say in what an act closes.
  const chosen = changes.filter(({ place }) => place.credentialedAt !== null && place.suspendedAt === null)
  return chosen.filter(({ before, next }) => !opens(next) && opens(before))
}
