import { afterAll, beforeAll, expect, test } from 'vitest'
import { always, form, startWorld, type Session, type World } from '../kit/house.ts'

const rivals = 50
const contests = 100
let world: World
let client: Session
const pullers: { cns: string; session: Session }[] = []

beforeAll(async () => {
  world = await startWorld()
  await world.office('900001', '3550308', always)
  await world.staff('first@exemplo.com', '900001', 'tabeliao')
  client = await world.signIn('cliente@exemplo.com')
  for (let i = 0; i < rivals; i += 1) {
    const cns = String(910_000 + i)
    await world.office(cns, '3548500', always)
    pullers.push({ cns, session: await world.staff(`rival${i}@exemplo.com`, cns, 'tabeliao') })
  }
  const { cartorio } = world.house.store.tables
  await world.house.store.inTransaction(async (tx) => {
    await tx.update(cartorio).set({ pullCap: 10_000 })
  })
}, 60_000)
afterAll(() => world.end())

test(
  `of ${rivals} simultaneous pulls over HTTP exactly one succeeds, ${contests} times over`,
  { timeout: 180_000 },
  async () => {
    for (let contest = 0; contest < contests; contest += 1) {
      const sent = form(contest)
      expect((await world.call(client, 'POST', '/api/requests', sent)).status).toBe(201)
      world.clock.now += 15 * 60_000
      await world.house.alarms.ring()
      expect((await world.call(client, 'POST', `/api/requests/${sent.id}/release`, {})).status).toBe(200)
      const pool = await world.call(pullers[0]?.session ?? null, 'GET', `/api/pool?cartorio=${pullers[0]?.cns}`)
      const [card] = (pool.body.items ?? []) as { poolId: string }[]
      const answers = await Promise.all(
        pullers.map(({ cns, session }) =>
          world.call(session, 'POST', `/api/requests/${card?.poolId}/pull`, { cartorio: cns }),
        ),
      )
      const statuses = answers.map(({ status }) => status)
      expect(statuses.filter((status) => status === 200)).toHaveLength(1)
      expect(statuses.filter((status) => status === 409)).toHaveLength(rivals - 1)
      const losers = answers.filter(({ status }) => status === 409)
      expect(new Set(losers.map(({ body }) => body['detail']))).toEqual(
        new Set(['Outro cartório acabou de pegar esta solicitação.']),
      )
      expect(losers.every(({ body }) => body['request'] === undefined)).toBe(true)
    }
  },
)
