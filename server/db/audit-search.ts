import { setImmediate as breath } from 'node:timers/promises'
import { and, desc, eq, gte, inArray, like, lt, lte, max, or, sql, type SQL } from 'drizzle-orm'
import { atMost } from './limit.ts'
import type { Db, Store } from './open.ts'

export type AuditRow = Store['tables']['audit']['$inferSelect']

/** What is searched; what is null doesn't matter. Instants in ms. */
export type AuditQuery = {
  /** About these requests: the rows of all that belongs to them. */
  requests: readonly string[] | null
  /** By this person, about the person, or about the person's own requests (`requests` of them). */
  person: { id: string; requests: readonly string[] } | null
  /** About a cartório, or by somebody who ever worked there. */
  place: { cns: string; team: readonly string[] } | null
  /** The beginning of the action, before its dot. */
  family: string | null
  from: number | null
  to: number | null
  /** Only rows before this one. */
  before: number | null
}

/** So many rows are looked at before other work has its turn, and so many before an answer says how far it came. */
const chunk = 5_000
const mostChunks = 400

/**
 * Rows of the trail, the newest first, found by walking its numbers: it has no other index, so that writing stays cheap. `next` is
 * where to go on, null at the beginning of the trail.
 */
export async function searchAudit(
  store: Store,
  query: AuditQuery,
  most: number,
): Promise<{ rows: AuditRow[]; next: number | null }> {
  const { audit } = store.tables
  const where = await conditions(store, query)
  const rows: AuditRow[] = []
  let top = query.before ?? (await headSeq(store)) + 1
  for (let n = 0; n < mostChunks && top > 1; n += 1) {
    const bottom = Math.max(1, top - chunk)
    const found = await store.read
      .select()
      .from(audit)
      .where(and(lt(audit.seq, top), gte(audit.seq, bottom), ...where))
      .orderBy(desc(audit.seq))
      .limit(atMost(most - rows.length))
    rows.push(...found)
    if (rows.length >= most) return { rows, next: rows.at(-1)?.seq ?? null }
    top = bottom
    await breath()
  }
  return { rows, next: top > 1 ? top : null }
}

async function headSeq(store: Store): Promise<number> {
  const { audit } = store.tables
  const [row] = await store.read.select({ seq: max(audit.seq) }).from(audit)
  return row?.seq ?? 0
}

async function conditions(store: Store, query: AuditQuery): Promise<SQL[]> {
  const { audit } = store.tables
  const { requests, person, place, family, from, to } = query
  const all = [
    from === null ? undefined : gte(audit.at, from),
    to === null ? undefined : lte(audit.at, to),
    family === null ? undefined : or(eq(audit.action, family), like(audit.action, `${family}.%`)),
    requests && (await aboutRequests(store, requests)),
    person && or(eq(audit.actor, person.id), eq(audit.subject, person.id), await aboutRequests(store, person.requests)),
    place &&
      or(
        eq(audit.subject, place.cns),
        eq(audit.detail, place.cns),
        like(audit.detail, `${place.cns}:%`),
        place.team.length > 0 ? inArray(audit.actor, [...place.team]) : undefined,
      ),
  ]
  return all.flatMap((each) => each ?? [])
}

/** A request's rows are about itself, its rooms, its phones and its certificates; a list that was read names it. */
async function aboutRequests({ tables, read }: Store, ids: readonly string[]): Promise<SQL | undefined> {
  const { audit, call, certificate, enrolment } = tables
  if (ids.length === 0) return sql`0`
  const belongs = async (table: typeof call | typeof certificate | typeof enrolment) =>
    (
      await read
        .select({ id: table.id })
        .from(table)
        .where(inArray(table.request, [...ids]))
    ).map(({ id }) => id)
  const subjects = [...ids, ...(await belongs(call)), ...(await belongs(certificate)), ...(await belongs(enrolment))]
  return or(
    inArray(audit.subject, subjects),
    ids.length === 1 ? and(eq(audit.action, 'queue.read'), like(audit.detail, `%${ids[0]}%`)) : listed(tables, ids),
  )
}

/** Rows of lists that name one of several: taken apart once, since each comparison of a text with a list is dear. */
const listed = ({ audit }: Store['tables'], ids: readonly string[]): SQL =>
  sql`CASE WHEN ${audit.action} = 'queue.read' THEN EXISTS (
    SELECT 1 FROM json_each('["' || replace(${audit.detail}, ',', '","') || '"]') WHERE value IN ${[...ids]}) END`

/** A request by its id or its protocol number; null for neither. */
export async function requestNamed(store: Store, text: string): Promise<string | null> {
  const { request } = store.tables
  const [row] = await store.read
    .select({ id: request.id })
    .from(request)
    .where(or(eq(request.id, text), eq(request.protocol, text)))
    .limit(atMost(1))
  return row?.id ?? null
}

/** Everybody who ever worked at a cartório. */
export async function everAt(store: Store, cns: string): Promise<string[]> {
  const { role } = store.tables
  const rows = await store.read.selectDistinct({ person: role.person }).from(role).where(eq(role.cns, cns))
  return rows.map(({ person }) => person)
}

/** Which of these people ever had a role, at a cartório or for the platform. */
export async function everStaff(store: Store, db: Db, people: readonly string[]): Promise<Set<string>> {
  const { role } = store.tables
  if (people.length === 0) return new Set()
  const rows = await db
    .selectDistinct({ person: role.person })
    .from(role)
    .where(inArray(role.person, [...people]))
  return new Set(rows.map(({ person }) => person))
}

/** The request that each subject is or belongs to, with its protocol number. */
export async function protocolsOf(store: Store, subjects: readonly string[]): Promise<Map<string, string>> {
  const { request, call, certificate, enrolment } = store.tables
  const found = new Map<string, string>()
  if (subjects.length === 0) return found
  const own = await store.read
    .select({ id: request.id, protocol: request.protocol })
    .from(request)
    .where(inArray(request.id, [...subjects]))
  for (const row of own) found.set(row.id, row.protocol)
  for (const table of [call, certificate, enrolment]) {
    const rows = await store.read
      .select({ id: table.id, protocol: request.protocol })
      .from(table)
      .innerJoin(request, eq(request.id, table.request))
      .where(inArray(table.id, [...subjects]))
    for (const row of rows) found.set(row.id, row.protocol)
  }
  return found
}
