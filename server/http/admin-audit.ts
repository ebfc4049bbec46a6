import { Hono } from 'hono'
import * as z from 'zod/mini'
import { auditFamilies, type AuditFamily } from '../domain/audit-words.ts'
import { parseCns } from '../domain/cns.ts'
import { parseEmail } from '../domain/contact.ts'
import { isFault, fault, type Fault } from '../domain/fault.ts'
import { appendAudit, verifyAudit } from '../db/audit.ts'
import { sealedEntry, type AuditFacts } from '../db/audit-detail.ts'
import { everAt, requestNamed, searchAudit, type AuditQuery } from '../db/audit-search.ts'
import { cartorioByCns } from '../db/cartorios.ts'
import { requestsOf } from '../db/lists.ts'
import { personByEmail } from '../db/people.ts'
import { about } from './about.ts'
import { auditRows } from './admin-audit-view.ts'
import type { AuditSearchView, AuditVerifyView } from './admin-views.ts'
import { auditCsv } from './audit-csv.ts'
import type { House, SignedIn } from './env.ts'
import { json } from './guard.ts'
import { platformOnly } from './platform-guard.ts'
import { problem } from './problem.ts'

const most = { page: 50, csv: 5_000, verify: 20_000, requests: 200 }
const text = (longest: number) => z.optional(z.string().check(z.maxLength(longest)))
const instant = z.optional(z.int().check(z.minimum(0)))
// In the body and not in the address: an e-mail stands in no URL (rule 35).
const searchBody = z.strictObject({
  request: text(40),
  email: text(320),
  cns: text(12),
  family: z.optional(z.enum(Object.keys(auditFamilies) as [AuditFamily, ...AuditFamily[]])),
  from: instant,
  to: instant,
  before: instant,
})
const verifyBody = z.strictObject({ from: z.int().check(z.minimum(1)) })

type Asked = z.infer<typeof searchBody>
type Found = { query: AuditQuery; facts: AuditFacts } | { unknown: NonNullable<AuditSearchView['unknown']> }

/** The audit trail: searched, exported and checked by administrators and inspectors (rules 60 and 61). */
export function adminAuditRoutes(house: House) {
  const { store, sealer, time } = house
  const readers = platformOnly(house, 'admin', 'inspetor')

  async function queryOf(asked: Asked): Promise<Found | Fault> {
    const request = asked.request?.trim() ? await requestNamed(store, asked.request.trim()) : null
    if (asked.request?.trim() && !request) return { unknown: 'request' }
    const email = asked.email?.trim() ? parseEmail(asked.email) : null
    if (asked.email?.trim() && !email) return fault('invalid')
    const person = email && (await personByEmail(store, sealer, store.read, email))
    if (email && !person) return { unknown: 'person' }
    const cns = asked.cns?.trim() ? parseCns(asked.cns) : null
    if (asked.cns?.trim() && !(cns && (await cartorioByCns(store, store.read, cns)))) return { unknown: 'cartorio' }
    const own = person ? (await requestsOf(store, person, most.requests)).map(({ id }) => id) : []
    const { family = null, from = null, to = null, before = null } = asked
    const query: AuditQuery = {
      requests: request ? [request] : null,
      person: person ? { id: person, requests: own } : null,
      place: cns ? { cns, team: await everAt(store, cns) } : null,
      family,
      from,
      to,
      before,
    }
    return { query, facts: { request, person: person ?? null, cns, family, from, to } }
  }

  /** Every question to the trail is a row of it; also one in vain, which tells whether somebody has an account. */
  async function note(actor: string, action: string, facts: AuditFacts): Promise<void> {
    await store.inTransaction(async (tx) => {
      await appendAudit(tx, store, sealedEntry(sealer, { at: time.now(), actor, action, subject: 'audit' }, facts))
    })
  }

  return new Hono<SignedIn>()
    .post(
      '/admin/audit/search',
      about('admin', 'Rows of the audit trail, the newest first'),
      readers,
      json(searchBody),
      async (c) => {
        const found = await queryOf(c.req.valid('json'))
        if (isFault(found)) return problem(c, found)
        const nothing = { now: time.now(), items: [], next: null }
        if ('unknown' in found) {
          await note(c.var.me.person, 'audit.search', found)
          return c.json<AuditSearchView>({ ...nothing, unknown: found.unknown })
        }
        await note(c.var.me.person, 'audit.search', found.facts)
        const { rows, next } = await searchAudit(store, found.query, most.page)
        return c.json<AuditSearchView>({ ...nothing, items: await auditRows(house, rows), next, unknown: null })
      },
    )

    .post(
      '/admin/audit/export',
      about('admin', 'The same as CSV, at most 5,000 rows'),
      readers,
      json(searchBody),
      async (c) => {
        const found = await queryOf(c.req.valid('json'))
        if (isFault(found)) return problem(c, found)
        if ('unknown' in found) {
          await note(c.var.me.person, 'audit.export', found)
          return problem(c, 'not_found')
        }
        const { rows, next } = await searchAudit(store, found.query, most.csv)
        await note(c.var.me.person, 'audit.export', { ...found.facts, rows: rows.length })
        return c.json({ csv: auditCsv(await auditRows(house, rows), rows), rows: rows.length, more: next !== null })
      },
    )

    .post(
      '/admin/audit/verify',
      about('admin', 'Check the chain of the audit trail from a row on, a stretch at a time'),
      readers,
      json(verifyBody),
      async (c) => {
        const { from } = c.req.valid('json')
        const report = await verifyAudit(store, from, undefined, most.verify)
        if (!report.ok) {
          await note(c.var.me.person, 'audit.verify', { ok: false, seq: report.seq })
          const { seq, why } = report
          return c.json<AuditVerifyView>({ ok: false, seq, why })
        }
        const done = report.rows < most.verify
        if (done) await note(c.var.me.person, 'audit.verify', { ok: true, rows: from - 1 + report.rows })
        const { rows, head } = report
        return c.json<AuditVerifyView>({ ok: true, done, rows, head })
      },
    )
}
