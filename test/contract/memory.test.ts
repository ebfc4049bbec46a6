import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { appendAudit, verifyAudit } from '../../server/db/audit.ts'
import { cartorioByCns } from '../../server/db/cartorios.ts'
import { openStore, type Db, type Store } from '../../server/db/open.ts'
import { nextProtocol } from '../../server/db/requests.ts'

const at = 1_790_000_000_000
const place = { cns: '900001', name: 'Primeiro', search: 'primeiro', ibge: '3550308', municipio: 'São Paulo', uf: 'SP' }

describe('what the writer remembers', () => {
  let folder: string
  let store: Store
  let other: Store
  const file = () => join(folder, 'quinze.db')
  const nameIn = (db: Db) => cartorioByCns(store, db, place.cns).then((row) => row?.name)
  const rename = (db: Db, of: Store, name: string) =>
    db.update(of.tables.cartorio).set({ name }).where(eq(of.tables.cartorio.cns, place.cns))
  const append = (of: Store, subject: string) =>
    of.inTransaction((tx) => appendAudit(tx, of, { at, actor: 'system', action: 'test', subject }))

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'quinze-memory-'))
    store = await openStore(file())
    other = await openStore(file())
    const row = { ...place, zone: 'America/Sao_Paulo', status: '1', eligible: true, listed: 'test', updatedAt: at }
    await store.inTransaction((tx) => tx.insert(store.tables.cartorio).values(row))
  })
  afterEach(async () => {
    await Promise.all([store.close(), other.close()])
    rmSync(folder, { recursive: true, force: true })
  })

  test('a row is read once, and again after a write to its table', async () => {
    const rows = await store.inTransaction(async (tx) => {
      const [one, two] = [await cartorioByCns(store, tx, place.cns), await cartorioByCns(store, tx, place.cns)]
      await rename(tx, store, 'Segundo')
      return [one, two, await cartorioByCns(store, tx, place.cns)]
    })
    expect(rows[0]).toBe(rows[1])
    expect(rows.map((row) => row?.name)).toEqual(['Primeiro', 'Primeiro', 'Segundo'])
    expect(await nameIn(store.read)).toBe('Segundo')
  })

  test('a change that is taken back is not remembered, by the next in the same commit neither', async () => {
    const failing = store.inTransaction(async (tx) => {
      await rename(tx, store, 'Nunca')
      expect(await nameIn(tx)).toBe('Nunca')
      throw new Error('no')
    })
    const next = store.inTransaction((tx) => nameIn(tx))
    await expect(failing).rejects.toThrow('no')
    expect(await next).toBe('Primeiro')
  })

  test('a row that is not there is asked for again', async () => {
    await store.inTransaction((tx) => tx.delete(store.tables.cartorio))
    expect(await store.inTransaction((tx) => nameIn(tx))).toBeUndefined()
    await other.inTransaction((tx) =>
      tx
        .insert(other.tables.cartorio)
        .values({ ...place, name: 'Novo', zone: 'UTC', status: '1', eligible: true, listed: 'test', updatedAt: at }),
    )
    expect(await store.inTransaction((tx) => nameIn(tx))).toBe('Novo')
  })

  test('what another process writes is seen by the next transaction', async () => {
    expect(await store.inTransaction((tx) => nameIn(tx))).toBe('Primeiro')
    await other.inTransaction((tx) => rename(tx, other, 'Fora'))
    expect(await store.inTransaction((tx) => nameIn(tx))).toBe('Fora')
    store.raw.exec(`UPDATE cartorio SET name = 'Por fora'`)
    expect(await store.inTransaction((tx) => nameIn(tx))).toBe('Por fora')
  })

  test('the audit chain stays whole when two processes append in turns, and after a failed append', async () => {
    for (const n of [1, 2, 3]) {
      await append(store, `a${n}`)
      await append(other, `b${n}`)
      const failing = store.inTransaction(async (tx) => {
        await appendAudit(tx, store, { at, actor: 'system', action: 'test', subject: 'never' })
        throw new Error('no')
      })
      const next = append(store, `c${n}`)
      await expect(failing).rejects.toThrow('no')
      await next
    }
    expect(await verifyAudit(store)).toMatchObject({ ok: true, rows: 9 })
  })

  test('protocol numbers are unique over rollbacks and processes', async () => {
    const draw = (of: Store, fail = false) =>
      of.inTransaction(async (tx) => {
        const protocol = await nextProtocol(of, tx, '2026')
        if (fail) throw new Error('no')
        return protocol
      })
    const drawn: string[] = []
    for (let n = 0; n < 100; n += 1) {
      const round = [draw(store), draw(store, n % 7 === 3), draw(other), draw(store)]
      for (const each of await Promise.allSettled(round)) if (each.status === 'fulfilled') drawn.push(each.value)
    }
    expect(drawn.toSorted()[0]).toBe('2026-0000001')
    expect(new Set(drawn).size).toBe(drawn.length)
    expect(drawn.length).toBeGreaterThan(380)
  })

  test('is for transactions only', async () => {
    expect(() => store.memory.get('cartorio', place.cns)).toThrow('not open for its caller')
  })
})
