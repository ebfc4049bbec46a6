import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { LayersView, LayerView } from '../../server/http/calendar-views.ts'
import { form } from '../kit/house.ts'
import { at, decree, entry, minute, santos, startCast, type Cast } from './calendar-kit.ts'

let cast: Cast
beforeAll(async () => {
  cast = await startCast()
})
afterAll(() => cast.world.end())
const call: Cast['call'] = (...sent) => cast.call(...sent)

describe('the layers', () => {
  test('are listed with their entries, cartórios and clocks; unknown places are not found', async () => {
    const { layers } = (await call('admin', 'GET', '/api/admin/calendar')).body as unknown as LayersView
    expect(layers.slice(0, 2)).toMatchObject([
      { layer: 'nation', scope: '-', name: 'Brasil', version: 1, cartorios: 2 },
      { layer: 'uf', scope: 'AC', name: 'Acre', cartorios: 0 },
    ])
    expect(layers).toHaveLength(28)
    const nation = (await call('admin', 'GET', '/api/admin/calendar/nation/-')).body as unknown as LayerView
    expect(nation.entries.find(({ when }) => when === 'todo 25 de dezembro')).toMatchObject({
      author: 'tabela do Quinze',
      acting: true,
    })
    for (const path of ['nation/BR', 'uf/XX', 'uf/3548500', 'municipio/9999999', 'cartorio/900001', 'nation/'])
      expect((await call('admin', 'GET', `/api/admin/calendar/${path}`)).status, path).toBe(404)
  })

  test('a half day is tried, decreed for its município alone, and told with its act to both sides', async () => {
    cast.world.clock.now = at('24T11:50')
    const [here, elsewhere] = [form(1, { cns: '900002' }), form(2)]
    for (const sent of [here, elsewhere]) expect((await call('client', 'POST', '/api/requests', sent)).status).toBe(201)
    cast.world.clock.now = at('24T11:55')
    const tried = await call('admin', 'POST', `${santos}/preview`, decree)
    expect(tried.body).toMatchObject({
      running: 1,
      moving: 1,
      cartorios: 1,
      moves: [{ from: at('24T12:05'), to: at('25T09:05'), cartorio: 'Tabelionato de teste 900002' }],
      days: [{ date: '2026-11-24', before: [[540, 1020]], after: [[540, 720]], reason: 'Ponto facultativo' }],
      daysOf: 'Tabelionato de teste 900002',
    })
    expect((await call('admin', 'PUT', santos, decree)).body).toEqual({ version: 1, moved: 1, cartorios: 1 })
    const move = { at: at('24T11:55'), reason: 'ponto facultativo', act: 'Decreto 12/2026' }
    for (const who of ['client', 'other'] as const) {
      const told = await cast.explain(who, here.id)
      expect(told).toMatchObject({ dueAt: at('25T09:05'), countedMs: 15 * minute, moves: [move] })
      expect(told.stretches).toContainEqual({
        from: at('24T12:00'),
        to: at('24T17:00'),
        counted: false,
        reason: 'Ponto facultativo',
        act: 'Decreto 12/2026',
      })
    }
    expect(await cast.explain('client', elsewhere.id)).toMatchObject({ moves: [], dueAt: at('24T12:05') })
    const layer = (await call('admin', 'GET', santos)).body as unknown as LayerView
    expect(layer).toMatchObject({
      name: 'Santos/SP',
      version: 1,
      running: 1,
      entries: [{ when: '24 de novembro de 2026', what: 'meio expediente: 00:00–12:00', acting: true }],
      history: [{ version: 1, reason: 'ponto facultativo', act: 'Decreto 12/2026' }],
    })
    const office = (await call('other', 'GET', '/api/office/calendar?cartorio=900002')).body
    expect(office['inherited']).toContainEqual(
      expect.objectContaining({ layer: 'municipio', author: 'administração do Quinze' }),
    )
  })

  test.each<[string, object, string, string]>([
    ['no act', { entries: [entry({ act: null })] }, 'calendar_refused', 'informe o ato legal'],
    ['a blank act', { entries: [entry({ act: '  ' })] }, 'calendar_refused', 'informe o ato legal'],
    [
      'overlap',
      {
        entries: [
          entry({
            effect: {
              kind: 'hours',
              intervals: [
                [1, 5],
                [3, 9],
              ],
            },
          }),
        ],
      },
      'calendar_refused',
      'se sobrepõem',
    ],
    ['the past', { entries: [entry({ rule: { on: 'date', date: '2026-11-23' } })] }, 'calendar_refused', 'já passou'],
    ['no reason', { reason: ' ' }, 'reason_needed', 'motivo'],
    ['an old version', { base: 0, reason: 'outro motivo' }, 'calendar_moved', 'versão nova'],
  ])('%s is refused with the reason', async (_, wrong, code, words) => {
    // What is tried needs no reason yet.
    for (const path of [santos, ...(code === 'reason_needed' ? [] : [`${santos}/preview`])]) {
      const sent = { ...decree, base: 1, ...wrong }
      const answer = await call('admin', path === santos ? 'PUT' : 'POST', path, sent)
      expect([answer.body['code'], answer.body['detail']]).toEqual([code, expect.stringContaining(words)])
    }
  })

  test('who would not open in 30 days is named; what the program brought stays though nobody sends it', async () => {
    cast.world.clock.now = at('24T12:30')
    const days = Array.from({ length: 35 }, (_, i) =>
      new Date(at('24T12:00') + i * 86_400_000).toISOString().slice(0, 10),
    )
    const closed = days.map((date) => entry({ rule: { on: 'date', date }, effect: { kind: 'closed' } }))
    const refused = await call('admin', 'PUT', '/api/admin/calendar/uf/SP', { ...decree, base: 1, entries: closed })
    expect(String(refused.body['detail'])).toContain(
      'não abrem nos próximos 30 dias: Tabelionato de teste 900001 e Tabelionato de teste 900002.',
    )
    const before = (await call('admin', 'GET', '/api/admin/calendar/uf/SP')).body as unknown as LayerView
    const added = entry({ rule: { on: 'date', date: '2026-12-24' }, act: 'Provimento 9/2026' })
    const sent = { ...decree, base: before.version, entries: [added] }
    expect((await call('admin', 'PUT', '/api/admin/calendar/uf/SP', sent)).status).toBe(200)
    const after = (await call('admin', 'GET', '/api/admin/calendar/uf/SP')).body as unknown as LayerView
    expect(after.entries.map(({ author }) => author)).toEqual([
      ...before.entries.map(() => 'tabela do Quinze'),
      expect.not.stringContaining('Quinze'),
    ])
    // The next start finds its own entries as they were, and writes nothing.
    await cast.world.restart()
    expect(await call('admin', 'GET', '/api/admin/calendar/uf/SP')).toMatchObject({ body: { version: after.version } })
  })
})
