import { Hono, type Context } from 'hono'
import { fault, isFault, type Fault } from '../domain/fault.ts'
import type { FieldChange } from '../db/directory.ts'
import { importDirectory, previewListing, type Listing, type Preview } from '../desk/directory.ts'
import { about } from './about.ts'
import type { AdminListingView } from './admin-views.ts'
import type { House, SignedIn } from './env.ts'
import { toolsOf } from './intent.ts'
import { platformOnly, tappedOnly } from './platform-guard.ts'
import { problem } from './problem.ts'

const shown = { rows: 50, rejected: 200 }

const labels: Partial<Record<FieldChange['field'], string>> = {
  name: 'Nome',
  municipio: 'Município',
  uf: 'UF',
  zone: 'Fuso',
  address: 'Endereço',
  status: 'Situação',
  eligible: 'Emite certificado',
  listed: 'Lista',
  missingSince: 'Fora da lista',
}

/** The directory of cartórios from a file: looked at first, then taken in as it was looked at. */
export function adminDirectoryRoutes(house: House) {
  const admin = platformOnly(house, 'admin')
  const tools = toolsOf(house)

  /** The uploaded file, read; a file that is none has a sentence of its own. */
  async function listingOf(c: Context<SignedIn>): Promise<Listing | { wrong: string }> {
    const listing = await house.readListing(new Uint8Array(await c.req.arrayBuffer()))
    const { layout } = listing
    return layout ? { ...listing, layout } : { wrong: listing.faults[0]?.reason ?? '' }
  }
  const refuse = (c: Context, wrong: string) => problem(c, fault('invalid'), { fields: { file: wrong } })

  return new Hono<SignedIn>()
    .put('/admin/directory/preview', about('admin', 'What a listing would change'), admin, async (c) => {
      const listing = await listingOf(c)
      if ('wrong' in listing) return refuse(c, listing.wrong)
      return c.json(viewOf(listing, await previewListing(tools, listing)))
    })

    .put(
      '/admin/directory',
      about('admin', 'Take a listing into the directory as it was previewed'),
      admin,
      tappedOnly(house),
      async (c) => {
        const listing = await listingOf(c)
        if ('wrong' in listing) return refuse(c, listing.wrong)
        const asked = { digest: c.req.query('digest') ?? '', actor: c.var.me.person }
        const done: { added: number; changed: number; missing: number } | Fault = await importDirectory(
          tools,
          listing,
          asked,
        )
        return isFault(done) ? problem(c, done) : c.json(done)
      },
    )
}

function viewOf(listing: Listing, { diff, digest }: Preview): AdminListingView {
  const { added, changed, same, missing } = diff
  const eligible = listing.rows.filter((row) => row.eligible).length
  const losing = changed.filter(({ row, before }) => before.credentialedAt !== null && before.eligible && !row.eligible)
  const place = ({ cns, name, municipio, uf }: { cns: string; name: string; municipio: string; uf: string }) => ({
    cns,
    name,
    place: `${municipio}/${uf}`,
  })
  return {
    layout: listing.layout,
    digest,
    read: listing.read,
    added: added.length,
    changed: changed.length,
    same,
    missing: missing.length,
    ineligible: listing.rows.length - eligible,
    eligible,
    losing: losing.slice(0, shown.rows).map(({ row: { cns, name } }) => ({ cns, name })),
    samples: {
      added: added.slice(0, shown.rows).map(place),
      changed: changed.slice(0, shown.rows).map(({ row: { cns, name }, fields }) => ({
        cns,
        name,
        fields: fields.flatMap(changeOf),
      })),
      missing: missing.slice(0, shown.rows).map(place),
    },
    rejected: listing.faults.slice(0, shown.rejected).map(({ line, reason }) => ({ line, reason })),
    rejectedCount: listing.faults.length,
  }
}

/** A change as a person reads it; what only serves the search is left out. */
function changeOf({ field, before, after }: FieldChange): { label: string; before: string; after: string }[] {
  const label = labels[field]
  if (!label) return []
  const words = (value: string | null) => {
    if (field === 'eligible') return value === 'true' ? 'sim' : 'não'
    if (field === 'missingSince') return value === null ? 'não' : 'sim'
    return value ?? ''
  }
  return [{ label, before: words(before), after: words(after) }]
}
