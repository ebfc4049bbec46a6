import { uuidv7 } from '../../server/db/uuid.ts'
import type { Answer, Session, World } from './house.ts'

/** Somebody of the platform itself. */
export async function platformPerson(world: World, email: string, role: 'admin' | 'inspetor'): Promise<Session> {
  const session = await world.signIn(email)
  const { store } = world.house
  const since = world.clock.now - 1
  await store.inTransaction(async (tx) => {
    await tx
      .insert(store.tables.role)
      .values({ id: uuidv7(), person: session.person, cns: null, role, since, until: null, by: 'system' })
  })
  return session
}

/** Suspends a cartório, as the administration does. */
export const suspendAt = (
  world: World,
  admin: Session,
  cns: string,
  reason = 'Intervenção determinada',
): Promise<Answer> => world.call(admin, 'POST', `/api/admin/cartorios/${cns}/suspend`, { reason })

export const reactivateAt = (
  world: World,
  admin: Session,
  cns: string,
  reason = 'Fim da intervenção',
): Promise<Answer> => world.call(admin, 'POST', `/api/admin/cartorios/${cns}/reactivate`, { reason })

/** The rows of the audit trail about one subject, oldest first. */
export async function auditOf(world: World, subject: string) {
  const { store } = world.house
  const rows = await store.read.select().from(store.tables.audit)
  return rows.filter((row) => row.subject === subject)
}
