import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { employ, makeWorld, origin, signIn, type World } from './identity-kit.ts'

const [boss, clerk, other] = ['chefe@exemplo.com.br', 'auxiliar@exemplo.com.br', 'fora@exemplo.com.br']
const at = '?cartorio=111111'
const week = [
  [
    [480, 720],
    [780, 1020],
  ],
  [[480, 1020]],
  [[480, 1020]],
  [[480, 1020]],
  [[480, 1020]],
  [],
  [],
]

let world: World
beforeEach(async () => {
  // In demo mode no passkey is asked for; identity-passkey.test.ts is about that.
  world = await makeWorld({ demo: true, limits: { codeByEmail: null } })
})
afterEach(() => world.store.close())

describe('credenciamento', () => {
  test('goes through hours and channels, and opens only when nothing is missing', async () => {
    const browser = await signIn(world, boss)
    await employ(world, browser.person, boss, 'tabeliao')
    const start = (await browser.get(`/office${at}`)).json
    expect(start).toMatchObject({ cns: '111111', zone: 'America/Rio_Branco', credentialed: false, canManage: true })
    expect(start.missing).toHaveLength(2)
    const early = await browser.post(`/office/credential${at}`)
    expect([early.status, Object.keys(early.json.fields)]).toEqual([422, ['hours', 'channels']])
    await browser.put('/preferences', { push: true, email: false, sms: false, quiet: null })
    expect(Object.keys((await browser.post(`/office/credential${at}`)).json.fields)).toEqual(['hours', 'reach'])
    await browser.put('/preferences', { push: true, email: true, sms: false, quiet: null })
    expect((await browser.put(`/office/hours${at}`, { week, special: [] })).json).toEqual({ version: 1 })
    expect(world.asked).toMatchObject([
      { cns: '111111', hours: { zone: 'America/Rio_Branco', week }, actor: browser.person },
    ])
    await browser.post('/preferences/test', { channel: 'email' })
    expect((await browser.post(`/office/credential${at}`)).status).toBe(200)
    const open = (await browser.get(`/office${at}`)).json
    expect(open).toMatchObject({ credentialed: true, missing: [], week, calendarVersion: 1 })
    expect(open.team).toMatchObject([{ role: 'tabeliao', name: 'c•••@exemplo.com.br' }])
    expect(open.team[0].reach).toMatchObject([
      { channel: 'push', on: false },
      { channel: 'email', on: true, failed: false },
      { channel: 'sms', on: false },
    ])
  })

  test('a device that is on has to be tested too', async () => {
    const browser = await signIn(world, boss)
    await employ(world, browser.person, boss, 'tabeliao')
    await browser.put(`/office/hours${at}`, { week, special: [] })
    await browser.post('/preferences/test', { channel: 'email' })
    const keys = { p256dh: 'B'.repeat(87), auth: 'A'.repeat(22) }
    await browser.put('/push/subscriptions', { endpoint: 'https://push.example/1', keys, device: 'x' })
    expect((await browser.get(`/office${at}`)).json.missing).toEqual([
      'Teste os seus canais de aviso que estão ligados.',
    ])
    await browser.post('/preferences/test', { channel: 'push' })
    expect((await browser.post(`/office/credential${at}`)).status).toBe(200)
  })

  test.each([
    ['six days', { week: week.slice(1), special: [] }],
    ['an end before its beginning', { week: [[[720, 480]], [], [], [], [], [], []], special: [] }],
    [
      'intervals that cross',
      {
        week: [
          [
            [480, 720],
            [700, 800],
          ],
          [],
          [],
          [],
          [],
          [],
          [],
        ],
        special: [],
      },
    ],
    ['a minute after midnight', { week: [[[480, 1441]], [], [], [], [], [], []], special: [] }],
    ['a day that does not exist', { week, special: [{ date: '2026-02-30', intervals: [], reason: 'x' }] }],
    ['no reason', { week, special: [{ date: '2026-02-20', intervals: [], reason: ' ' }] }],
  ])('hours with %s are refused, nothing is written', async (_, body) => {
    const browser = await signIn(world, boss)
    await employ(world, browser.person, boss, 'tabeliao')
    const refused = await browser.put(`/office/hours${at}`, body)
    expect([refused.status, refused.json.code]).toEqual([422, 'invalid'])
    expect(world.asked).toEqual([])
  })
})

describe('team', () => {
  test('the tabelião invites, the invited accepts and is of the team, until the role ends', async () => {
    const [chief, helper] = [await signIn(world, boss), await signIn(world, clerk)]
    await employ(world, chief.person, boss, 'tabeliao')
    expect((await helper.get(`/office${at}`)).status).toBe(404)
    const made = await chief.post(`/office/invitations${at}`, { email: clerk, role: 'atendente' })
    expect(made.status).toBe(201)
    expect(world.invited).toEqual([{ id: made.json.id, email: clerk, cartorio: 'Cartório 111111' }])
    expect((await chief.get(`/office${at}`)).json.invitations).toMatchObject([{ email: clerk, role: 'atendente' }])
    await helper.post(`/invitations/${made.json.id}/accept`)
    const seen = (await helper.get(`/office${at}`)).json
    expect([seen.canManage, seen.invitations, seen.team.length]).toEqual([false, [], 2])
    const [mine, theirs] = [seen.team[0].id, seen.team[1].id]
    expect((await helper.delete(`/office/roles/${mine}`)).json.code).toBe('forbidden_role')
    expect((await chief.delete(`/office/roles/${mine}`)).json.code).toBe('forbidden_role')
    expect((await chief.delete(`/office/roles/${theirs}`)).status).toBe(200)
    expect((await helper.get(`/office${at}`)).status).toBe(404)
    expect((await chief.delete(`/office/roles/${theirs}`)).status).toBe(404)
  })

  test('an atendente sees and changes nothing; a stranger does not even see', async () => {
    const [helper, stranger] = [await signIn(world, clerk), await signIn(world, other)]
    await employ(world, helper.person, clerk, 'atendente')
    await employ(world, stranger.person, other, 'tabeliao', '222222')
    const calls = (browser: typeof helper) => [
      browser.put(`/office/hours${at}`, { week, special: [] }),
      browser.post(`/office/credential${at}`),
      browser.post(`/office/invitations${at}`, { email: other, role: 'atendente' }),
    ]
    for (const call of calls(helper)) expect((await call).json.code).toBe('forbidden_role')
    for (const call of calls(stranger)) expect((await call).status).toBe(404)
    const [role] = (await helper.get('/me')).json.roles
    expect((await stranger.delete(`/office/roles/${role.id}`)).status).toBe(404)
    expect((await stranger.post(`/office/team/${role.id}/reset-passkeys`)).status).toBe(404)
    expect((await stranger.get('/office?cartorio=abc')).status).toBe(404)
    expect(world.asked).toEqual([])
  })

  test('managing needs a session opened with a passkey outside demo mode', async () => {
    const real = await makeWorld()
    const browser = await signIn(real, boss)
    await employ(real, browser.person, boss, 'tabeliao')
    expect((await browser.get(`/office${at}`)).status).toBe(200)
    const refused = await browser.put(`/office/hours${at}`, { week, special: [] })
    expect([refused.status, refused.json.code]).toEqual([403, 'needs_passkey'])
    await real.store.close()
  })
})

describe('the door', () => {
  const body = JSON.stringify({ email: boss })
  const json = { 'content-type': 'application/json' }
  const post = (headers: Record<string, string>, sent = body) =>
    world.app.request('/api/sign-in/code', { method: 'POST', headers, body: sent })

  test.each([
    ['our Origin', { origin }, 202],
    ['same-origin', { 'sec-fetch-site': 'same-origin' }, 202],
    ['neither', {}, 403],
    ['another Origin', { origin: 'https://evil.example' }, 403],
    ['our Origin in front of another', { origin: `${origin}.evil.example` }, 403],
    ['another site', { origin, 'sec-fetch-site': 'cross-site' }, 403],
    ['a sister site', { 'sec-fetch-site': 'same-site' }, 403],
    ['no Origin', { origin: 'null' }, 403],
  ])('a write from %s', async (_, headers, status) => {
    const response = await post({ ...json, ...headers })
    expect(response.status).toBe(status)
    if (status === 403) expect(await response.json()).toMatchObject({ code: 'cross_site' })
    expect(world.codes).toHaveLength(status === 202 ? 1 : 0)
  })

  test('only JSON, and not too much of it', async () => {
    expect((await post({ origin, 'content-type': 'text/plain' })).status).toBe(415)
    expect((await post({ origin, 'content-type': 'application/x-www-form-urlencoded' }, 'email=a')).status).toBe(415)
    expect((await post({ origin, ...json, 'content-length': '70000' }, ' '.repeat(70_000))).status).toBe(413)
    expect((await post({ origin, ...json }, ' '.repeat(70_000))).status).toBe(413)
    expect(world.codes).toEqual([])
  })

  test('codes are limited by e-mail, whoever asks, and the answer says how long to wait', async () => {
    const strict = await makeWorld()
    for (let i = 0; i < 5; i++) expect((await strict.browser().post('/sign-in/code', { email: boss })).status).toBe(202)
    const refused = await strict.browser().post('/sign-in/code', { email: boss })
    expect([refused.status, refused.json.code]).toEqual([429, 'too_many'])
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(800)
    expect((await strict.browser().post('/sign-in/code', { email: clerk })).status).toBe(202)
    expect(strict.codes).toHaveLength(6)
    await strict.store.close()
  })

  test('codes and tries are limited by address', async () => {
    const few = { points: 2, seconds: 60 }
    const strict = await makeWorld({ limits: { codeByAddress: few, verifyByAddress: few } })
    const status = async (path: string, sent: unknown) => (await strict.browser().post(path, sent)).status
    const asked = [boss, clerk, other].map((email) => status('/sign-in/code', { email }))
    expect(await Promise.all(asked)).toEqual([202, 202, 429])
    const tried = [1, 2, 3].map(() => status('/sign-in/verify', { email: boss, code: '000000' }))
    expect(await Promise.all(tried)).toEqual([422, 422, 429])
    await strict.store.close()
  })

  test('writes are limited per account, reads are not', async () => {
    const strict = await makeWorld({ limits: { write: { points: 2, seconds: 60 } } })
    const browser = await signIn(strict, boss)
    const put = () => browser.put('/preferences', { push: true, email: true, sms: false, quiet: null })
    expect([(await put()).status, (await put()).status, (await put()).status]).toEqual([200, 200, 429])
    expect((await browser.get('/preferences')).status).toBe(200)
    await strict.store.close()
  })

  test('without a session every route of the account is closed', async () => {
    const nobody = world.browser()
    for (const path of ['/me', '/sessions', '/preferences', `/office${at}`])
      expect((await nobody.get(path)).json).toMatchObject({ code: 'unauthenticated', status: 401 })
    for (const path of ['/passkeys/options', '/preferences/test', '/invitations/x/accept', `/office/credential${at}`])
      expect((await nobody.post(path)).status).toBe(401)
  })
})
