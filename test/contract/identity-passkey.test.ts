import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { passkey } from '../../server/db/schema.auth.sqlite.ts'
import { makePasskey } from './identity-authenticator.ts'
import { employ, makeWorld, origin, signIn, type World } from './identity-kit.ts'

const email = 'maria@exemplo.com.br'
type Browser = Awaited<ReturnType<typeof signIn>>

describe('passkeys', () => {
  let world: World

  beforeEach(async () => {
    world = await makeWorld({ limits: { codeByEmail: null } })
  })
  afterEach(async () => {
    vi.useRealTimers()
    await world.store.close()
  })

  const register = async (browser: Browser, key = makePasskey(origin)) => {
    const options = (await browser.post('/passkeys/options')).json
    const made = await browser.post('/passkeys', { response: key.create(options), name: 'Balcão' })
    return { key, made, options }
  }
  const tap = async (browser: ReturnType<World['browser']>, key: ReturnType<typeof makePasskey>, from = origin) => {
    const options = (await browser.post('/passkeys/sign-in/options')).json
    return browser.post('/passkeys/sign-in', { response: key.get(options, from) })
  }
  const proved = async (browser: ReturnType<World['browser']>) => (await browser.get('/me')).json.passkeySession

  test('the first one needs a fresh code; the person reads their own e-mail in the dialog', async () => {
    const stranger = world.browser()
    expect((await stranger.post('/passkeys/options')).status).toBe(401)
    const browser = await signIn(world, email)
    const { made, options } = await register(browser)
    expect(options).toMatchObject({
      rp: { id: 'localhost', name: 'Quinze' },
      user: { name: email },
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    })
    expect(made.status).toBe(201)
    expect(Object.keys(made.json)).toEqual(['id'])
    expect((await browser.get('/me')).json).toMatchObject({ passkeys: [{ name: 'Balcão' }], passkeySession: true })
    const other = await signIn(world, 'joao@exemplo.com.br')
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 31 * 60_000 })
    expect((await other.post('/passkeys/options')).status).toBe(401)
  })

  test('a further one needs a session opened with a passkey, a code alone is not enough', async () => {
    const first = await signIn(world, email)
    const { key } = await register(first)
    const second = await signIn(world, email)
    const refused = await second.post('/passkeys/options')
    expect([refused.status, refused.json.code]).toEqual([403, 'needs_passkey'])
    expect((await tap(second, key)).status).toBe(200)
    expect((await register(second)).made.status).toBe(201)
    expect((await second.get('/me')).json.passkeys).toHaveLength(2)
  })

  test('signs in without a code, and gives no token away', async () => {
    const { key } = await register(await signIn(world, email))
    const browser = world.browser()
    const signed = await tap(browser, key)
    expect(signed.status).toBe(200)
    expect(Object.keys(signed.json)).toEqual(['person'])
    expect(await proved(browser)).toBe(true)
    expect(browser.lines.every((line) => /HttpOnly/i.test(line))).toBe(true)
  })

  test('a tap inside a session proves that session and keeps its devices', async () => {
    const { key } = await register(await signIn(world, email))
    const browser = await signIn(world, email)
    expect(await proved(browser)).toBe(false)
    const keys = { p256dh: 'B'.repeat(87), auth: 'A'.repeat(22) }
    await browser.put('/push/subscriptions', { endpoint: 'https://push.example/1', keys, device: 'x' })
    const cookie = browser.jar.get('quinze')
    expect((await tap(browser, key)).status).toBe(200)
    expect(browser.jar.get('quinze')).toBe(cookie)
    expect(await proved(browser)).toBe(true)
    expect((await browser.get('/preferences')).json.devices).toHaveLength(1)
    expect((await browser.get('/sessions')).json.sessions).toHaveLength(2)
  })

  test('signing in anew by code has to prove the passkey anew', async () => {
    const browser = await signIn(world, email)
    await register(browser)
    expect(await proved(browser)).toBe(true)
    await signIn(world, email, browser)
    expect(await proved(browser)).toBe(false)
  })

  test('what is not a proof opens nothing', async () => {
    const { key } = await register(await signIn(world, email))
    const browser = world.browser()
    const options = (await browser.post('/passkeys/sign-in/options')).json
    const answer = key.get(options)
    const attempts = [
      {},
      { id: key.id },
      { ...answer, id: 'unknown', rawId: 'unknown' },
      { ...answer, response: { ...answer.response, signature: 'AAAA' } },
      key.get({ ...options, challenge: 'b3RoZXI' }),
      key.get(options, 'https://evil.example'),
    ]
    for (const response of attempts) {
      await browser.post('/passkeys/sign-in/options')
      const refused = await browser.post('/passkeys/sign-in', { response })
      expect([refused.status, refused.json.code]).toEqual([422, 'passkey_failed'])
    }
    expect((await browser.get('/me')).status).toBe(401)
    expect((await tap(browser, makePasskey(origin))).json.code).toBe('passkey_failed')
    expect((await browser.post('/passkeys/sign-in', { response: 'x' })).json.code).toBe('invalid')
  })

  test('a challenge works once and in its own browser', async () => {
    const { key } = await register(await signIn(world, email))
    const [one, two] = [world.browser(), world.browser()]
    const options = (await one.post('/passkeys/sign-in/options')).json
    const response = key.get(options)
    expect((await two.post('/passkeys/sign-in', { response })).json.code).toBe('passkey_failed')
    const jar = new Map(one.jar)
    expect((await one.post('/passkeys/sign-in', { response })).status).toBe(200)
    for (const [name, value] of jar) two.jar.set(name, value)
    expect((await two.post('/passkeys/sign-in', { response })).json.code).toBe('passkey_failed')
  })

  test('a key that did not verify its user is refused', async () => {
    const browser = await signIn(world, email)
    const { made } = await register(browser, makePasskey(origin, { verified: false }))
    expect(made.json.code).toBe('passkey_failed')
    expect(await world.store.read.$count(passkey)).toBe(0)
    expect(await proved(browser)).toBe(false)
  })

  test('an own one can be removed in a session opened with one; that of another not', async () => {
    const browser = await signIn(world, email)
    const { made } = await register(browser)
    const other = await signIn(world, 'joao@exemplo.com.br')
    await register(other)
    expect((await other.delete(`/passkeys/${made.json.id}`)).status).toBe(404)
    const coded = await signIn(world, email)
    expect((await coded.delete(`/passkeys/${made.json.id}`)).json.code).toBe('needs_passkey')
    expect((await browser.delete(`/passkeys/${made.json.id}`)).status).toBe(200)
    expect((await browser.get('/me')).json.passkeys).toEqual([])
  })

  test('only the tabelião, in a session opened with a passkey, resets those of the team; they start anew', async () => {
    const [boss, clerk, deputy] = ['chefe@exemplo.com.br', 'auxiliar@exemplo.com.br', 'vice@exemplo.com.br']
    const [tabeliao, staff, substituto] = [
      await signIn(world, boss),
      await signIn(world, clerk),
      await signIn(world, deputy),
    ]
    await employ(world, tabeliao.person, boss, 'tabeliao')
    await employ(world, staff.person, clerk, 'escrevente')
    await employ(world, substituto.person, deputy, 'substituto')
    const { key } = await register(staff)
    const { team } = (await tabeliao.get('/office?cartorio=111111')).json
    const idOf = (role: string) => team.find((each: { role: string }) => each.role === role).id
    const reset = (browser: Browser, role: string) => browser.post(`/office/team/${idOf(role)}/reset-passkeys`)
    expect((await reset(tabeliao, 'escrevente')).json.code).toBe('needs_passkey')
    await register(tabeliao)
    await register(substituto)
    expect((await reset(substituto, 'escrevente')).json.code).toBe('forbidden_role')
    expect((await reset(staff, 'escrevente')).json.code).toBe('forbidden_role')
    expect((await reset(tabeliao, 'tabeliao')).json.code).toBe('forbidden_role')
    expect((await reset(tabeliao, 'escrevente')).status).toBe(200)
    expect((await staff.get('/me')).status).toBe(401)
    expect((await tap(world.browser(), key)).json.code).toBe('passkey_failed')
    expect((await register(await signIn(world, clerk))).made.status).toBe(201)
  })
})
