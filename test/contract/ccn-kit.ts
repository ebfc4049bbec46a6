import { asc, gt } from 'drizzle-orm'
import { expect } from 'vitest'
import type { CcnRecordView } from '../../server/http/ccn-views.ts'
import type { StaffRequestView } from '../../server/http/views.ts'
import { always, form, startWorld, type Session } from '../kit/house.ts'

export const day = 86_400_000

/** Two cartórios, the team of the first, a notary of the other, a client; and what they do with records. */
export async function ccnWorld() {
  const world = await startWorld()
  await world.office('900001', '3550308', always)
  await world.office('900002', '3548500', always)
  const notary = await world.staff('tabeliao@exemplo.com', '900001', 'tabeliao')
  const colleague = await world.staff('escrevente@exemplo.com', '900001', 'escrevente')
  const clerk = await world.staff('atendente@exemplo.com', '900001', 'atendente')
  const stranger = await world.staff('outro@exemplo.com', '900002', 'tabeliao')
  const client = await world.signIn('cliente@exemplo.com')
  const post = (who: Session | null, path: string, body: unknown) => world.call(who, 'POST', path, body)
  const get = (who: Session | null, path: string) => world.call(who, 'GET', path)
  const record = async (who: Session, id: string) => (await get(who, `/api/ccn/${id}`)).body as unknown as CcnRecordView
  const request = async (id: string) => (await get(notary, `/api/requests/${id}`)).body as unknown as StaffRequestView

  /** A request decided "criar", and its record. */
  async function created(nth: number, more: Record<string, unknown> = {}): Promise<{ id: string; record: string }> {
    const sent = form(nth, more)
    expect((await post(client, '/api/requests', sent)).status).toBe(201)
    const done = await post(notary, `/api/requests/${sent.id}/decision`, { kind: 'create' })
    expect(done.status).toBe(200)
    return { id: sent.id, record: (done.body as unknown as StaffRequestView).ccn?.record ?? '' }
  }

  /** The rows of the audit trail that `work` adds. */
  async function auditOf(work: () => Promise<unknown>) {
    const { store } = world.house
    const { audit } = store.tables
    const since = await store.read.$count(audit)
    await work()
    const rows = await store.read.select().from(audit).where(gt(audit.seq, since)).orderBy(asc(audit.seq))
    return rows.map(({ action, actor, detail }) => ({ action, actor, detail }))
  }

  return { world, notary, colleague, clerk, stranger, client, post, get, record, request, created, auditOf }
}
