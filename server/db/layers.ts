import { and, desc, eq, getTableColumns, inArray, max } from 'drizzle-orm'
import { atMost } from './limit.ts'
import { remembered } from './memory.ts'
import type { Db, Store } from './open.ts'
import type { LayerEntry, LayerRef } from './schema.places.sqlite.ts'

export type { LayerEntry, LayerRef } from './schema.places.sqlite.ts'

/** A version of what the nation, a UF or a município says; instants in ms. */
export type LayerRow = Store['tables']['calendarLayer']['$inferSelect']

/** Which layers concern a place, widest first; the nation's scope is ''. */
export const scopesOf = (place: { uf: string; ibge: string }): Omit<LayerRef, 'version'>[] => [
  { layer: 'nation', scope: '' },
  { layer: 'uf', scope: place.uf },
  { layer: 'municipio', scope: place.ibge },
]

/** The entries of one version; empty for one that was never written. */
export async function layerEntries(store: Store, db: Db, ref: LayerRef): Promise<readonly LayerEntry[]> {
  const { calendarLayer: t } = store.tables
  const key = `${ref.layer}:${ref.scope}:${ref.version}`
  const found = await remembered(store, db, ['calendar_layer', key], async () => {
    const where = and(eq(t.layer, ref.layer), eq(t.scope, ref.scope), eq(t.version, ref.version))
    return (await db.select({ entries: t.entries }).from(t).where(where))[0] ?? null
  })
  return found?.entries ?? []
}

/** The newest versions that concern a place, widest first. */
export async function currentLayers(store: Store, db: Db, place: { uf: string; ibge: string }): Promise<LayerRef[]> {
  const refs: LayerRef[] = []
  for (const { layer, scope } of scopesOf(place)) {
    const version = await layerVersion(store, db, layer, scope)
    if (version > 0) refs.push({ layer, scope, version })
  }
  return refs
}

/** The newest version of every layer, by layer and scope. */
export type LayerBook = ReadonlyMap<string, LayerRow>

const pageOf = (layer: string, scope: string): string => `${layer}:${scope}`

/** Above this many, all layers are read: naming them would cost more. */
const named = 500

/** Reads the newest version of every layer, or of those of some scopes: to resolve calendars, or to list the layers. */
export async function layerBook(store: Store, db: Db, scopes?: ReadonlySet<string>): Promise<LayerBook> {
  const { calendarLayer: t } = store.tables
  const wanted = scopes && scopes.size <= named ? inArray(t.scope, [...scopes]) : undefined
  const newest = db
    .select({ layer: t.layer, scope: t.scope, version: max(t.version).as('newest') })
    .from(t)
    .where(wanted)
    .groupBy(t.layer, t.scope)
    .as('heads')
  const same = and(eq(t.layer, newest.layer), eq(t.scope, newest.scope), eq(t.version, newest.version))
  const rows = await db.select(getTableColumns(t)).from(t).innerJoin(newest, same)
  return new Map(rows.map((row) => [pageOf(row.layer, row.scope), row]))
}

/** The scopes that concern these places. */
export const scopesUnder = (places: readonly { uf: string; ibge: string }[]): Set<string> =>
  new Set(places.flatMap((place) => scopesOf(place).map(({ scope }) => scope)))

/** The same book with another version of one layer in it, as an edit that is not yet written would leave it. */
export const withPage = (book: LayerBook, row: LayerRow): LayerBook =>
  new Map(book).set(pageOf(row.layer, row.scope), row)

export const pageIn = (book: LayerBook, layer: LayerRef['layer'], scope: string): LayerRow | undefined =>
  book.get(pageOf(layer, scope))

/** What of the book concerns a place, widest first: the versions, and what they say. */
export function layersFor(book: LayerBook, place: { uf: string; ibge: string }) {
  const rows = scopesOf(place).flatMap(({ layer, scope }) => pageIn(book, layer, scope) ?? [])
  const refs = rows.map(({ layer, scope, version }): LayerRef => ({ layer, scope, version }))
  return { refs, layers: rows.map(({ layer, entries }) => ({ layer, entries })) }
}

/** The number of the newest version; 0 when there is none. */
export async function layerVersion(store: Store, db: Db, layer: LayerRef['layer'], scope: string): Promise<number> {
  const { calendarLayer: t } = store.tables
  const found = await db
    .select({ version: max(t.version) })
    .from(t)
    .where(and(eq(t.layer, layer), eq(t.scope, scope)))
  return found[0]?.version ?? 0
}

/** The newest versions of a layer's scope first, at most 50. */
export async function layerHistory(store: Store, db: Db, layer: LayerRef['layer'], scope: string): Promise<LayerRow[]> {
  const { calendarLayer: t } = store.tables
  return db
    .select()
    .from(t)
    .where(and(eq(t.layer, layer), eq(t.scope, scope)))
    .orderBy(desc(t.version))
    .limit(atMost(50))
}

/** Writes the next version of a layer. The primary key refuses a second writer of the same one. @param row.at ms */
export async function addLayer(store: Store, tx: Db, row: Omit<LayerRow, 'version'>): Promise<number> {
  const version = (await layerVersion(store, tx, row.layer, row.scope)) + 1
  await tx.insert(store.tables.calendarLayer).values({ ...row, version })
  return version
}
