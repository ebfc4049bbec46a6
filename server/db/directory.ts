import { and, eq, inArray, isNull } from 'drizzle-orm'
import type { Store } from './open.ts'

/** One office as a listing gives it, already parsed. */
export type Listed = {
  cns: string
  name: string
  search: string
  ibge: string
  municipio: string
  uf: string
  zone: string
  address: string
  status: string
  eligible: boolean
}

export type ImportCount = { inserted: number; changed: number; same: number; missing: number }

const chunk = 200

/**
 * Takes a whole listing into the directory: inserts, updates, and marks (never deletes) what the same layout listed
 * earlier and now leaves out. Repeating an import changes nothing.
 * @param at ms
 */
export async function importListing(
  store: Store,
  layout: string,
  rows: readonly Listed[],
  at: number,
): Promise<ImportCount> {
  const total: ImportCount = { inserted: 0, changed: 0, same: 0, missing: 0 }
  for (let i = 0; i < rows.length; i += chunk) {
    const part = await importSome(store, layout, rows.slice(i, i + chunk), at)
    total.inserted += part.inserted
    total.changed += part.changed
    total.same += part.same
  }
  total.missing = await markMissing(store, layout, new Set(rows.map((row) => row.cns)), at)
  return total
}

async function importSome(
  store: Store,
  layout: string,
  rows: readonly Listed[],
  at: number,
): Promise<Omit<ImportCount, 'missing'>> {
  const { cartorio } = store.tables
  return store.inTransaction(async (tx) => {
    const known = await tx
      .select()
      .from(cartorio)
      .where(
        inArray(
          cartorio.cns,
          rows.map((row) => row.cns),
        ),
      )
    const byCns = new Map(known.map((row) => [row.cns, row]))
    const total = { inserted: 0, changed: 0, same: 0 }
    for (const row of rows) {
      const before = byCns.get(row.cns)
      const fresh = { ...row, listed: layout, missingSince: null }
      if (!before) {
        await tx.insert(cartorio).values({ ...fresh, updatedAt: at })
        total.inserted += 1
      } else if ((Object.keys(fresh) as (keyof typeof fresh)[]).some((key) => before[key] !== fresh[key])) {
        await tx
          .update(cartorio)
          .set({ ...fresh, updatedAt: at })
          .where(eq(cartorio.cns, row.cns))
        total.changed += 1
      } else total.same += 1
    }
    return total
  })
}

async function markMissing(store: Store, layout: string, listed: ReadonlySet<string>, at: number): Promise<number> {
  const { cartorio } = store.tables
  const before = await store.read
    .select({ cns: cartorio.cns })
    .from(cartorio)
    .where(and(eq(cartorio.listed, layout), isNull(cartorio.missingSince)))
  const gone = before.map((row) => row.cns).filter((cns) => !listed.has(cns))
  if (gone.length === 0) return 0
  return store.inTransaction(async (tx) => {
    for (let i = 0; i < gone.length; i += chunk)
      await tx
        .update(cartorio)
        .set({ missingSince: at, updatedAt: at })
        .where(inArray(cartorio.cns, gone.slice(i, i + chunk)))
    return gone.length
  })
}
