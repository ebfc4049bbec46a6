import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import BetterSqlite from 'better-sqlite3'
import { eq } from 'drizzle-orm'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { setCredentialed } from '../../server/db/cartorios.ts'
import { openStore, type Store } from '../../server/db/open.ts'
import { importInto } from '../../server/tools/cartorios.ts'

const whole = resolve('../shared/data/serventias-cnj.csv')
const small = readFileSync('test/fixtures/cnj.csv', 'utf8')
const folder = mkdtempSync(join(tmpdir(), 'quinze-import-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let store: Store
beforeEach(async () => {
  store = await openStore(':memory:')
})
afterEach(() => store.close())

const everyone = () => store.read.select().from(store.tables.cartorio)
const one = async (cns: string) =>
  (await store.read.select().from(store.tables.cartorio).where(eq(store.tables.cartorio.cns, cns)))[0]
const load = (text: string | Uint8Array, at = 1_000) =>
  importInto(store, typeof text === 'string' ? Buffer.from(text) : text, at)

describe.skipIf(!existsSync(whole))('the real listing of the CNJ', () => {
  test('777 rows are read, 340 active offices with notas in 27 UFs are eligible; again nothing changes', async () => {
    const first = await load(readFileSync(whole))
    expect(first).toMatchObject({ layout: 'cnj', read: 777, eligible: 340, ufs: 27, changed: 0, same: 0, missing: 0 })
    expect(first.inserted + first.faults.length).toBe(777)
    const before = await everyone()
    expect(before.filter((row) => row.eligible)).toHaveLength(340)
    expect(before.some((row) => row.credentialedAt !== null)).toBe(false)

    const second = await load(gzipSync(readFileSync(whole)), 2_000)
    expect(second).toMatchObject({
      inserted: 0,
      changed: 0,
      same: first.inserted,
      missing: 0,
      read: 777,
      eligible: 340,
    })
    expect(second.faults).toEqual(first.faults)
    expect(await everyone()).toEqual(before)
    expect(await one('000794')).toMatchObject({ municipio: 'Rio Branco', uf: 'AC', zone: 'America/Rio_Branco' })
  })
})

describe('a listing', () => {
  test('bad rows are told by line and reason, the rest goes in', async () => {
    const done = await load(small)
    expect(done).toMatchObject({ read: 10, inserted: 4, eligible: 2, notActive: 1, withoutNotas: 1 })
    expect(done.faults.map(({ line }) => line)).toEqual([12, 18, 19, 20, 21, 22])
    for (const { reason } of done.faults) expect(reason).toMatch(/^\p{Lu}.+\.$/u)
    expect((await everyone()).map((row) => row.cns).toSorted()).toEqual(['000001', '000002', '000004', '000009'])
  })

  test('a changed name is updated, and what people decided about the office stays', async () => {
    await load(small)
    await store.inTransaction((tx) => setCredentialed(store, tx, '000001', 1_500))
    const done = await load(small.replace('DA ALVORADA', 'DO CREPÚSCULO'), 2_000)
    expect(done).toMatchObject({ inserted: 0, changed: 1, same: 3, missing: 0 })
    const after = await one('000001')
    expect(after).toMatchObject({
      name: '1º TABELIONATO DE NOTAS DO CREPÚSCULO',
      credentialedAt: 1_500,
      updatedAt: 2_000,
    })
    expect(after?.search).toContain('do crepusculo')
  })

  test('an office that is missing later is kept and marked, once, and unmarked when it is back', async () => {
    await load(small)
    const without = small
      .split('\n')
      .filter((line) => !line.startsWith('00.000-9'))
      .join('\n')
    expect(await load(without, 2_000)).toMatchObject({ missing: 1, same: 3 })
    expect(await one('000009')).toMatchObject({ missingSince: 2_000, eligible: true })
    expect(await load(without, 3_000)).toMatchObject({ missing: 0, same: 3 })
    expect((await one('000009'))?.missingSince).toBe(2_000)
    expect(await load(small, 4_000)).toMatchObject({ changed: 1, missing: 0 })
    expect((await one('000009'))?.missingSince).toBeNull()
  })

  test('an office that closes is no longer eligible', async () => {
    await load(small)
    expect(await load(small.replace('Notas,PROVIDO,1', 'Notas,PROVIDO,0'), 2_000)).toMatchObject({ changed: 1 })
    expect(await one('000001')).toMatchObject({ status: 'DESATIVADA', eligible: false })
  })

  test('the other layout adds to the directory and marks nobody of the first', async () => {
    await load(small)
    const done = await load(readFileSync('test/fixtures/serventias.csv'), 2_000)
    expect(done).toMatchObject({ layout: 'serventias', missing: 0 })
    expect(done.inserted).toBeGreaterThan(0)
  })

  test('a file that is none writes and marks nothing', async () => {
    await load(small)
    const before = await everyone()
    const done = await load('nome,cidade\nA,B\n', 2_000)
    expect(done).toMatchObject({ layout: null, read: 0, missing: 0 })
    expect(done.faults).toHaveLength(1)
    expect(await everyone()).toEqual(before)
  })
})

describe('the command lines', () => {
  const dataDir = join(folder, 'demo')
  const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], DATA_DIR: dataDir }
  const npm = (...words: string[]) => spawnSync('npm', ['run', '-s', ...words, '--demo'], { env, encoding: 'utf8' })
  const tool = (name: string, ...words: string[]) =>
    spawnSync(process.execPath, [`server/tools/${name}.ts`, ...words, '--demo'], { env, encoding: 'utf8' })
  const list = (sql: string) => {
    const db = new BetterSqlite(join(dataDir, 'quinze.db'), { readonly: true })
    const rows = db.prepare(sql).raw().all()
    db.close()
    return rows
  }

  test('import FILE prints the summary and the bad rows; invite writes one invitation, sealed', () => {
    const file = join(folder, 'cnj.csv')
    writeFileSync(file, small)
    const first = npm('cartorios', '--', 'import', file)
    expect(first.stderr).toContain('linha 12: CNS “00.003” não tem 6 dígitos.')
    expect(first.stdout).toContain('10 rows read (cnj layout): 4 new, 0 changed, 0 unchanged, 6 skipped')
    expect(first.stdout).toContain('2 active offices with notas in 2 UFs are eligible')
    expect(first.status).toBe(0)
    expect(npm('cartorios', '--', 'import', file).stdout).toContain('0 new, 0 changed, 4 unchanged, 6 skipped')
    expect(list('SELECT count(*) FROM cartorio')).toEqual([[4]])

    const invited = npm('admin', '--', 'invite', 'tabeliao@exemplo.com', 'tabeliao', '00.000-1')
    expect([invited.status, invited.stderr]).toEqual([0, ''])
    expect(invited.stdout).toMatch(/^Invited as tabeliao\. .+ \(7 days\)\.\n$/)
    expect(list('SELECT role, cns, accepted_at FROM invitation')).toEqual([['tabeliao', '000001', null]])
    expect(readFileSync(join(dataDir, 'quinze.db')).includes('tabeliao@exemplo.com')).toBe(false)
    expect(npm('admin', '--', 'verify-audit').stdout).toContain('1 rows, unbroken')
  })

  test.each([
    ['a CNS that nobody has', ['admin', 'invite', 'a@exemplo.com', 'tabeliao', '999999'], 1, /no cartório has/],
    ['a role that needs a CNS', ['admin', 'invite', 'a@exemplo.com', 'escrevente'], 1, /give its CNS/],
    ['a role that has none', ['admin', 'invite', 'a@exemplo.com', 'admin', '000001'], 1, /leave the CNS out/],
    ['an unknown role', ['admin', 'invite', 'a@exemplo.com', 'dono', '000001'], 2, /^Use:/],
    ['no e-mail', ['admin', 'invite', 'a@', 'tabeliao', '000001'], 2, /^Use:/],
    ['no file', ['cartorios', 'import'], 2, /^Use:/],
    ['a file that is not there', ['cartorios', 'import', 'nowhere.csv'], 1, /is not a file/],
    ['a file that is no listing', ['cartorios', 'import', 'package.json'], 1, /cabeçalho/],
  ])('%s ends with one sentence', (_, [name = '', ...words], status, sentence) => {
    const ran = tool(name, ...words)
    expect([ran.status, ran.stdout]).toEqual([status, ''])
    expect(ran.stderr).toMatch(sentence)
  })
})
