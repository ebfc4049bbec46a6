import { and, desc, eq, max } from 'drizzle-orm'
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
