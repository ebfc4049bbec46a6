import { afterAll, beforeAll, expect, test } from 'vitest'
import { proveSession } from '../../server/db/sessions.ts'
import { checkIn, metByVideo, underWay } from '../kit/attend.ts'
import { always, freePort, startWorld, type Session, type World } from '../kit/house.ts'
import { productionEnv } from '../kit/production.ts'

const minute = 60_000
const reason = 'A pessoa é minha conhecida há vinte anos.'
let world: World
let client: Session
let notary: Session
let clerk: Session
let later = 0

beforeAll(async () => {
  const port = String(await freePort())
  world = await startWorld({
    demo: false,
    time: { now: Date.now, real: () => Date.now() + later, shift: () => {}, movable: false },
    env: {
      ...productionEnv(),
      PORT: port,
      PUBLIC_URL: `http://localhost:${port}`,
    },
  })
  await world.office('900001', '3550308', always)
  notary = await world.staff('tabeliao@exemplo.com', '900001', 'tabeliao')
  clerk = await world.staff('escrevente@exemplo.com', '900001', 'escrevente')
  client = await world.signIn('cliente@exemplo.com')
}, 60_000)
afterAll(() => world.end())

/** The session of a person proved its passkey so many ms ago. */
async function tapped(who: Session, ago: number): Promise<void> {
  const { auth, store, time } = world.house
  const [session] = await auth.sessions(who.person)
  // A session is believed for five seconds without asking anew.
  later += 6_000
  await store.inTransaction((tx) => proveSession(tx, session?.id ?? '', time.real() - ago))
}

test('in production an override asks for a fresh tap, which is kept; "reprovado" is passed by nothing else', async () => {
  for (const who of [notary, clerk]) await tapped(who, minute)
  const id = await underWay(world, { client, staff: notary }, 1)
  await metByVideo(world, id, '900001', { client, staff: notary })
  const note = (who: Session, kind: string, outcome: string, which = 'override') =>
    world.call(who, 'POST', `/api/requests/${id}/checks/${kind}/note`, { kind: which, outcome, text: reason })
  const failed = await world.call(clerk, 'POST', `/api/requests/${id}/checks/liveness`, { outcome: 'failed' })
  expect(checkIn(failed.body, 'liveness')).toMatchObject({ outcome: 'failed', need: 'override_with_tap' })

  await tapped(notary, 6 * minute)
  for (const [kind, outcome] of [
    ['liveness', 'failed'],
    ['receita', 'not_run'],
  ] as const)
    expect((await note(notary, kind, outcome)).body).toMatchObject({ code: 'needs_tap', status: 403 })
  // The clerk's refusal speaks of the role, not of a tap that would not help.
  await tapped(clerk, 6 * minute)
  expect((await note(clerk, 'receita', 'not_run')).body).toMatchObject({ code: 'forbidden_role' })

  await tapped(notary, minute)
  const done = await note(notary, 'liveness', 'failed')
  expect(checkIn(done.body, 'liveness')).toMatchObject({ need: null, notes: [{ kind: 'override', text: reason }] })
  const { store } = world.house
  const kept = await store.read.select().from(store.tables.checkNote)
  expect(kept.map(({ tappedAt }) => tappedAt)).toEqual([expect.any(Number)])
  expect(JSON.stringify(kept)).not.toContain('conhecida')

  // A note without its tap, however it came to be there, does not pass a failure; an override of another outcome needs none.
  await store.inTransaction(async (tx) => {
    await tx.update(store.tables.checkNote).set({ tappedAt: null })
  })
  const seen = (await world.call(notary, 'GET', `/api/requests/${id}`)).body
  expect(checkIn(seen, 'liveness')).toMatchObject({ need: 'override_with_tap' })
  expect(JSON.stringify(seen['order'])).toContain('"kind":"liveness"')
})
