import { afterAll, beforeAll, expect, test } from 'vitest'
import { features } from '../../server/domain/features.ts'
import type { AdminFeaturesView } from '../../server/http/admin-views.ts'
import { auditOf, platformPerson } from '../kit/admin.ts'
import { always, form, startWorld, type Session, type World } from '../kit/house.ts'

const cns = '900001'
let world: World
let admin: Session
let client: Session
beforeAll(async () => {
  world = await startWorld()
  await world.office(cns, '3550308', always)
  await world.staff('tabeliao@exemplo.com', cns, 'tabeliao')
  admin = await platformPerson(world, 'administracao@exemplo.com', 'admin')
  client = await world.signIn('cliente@exemplo.com')
})
afterAll(() => world.end())

const turn = (name: string, on: boolean, reason = 'Manutenção') =>
  world.call(admin, 'PUT', `/api/admin/features/${name}`, { on, reason })
const off = async () => (await world.call(null, 'GET', '/api/features')).body['off']
const send = (nth: number) => world.call(client, 'POST', '/api/requests', form(nth, { cns }))

test('off at once, with a sentence; on again as before; the reason is asked for, sealed and kept', async () => {
  expect(await off()).toEqual([])
  expect((await turn('submit', false, ' ')).body['code']).toBe('reason_needed')
  expect((await turn('nothing', false)).status).toBe(404)
  expect((await turn('submit', true)).body['code']).toBe('stale')
  const view = (await turn('submit', false)).body as unknown as AdminFeaturesView
  expect(view.items.find(({ name }) => name === 'submit')).toMatchObject({ on: false, changed: { why: 'Manutenção' } })
  expect(await off()).toEqual(['submit'])
  expect((await send(1)).body).toMatchObject({ code: 'feature_off', detail: features.submit.off, status: 503 })
  expect(await auditOf(world, 'submit')).toMatchObject([{ action: 'feature.switch', actor: admin.person }])
  expect(JSON.stringify(await auditOf(world, 'submit'))).not.toContain('Manutenção')
  await world.restart()
  expect(await off()).toEqual(['submit'])
  await turn('submit', true)
  expect((await send(1)).status).toBe(201)
})

test('each switch holds its own routes and no other', async () => {
  const routes = {
    release: '/api/requests/x/release',
    face: '/api/requests/x/checks/face',
    issue: '/api/requests/x/enrolment',
    reissue: '/api/requests/x/call/ask',
  }
  const refused = async () => {
    const codes: string[] = []
    for (const [name, path] of Object.entries(routes))
      if ((await world.call(client, 'POST', path, {})).body['code'] === 'feature_off') codes.push(name)
    return codes
  }
  expect(await refused()).toEqual([])
  for (const name of Object.keys(routes)) {
    await turn(name, false)
    expect(await refused()).toEqual([name])
    expect((await world.call(null, 'POST', routes[name as keyof typeof routes], {})).status).toBe(401)
    await turn(name, true)
  }
})

test('without SMS no code is sent and no notice goes that way', async () => {
  await turn('sms', false)
  const before = world.mailbox.list().filter(({ channel }) => channel === 'sms').length
  const asked = await world.call(client, 'POST', '/api/preferences/phone', { phone: '(13) 98765-4321' })
  expect(asked.body).toMatchObject({ code: 'feature_off', detail: features.sms.off })
  expect(world.mailbox.list().filter(({ channel }) => channel === 'sms')).toHaveLength(before)
  await turn('sms', true)
  expect((await world.call(client, 'POST', '/api/preferences/phone', { phone: '(13) 98765-4321' })).status).toBe(202)
})
