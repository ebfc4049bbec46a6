import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { CartorioRow } from './cartorios.ts'
import type { Db, Store } from './open.ts'

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
const value = sql.placeholder

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

/** What a field was and would be, in the words of the table. */
export type FieldChange = {
  field: keyof Listed | 'listed' | 'missingSince'
  before: string | null
  after: string | null
}

/** What a listing would do to the directory, row by row. */
export type ListingDiff = {
  added: Listed[]
  changed: { row: Listed; before: CartorioRow; fields: FieldChange[] }[]
  same: number
  missing: CartorioRow[]
}

const said = (value: string | number | boolean | null): string | null => (value === null ? null : String(value))

/** Compares a listing with the directory as `db` knows it; what was listed another way before is never missing. */
export async function compareListing(
  store: Store,
  db: Db,
  layout: string,
  rows: readonly Listed[],
): Promise<ListingDiff> {
  const { cartorio } = store.tables
  const known = new Map((await db.select().from(cartorio)).map((row) => [row.cns, row]))
  const diff: ListingDiff = { added: [], changed: [], same: 0, missing: [] }
  const listed = new Set<string>()
  for (const row of rows) {
    listed.add(row.cns)
    const before = known.get(row.cns)
    if (!before) {
      diff.added.push(row)
      continue
    }
    const fresh = { ...row, listed: layout, missingSince: null }
    const fields = (Object.keys(fresh) as (keyof typeof fresh)[])
      .filter((field) => before[field] !== fresh[field])
      .map((field) => ({ field, before: said(before[field]), after: said(fresh[field]) }))
    if (fields.length > 0) diff.changed.push({ row, before, fields })
    else diff.same += 1
  }
  for (const row of known.values())
    if (row.listed === layout && row.missingSince === null && !listed.has(row.cns)) diff.missing.push(row)
  return diff
}

/** Writes what a comparison found, in the transaction that made it. @param at ms */
export async function applyListing(
  store: Store,
  tx: Db,
  layout: string,
  { added, changed, missing }: ListingDiff,
  at: number,
): Promise<void> {
  const { cartorio } = store.tables
  const put = store.write(tx, 'cartorio.put', (db) => listedPut(db, store))
  for (const row of [...added, ...changed.map((each) => each.row)])
    await put({ ...row, eligible: Number(row.eligible), listed: layout, at })
  const gone = missing.map(({ cns }) => cns)
  for (let i = 0; i < gone.length; i += chunk)
    await tx
      .update(cartorio)
      .set({ missingSince: at, updatedAt: at })
      .where(inArray(cartorio.cns, gone.slice(i, i + chunk)))
}

/** Prepared, since a whole listing in one commit holds up everybody else's. */
function listedPut(db: Db, { tables: { cartorio } }: Store) {
  const given = (name: string) => sql`${value(name)}`
  const fields = {
    name: given('name'),
    search: given('search'),
    ibge: given('ibge'),
    municipio: given('municipio'),
    uf: given('uf'),
    zone: given('zone'),
    address: given('address'),
    status: given('status'),
    eligible: given('eligible'),
    listed: given('listed'),
    missingSince: null,
    updatedAt: given('at'),
  }
  return db
    .insert(cartorio)
    .values({ cns: given('cns'), ...fields })
    .onConflictDoUpdate({ target: cartorio.cns, set: fields })
}
