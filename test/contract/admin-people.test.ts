import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AdminPeopleView } from '../../server/http/admin-views.ts'
import type { MeView } from '../../server/http/views.ts'
import { auditOf, platformPerson } from '../kit/admin.ts'
import { always, startWorld, type Session, type World } from '../kit/house.ts'
import { decree, santos } from './calendar-kit.ts'

const cns = '900001'
let world: World
let admin: Session
let guest: Session
const told: string[] = []
beforeAll(async () => {
  world = await startWorld()
  await world.office(cns, '3548500', always)
  admin = await platformPerson(world, 'administracao@exemplo.com', 'admin')
  guest = await world.signIn('corregedoria@exemplo.com')
  world.house.live.listen(['platform'], (keys) => told.push(...keys))
})
afterAll(() => world.end())

const invite = async (body: object) => {
  const made = await world.call(admin, 'POST', '/api/admin/invitations', { email: 'corregedoria@exemplo.com', ...body })
  return String(made.body['id'])
}
const withdraw = async (id: string) => (await world.call(admin, 'DELETE', `/api/admin/invitations/${id}`, {})).status
const open = async () =>
  ((await world.call(admin, 'GET', '/api/admin/people')).body as unknown as AdminPeopleView).invitations
const mine = async () => ((await world.call(guest, 'GET', '/api/me')).body as unknown as MeView).invitations

test('an invitation to the platform is taken back: nobody can accept it any more, and it says who did it', async () => {
  const id = await invite({ role: 'inspetor' })
  expect([await open(), await mine()]).toMatchObject([[{ id }], [{ id }]])
  told.length = 0
  expect([await withdraw(id), await withdraw(id)]).toEqual([200, 404])
  expect([await open(), await mine()]).toEqual([[], []])
  expect(told).toEqual(['admin:people'])
  const late = await world.call(guest, 'POST', `/api/invitations/${id}/accept`, {})
  expect([late.status, late.body['code']]).toEqual([409, 'invitation_gone'])
  const rows = (await auditOf(world, id)).filter(({ action }) => action === 'invite.withdraw')
  expect(rows).toMatchObject([{ actor: admin.person, subject: id }])
})

test('an invitation to a cartório, or one that was accepted, is not taken back here', async () => {
  const first = await invite({ role: 'tabeliao', cns })
  expect(await withdraw(first)).toBe(404)
  const id = await invite({ role: 'inspetor' })
  expect((await world.call(guest, 'POST', `/api/invitations/${id}/accept`, {})).status).toBe(200)
  expect(await withdraw(id)).toBe(404)
})

test('an open page of calendars or outages hears of what another window wrote', async () => {
  told.length = 0
  expect((await world.call(admin, 'PUT', santos, decree)).status).toBe(200)
  expect(told).toEqual(['calendars'])
  told.length = 0
  const to = world.clock.now - 60_000
  const outage = { from: to - 600_000, to, reason: 'Queda do provedor' }
  expect((await world.call(admin, 'POST', '/api/admin/outages', outage)).status).toBe(201)
  expect(told).toEqual(['outages'])
})
