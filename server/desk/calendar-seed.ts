import { canonical } from '../domain/calendar-edit.ts'
import type { DayEntry } from '../domain/day-rules.ts'
import { nation, ufs } from '../domain/holidays.ts'
import { layerBook, pageIn, type LayerEntry } from '../db/layers.ts'
import { uuidv7 } from '../db/uuid.ts'
import type { ActTools } from './act.ts'
import type { Topics } from './announce.ts'
import { builtin, changesUnder, writeLayer, type LayerAt } from './calendar-layer.ts'

/** What the program knows of holidays, by layer. */
export type Table = {
  readonly nation: readonly DayEntry[]
  readonly ufs: Readonly<Record<string, readonly DayEntry[]>>
}

const reason = 'tabela de feriados atualizada'

/**
 * Run at start, before anything expires: where the built-in entries of the newest version of a layer are not those of the table,
 * a new version with what people added kept behind them, and all that follows as from any edit, in one commit for each scope.
 * @returns how many layers got a version; 0, after one reading, when the table is the one that was written
 */
export async function seedLayers(tools: ActTools, table: Table = { nation, ufs }): Promise<number> {
  const { store } = tools
  const scopes: [LayerAt, readonly DayEntry[]][] = [
    [{ layer: 'nation', scope: '' }, table.nation],
    ...Object.entries(table.ufs).map(([scope, entries]): [LayerAt, readonly DayEntry[]] => {
      return [{ layer: 'uf', scope }, entries]
    }),
  ]
  const book = await layerBook(store, store.read, new Set(scopes.map(([{ scope }]) => scope)))
  const changed = scopes.filter(([where, entries]) => {
    const known = pageIn(book, where.layer, where.scope)?.entries ?? []
    return textOf(known.filter(isBuiltin)) !== textOf(entries)
  })
  // In turn, the nation first, and side by side only so that they may share a commit.
  await Promise.all(changed.map(([where, entries]) => seed(tools, where, entries)))
  return changed.length
}

function seed(tools: ActTools, where: LayerAt, entries: readonly DayEntry[]): Promise<void> {
  const { store, time } = tools
  return store.inTransaction(async (tx, { afterCommit }) => {
    const at = time.now()
    const book = await layerBook(store, tx, new Set([where.scope]))
    const next = merged(pageIn(book, where.layer, where.scope)?.entries ?? [], entries, at)
    const changes = await changesUnder(tools, tx, { where, entries: next, at })
    const topics: Topics = new Set()
    const by = { actor: builtin, reason, act: null }
    await writeLayer(tools, tx, { where, entries: next, changes, by, at }, topics)
    afterCommit(() => tools.woken(topics))
  })
}

const isBuiltin = ({ author }: LayerEntry): boolean => author === builtin

const said = ({ rule, effect, reason: why, act, source }: DayEntry) => [rule, effect, why, act, source ?? null]
const textOf = (entries: readonly DayEntry[]): string => canonical(entries.map(said))

/** An entry that stays keeps its id and its instant. */
function merged(before: readonly LayerEntry[], table: readonly DayEntry[], at: number): LayerEntry[] {
  const known = new Map(before.filter(isBuiltin).map((entry) => [canonical(said(entry)), entry]))
  const fresh = table.map(
    (entry): LayerEntry => known.get(canonical(said(entry))) ?? { ...entry, id: uuidv7(), author: builtin, at },
  )
  return [...fresh, ...before.filter((entry) => !isBuiltin(entry))]
}
