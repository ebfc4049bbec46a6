import { Hono, type Context } from 'hono'
import { describeRoute } from 'hono-openapi'
import { mayDecide } from '../domain/cartorio.ts'
import { daysUntil } from '../domain/term.ts'
import { fault, isFault, type Fault } from '../domain/fault.ts'
import { cartorioByCns } from '../db/cartorios.ts'
import { certificateById, certificatesOf, clientsOf, openHolder, type CertificateRow } from '../db/certificates.ts'
import { appendAudit } from '../db/audit.ts'
import { requestById } from '../db/requests.ts'
import { revoke } from '../desk/prove.ts'
import { roleAt } from '../identity/roles.ts'
import type { CertificatesView, ClientsView } from './certificate-views.ts'
import { certificateView } from './certificate-view.ts'
import type { House, SignedIn } from './env.ts'
import { freshTap, json, staffAt } from './guard.ts'
import { issueToolsOf } from './intent.ts'
import { problem } from './problem.ts'
import { revokeBody } from './certificate-schemas.ts'

type Ctx = Context<SignedIn>
type Reader = { row: CertificateRow; as: 'client' | 'staff'; may: boolean }

const soonDays = 60

/** Certificates for their holder and for the cartório that issued them; nobody else's are found. */
export function certificateRoutes(house: House) {
  const { store, sealer, time, config } = house
  const tools = issueToolsOf(house)

  async function find(c: Ctx): Promise<Reader | Fault> {
    const row = await certificateById(store, store.read, c.req.param('id') ?? '')
    if (!row || row.der === null) return fault('not_found')
    if (row.account === c.var.me.person) return { row, as: 'client', may: true }
    const role = await roleAt(store, c.var.me.person, row.cns, time.now())
    if (role === null) return fault('not_found')
    const may = mayDecide(role) && (config.demo || c.var.me.passkeyAt !== null)
    return { row, as: 'staff', may }
  }

  /** A cartório's reading of a person's data is a row (rule 60). */
  const noted = (c: Ctx, subject: string, detail: string | null = null) =>
    store.inTransaction(async (tx) => {
      const entry = { at: time.now(), actor: c.var.me.person, action: 'certificate.read', subject, detail }
      await appendAudit(tx, store, entry)
    })

  async function mayRevoke(c: Ctx, found: Reader): Promise<Fault | null> {
    if (found.as === 'client') return null
    const staff = await staffAt(house, c, 'decide', found.row.cns)
    if (isFault(staff)) return staff
    const tap = freshTap(house, c)
    return isFault(tap) ? tap : null
  }

  async function clients(c: Ctx, cns: string): Promise<ClientsView> {
    const now = time.real()
    const zone = (await cartorioByCns(store, store.read, cns))?.zone ?? 'America/Sao_Paulo'
    const rows = await clientsOf(store, cns, now)
    const items = await Promise.all(
      rows.map(async (row) => {
        const holder = openHolder(sealer, row)
        const exclusiveUntil = row.exclusiveUntil ?? row.notAfter
        const days = daysUntil(exclusiveUntil, now, zone)
        return {
          certificate: row.id,
          request: row.request,
          name: holder.socialName ?? holder.name,
          protocol: (await requestById(store, store.read, row.request))?.protocol ?? '',
          notAfter: row.notAfter,
          exclusiveUntil,
          days,
          soon: days <= soonDays,
        }
      }),
    )
    await noted(c, cns, `clients:${items.length}`)
    return { now, cns, items }
  }

  return new Hono<SignedIn>()
    .get('/certificates', describeRoute({ summary: 'Own certificates, newest first' }), async (c) => {
      const rows = await certificatesOf(store, c.var.me.person)
      const items = await Promise.all(rows.map((row) => certificateView(house, row, 'client', true)))
      return c.json({ now: time.real(), items } satisfies CertificatesView)
    })
    .get('/certificates/:id', describeRoute({ summary: 'One certificate, for its holder or issuer' }), async (c) => {
      const found = await find(c)
      if (isFault(found)) return problem(c, found)
      if (found.as === 'staff') await noted(c, found.row.id)
      return c.json(await certificateView(house, found.row, found.as, found.may))
    })
    .post(
      '/certificates/:id/revoke',
      describeRoute({ summary: 'Revoke; again changes nothing' }),
      json(revokeBody),
      async (c) => {
        const found = await find(c)
        if (isFault(found)) return problem(c, found)
        const refused = await mayRevoke(c, found)
        if (refused) return problem(c, refused)
        const { reason } = c.req.valid('json')
        const done = await revoke(tools, { certificate: found.row.id, actor: c.var.me.person, reason })
        return isFault(done) ? problem(c, done) : c.json(await certificateView(house, done, found.as, found.may))
      },
    )
    .get('/clients', describeRoute({ summary: 'Active certificates of a cartório, soonest end first' }), async (c) => {
      const staff = await staffAt(house, c, 'see')
      return isFault(staff) ? problem(c, staff) : c.json(await clients(c, staff.cns))
    })
}
