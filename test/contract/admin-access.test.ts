import { afterAll, beforeAll, expect, test } from 'vitest'
import { api } from '../../server/http/app.ts'
import { platformPerson } from '../kit/admin.ts'
import { productionEnv, provePasskey } from '../kit/production.ts'
import { always, startWorld, type Session, type World } from '../kit/house.ts'

// Who may call what of the administration's own routes. Everybody else hears that there is no such page; in production each asks
// for a session opened with a passkey, and those that change something beyond the own screen for a fresh tap.
type Who = 'admin' | 'inspector' | 'notary' | 'client' | 'nobody'
type Route = [route: string, who: 'admin' | 'both', body?: object | undefined, tap?: true]
const reason = 'Motivo do teste'
const routes: Route[] = [
  ['GET /admin/cartorios', 'admin'],
  ['GET /admin/cartorios/:cns', 'admin'],
  ['POST /admin/cartorios/:cns/suspend', 'admin', { reason }, true],
  ['POST /admin/cartorios/:cns/reactivate', 'admin', { reason }, true],
  ['PUT /admin/cartorios/:cns/cap', 'admin', { before: 5, cap: 6, reason }, true],
  ['GET /admin/people', 'admin'],
  ['POST /admin/invitations', 'admin', { email: 'novo@exemplo.com', role: 'inspetor' }, true],
  ['DELETE /admin/invitations/:id', 'admin', {}, true],
  ['DELETE /admin/roles/:id', 'admin', {}, true],
  ['GET /admin/outbox', 'admin'],
  ['POST /admin/outbox/retry', 'admin', { channel: 'email', since: 0 }, true],
  ['GET /admin/api-keys', 'admin'],
  ['POST /admin/api-keys', 'admin', { name: 'e-Not', scope: [], addresses: [], daily: 10 }, true],
  ['POST /admin/api-keys/:id/revoke', 'admin', { reason }, true],
  ['PUT /admin/directory/preview', 'admin'],
  ['PUT /admin/directory', 'admin', undefined, true],
  ['GET /admin/features', 'admin'],
  ['PUT /admin/features/:name', 'admin', { on: true, reason }, true],
  ['GET /admin/legal', 'admin'],
  ['POST /admin/legal/:kind', 'admin', { base: 1, body: 'x' }, true],
  ['POST /admin/audit/search', 'both', {}],
  ['POST /admin/audit/export', 'both', {}],
  ['POST /admin/audit/verify', 'both', { from: 1 }],
]

let world: World
let people: Record<Who, Session | null>
beforeAll(async () => {
  world = await startWorld()
  people = await cast(world)
})
afterAll(() => world.end())

async function cast(house: World): Promise<Record<Who, Session | null>> {
  await house.office('900001', '3550308', always)
  return {
    admin: await platformPerson(house, 'administracao@exemplo.com', 'admin'),
    inspector: await platformPerson(house, 'corregedoria@exemplo.com', 'inspetor'),
    notary: await house.staff('tabeliao@exemplo.com', '900001', 'tabeliao'),
    client: await house.signIn('cliente@exemplo.com'),
    nobody: null,
  }
}
const filled = (path: string) =>
  `/api${path.replace(':cns', '900001').replace(':id', 'x').replace(':name', 'sms').replace(':kind', 'privacy')}`

test('every route of the administration’s own files is in the table', () => {
  const own = [
    'cartorios',
    'directory',
    'people',
    'invitations',
    'roles',
    'outbox',
    'api-keys',
    'audit',
    'features',
    'legal',
  ]
  const all = api(world.house).routes.flatMap(({ method, path }) => (method === 'ALL' ? [] : `${method} ${path}`))
  const meant = all.filter((each) => own.includes(each.split('/')[2] ?? '') && each.includes(' /admin/'))
  expect(new Set(routes.map(([route]) => route))).toEqual(new Set(meant))
})

test.each(routes)('%s is for %s', async (route, who, body) => {
  const [method = '', path = ''] = route.split(' ')
  for (const [name, session] of Object.entries(people)) {
    const { status, body: answer } = await world.call(session, method, filled(path), body)
    const may = name === 'admin' || (name === 'inspector' && who === 'both')
    const told = status === 401 ? 401 : status === 404 && answer['code'] === 'not_found' ? 404 : 'let in'
    // Something that isn't there is not found for an administrator either.
    const mine = path.includes(':id') ? 404 : 'let in'
    expect(`${name} ${told}`).toBe(`${name} ${name === 'nobody' ? 401 : may ? mine : 404}`)
  }
})

test('in production a session opened with a code is not enough, and what reaches further asks for a fresh tap', async () => {
  const strict = await startWorld({ demo: false, env: productionEnv() })
  try {
    const { admin } = await cast(strict)
    const ask = async ([route, , body]: Route) => {
      const [method = '', path = ''] = route.split(' ')
      return (await strict.call(admin, method, filled(path), body)).body['code']
    }
    for (const route of routes) expect(await ask(route)).toBe('needs_passkey')
    await provePasskey(strict, admin?.person ?? '', 6 * 60_000)
    // Who is signed in is remembered for some seconds.
    await strict.restart()
    for (const route of routes)
      if (route[3]) expect(await ask(route), route[0]).toBe('needs_tap')
      else expect(['needs_tap', 'needs_passkey']).not.toContain(await ask(route))
  } finally {
    await strict.end()
  }
})
