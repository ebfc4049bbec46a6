import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openStore } from '../../server/db/open.ts'
import { orderOf } from '../../server/db/orders.ts'
import type { State } from '../../server/domain/request.ts'
import { tuesdayTen } from '../kit/house.ts'

/** The migrations that came before one. */
function before(dir: string, tag: string): string {
  const folder = join(dir, 'migrations')
  cpSync('drizzle/sqlite', folder, { recursive: true })
  const path = join(folder, 'meta/_journal.json')
  const journal = JSON.parse(readFileSync(path, 'utf8')) as { entries: { tag: string }[] }
  const until = journal.entries.findIndex((entry) => entry.tag === tag)
  expect(until).toBeGreaterThan(0)
  writeFileSync(path, JSON.stringify({ ...journal, entries: journal.entries.slice(0, until) }))
  return folder
}

test('a request that was decided before orders were kept gets its order, the others none', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'quinze-before-'))
  const file = join(dir, 'quinze.db')
  const sent = (id: string, state: State) => ({
    id,
    version: 2,
    protocol: id,
    account: 'client',
    cpfBlind: `cpf-${id}`,
    uf: 'SP',
    ibge: '3548500',

    status: state.name,
    cns: '900001',
    pulled: false,
    round: 0,
    state,
    since: tuesdayTen,
    createdAt: tuesdayTen,

    bodyHash: '',
    data: '',
  })
  const old = await openStore(file, { migrations: before(dir, '0006_orders-of-before') })
  await old.inTransaction(async (tx) => {
    const { request, ccn } = old.tables
    const decided = { name: 'in_progress', cns: '900001', how: 'create', late: false } as const
    await tx.insert(request).values(sent('decided', decided))
    await tx.insert(request).values(sent('waiting', { name: 'choosing', last: '900001' }))
    for (const version of [1, 2])
      await tx.insert(ccn).values({
        cns: '900001',
        cpfBlind: 'cpf-decided',
        version,
        data: '',
        author: 'staff',
        request: 'decided',
        at: tuesdayTen,
      })
  })
  await old.close()
  const store = await openStore(file)
  try {
    expect(await orderOf(store, store.read, 'decided')).toMatchObject({
      cns: '900001',
      account: 'client',
      cpfBlind: 'cpf-decided',
      ccnVersion: 2,

      openedAt: tuesdayTen,
      placedAt: null,
      endedAt: null,
    })
    expect(await orderOf(store, store.read, 'waiting')).toBeNull()
  } finally {
    await store.close()
    rmSync(dir, { recursive: true, force: true })
  }
})
