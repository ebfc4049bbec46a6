import { createHash } from 'node:crypto'
import type { Directory, DirectoryRow, Layout } from '../domain/directory.ts'
import { fault, type Fault } from '../domain/fault.ts'
import { fold } from '../domain/fold.ts'
import { appendAudit } from '../db/audit.ts'
import { sealedEntry } from '../db/audit-detail.ts'
import { applyListing, compareListing, type Listed, type ListingDiff } from '../db/directory.ts'
import type { ActTools } from './act.ts'

/** A row of a listing as the directory keeps it. */
export const toListed = (row: DirectoryRow): Listed => ({
  cns: row.cns,
  name: row.name,
  search: fold(`${row.name} ${row.municipio}`),
  ibge: row.ibge,
  municipio: row.municipio,
  uf: row.uf,
  zone: row.zone,
  address: [row.address, row.district, row.cep].filter(Boolean).join(', '),
  status: row.status,
  eligible: row.eligible,
})

/** A listing that was read, with the layout that it has. */
export type Listing = Directory & { readonly layout: Layout }

/** What a listing would do, and the digest that names exactly this: whoever confirms it confirms no other. */
export type Preview = { diff: ListingDiff; digest: string }

/** Compares a listing with the directory without changing it. */
export async function previewListing({ store }: Pick<ActTools, 'store'>, listing: Listing): Promise<Preview> {
  const diff = await compareListing(store, store.read, listing.layout, listing.rows.map(toListed))
  return { diff, digest: digestOf(listing.layout, diff) }
}

/**
 * Takes a listing into the directory in one commit, if it would still do exactly what was previewed; nothing is deleted. Fault:
 * stale, when the file is another one or the directory has changed since.
 */
export async function importDirectory(
  tools: ActTools,
  listing: Listing,
  { digest, actor }: { digest: string; actor: string },
): Promise<{ added: number; changed: number; missing: number } | Fault> {
  const { store, sealer, places, time } = tools
  const rows = listing.rows.map(toListed)
  return store.inTransaction(async (tx, { afterCommit }) => {
    const at = time.now()
    const diff = await compareListing(store, tx, listing.layout, rows)
    if (digestOf(listing.layout, diff) !== digest) return fault('stale')
    await applyListing(store, tx, listing.layout, diff, at)
    const counts = { added: diff.added.length, changed: diff.changed.length, missing: diff.missing.length }
    const entry = { at, actor, action: 'directory.import', subject: listing.layout }
    await appendAudit(tx, store, sealedEntry(sealer, entry, { ...counts, rejected: listing.faults.length }))
    afterCommit(() => {
      places.forget(new Set(diff.changed.map(({ row }) => row.cns)))
      tools.woken(new Set(['all cartorios', 'platform admin:cartorios']))
    })
    return counts
  })
}

function digestOf(layout: Layout, { added, changed, missing }: ListingDiff): string {
  const facts = [layout, added, changed.map(({ row, fields }) => [row.cns, fields]), missing.map(({ cns }) => cns)]
  return createHash('sha256').update(JSON.stringify(facts)).digest('base64url')
}
