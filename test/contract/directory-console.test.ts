import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { setCredentialed } from '../../server/db/cartorios.ts'
import type { AdminListingView } from '../../server/http/admin-views.ts'
import { auditOf, platformPerson } from '../kit/admin.ts'
import { startWorld, type Session, type World } from '../kit/house.ts'

const file = readFileSync('test/fixtures/cnj.csv')
const text = file.toString()
let world: World
let admin: Session
beforeAll(async () => {
  world = await startWorld()
  admin = await platformPerson(world, 'administracao@exemplo.com', 'admin')
})
afterAll(() => world.end())

const put = async (path: string, bytes: Uint8Array | string) => {
  const response = await fetch(`${world.url}/api/admin/directory${path}`, {
    method: 'PUT',
    headers: {
      origin: world.house.config.publicUrl,
      cookie: admin.cookie,
      'content-type': 'application/octet-stream',
    },
    body: typeof bytes === 'string' ? bytes : new Uint8Array(bytes),
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}
const preview = async (bytes: Uint8Array | string) => (await put('/preview', bytes)).body as unknown as AdminListingView
const rows = () => world.house.store.read.select().from(world.house.store.tables.cartorio)

test('a preview changes nothing, and the confirmation does exactly what it said', async () => {
  const view = await preview(file)
  expect(view).toMatchObject({ layout: 'cnj', same: 0, changed: 0, missing: 0 })
  expect(view.added).toBeGreaterThan(0)
  expect(view.added + view.rejectedCount).toBe(view.read)
  expect(view.rejected[0]).toMatchObject({ line: expect.any(Number), reason: expect.any(String) })
  expect(await rows()).toEqual([])
  expect((await put('', file)).body['code']).toBe('stale')
  expect((await put(`?digest=${view.digest}`, file)).body).toEqual({ added: view.added, changed: 0, missing: 0 })
  expect(await rows()).toHaveLength(view.added)
  expect(await auditOf(world, 'cnj')).toMatchObject([{ action: 'directory.import', actor: admin.person }])
  expect(await preview(file)).toMatchObject({ added: 0, changed: 0, same: view.added, missing: 0 })
})

test('what changes is shown before and after, what is left out is marked and kept', async () => {
  const lines = text.split('\n')
  const last = [...(await rows())].at(-1)
  const changed = text.replace('1º TABELIONATO DE NOTAS DA ALVORADA', '1º TABELIONATO DE NOTAS DO CREPÚSCULO')
  expect(lines.length).toBeGreaterThan(3)
  const view = await preview(changed)
  expect(view).toMatchObject({ added: 0, changed: 1, missing: 0 })
  expect(view.samples.changed[0]?.fields).toEqual([
    {
      label: 'Nome',
      before: '1º TABELIONATO DE NOTAS DA ALVORADA',
      after: '1º TABELIONATO DE NOTAS DO CREPÚSCULO',
    },
  ])
  // Somebody else was quicker.
  const { store } = world.house
  await store.inTransaction(async (tx) => {
    await tx.insert(store.tables.cartorio).values({ ...(last ?? never()), cns: '777777', listed: 'cnj' })
  })
  expect((await put(`?digest=${view.digest}`, changed)).body['code']).toBe('stale')
  const again = await preview(changed)
  expect(again).toMatchObject({ changed: 1, missing: 1 })
  expect(again.samples.missing[0]?.cns).toBe('777777')
  expect((await put(`?digest=${again.digest}`, changed)).status).toBe(200)
  expect((await rows()).find(({ cns }) => cns === '777777')?.missingSince).toBe(world.clock.now)
})

test('a credentialed cartório that would lose the right to attend is named', async () => {
  const { store } = world.house
  const one = (await rows()).find(({ eligible, missingSince }) => eligible && missingSince === null) ?? never()
  await store.inTransaction((tx) => setCredentialed(store, tx, one.cns, world.clock.now))
  const changed = text
    .replace('1º TABELIONATO DE NOTAS DA ALVORADA', '1º TABELIONATO DE NOTAS DO CREPÚSCULO')
    .replaceAll(/,1\r?$/gm, ',0')
  expect((await preview(changed)).losing.map(({ cns }) => cns)).toContain(one.cns)
})

test('what is no listing gets a sentence that says what to do', async () => {
  const latin = await put('/preview', Buffer.from(text, 'latin1'))
  expect(latin.status).toBe(422)
  expect(latin.body['fields']).toEqual({ file: expect.stringContaining('CSV UTF-8') })
  expect((await put('/preview', 'a;b;c')).body['fields']).toEqual({ file: expect.stringContaining('cabeçalho') })
  expect((await put('/preview', new Uint8Array(21 * 1_048_576))).status).toBe(413)
  const json = await world.call(admin, 'PUT', '/api/admin/directory/preview', {})
  expect(json.status).toBe(415)
})

function never(): never {
  throw new Error('no such row')
}
