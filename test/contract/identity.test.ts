import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { verifyAudit } from '../../server/db/audit.ts'
import { session, user, verification } from '../../server/db/schema.auth.sqlite.ts'
import { makeWorld, signIn, type World } from './identity-kit.ts'

const email = 'maria@exemplo.com.br'
const wrongOf = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')

describe('sign-in by code', () => {
  let world: World
  const lastCode = () => world.codes.at(-1)?.code ?? ''

  beforeEach(async () => {
    world = await makeWorld({ limits: { codeByEmail: null } })
  })
  afterEach(async () => {
    vi.useRealTimers()
    await world.store.close()
  })

  test('a code of six digits signs in and makes the person at the first verification', async () => {
    const browser = world.browser()
    const asked = await browser.post('/sign-in/code', { email: ' Maria@Exemplo.com.br ' })
    expect(asked.status).toBe(202)
    expect(world.codes).toEqual([{ email, code: expect.stringMatching(/^\d{6}$/) }])
    expect(await world.store.read.$count(world.store.tables.person)).toBe(0)
    const verified = await browser.post('/sign-in/verify', { email, code: lastCode() })
    expect(verified.status).toBe(200)
    const me = await browser.get('/me')
    expect(me.json).toMatchObject({ email, name: null, roles: [], passkeySession: false, person: verified.json.person })
    const again = await signIn(world, email)
    expect(again.person).toBe(verified.json.person)
    expect(await verifyAudit(world.store)).toMatchObject({ ok: true })
  })

  test('asking is silent about who exists', async () => {
    await signIn(world, email)
    const known = await world.browser().post('/sign-in/code', { email })
    const unknown = await world.browser().post('/sign-in/code', { email: 'ninguem@exemplo.com.br' })
    expect([known.status, known.text]).toEqual([unknown.status, unknown.text])
    expect([...known.headers.keys()]).toEqual([...unknown.headers.keys()])
  })

  test('no answer holds token, code or e-mail, and the database none of them in clear', async () => {
    const browser = world.browser()
    const answers = [await browser.post('/sign-in/code', { email })]
    const code = lastCode()
    answers.push(await browser.post('/sign-in/verify', { email, code: wrongOf(code) }))
    world.store.raw.checkpoint('TRUNCATE')
    const file = readFileSync(world.store.raw.path, 'latin1')
    answers.push(await browser.post('/sign-in/verify', { email, code }))
    const [row] = await world.store.read.select().from(session)
    for (const { text } of answers) {
      expect(text).not.toContain(email)
      expect(text).not.toContain(code)
      expect(text).not.toContain(row?.token)
    }
    expect(file).not.toContain(email)
    expect(file).not.toContain(`:${code}`)
    world.store.raw.checkpoint('TRUNCATE')
    expect(readFileSync(world.store.raw.path, 'latin1')).not.toContain(email)
    expect((await world.store.read.select().from(user))[0]?.email).toMatch(/^[0-9a-f]{64}@pessoa\.invalid$/)
    expect(row?.ipAddress ?? '').toBe('')
  })

  test('a code is bound to the browser that asked; others get nowhere and cost the owner nothing', async () => {
    const owner = world.browser()
    await owner.post('/sign-in/code', { email })
    const code = lastCode()
    const thief = world.browser()
    for (let i = 0; i < 12; i++)
      expect((await thief.post('/sign-in/verify', { email, code })).json.code).toBe('code_expired')
    await thief.post('/sign-in/code', { email })
    for (let i = 0; i < 12; i++)
      expect((await thief.post('/sign-in/verify', { email, code })).json.code).toMatch(/code_(wrong|locked)/)
    expect((await owner.post('/sign-in/verify', { email, code })).status).toBe(200)
  })

  test('the fifth wrong try locks the code, also for the right one', async () => {
    const browser = world.browser()
    await browser.post('/sign-in/code', { email })
    const code = lastCode()
    const seen: string[] = []
    for (let i = 0; i < 6; i++)
      seen.push((await browser.post('/sign-in/verify', { email, code: wrongOf(code) })).json.code)
    expect(seen).toEqual(['code_wrong', 'code_wrong', 'code_wrong', 'code_wrong', 'code_locked', 'code_locked'])
    const right = await browser.post('/sign-in/verify', { email, code })
    expect([right.status, right.json.code]).toEqual([429, 'code_locked'])
    expect(await world.store.read.$count(session)).toBe(0)
  })

  test('tries at the same time are counted one by one', async () => {
    const browser = world.browser()
    await browser.post('/sign-in/code', { email })
    const code = lastCode()
    const tries = Array.from({ length: 20 }, () => browser.post('/sign-in/verify', { email, code: wrongOf(code) }))
    expect((await Promise.all(tries)).every((each) => each.status !== 200)).toBe(true)
    const rows = await world.store.read.select().from(verification)
    expect(rows.length).toBeLessThanOrEqual(1)
  })

  test('a code is used once, ends after ten minutes, and ends when the same browser asks anew', async () => {
    const browser = world.browser()
    await browser.post('/sign-in/code', { email })
    const first = lastCode()
    await browser.post('/sign-in/code', { email })
    expect(await world.store.read.$count(verification)).toBe(1)
    if (first !== lastCode())
      expect((await browser.post('/sign-in/verify', { email, code: first })).json.code).toBe('code_wrong')
    const cookies = new Map(browser.jar)
    expect((await browser.post('/sign-in/verify', { email, code: lastCode() })).status).toBe(200)
    for (const [name, value] of cookies) browser.jar.set(name, value)
    expect((await browser.post('/sign-in/verify', { email, code: lastCode() })).json.code).toBe('code_expired')
    await browser.post('/sign-in/code', { email })
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 10 * 60_000 + 1 })
    const late = await browser.post('/sign-in/verify', { email, code: lastCode() })
    expect([late.status, late.json.code]).toEqual([422, 'code_expired'])
  })

  test('what is no code or e-mail is answered by field and echoes nothing', async () => {
    const browser = world.browser()
    const bad = await browser.post('/sign-in/verify', { email: 'maria@', code: '12345x' })
    expect(bad.status).toBe(422)
    expect(bad.json.fields).toEqual({
      email: 'E-mail incompleto. Ex.: nome@provedor.com.br.',
      code: 'Código incorreto. Confira os 6 números.',
    })
    expect(bad.text).not.toContain('maria@')
    expect(bad.text).not.toContain('12345x')
    expect((await browser.post('/sign-in/code', '{')).json.code).toBe('malformed')
    expect(world.codes).toEqual([])
  })

  test('fifty people sign in inside the gaps of open transactions, and nobody waits or fails', async () => {
    const { counter } = world.store.tables
    const waiting: (() => void)[] = []
    const insideTransaction = () => new Promise<void>((wake) => waiting.push(wake))
    let [done, transactions] = [false, 0]

    // A submission that wakes whoever waits while its transaction is open, and leaves them micro-tasks enough to write.
    async function submissions(worker: number) {
      for (let n = 0; !done; n++) {
        await world.store.inTransaction(async (tx) => {
          await tx.insert(counter).values({ name: `${worker}.${n}.before`, last: 0 })
          for (const wake of waiting.splice(0, 5)) wake()
          for (let i = 0; i < 400; i++) await Promise.resolve()
          await tx.insert(counter).values({ name: `${worker}.${n}.after`, last: 0 })
        })
        transactions += 1
        // Lets the rest of a sign-in run, which needs more than micro-tasks.
        await new Promise((next) => setImmediate(next))
      }
    }

    async function person(i: number) {
      const address = `pessoa${i}@exemplo.com.br`
      await insideTransaction()
      const sent = await world.auth.sendCode(address, null)
      const code = world.codes.find((each) => each.email === address)?.code ?? ''
      const cookie = 'nonceCookie' in sent ? (sent.nonceCookie.split(';')[0] ?? '') : ''
      await insideTransaction()
      const verified = await world.auth.verifyCode(address, code, new Headers({ cookie }))
      return 'person' in verified ? 'signed in' : verified.fault
    }

    const load = Promise.all(Array.from({ length: 4 }, (_, worker) => submissions(worker)))
    const outcomes = await Promise.allSettled(Array.from({ length: 50 }, (_, i) => person(i)))
    done = true
    await load
    expect(outcomes).toEqual(Array.from({ length: 50 }, () => ({ status: 'fulfilled', value: 'signed in' })))
    expect(await world.store.read.$count(session)).toBe(50)
    expect(await world.store.read.$count(counter)).toBe(transactions * 2)
    expect(await world.store.read.$count(world.store.tables.person)).toBe(50)
  })
})
