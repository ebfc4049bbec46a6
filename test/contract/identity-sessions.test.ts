import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { session } from '../../server/db/schema.auth.sqlite.ts'
import { makeWorld, signIn, type World } from './identity-kit.ts'

const email = 'maria@exemplo.com.br'

describe('sessions', () => {
  let world: World

  beforeEach(async () => {
    world = await makeWorld({ limits: { codeByEmail: null } })
  })
  afterEach(async () => {
    vi.useRealTimers()
    await world.store.close()
  })

  test('cookies are HttpOnly, SameSite=Lax, and __Host- and Secure in production', async () => {
    const plain = await signIn(world, email)
    expect(plain.lines.find((line) => line.startsWith('quinze='))).toMatch(/HttpOnly; SameSite=Lax/i)
    const production = await makeWorld({ secure: true })
    const { lines } = await signIn(production, email)
    for (const line of lines) {
      expect(line).toMatch(/^__Host-quinze(-code)?=/)
      for (const flag of [/; HttpOnly/i, /; SameSite=Lax/i, /; Secure/i, /; Path=\//i]) expect(line).toMatch(flag)
      expect(line).not.toMatch(/Domain=/i)
    }
    await production.store.close()
  })

  test('a forged or altered cookie is nobody', async () => {
    const browser = await signIn(world, email)
    const cookie = browser.jar.get('quinze') ?? ''
    for (const value of [`${cookie.slice(0, -6)}AAAA%3D`, 'x.y', '%', cookie.replace('.', ''), `a${cookie}`]) {
      browser.jar.set('quinze', value)
      expect((await browser.get('/me')).status).toBe(401)
    }
    browser.jar.set('quinze', cookie)
    expect((await browser.get('/me')).status).toBe(200)
  })

  test('signing out ends the session at once, with its push subscription', async () => {
    const { pushSubscription } = world.store.tables
    const [browser, other] = [await signIn(world, email), await signIn(world, email)]
    for (const [i, each] of [browser, other].entries()) await each.put('/push/subscriptions', device(i))
    const stolen = new Map(browser.jar)
    const out = await browser.post('/sign-out')
    expect(out.status).toBe(200)
    expect(browser.jar.has('quinze')).toBe(false)
    for (const [name, value] of stolen) browser.jar.set(name, value)
    expect((await browser.get('/me')).status).toBe(401)
    expect((await world.store.read.select().from(pushSubscription)).map((row) => row.device)).toEqual(['device 1'])
    expect((await other.get('/me')).status).toBe(200)
  })

  test('own sessions are listed with their device and can be ended, those of others not', async () => {
    const phone = world.browser()
    const agent = 'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/156.0 Mobile Safari/537.36'
    await phone.send('POST', '/sign-in/code', { email })
    const code = world.codes.at(-1)?.code
    await phone.send('POST', '/sign-in/verify', { email, code }, { 'user-agent': agent })
    const desk = await signIn(world, email)
    const { sessions } = (await desk.get('/sessions')).json
    expect(sessions.map((each: { device: string; here: boolean }) => [each.device, each.here])).toEqual([
      ['Navegador', true],
      ['Chrome no Android', false],
    ])
    const stranger = await signIn(world, 'outra@exemplo.com.br')
    expect((await stranger.delete(`/sessions/${sessions[1].id}`)).status).toBe(404)
    expect((await phone.get('/me')).status).toBe(200)
    expect((await desk.delete(`/sessions/${sessions[1].id}`)).status).toBe(200)
    expect((await phone.get('/me')).status).toBe(401)
  })

  test('another person who signs in on the same device ends the session of the first', async () => {
    const browser = await signIn(world, email)
    await browser.put('/push/subscriptions', device(0))
    const old = new Map(browser.jar)
    await signIn(world, 'outra@exemplo.com.br', browser)
    expect(await world.store.read.$count(world.store.tables.pushSubscription)).toBe(0)
    const before = world.browser()
    for (const [name, value] of old) before.jar.set(name, value)
    expect((await before.get('/me')).status).toBe(401)
  })

  test('the same person who signs in again keeps the device', async () => {
    const browser = await signIn(world, email)
    await browser.put('/push/subscriptions', device(0))
    await signIn(world, email, browser)
    expect((await browser.get('/preferences')).json.devices).toMatchObject([{ device: 'device 0', here: true }])
    expect(await world.store.read.$count(session)).toBe(1)
  })

  test('a session ends after thirty days', async () => {
    const browser = await signIn(world, email)
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 30 * 86_400_000 })
    expect((await browser.get('/me')).status).toBe(401)
    expect((await world.auth.sessions(browser.person)).length).toBe(0)
  })

  test('believing a session costs no database, and its last use is noted', async () => {
    const browser = await signIn(world, email)
    const headers = new Headers({ cookie: `quinze=${browser.jar.get('quinze')}` })
    const first = await world.auth.who(headers)
    const start = performance.now()
    for (let i = 0; i < 2_000; i++) await world.auth.who(headers)
    const each = ((performance.now() - start) * 1000) / 2_000
    expect(first).toMatchObject({ person: browser.person, passkeyAt: null })
    expect(each).toBeLessThan(100)
    const later = Date.now() + 2 * 3_600_000
    vi.useFakeTimers({ toFake: ['Date'], now: later })
    await world.auth.who(headers)
    await expect
      .poll(async () => (await world.store.read.select().from(session))[0]?.updatedAt.getTime())
      .toBeGreaterThanOrEqual(later)
    // A row that went away behind our back is believed for five seconds at most.
    await world.store.inTransaction((tx) => tx.delete(session))
    expect(await world.auth.who(headers)).not.toBeNull()
    vi.setSystemTime(later + 5_001)
    expect(await world.auth.who(headers)).toBeNull()
  })
})

const device = (i: number) => ({
  endpoint: `https://push.example/${i}`,
  keys: { p256dh: 'B'.repeat(87), auth: 'A'.repeat(22) },
  device: `device ${i}`,
})
