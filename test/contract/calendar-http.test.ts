import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ExplainView } from '../../server/http/views.ts'
import type { OfficeCalendarView, PreviewView } from '../../server/http/calendar-views.ts'
import { form, nineToFive, startWorld, tuesdayTen, type Session, type World } from '../kit/house.ts'

const minute = 60_000
const at = (text: string) => Date.parse(`2026-11-${text}-03:00`)
const path = '/api/office/calendar'
const query = '?cartorio=900001'

let world: World
let boss: Session
let clerk: Session
let client: Session
beforeAll(async () => {
  world = await startWorld()
  await world.office('900001', '3550308')
  boss = await world.staff('tabelia@exemplo.com', '900001', 'tabeliao')
  clerk = await world.staff('escrevente@exemplo.com', '900001', 'escrevente')
  client = await world.signIn('cliente@exemplo.com')
})
afterAll(() => world.end())

const view = async () => (await world.call(boss, 'GET', `${path}${query}`)).body as unknown as OfficeCalendarView
const body = async (more: object = {}) => {
  const { version: base, week, later, own } = await view()
  const bare = own.map(({ rule, effect, reason, act }) => ({ rule, effect, reason, act }))
  return { base, week, later, own: bare, reason: 'Obras no prédio', act: null, ...more }
}
const put = (sent: object) => world.call(boss, 'PUT', `${path}${query}`, sent)
const preview = (sent: object) => world.call(boss, 'POST', `${path}/preview${query}`, sent)
const on = (date: string, effect: object, act: string | null = null) => ({
  rule: { on: 'date', date },
  effect,
  reason: 'Obras no prédio',
  act,
})
const explain = async (who: Session, id: string) =>
  (await world.call(who, 'GET', `/api/requests/${id}/explain`)).body as unknown as ExplainView

describe('the calendar of a cartório', () => {
  test('is shown with all layers, in words', async () => {
    const seen = await view()
    expect(seen).toMatchObject({
      version: 1,
      today: '2026-11-24',
      week: [nineToFive, nineToFive, nineToFive, nineToFive, nineToFive, [], []],
      own: [],
      later: [],
      closing: { at: at('24T17:00'), now: tuesdayTen },
      canManage: true,
      history: [{ version: 1, author: 'Quinze' }],
    })
    const christmas = seen.inherited.find(({ when }) => when === 'todo 25 de dezembro')
    expect(christmas).toMatchObject({
      layer: 'nation',
      what: 'fechado',
      author: 'tabela do Quinze',
      next: '2026-12-25',
      acting: true,
      act: expect.stringContaining('662'),
      source: expect.stringContaining('http'),
    })
    expect(seen.upcoming).toContainEqual(
      expect.objectContaining({ date: '2026-12-25', intervals: [], layer: 'nation' }),
    )
    expect((await world.call(clerk, 'GET', `${path}${query}`)).body).toMatchObject({ canManage: false })
  })

  test('an edit is previewed, made in one commit and explained before, during and after', async () => {
    world.clock.now = at('24T16:51')
    const sent = form(1)
    expect((await world.call(client, 'POST', '/api/requests', sent)).status).toBe(201)
    expect(await explain(client, sent.id)).toMatchObject({ moves: [], countedMs: 15 * minute, dueAt: at('25T09:06') })
    world.clock.now = at('24T16:55')
    const close = on('2026-11-25', { kind: 'closed' }, 'Portaria 3/2026')
    const edit = await body({ own: [close], act: 'Portaria 3/2026' })
    const tried = (await preview(edit)).body as unknown as PreviewView
    expect(tried).toMatchObject({
      running: 1,
      moving: 1,
      cartorios: 1,
      moves: [{ from: at('25T09:06'), to: at('26T09:06'), zone: 'America/Sao_Paulo' }],
      days: [{ date: '2026-11-25', before: nineToFive, after: [], reason: 'Obras no prédio' }],
      closesAt: null,
    })
    expect(await view()).toMatchObject({ version: 1 })
    expect((await preview({ ...edit, reason: '' })).status).toBe(200)
    expect((await put({ ...edit, reason: ' ' })).body).toMatchObject({ code: 'reason_needed' })
    expect((await put(edit)).body).toEqual({ version: 2, moved: 1, cartorios: 1 })
    // An answer that got lost is given again; another person's edit on the same version is not.
    expect((await put(edit)).body).toEqual({ version: 2, moved: 1, cartorios: 1 })
    const again = await put({ ...edit, reason: 'Outra coisa' })
    expect([again.status, again.body['code']]).toEqual([409, 'calendar_moved'])
    expect(again.body['detail']).toContain('Outra pessoa mudou este calendário')
    for (const who of [client, boss]) {
      const told = await explain(who, sent.id)
      expect(told).toMatchObject({ countedMs: 15 * minute, dueAt: at('26T09:06') })
      expect(told.moves).toEqual([
        {
          at: at('24T16:55'),
          reason: 'Obras no prédio',
          act: 'Portaria 3/2026',
          from: at('25T09:06'),
          to: at('26T09:06'),
        },
      ])
      expect(told.stretches).toEqual([
        { from: at('24T16:51'), to: at('24T16:55'), counted: true, reason: 'aberto', act: null },
        { from: at('24T16:55'), to: at('24T17:00'), counted: true, reason: 'aberto', act: null },
        { from: at('24T17:00'), to: at('25T00:00'), counted: false, reason: 'fechado', act: null },
        { from: at('25T00:00'), to: at('26T00:00'), counted: false, reason: 'Obras no prédio', act: 'Portaria 3/2026' },
        { from: at('26T00:00'), to: at('26T09:00'), counted: false, reason: 'fechado', act: null },
        { from: at('26T09:00'), to: at('26T09:06'), counted: true, reason: 'aberto', act: null },
      ])
    }
    world.clock.now = at('26T09:10')
    await world.house.alarms.ring()
    expect(await explain(client, sent.id)).toMatchObject({ countedMs: 15 * minute, dueAt: at('26T09:06') })
    const seen = await view()
    expect(seen.history[0]).toMatchObject({ version: 2, act: 'Portaria 3/2026', reason: 'Obras no prédio' })
    expect(seen.own).toMatchObject([
      { what: 'fechado', when: '25 de novembro de 2026', next: null, at: at('24T16:55'), author: expect.any(String) },
    ])
    expect(await body()).toMatchObject({ own: [close] })
  })

  test('closing now is tried, done once, and taken back by another edit on the same day', async () => {
    world.clock.now = at('26T10:00') + 20_000
    const sent = form(2)
    await world.call(client, 'POST', '/api/requests', sent)
    world.clock.now = at('26T10:02') + 20_000
    const now = { base: 2, reason: 'Falta de energia', act: null }
    const tried = await world.call(boss, 'POST', `${path}/close-now/preview${query}`, now)
    expect(tried.body).toMatchObject({
      closesAt: at('26T10:03'),
      moves: [{ from: at('26T10:15') + 20_000, to: at('27T09:12') + 20_000 }],
      days: [{ date: '2026-11-26', before: nineToFive, after: [[540, 603]] }],
    })
    const blank = await world.call(boss, 'POST', `${path}/close-now${query}`, { ...now, reason: ' ' })
    expect([blank.status, blank.body['code']]).toEqual([422, 'reason_needed'])
    const done = await world.call(boss, 'POST', `${path}/close-now${query}`, now)
    expect(done.body).toEqual({ version: 3, moved: 1, cartorios: 1 })
    expect((await world.call(boss, 'POST', `${path}/close-now${query}`, now)).body).toEqual(done.body)
    world.clock.now = at('26T10:05')
    expect(await view()).toMatchObject({ closing: null, upcoming: [{ date: '2026-11-26' }, {}, {}] })
    const twice = await world.call(boss, 'POST', `${path}/close-now${query}`, { ...now, base: 3 })
    expect([twice.status, twice.body['code']]).toEqual([409, 'closed_already'])
    const { own } = await body()
    const open = await body({ own: own.slice(0, -1), reason: 'A energia voltou' })
    expect((await put(open)).body).toMatchObject({ version: 4, moved: 1 })
    // 2 min 40 s were used until the lights went out; the two minutes of darkness come on top.
    expect(await explain(client, sent.id)).toMatchObject({
      dueAt: at('26T10:17') + 20_000,
      countedMs: 15 * minute,
      moves: [{ reason: 'Falta de energia' }, { reason: 'A energia voltou' }],
    })
  })

  test.each<[string, object, string]>([
    [
      'overlap',
      {
        week: [
          [
            [540, 720],
            [700, 900],
          ],
          [],
          [],
          [],
          [],
          [],
          [],
        ],
      },
      'os intervalos se sobrepõem.',
    ],
    [
      'end before start',
      { week: [[[720, 540]], [], [], [], [], [], []] },
      'o fechamento precisa ser depois da abertura.',
    ],
    ['never open', { week: [[], [], [], [], [], [], []] }, 'não abre nos próximos 30 dias.'],
    [
      'a week from today',
      { later: [{ from: '2026-11-26', week: [[], [], [], [], [], [], []], act: null }] },
      'a partir de amanhã.',
    ],
    ['a day that has passed', { own: [on('2026-11-20', { kind: 'closed' })] }, '20 de novembro de 2026 já passou'],
    ['a date twice', { own: [on('2026-12-01', { kind: 'closed' }), on('2026-12-01', { kind: 'open' })] }, 'duas vezes'],
    ['no such date', { own: [on('2026-02-30', { kind: 'closed' })] }, 'não existe'],
    ['half a day of nothing', { own: [on('2026-12-01', { kind: 'half', intervals: [] })] }, 'em que horário abre'],
  ])('%s is refused with the reason, tried or made', async (_, wrong, words) => {
    const sent = await body(wrong)
    for (const answer of [await preview(sent), await put(sent)]) {
      expect([answer.status, answer.body['code']]).toEqual([422, 'calendar_refused'])
      expect(String(answer.body['detail'])).toMatch(/^O calendário não foi mudado\. [A-Z0-9]/)
      expect((answer.body['fields'] as { hours: string }).hours).toContain(words)
    }
  })

  test.each<[string, object, string]>([
    ['a rule of no kind', { own: [{ ...on('2026-12-01', { kind: 'closed' }), rule: { on: 'never' } }] }, 'own'],
    ['a minute after midnight', { week: [[[0, 1441]], [], [], [], [], [], []] }, 'week'],
    ['six days', { week: [[], [], [], [], [], []] }, 'week'],
    ['an act of a page', { act: 'x'.repeat(201) }, 'act'],
  ])('%s does not pass the door: %j', async (_, wrong, field) => {
    const answer = await put(await body(wrong))
    expect([answer.status, Object.keys(answer.body['fields'] as object)]).toEqual([422, [field]])
  })

  test('a week to come, rules and reopened holidays are kept through edits of the old form', async () => {
    const monday = [[600, 960]]
    const later = [{ from: '2026-12-07', week: [monday, monday, monday, monday, monday, [], []], act: null }]
    const rule = { rule: { on: 'easter', days: -2 }, effect: { kind: 'closed' }, reason: 'Paixão', act: null }
    const open = on('2026-12-25', { kind: 'open' })
    expect((await put(await body({ later, own: [rule, open] }))).body).toMatchObject({ moved: 0 })
    const old = { week: [nineToFive, [], [], [], [], [], []], special: [] }
    expect((await world.call(boss, 'PUT', `/api/office/hours${query}`, old)).status).toBe(200)
    const seen = await view()
    expect(seen).toMatchObject({
      later,
      week: old.week,
      own: [{ reason: 'Paixão' }, { what: 'aberto apesar do feriado' }],
    })
    expect(seen.inherited.find(({ next }) => next === '2026-12-25')).toMatchObject({ acting: false })
  })
})
