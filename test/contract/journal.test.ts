import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { verifyAudit } from '../../server/db/audit.ts'
import { saveDecision, toRequest } from '../../server/db/requests.ts'
import * as wishes from '../../server/desk/wishes.ts'
import { decide } from '../../server/domain/decide.ts'
import { isFault } from '../../server/domain/fault.ts'
import { rebuild } from '../../server/domain/request.ts'
import * as w from '../kit/world.ts'

const { minute, wish } = w

let folder: string
let world: w.World
let client: string
let first: string
let second: string
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'quinze-journal-'))
  world = await w.makeWorld(join(folder, 'quinze.db'))
  first = await w.addOffice(world, 'sp-one')
  second = await w.addOffice(world, 'sp-two')
  client = await w.addPerson(world, 'Beatriz Nogueira')
})
afterEach(async () => {
  await world.close()
  rmSync(folder, { recursive: true })
})

const text = 'Motivo confidencial'

/** Asked, expired, released, pulled, given back, withdrawn, decided late: a long life. */
async function life(): Promise<string> {
  const id = await w.sent(world, client, { cns: 'sp-one' })
  await world.pass(16 * minute)
  w.done(await wishes.release(world.tools, wish(client, id)))
  w.done(await wishes.pull(world.tools, wish(second, id), 'sp-two'))
  w.done(await wishes.giveBack(world.tools, wish(second, id), 'sp-two', text))
  await world.pass(90 * minute)
  w.done(await wishes.withdraw(world.tools, wish(client, id)))
  w.done(await wishes.settle(world.tools, wish(first, id), 'sp-one', { kind: 'create' }))
  w.done(await wishes.cancel(world.tools, wish(client, id)))
  return id
}

describe('the journal', () => {
  test('tells the row at every version, without a gap', async () => {
    const id = await life()
    const entries = await w.entriesOf(world, id)
    expect(entries.map(({ kind }) => kind)).toEqual(
      'submit warn expire release pull give_back withdraw decide cancel'.split(' '),
    )
    expect(entries.map(({ version }) => version)).toEqual(entries.map((_, i) => i + 1))
    expect(rebuild(entries)).toEqual(toRequest(await w.rowOf(world, id)))
    const again = await w.sent(world, client, { cns: 'sp-one' })
    for (const command of ['cancel', 'none'] as const) {
      expect(rebuild(await w.entriesOf(world, again))).toEqual(toRequest(await w.rowOf(world, again)))
      if (command === 'cancel') w.done(await wishes.cancel(world.tools, wish(client, again)))
    }
    expect(await verifyAudit(world.store)).toMatchObject({ ok: true })
  })

  test.each(['entry', 'tick', 'audit'] as const)('%s can be neither changed nor deleted', async (name) => {
    await life()
    const table = world.store.tables[name]
    const before = await world.store.read.select().from(table)
    expect(before.length).toBeGreaterThan(3)
    const change = world.store.inTransaction((tx) => tx.update(table).set({ at: 0 }).returning())
    await expect(change).rejects.toThrow('append-only')
    await expect(world.store.inTransaction((tx) => tx.delete(table).returning())).rejects.toThrow('append-only')
    expect(() => world.store.raw.exec(`DELETE FROM ${name}`)).toThrow('append-only')
    expect(await world.store.read.select().from(table)).toEqual(before)
  })

  test('refuses a second writer of the same version, whose work leaves no trace', async () => {
    const id = await w.sent(world, client, { cns: 'sp-one' })
    const stale = toRequest(await w.rowOf(world, id))
    w.done(await wishes.cancel(world.tools, wish(client, id)))
    const decision = decide(stale, { name: 'suspend', calendar: null }, world.now)
    if (isFault(decision)) throw new Error(decision.fault)
    const act = { actor: 'system', intent: null, intentHash: null }
    const late = world.store.inTransaction((tx) => saveDecision(world.store, tx, world.sealer, decision, act, null))
    await expect(late).rejects.toSatisfy((error) => world.store.isUniqueViolation(error))
    expect(await w.rowOf(world, id)).toMatchObject({ version: 2, status: 'cancelled' })
  })

  test('survives a restart: another process with the same keys reads the same', async () => {
    const id = await life()
    const before = await w.entriesOf(world, id)
    await world.close()
    const { openStore } = await import('../../server/db/open.ts')
    const store = await openStore(join(folder, 'quinze.db'))
    expect(await w.entriesOf({ ...world, store }, id)).toEqual(before)
    await store.close()
  })
})

describe('what a thief of the disk reads (acceptance 8)', () => {
  const secrets = () => {
    const { cpf, name, phone, email, birthDate } = w.personal({ cns: 'sp-one' })
    const plain = [cpf, `${cpf.slice(0, 3)}.${cpf.slice(3, 6)}`, name, 'Beatriz', 'Nogueira', phone, phone.slice(3)]
    return [...plain, email, 'exemplo.com.br', birthDate, text, 'confidencial', 'Equipe']
  }

  test('no CPF, name, phone, e-mail, birth date or free text in any file of the database', async () => {
    await life()
    await w.sent(world, client, { cns: 'sp-one' })
    const read = () =>
      readdirSync(folder).map((file) => ({ file, bytes: readFileSync(join(folder, file)).toString('latin1') }))
    const open = read()
    expect(open.map(({ file }) => file)).toContain('quinze.db-wal')
    world.store.raw.checkpoint('TRUNCATE')
    for (const { file, bytes } of [...open, ...read()])
      for (const secret of secrets())
        for (const encoded of [secret, Buffer.from(secret).toString('base64').replace(/=+$/, '').slice(0, -1)])
          expect(bytes.includes(encoded), `${encoded} in ${file}`).toBe(false)
    // The search itself works: what may stand in clear is found.
    expect(read().some(({ bytes }) => bytes.includes('2026-0000001') && bytes.includes('sp-two'))).toBe(true)
  })

  test('equal persons look different in every sealed column; only the blind index is equal', async () => {
    const one = await w.rowOf(world, await w.sent(world, client, { cns: 'sp-one' }))
    const other = await w.rowOf(world, await w.sent(world, second, { cns: 'sp-one' }))
    expect(one.cpfBlind).toBe(other.cpfBlind)
    expect(one.data).not.toBe(other.data)
    // A sealed form moved onto another request does not open.
    const { request } = world.store.tables
    await world.store.inTransaction((tx) =>
      tx.update(request).set({ data: one.data }).where(eq(request.id, other.id)).returning({ id: request.id }),
    )
    const swapped = await w.rowOf(world, other.id)
    expect(() => world.sealer.openJson(swapped.data, `request:${other.id}`)).toThrow('mismatch')
  })
})
