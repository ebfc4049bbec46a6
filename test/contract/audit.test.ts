import { eq } from 'drizzle-orm'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { appendAudit, verifyAudit } from '../../server/db/audit.ts'
import { openStore, type Store } from '../../server/db/open.ts'

const at = 1_790_000_000_000

describe('audit chain', () => {
  let store: Store
  const append = (n: number, fail = false) =>
    store.inTransaction(async (tx) => {
      const detail = n % 2 === 0 ? `sealed ${n}` : null
      const head = await appendAudit(tx, store, {
        at: at + n,
        actor: 'system',
        action: 'test',
        subject: `s${n}`,
        detail,
      })
      if (fail) throw new Error('no')
      return head
    })
  const appendAll = (n: number) => Promise.all(Array.from({ length: n }, (_, i) => append(i + 1)))
  const wipe = () => tamper('DELETE FROM audit')
  // As somebody who holds the file would, past the triggers of the schema.
  const tamper = (sql: string) =>
    store.raw.exec(`DROP TRIGGER IF EXISTS audit_no_update; DROP TRIGGER IF EXISTS audit_no_delete; ${sql}`)

  beforeEach(async () => {
    store = await openStore(':memory:')
  })
  afterEach(() => store.close())

  test('an empty chain is sound', async () => {
    expect(await verifyAudit(store)).toEqual({ ok: true, rows: 0, head: { seq: 0, hash: '' } })
  })

  test('rows can be neither changed nor deleted by the program itself', async () => {
    const { audit } = store.tables
    await appendAll(2)
    await expect(store.inTransaction((tx) => tx.update(audit).set({ at: 0 }).returning())).rejects.toThrow(
      'append-only',
    )
    await expect(store.inTransaction((tx) => tx.delete(audit).returning())).rejects.toThrow('append-only')
    expect(await verifyAudit(store)).toMatchObject({ ok: true, rows: 2 })
  })

  test('stays whole over many pages', async () => {
    const heads = await appendAll(1_203)
    const head = heads.at(-1)
    expect(head?.seq).toBe(1_203)
    expect(await verifyAudit(store)).toEqual({ ok: true, rows: 1_203, head })
    expect(await verifyAudit(store, 1_000, head)).toEqual({ ok: true, rows: 204, head })
    expect(await verifyAudit(store, 1_204)).toEqual({ ok: true, rows: 0, head })
    expect(await verifyAudit(store, 1_206)).toEqual({ ok: false, seq: 1_205, why: 'missing' })
  })

  test('work that is rolled back, alone or among others, leaves neither row nor gap', async () => {
    const work = Array.from({ length: 60 }, (_, i) => append(i, i % 3 === 1))
    await Promise.allSettled(work)
    const subjects = (await store.read.select().from(store.tables.audit)).map((row) => row.subject)
    expect(subjects).toEqual(Array.from({ length: 60 }, (_, i) => `s${i}`).filter((_, i) => i % 3 !== 1))
    expect(await verifyAudit(store)).toMatchObject({ ok: true, rows: 40 })
  })

  test('several rows of one transaction follow each other', async () => {
    await store.inTransaction(async (tx) => {
      for (const subject of ['a', 'b', 'c'])
        await appendAudit(tx, store, { at, actor: 'system', action: 'test', subject })
    })
    expect(await verifyAudit(store)).toMatchObject({ ok: true, rows: 3 })
  })

  test('names the row that was altered, whichever column, and the row that was taken out', async () => {
    const change = fc.oneof(
      fc.constantFrom('actor', 'action', 'subject', 'detail', 'previous', 'hash').map((column) => ({
        why: 'altered',
        sql: (seq: number) => `UPDATE audit SET "${column}" = coalesce("${column}", '') || 'x' WHERE seq = ${seq}`,
      })),
      fc.constant({ why: 'altered', sql: (seq: number) => `UPDATE audit SET at = at + 1 WHERE seq = ${seq}` }),
      fc.constant({ why: 'missing', sql: (seq: number) => `DELETE FROM audit WHERE seq = ${seq}` }),
    )
    const property = fc.asyncProperty(fc.integer({ min: 1, max: 19 }), change, async (seq, { why, sql }) => {
      wipe()
      await appendAll(20)
      tamper(sql(seq))
      expect(await verifyAudit(store)).toEqual({ ok: false, seq, why })
    })
    await fc.assert(property, { numRuns: 40 })
  })

  test('an empty detail is not the same as none, nor text moved from one column to the next', async () => {
    await appendAll(3)
    tamper(`UPDATE audit SET detail = '' WHERE seq = 1`)
    expect(await verifyAudit(store)).toEqual({ ok: false, seq: 1, why: 'altered' })
    wipe()
    await appendAll(3)
    tamper(`UPDATE audit SET actor = 'systemt', action = 'est' WHERE seq = 2`)
    expect(await verifyAudit(store)).toEqual({ ok: false, seq: 2, why: 'altered' })
  })

  test('names a row that was written anew with a hash of its own', async () => {
    await appendAll(5)
    const other = await openStore(':memory:')
    await other.inTransaction(async (tx) => {
      for (const subject of ['s1', 's2', 'other'])
        await appendAudit(tx, other, { at, actor: 'system', action: 'test', subject })
    })
    const [forged] = await other.read.select().from(other.tables.audit).where(eq(other.tables.audit.seq, 1))
    await other.close()
    if (!forged) throw new Error('no row')
    tamper('')
    await store.inTransaction((tx) => tx.update(store.tables.audit).set(forged).where(eq(store.tables.audit.seq, 1)))
    expect(await verifyAudit(store)).toEqual({ ok: false, seq: 1, why: 'altered' })
    expect(await verifyAudit(store, 2)).toEqual({ ok: false, seq: 1, why: 'altered' })
    expect(await verifyAudit(store, 3)).toMatchObject({ ok: true, rows: 3 })
  })

  test('rows taken off the end, or written anew, are noticed with a head noted before', async () => {
    const head = (await appendAll(5)).at(-1)
    await append(6)
    expect(await verifyAudit(store, 1, head)).toMatchObject({ ok: true, rows: 6 })
    tamper('DELETE FROM audit WHERE seq >= 4')
    expect(await verifyAudit(store)).toMatchObject({ ok: true, rows: 3 })
    expect(await verifyAudit(store, 1, head)).toEqual({ ok: false, seq: 4, why: 'missing' })
    await append(40)
    await append(50)
    expect(await verifyAudit(store)).toMatchObject({ ok: true, rows: 5 })
    expect(await verifyAudit(store, 1, head)).toEqual({ ok: false, seq: 5, why: 'altered' })
  })
})
