import { afterAll, beforeAll, expect, test } from 'vitest'
import { uuidv7 } from '../../server/db/uuid.ts'
import { api } from '../../server/http/app.ts'
import { csvCell } from '../../server/http/csv.ts'
import type { AdminFiguresView, FiguresView } from '../../server/http/figures-views.ts'
import { always, form, startWorld, tuesdayTen, type Session, type World } from '../kit/house.ts'

// Who sees which figures, and how they are told. Demo mode waives passkeys; that the platform's people need one elsewhere is
// the promise of platform-guard.ts, held in the tests of the administration.
const minute = 60_000
let world: World
let people: Record<'client' | 'notary' | 'atendente' | 'other' | 'admin' | 'inspetor' | 'nobody', Session>
const span = 'from=2026-11-24&to=2026-11-25'

async function platform(email: string, role: 'admin' | 'inspetor'): Promise<Session> {
  const session = await world.signIn(email)
  const { store } = world.house
  const row = {
    id: uuidv7(),
    person: session.person,
    cns: null,
    role,
    since: tuesdayTen - 1,
    until: null,
    by: 'system',
  }
  await store.inTransaction(async (tx) => {
    await tx.insert(store.tables.role).values(row)
  })
  return session
}

const send = async (nth: number, cns = '900001') => {
  const body = form(nth, { cns })
  await world.call(people.client, 'POST', '/api/requests', body)
  return body.id
}
const decide = (who: Session, id: string, body: object = { kind: 'create', evenToday: true }) =>
  world.call(who, 'POST', `/api/requests/${id}/decision`, body)

beforeAll(async () => {
  world = await startWorld()
  await world.office('900001', '3548500', always)
  await world.office('900002', '3548500', always)
  const { store } = world.house
  // A name that a spreadsheet would take for a formula.
  world.house.store.raw.exec(`UPDATE cartorio SET name = '=HYPERLINK("x";"y")' WHERE cns = '900002'`)
  people = {
    client: await world.signIn('cliente@exemplo.com'),
    notary: await world.staff('tabeliao@exemplo.com', '900001', 'tabeliao'),
    atendente: await world.staff('atendente@exemplo.com', '900001', 'atendente'),
    other: await world.staff('outro@exemplo.com', '900002', 'tabeliao'),
    admin: await platform('admin@exemplo.com', 'admin'),
    inspetor: await platform('inspetora@exemplo.com', 'inspetor'),
    nobody: { person: '', cookie: '' },
  }
  expect(store.tables.stay).toBeDefined()
  const first = await send(1)
  world.clock.now += 4 * minute
  await decide(people.notary, first)
  const second = await send(2)
  world.clock.now += 9 * minute
  await decide(people.notary, second, { kind: 'reject', reason: 'document_unreadable', text: 'ilegível' })
  const third = await send(3)
  world.clock.now += 21 * minute
  await world.house.alarms.ring()
  await decide(people.notary, third)
  await send(4, '900002')
})
afterAll(() => world.end())

const get = (who: Session, path: string) => world.call(who, 'GET', `/api/${path}`)

test('every route to figures is here: who opens it, who finds nothing, and what a row tells of it', async () => {
  const routes = api(world.house).routes.filter(({ method, path }) => method === 'GET' && path.endsWith('/figures'))
  expect(new Set(routes.map(({ path }) => path))).toEqual(new Set(['/figures', '/admin/figures']))
  const status = async (path: string) =>
    Object.fromEntries(
      await Promise.all(Object.entries(people).map(async ([who, session]) => [who, (await get(session, path)).status])),
    )
  const none = { client: 404, notary: 404, atendente: 404, other: 404, admin: 404, inspetor: 404, nobody: 401 }
  expect(await status(`figures?cartorio=900001&${span}`)).toEqual({ ...none, notary: 200, atendente: 200 })
  expect(await status(`figures?cartorio=900001&format=csv&${span}`)).toEqual({ ...none, notary: 200, atendente: 200 })
  expect(await status(`figures?${span}`)).toEqual(none)
  expect(await status(`admin/figures?${span}`)).toEqual({ ...none, admin: 200, inspetor: 200 })
  expect(await status(`admin/figures?cartorio=900001&format=csv&${span}`)).toEqual({
    ...none,
    admin: 200,
    inspetor: 200,
  })
  const { store } = world.house
  const rows = (await store.read.select().from(store.tables.audit)).filter(({ action }) => action === 'figures.read')
  expect(rows.map(({ actor, subject }) => [actor, subject]).toSorted()).toEqual(
    [people.admin, people.inspetor]
      .flatMap(({ person }) => [
        [person, '900001'],
        [person, 'all'],
      ])
      .toSorted(),
  )
})

test('a cartório sees its own day: counts, median and p90, and the days without anything', async () => {
  const { body } = await get(people.notary, `figures?cartorio=900001&by=day&${span}`)
  const { total, periods, whole, until, now } = body as unknown as FiguresView
  expect(total).toMatchObject({ received: 3, inTime: 2, late: 1, undecided: 0, expired: 1, created: 2, completed: 0 })
  expect(total.rejected).toEqual({ data_mismatch: 0, document_unreadable: 1, photo_mismatch: 0, other: 0 })
  expect([total.medianMs, total.p90Ms]).toEqual([9 * minute, 21 * minute])
  expect(periods.map(({ period, received }) => [period, received])).toEqual([
    ['2026-11-24', 3],
    ['2026-11-25', 0],
  ])
  expect([whole, until]).toEqual([true, now])
})

test('an inspector sees all of them, one of them, and finds one by its name', async () => {
  const ask = async (more: string) =>
    (await get(people.inspetor, `admin/figures?${span}${more}`)).body as unknown as AdminFiguresView
  const all = await ask('')
  expect(all.total.received).toBe(4)
  expect(all.offices.items.map(({ cns, received }) => [cns, received])).toEqual([
    ['900001', 3],
    ['900002', 1],
  ])
  expect(all.cartorio).toBeNull()
  const one = await ask('&cartorio=900002')
  expect(one.total).toMatchObject({ received: 1, open: 1, medianMs: null })
  expect(one.cartorio?.cns).toBe('900002')
  expect((await ask('&q=tabelionato+900001')).offices.items.map(({ cns }) => cns)).toEqual(['900001'])
  expect((await ask('&q=9000')).offices.count).toBe(2)
  expect((await ask('&q=nenhum')).offices).toMatchObject({ items: [], count: 0, page: 1, pages: 1 })
  expect((await ask('&sort=received&order=up')).offices.items.map(({ cns }) => cns)).toEqual(['900002', '900001'])
  // Without a decision there is no median: such a one comes last in either order.
  for (const order of ['up', 'down'])
    expect((await ask(`&sort=median&order=${order}`)).offices.items.at(-1)?.cns).toBe('900002')
  expect((await ask('&uf=AC')).total.received).toBe(0)
  expect((await get(people.inspetor, `admin/figures?${span}&cartorio=999999`)).status).toBe(404)
  expect((await get(people.inspetor, `admin/figures?${span}&uf=XX`)).status).toBe(404)
})

test('dates that are none, turned round or too far apart are refused with a sentence', async () => {
  for (const dates of [
    '',
    'from=2026-02-30&to=2026-03-01',
    'from=2026-11-25&to=2026-11-24',
    'from=2020-01-01&to=2026-11-24',
  ])
    for (const path of [`figures?cartorio=900001&${dates}`, `admin/figures?${dates}`]) {
      const { status, body } = await get(path.startsWith('admin') ? people.admin : people.notary, path)
      expect([status, Object.keys(body['fields'] ?? {})], path).toEqual([422, ['from']])
    }
})

test('a file for a Brazilian spreadsheet: BOM, semicolons, decimal commas, and no formula', async () => {
  const fetched = await fetch(`${world.url}/api/admin/figures?${span}&format=csv&rows=both&by=month`, {
    headers: { cookie: people.inspetor.cookie },
  })
  expect(fetched.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  expect(fetched.headers.get('content-disposition')).toMatch(/^attachment; filename="quinze-numeros-.*\.csv"$/)
  const text = Buffer.from(await fetched.arrayBuffer()).toString()
  const [head = '', one = '', two = '', end] = text.split('\r\n')
  expect(head.startsWith('\uFEFFPeríodo;CNS;Cartório;Município;UF;Recebidas;Decididas no prazo;')).toBe(true)
  expect(one).toMatch(
    /^2026-11;900001;Tabelionato de teste 900001;Santos;SP;3;2;1;0;0;0;66,7;9,0;21,0;1;0;0;2;0;0;1;0;0;0$/,
  )
  expect(two).toContain(`2026-11;900002;"'=HYPERLINK(""x"";""y"")";Santos;SP;1;`)
  expect(end).toBe('')
  const offices = await get(people.admin, `admin/figures?${span}&format=csv&rows=offices`)
  expect(String(offices.body['text']).split('\r\n')).toHaveLength(4)
  const days = await get(people.admin, `admin/figures?${span}&format=csv`)
  expect(String(days.body['text'])).toContain('\r\n2026-11-25;0;0;')
  for (const [plain, cell] of [
    ['=1+1', `'=1+1`],
    ['+55', `'+55`],
    ['-1', `'-1`],
    ['@x', `'@x`],
    ['\tx', `'\tx`],
    ['a;b', '"a;b"'],
    ['São "X"', '"São ""X"""'],
    ['4,5', '4,5'],
  ] as const)
    expect(csvCell(plain)).toBe(cell)
})

test('nothing personal stands in a stay, and none of it in the log', async () => {
  const { store } = world.house
  const stays = JSON.stringify(await store.read.select().from(store.tables.stay))
  for (const secret of [people.client.person, people.notary.person, 'Fictícia', 'ilegível'])
    expect(stays.includes(secret), secret).toBe(false)
})
