import { uuidv7 } from '../../server/db/uuid.ts'
import { form, type Session, type World } from './house.ts'

/** Sends a form and has its cartório decide "criar": the request is then under way. */
export async function underWay(
  world: World,
  who: { client: Session; staff: Session },
  nth: number,
  more: Record<string, unknown> = {},
): Promise<string> {
  const sent = form(nth, more)
  const made = await world.call(who.client, 'POST', '/api/requests', sent)
  if (made.status !== 201) throw new Error(`not sent: ${made.status} ${String(made.body['code'])}`)
  const done = await world.call(who.staff, 'POST', `/api/requests/${sent.id}/decision`, {
    kind: 'create',
    evenToday: true,
  })
  if (done.status !== 200) throw new Error(`not decided: ${done.status} ${String(done.body['code'])}`)
  return sent.id
}

/** Writes a video session that has taken place, as the room would. */
export async function metByVideo(
  { house, clock }: World,
  request: string,
  cns: string,
  who: { client: Session; staff: Session },
) {
  const { store } = house
  await store.inTransaction(async (tx) => {
    await tx.insert(store.tables.call).values({
      id: uuidv7(),
      request,
      cns,
      account: who.client.person,
      staff: who.staff.person,
      state: 'ended',
      openedAt: clock.now,
      consentAt: clock.now,
      consentText: 'x',
      startedAt: clock.now,
      endedAt: clock.now,
      reason: 'identified',
      note: null,
    })
  })
}

type Check = { kind: string; [name: string]: unknown }
export const checkIn = (body: Record<string, unknown>, kind: string): Check => {
  const found = (body['checks'] as Check[] | undefined)?.find((each) => each.kind === kind)
  if (!found) throw new Error(`no check ${kind}`)
  return found
}
