import { uuidv7 } from '../../server/db/uuid.ts'
import type { ExplainView } from '../../server/http/views.ts'
import { startWorld, type Session, type World } from '../kit/house.ts'

export const minute = 60_000
/** "24T10:00" of November 2026 in Brasília, as ms. */
export const at = (text: string) => Date.parse(`2026-11-${text}-03:00`)
export const santos = '/api/admin/calendar/municipio/3548500'

export const everyone = ['admin', 'inspector', 'boss', 'clerk', 'other', 'client', 'nobody'] as const
export type Who = (typeof everyone)[number]
export type Cast = {
  world: World
  call(who: Who, method: string, path: string, body?: unknown): ReturnType<World['call']>
  explain(who: Who, id: string): Promise<ExplainView>
}

/** Two cartórios (900001 in São Paulo, 900002 in Santos) with their teams, a client, and the platform's own people. */
export async function startCast(): Promise<Cast> {
  const world = await startWorld()
  await world.office('900001', '3550308')
  await world.office('900002', '3548500')
  const platform = async (email: string, role: 'admin' | 'inspetor') => {
    const session = await world.signIn(email)
    const { store } = world.house
    const row = { id: uuidv7(), person: session.person, cns: null, role, since: 0, until: null, by: 'system' }
    await store.inTransaction(async (tx) => void (await tx.insert(store.tables.role).values(row)))
    return session
  }
  const people: Record<Who, Session> = {
    admin: await platform('admin@exemplo.com', 'admin'),
    inspector: await platform('corregedoria@exemplo.com', 'inspetor'),
    boss: await world.staff('tabelia@exemplo.com', '900001', 'tabeliao'),
    clerk: await world.staff('escrevente@exemplo.com', '900001', 'escrevente'),
    other: await world.staff('outra@exemplo.com', '900002', 'tabeliao'),
    client: await world.signIn('cliente@exemplo.com'),
    nobody: { person: '', cookie: '' },
  }
  const call: Cast['call'] = (who, method, path, body) => world.call(people[who], method, path, body)
  return {
    world,
    call,
    explain: async (who, id) => (await call(who, 'GET', `/api/requests/${id}/explain`)).body as unknown as ExplainView,
  }
}

export const entry = (more: object = {}) => ({
  rule: { on: 'date', date: '2026-11-24' },
  effect: { kind: 'half', intervals: [[0, 720]] },
  reason: 'Ponto facultativo',
  act: 'Decreto 12/2026',
  ...more,
})
/** A half day at noon, to be sent to the layer of Santos. */
export const decree = { base: 0, entries: [entry()], reason: 'ponto facultativo', act: 'Decreto 12/2026' }
