import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { verifyAudit } from '../../server/db/audit.ts'
import { contactsOf, isReachable, staffOf } from '../../server/db/people.ts'
import { removeSubscription } from '../../server/db/subscriptions.ts'
import type { Email } from '../../server/domain/contact.ts'
import { acceptInvitation, commandLine, endRole, invite, roleAt, rolesOf } from '../../server/identity/roles.ts'
import { employ, makeWorld, signIn, type World } from './identity-kit.ts'

const [boss, clerk] = ['chefe@exemplo.com.br', 'auxiliar@exemplo.com.br']
const cns = '111111'
const device = (n: number) => ({
  endpoint: `https://push.example/${n}`,
  keys: { p256dh: 'B'.repeat(87), auth: 'A'.repeat(22) },
  device: `device ${n}`,
})

let world: World
beforeEach(async () => {
  world = await makeWorld({ limits: { codeByEmail: null } })
})
afterEach(async () => {
  vi.useRealTimers()
  expect(await verifyAudit(world.store)).toMatchObject({ ok: true })
  await world.store.close()
})

const contact = async (person: string) => (await contactsOf(world.store, world.sealer, world.store.read, [person]))[0]
const reachable = () => isReachable(world.store, world.store.read, cns, world.time.now())

describe('profile and phone', () => {
  test('name and phone are kept, sealed', async () => {
    const browser = await signIn(world, boss)
    const put = await browser.put('/me', { name: 'Ana  de Souza', phone: '(68) 98765-4321' })
    expect(put.json).toMatchObject({ name: 'Ana de Souza', phone: '(68) 98765-4321', phoneConfirmed: false })
    world.store.raw.checkpoint('TRUNCATE')
    const file = readFileSync(world.store.raw.path, 'latin1')
    for (const text of ['Souza', '98765', boss]) expect(file).not.toContain(text)
    const bad = await browser.put('/me', { name: 'Ana', phone: '123' })
    expect(Object.keys(bad.json.fields)).toEqual(['name', 'phone'])
  })

  test('a phone takes SMS only after its code, and not any more when it changes', async () => {
    const browser = await signIn(world, boss)
    const all = { push: true, email: true, sms: true, quiet: { from: 1320, to: 420 } }
    expect((await browser.put('/preferences', all)).json.code).toBe('phone_taken')
    expect((await browser.post('/preferences/phone', { phone: '68987654321' })).status).toBe(202)
    expect(world.sms).toEqual([{ phone: '+5568987654321', code: expect.stringMatching(/^\d{6}$/) }])
    expect((await contact(browser.person))?.phone).toBeNull()
    const code = world.sms[0]?.code ?? ''
    const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0')
    expect((await browser.post('/preferences/phone/confirm', { code: wrong })).json.code).toBe('code_wrong')
    expect((await browser.post('/preferences/phone/confirm', { code })).status).toBe(200)
    expect((await browser.post('/preferences/phone/confirm', { code })).json.code).toBe('code_expired')
    expect((await browser.put('/preferences', all)).json).toMatchObject({ ...all, phone: '(68) 98765-4321' })
    expect(await contact(browser.person)).toMatchObject({ phone: '+5568987654321', on: { sms: true } })
    await browser.put('/me', { name: 'Ana Souza', phone: '68911112222' })
    expect(await contact(browser.person)).toMatchObject({ phone: null, on: { sms: false } })
  })

  test('five wrong codes lock it; ten minutes end it; another person can use none of it', async () => {
    const browser = await signIn(world, boss)
    await browser.post('/preferences/phone', { phone: '68987654321' })
    const code = world.sms[0]?.code ?? ''
    const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0')
    const other = await signIn(world, clerk)
    expect((await other.post('/preferences/phone/confirm', { code })).json.code).toBe('code_expired')
    const seen = []
    for (let i = 0; i < 5; i++) seen.push((await browser.post('/preferences/phone/confirm', { code: wrong })).json.code)
    expect(seen).toEqual(['code_wrong', 'code_wrong', 'code_wrong', 'code_wrong', 'code_locked'])
    expect((await browser.post('/preferences/phone/confirm', { code })).json.code).toBe('code_locked')
    await browser.post('/preferences/phone', { phone: '68987654321' })
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 600_000 })
    const late = { code: world.sms[1]?.code }
    expect((await browser.post('/preferences/phone/confirm', late)).json.code).toBe('code_expired')
  })
})

describe('devices', () => {
  test('only known push hosts are taken', async () => {
    const browser = await signIn(world, boss)
    const refused = await browser.put('/push/subscriptions', { ...device(1), endpoint: 'https://evil.example/1' })
    expect([refused.status, refused.json.code]).toEqual([422, 'push_host'])
    expect((await browser.put('/push/subscriptions', { ...device(1), endpoint: 'not a url' })).status).toBe(422)
    expect((await contact(browser.person))?.subscriptions).toEqual([])
  })

  test('an endpoint is kept once and moves to whoever signs in on that device', async () => {
    const [first, second] = [await signIn(world, boss), await signIn(world, clerk)]
    const { id } = (await first.put('/push/subscriptions', device(1))).json
    expect((await first.put('/push/subscriptions', device(1))).json.id).toBe(id)
    expect((await contact(first.person))?.subscriptions).toEqual([
      { id, endpoint: 'https://push.example/1', p256dh: 'B'.repeat(87), auth: 'A'.repeat(22) },
    ])
    expect((await second.put('/push/subscriptions', device(1))).json.id).toBe(id)
    expect((await contact(first.person))?.subscriptions).toEqual([])
    expect((await contact(second.person))?.subscriptions).toHaveLength(1)
    expect((await first.delete('/push/subscriptions', { id })).json).toEqual({ removed: false })
    expect((await second.delete('/push/subscriptions', { endpoint: device(1).endpoint })).json).toEqual({
      removed: true,
    })
  })

  test('what the push service calls gone is dropped, and only the newest twenty are kept', async () => {
    const browser = await signIn(world, boss)
    for (let n = 0; n < 22; n++) await browser.put('/push/subscriptions', device(n))
    const kept = (await contact(browser.person))?.subscriptions ?? []
    expect(kept).toHaveLength(20)
    await world.store.inTransaction((tx) => removeSubscription(world.store, tx, kept[0]?.id ?? ''))
    expect((await contact(browser.person))?.subscriptions).toHaveLength(19)
  })
})

describe('roles', () => {
  test('an invitation is seen and accepted by its e-mail only, once, within seven days', async () => {
    const [invited, other] = [await signIn(world, boss), await signIn(world, clerk)]
    const given = { email: boss as Email, role: 'tabeliao' as const, cns, by: commandLine, at: Date.now() }
    const made = await invite(world.store, world.sealer, given)
    if ('fault' in made) throw new Error(made.fault)
    expect((await other.get('/me')).json.invitations).toEqual([])
    expect((await other.post(`/invitations/${made.id}/accept`)).json.code).toBe('invitation_gone')
    expect((await invited.get('/me')).json.invitations).toMatchObject([{ id: made.id, cartorio: 'Cartório 111111' }])
    expect((await invited.post(`/invitations/${made.id}/accept`)).status).toBe(200)
    expect((await invited.post(`/invitations/${made.id}/accept`)).json.code).toBe('invitation_gone')
    expect((await invited.get('/me')).json.roles).toMatchObject([{ cns, role: 'tabeliao', uf: 'AC', decides: true }])
    expect((await contact(invited.person))?.zone).toBe('America/Rio_Branco')
    const late = await invite(world.store, world.sealer, { ...given, email: clerk as Email })
    if ('fault' in late) throw new Error(late.fault)
    const at = Date.now() + 7 * 86_400_000
    const gone = await acceptInvitation(world.store, world.sealer, { id: late.id, person: other.person, at })
    expect(gone).toEqual({ fault: 'invitation_gone' })
  })

  test.each([
    ['tabeliao', 'tabeliao', null],
    ['tabeliao', 'atendente', null],
    ['substituto', 'escrevente', null],
    ['substituto', 'tabeliao', 'forbidden_role'],
    ['escrevente', 'atendente', 'forbidden_role'],
    ['atendente', 'atendente', 'forbidden_role'],
    ['tabeliao', 'admin', 'invalid'],
    ['tabeliao', 'inspetor', 'invalid'],
  ] as const)('a %s who invites a %s: %s', async (mine, theirs, refusal) => {
    const browser = await signIn(world, boss)
    await employ(world, browser.person, boss, mine)
    const given = { email: clerk as Email, role: theirs, cns, by: browser.person, at: Date.now() }
    const made = await invite(world.store, world.sealer, given)
    expect('fault' in made ? made.fault : null).toBe(refusal)
    const elsewhere = await invite(world.store, world.sealer, { ...given, cns: '222222' })
    expect(elsewhere).toMatchObject({ fault: refusal === 'invalid' ? 'invalid' : 'forbidden_role' })
  })

  test('admin and inspetor come from the command line, without a cartório', async () => {
    const browser = await signIn(world, boss)
    const given = { email: boss as Email, role: 'admin' as const, at: Date.now() }
    const wrong = await invite(world.store, world.sealer, { ...given, cns: null, by: browser.person })
    expect(wrong).toEqual({ fault: 'forbidden_role' })
    await employ(world, browser.person, boss, 'inspetor', null)
    const roles = await rolesOf(world.store, browser.person, Date.now())
    expect(roles).toMatchObject([{ role: 'inspetor', cns: null, until: null }])
    const nowhere = { ...given, role: 'tabeliao' as const, cns: '999999', by: commandLine }
    expect(await invite(world.store, world.sealer, nowhere)).toEqual({ fault: 'not_found' })
  })

  test('roles hold between their dates, and a new one replaces the old at the same place', async () => {
    const browser = await signIn(world, boss)
    await employ(world, browser.person, boss, 'atendente')
    const at = (now: number) => roleAt(world.store, browser.person, cns, now)
    expect(await at(Date.now())).toBe('atendente')
    expect(await at(Date.now() - 3_600_000)).toBeNull()
    await employ(world, browser.person, boss, 'escrevente')
    expect(await at(Date.now())).toBe('escrevente')
    expect(await rolesOf(world.store, browser.person, Date.now())).toHaveLength(1)
    expect(await roleAt(world.store, browser.person, '222222', Date.now())).toBeNull()
    expect(await staffOf(world.store, world.store.read, cns, Date.now())).toEqual([browser.person])
  })

  test('with the last role the push subscriptions go, not before', async () => {
    const browser = await signIn(world, boss)
    await employ(world, browser.person, boss, 'escrevente')
    await employ(world, browser.person, boss, 'atendente', '222222')
    await browser.put('/push/subscriptions', device(1))
    const [first, second] = await rolesOf(world.store, browser.person, Date.now())
    const heard: string[] = []
    world.store.listen((keys) => heard.push(...keys))
    const end = (id: string | undefined) => endRole(world.store, { id: id ?? '', by: commandLine, at: Date.now() })
    expect(await end(first?.id)).toBeNull()
    expect((await contact(browser.person))?.subscriptions).toHaveLength(1)
    expect(await end(second?.id)).toBeNull()
    expect((await contact(browser.person))?.subscriptions).toEqual([])
    expect(await end(second?.id)).toEqual({ fault: 'not_found' })
    expect(heard).toContain(`account:${browser.person} me`)
  })
})

describe('reach of a cartório', () => {
  test('counts people with a channel that works', async () => {
    const [one, two] = [await signIn(world, boss), await signIn(world, clerk)]
    expect(await reachable()).toBe(false)
    await employ(world, one.person, boss, 'tabeliao')
    expect(await reachable()).toBe(true)
    await employ(world, two.person, clerk, 'atendente')
    expect(await reachable()).toBe(true)
    const quiet = { email: false, sms: false, quiet: null }
    for (const each of [one, two]) await each.put('/preferences', { ...quiet, push: true })
    expect(await reachable()).toBe(false)
    await one.put('/push/subscriptions', device(1))
    await one.put('/push/subscriptions', device(2))
    expect(await reachable()).toBe(true)
    await one.put('/preferences', { ...quiet, push: false })
    expect(await reachable()).toBe(false)
    await two.post('/preferences/phone', { phone: '68987654321' })
    await two.post('/preferences/phone/confirm', { code: world.sms[0]?.code })
    await two.put('/preferences', { ...quiet, push: false, sms: true })
    expect(await reachable()).toBe(true)
    const [role] = await rolesOf(world.store, two.person, Date.now())
    await endRole(world.store, { id: role?.id ?? '', by: commandLine, at: Date.now() })
    expect(await reachable()).toBe(false)
  })
})
