import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { verifyAudit } from '../../server/db/audit.ts'
import { staffOf, isReachable } from '../../server/db/people.ts'
import { employ, makeWorld, signIn, type World } from './identity-kit.ts'

const [boss, clerk, other] = ['chefe@exemplo.com.br', 'auxiliar@exemplo.com.br', 'fora@exemplo.com.br']
const at = '?cartorio=111111'

let world: World
let chief: Awaited<ReturnType<typeof signIn>>
let helper: typeof chief
beforeEach(async () => {
  world = await makeWorld({ demo: true, limits: { codeByEmail: null } })
  chief = await signIn(world, boss)
  helper = await signIn(world, clerk)
  await employ(world, chief.person, boss, 'tabeliao')
  await employ(world, helper.person, clerk, 'atendente')
  await world.house.desk.credential('111111')
})
afterEach(() => world.store.close())

type Member = { id: string; name: string; onDuty: boolean; me: boolean; passkeys: number }
const team = async (): Promise<Member[]> => (await chief.get(`/office${at}`)).json.team
const roleOf = async (name: string) => (await team()).find((each) => each.name.startsWith(name))?.id ?? ''
const duty = (who: typeof chief, role: string, onDuty: boolean) => who.put(`/office/roles/${role}/duty`, { onDuty })
const { now } = { now: () => world.time.now() }
const rung = () => staffOf(world.store, world.store.read, '111111', now(), { onDuty: true })

describe('em plantão', () => {
  test('everybody for themselves, the tabelião for all; alerts ring who is on duty', async () => {
    const [mine, theirs] = [await roleOf('c'), await roleOf('a')]
    expect(await team()).toMatchObject([
      { onDuty: true, me: true, passkeys: 0 },
      { onDuty: true, me: false },
    ])
    expect((await duty(helper, theirs, false)).json).toEqual({ onDuty: false })
    expect(await rung()).toEqual([chief.person])
    expect(await staffOf(world.store, world.store.read, '111111', now())).toHaveLength(2)
    expect((await duty(chief, theirs, true)).status).toBe(200)
    expect(await rung()).toHaveLength(2)
    expect((await duty(helper, mine, false)).json.code).toBe('forbidden_role')
  })

  test('the last person whom an alert reaches stays on duty', async () => {
    const [mine, theirs] = [await roleOf('c'), await roleOf('a')]
    await helper.put('/preferences', { push: true, email: false, sms: false, quiet: null })
    const refused = await duty(chief, mine, false)
    expect([refused.status, refused.json.code]).toEqual([409, 'last_on_duty'])
    expect(await team()).toMatchObject([{ onDuty: true }, { onDuty: true }])
    await helper.put('/preferences', { push: true, email: true, sms: false, quiet: null })
    expect((await duty(chief, mine, false)).status).toBe(200)
    expect((await duty(helper, theirs, false)).json.code).toBe('last_on_duty')
    expect(await isReachable(world.store, world.store.read, '111111', now())).toBe(true)
  })

  test('of fifty who leave at once the one who stays is reachable', async () => {
    const [mine, theirs] = [await roleOf('c'), await roleOf('a')]
    const tries = Array.from({ length: 50 }, (_, i) => (i % 2 ? duty(chief, mine, false) : duty(helper, theirs, false)))
    await Promise.all(tries)
    expect(await rung()).toHaveLength(1)
  })

  test('with a session opened by a code everybody is on duty or off for themselves, and puts nobody else there', async () => {
    world.house.config.demo = false
    const [mine, theirs] = [await roleOf('c'), await roleOf('a')]
    expect((await duty(chief, theirs, false)).json.code).toBe('needs_passkey')
    expect((await duty(helper, theirs, false)).status).toBe(200)
    expect((await duty(chief, mine, true)).status).toBe(200)
  })

  test('another cartório’s people neither see nor change it', async () => {
    const stranger = await signIn(world, other)
    await employ(world, stranger.person, other, 'tabeliao', '222222')
    const mine = await roleOf('c')
    expect((await duty(stranger, mine, false)).status).toBe(404)
    expect((await stranger.post(`/office/roles/${mine}/test`, { channel: 'email' })).status).toBe(404)
    expect((await stranger.put(`/office/pull-cap${at}`, { cap: 2 })).status).toBe(404)
  })
})

describe('reach and caps', () => {
  test('who manages sends a test to somebody of the team and sees what became of it', async () => {
    const theirs = await roleOf('a')
    expect((await chief.post(`/office/roles/${theirs}/test`, { channel: 'email' })).json).toEqual({ sent: true })
    expect(world.deliveries).toMatchObject([{ person: helper.person, channel: 'email' }])
    expect((await helper.post(`/office/roles/${theirs}/test`, { channel: 'email' })).json.code).toBe('forbidden_role')
  })

  test('an invitation is taken back before it is accepted, by who manages', async () => {
    const made = await chief.post(`/office/invitations${at}`, { email: other, role: 'escrevente' })
    expect((await helper.delete(`/office/invitations/${made.json.id}${at}`)).json.code).toBe('forbidden_role')
    expect((await chief.delete(`/office/invitations/${made.json.id}${at}`)).json).toEqual({ withdrawn: true })
    expect((await chief.delete(`/office/invitations/${made.json.id}${at}`)).status).toBe(404)
    const invited = await signIn(world, other)
    expect((await invited.post(`/invitations/${made.json.id}/accept`)).json.code).toBe('invitation_gone')
  })

  test('the cap goes down and back up to five, no further', async () => {
    const cap = (n: unknown) => chief.put(`/office/pull-cap${at}`, { cap: n })
    expect((await cap(2)).json).toEqual({ cap: 2 })
    expect((await chief.get(`/office${at}`)).json.pulls).toEqual({ undecided: 0, cap: 2, most: 5 })
    expect((await cap(6)).json.fields.cap).toContain('De 1 a 5')
    expect((await cap(0)).status).toBe(422)
    expect((await cap(5)).status).toBe(200)
    expect((await helper.put(`/office/pull-cap${at}`, { cap: 1 })).json.code).toBe('forbidden_role')
  })

  test('who left stays in the list of the past, and everything is in the audit chain', async () => {
    const theirs = await roleOf('a')
    await duty(helper, theirs, false)
    await chief.delete(`/office/roles/${theirs}`)
    const view = (await chief.get(`/office${at}`)).json
    expect(view.former).toMatchObject([{ id: theirs, role: 'atendente' }])
    expect((await duty(helper, theirs, true)).status).toBe(404)
    const rows = await world.store.read.select().from(world.store.tables.audit)
    expect(rows.map(({ action }) => action)).toEqual(expect.arrayContaining(['duty.off', 'role.end']))
    expect(await verifyAudit(world.store)).toMatchObject({ ok: true })
  })
})
