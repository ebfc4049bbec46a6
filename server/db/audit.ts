import { hash } from 'node:crypto'
import { setImmediate as breath } from 'node:timers/promises'
import { asc, desc, gte, sql } from 'drizzle-orm'
import { atMost } from './limit.ts'
import type { Db, Store, Tables } from './open.ts'

/** What the first row of the chain is hashed onto. */
export const GENESIS = ''

const PAGE = 500

/** What happened: `at` in epoch ms, `actor` a person's id or 'system', `subject` an id, `detail` sealed by the caller. */
export type AuditEntry = { at: number; actor: string; action: string; subject: string; detail?: string | null }

/** The end of the chain; kept outside the database, it lets `verifyAudit` notice that the last rows are gone. */
export type AuditHead = { seq: number; hash: string }

/** The first row that is not as it was written: `seq` is its number, also when it is gone. */
export type AuditReport =
  { ok: true; rows: number; head: AuditHead } | { ok: false; seq: number; why: 'altered' | 'missing' }

type AuditRow = Tables['audit']['$inferSelect']

/**
 * Adds a row to the chain inside the transaction of what it tells about (rule 60), hashed onto the row before it. Numbers have
 * no gaps: the head is the one that the transaction's own connection wrote or read last, so work that is rolled back leaves no
 * trace.
 */
export async function appendAudit(tx: Db, store: Store, entry: AuditEntry): Promise<AuditHead> {
  const insert = store.write(tx, 'audit.insert', (db) => insertion(db, store.tables))
  const last = store.memory.get<AuditHead>('audit', 'head') ?? (await readHead(tx, store))
  const row = {
    seq: (last?.seq ?? 0) + 1,
    at: entry.at,
    actor: entry.actor,
    action: entry.action,
    subject: entry.subject,
    detail: entry.detail ?? null,
    previous: last?.hash ?? GENESIS,
  }
  const head = { seq: row.seq, hash: hashOf(row) }
  await insert({ ...row, hash: head.hash })
  store.memory.set('audit', 'head', head)
  return head
}

/**
 * Walks the chain from row `from` to its end, a page at a time, and names the first altered or missing row. Rows taken off the
 * end leave a sound chain: only an `expected` head noted earlier can tell, and it also tells a chain hashed anew from some row
 * on. `rows` counts the rows walked; `head` is what to note for the next time. It ends after about `most` rows, to be gone on with
 * from the row after `head`, and lets other work have its turn after each page.
 */
export async function verifyAudit(store: Store, from = 1, expected?: AuditHead, most = Infinity): Promise<AuditReport> {
  const page = store.prepared(store.read, 'audit.page', (db) => preparePage(db, store.tables))
  // The row before the first one is read for its hash only.
  let last: AuditHead = from > 1 ? { seq: from - 2, hash: '' } : { seq: 0, hash: GENESIS }
  let rows = 0
  for (;;) {
    const found = await page.execute({ from: last.seq + 1 })
    for (const row of found) {
      if (row.seq !== last.seq + 1) return { ok: false, seq: last.seq + 1, why: 'missing' }
      if (row.seq >= from) {
        if (row.hash !== hashOf(row)) return { ok: false, seq: row.seq, why: 'altered' }
        if (row.previous !== last.hash) return { ok: false, seq: Math.max(1, last.seq), why: 'altered' }
        if (expected?.seq === row.seq && expected.hash !== row.hash) return { ok: false, seq: row.seq, why: 'altered' }
        rows += 1
      }
      last = { seq: row.seq, hash: row.hash }
    }
    if (found.length < PAGE || rows >= most) break
    await breath()
  }
  const needed = Math.max(expected?.seq ?? 0, from - 1)
  return last.seq < needed ? { ok: false, seq: last.seq + 1, why: 'missing' } : { ok: true, rows, head: last }
}

/** SHA-256 over the row as a JSON array in a fixed order, which no two different rows share. */
function hashOf(row: Omit<AuditRow, 'hash'>): string {
  const { seq, at, actor, action, subject, detail, previous } = row
  return hash('sha256', JSON.stringify([seq, at, actor, action, subject, detail, previous]), 'base64url')
}

async function readHead(tx: Db, store: Store): Promise<AuditHead | undefined> {
  const { audit } = store.tables
  const newest = store.prepared(tx, 'audit.head', (db) =>
    db.select({ seq: audit.seq, hash: audit.hash }).from(audit).orderBy(desc(audit.seq)).limit(atMost(1)).prepare(),
  )
  return (await newest.execute())[0]
}

function insertion(db: Db, { audit }: Tables) {
  const value = sql.placeholder
  return db.insert(audit).values({
    seq: value('seq'),
    at: value('at'),
    actor: value('actor'),
    action: value('action'),
    subject: value('subject'),
    detail: value('detail'),
    previous: value('previous'),
    hash: value('hash'),
  })
}

function preparePage(db: Db, { audit }: Tables) {
  return db
    .select()
    .from(audit)
    .where(gte(audit.seq, sql.placeholder('from')))
    .orderBy(asc(audit.seq))
    .limit(atMost(PAGE))
    .prepare()
}
