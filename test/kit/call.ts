import { scriptItems, type EndReason } from '../../server/domain/call.ts'
import type { CallView, RecordingView } from '../../server/http/call-views.ts'
import { always, form, startWorld, type Answer, type Session, type World } from './house.ts'

export type Hall = { world: World; client: Session; staff: Session }

/** A world with one cartório that never closes, its escrevente and a client. @param now its first instant (ms) */
export async function startHall(more: Parameters<typeof startWorld>[0] = {}, now?: number): Promise<Hall> {
  const world = await startWorld(more)
  world.clock.now = now ?? world.clock.now
  await world.office('900001', '3550308', always)
  const staff = await world.staff('escrevente@exemplo.com', '900001', 'escrevente')
  return { world, staff, client: await world.signIn('cliente@exemplo.com') }
}

/** A request that is under way at the cartório; gives its id. */
export async function underWay({ world, client, staff }: Hall, nth: number): Promise<string> {
  const sent = form(nth)
  const made = await world.call(client, 'POST', '/api/requests', sent)
  const decided = await world.call(staff, 'POST', `/api/requests/${sent.id}/decision`, {
    kind: 'create',
    evenToday: true,
  })
  if (decided.body['state'] !== 'in_progress') throw new Error(`not under way: ${made.status} ${decided.status}`)
  return sent.id
}

export const viewOf = ({ body }: Answer): CallView => body as unknown as CallView

/** Opens a room for a request; gives the call's id. */
export async function openRoom({ world, staff }: Hall, request: string): Promise<string> {
  const opened = await world.call(staff, 'POST', `/api/requests/${request}/call`, {})
  if (opened.status !== 201) throw new Error(`no room: ${opened.status} ${JSON.stringify(opened.body)}`)
  return viewOf(opened).id
}

export const at = ({ world }: Hall, who: Session | null, call: string, act: string, body: unknown = {}) =>
  world.call(who, 'POST', `/api/calls/${call}/${act}`, body)

/** A room with both in it; gives the call's id. */
export async function liveCall(hall: Hall, request: string): Promise<string> {
  const id = await openRoom(hall, request)
  await at(hall, hall.client, id, 'consent', { accepted: true })
  await at(hall, hall.staff, id, 'join')
  const joined = await at(hall, hall.client, id, 'join')
  if (viewOf(joined).state !== 'live') throw new Error(`not live: ${joined.status}`)
  return id
}

export async function tickAll(hall: Hall, id: string): Promise<void> {
  for (const kind of scriptItems) await at(hall, hall.staff, id, 'marks', { kind })
}

export const endWith = (hall: Hall, id: string, reason: EndReason, note?: string) =>
  at(hall, hall.staff, id, 'end', { reason, ...(note ? { note } : {}) })

/** Bytes that begin as WebM does. */
export const webm = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from([0x1a, 0x45, 0xdf, 0xa3, ...Buffer.from(text)])

/** Sends one piece of a recording. */
export async function sendPiece(
  { world }: Hall,
  who: Session,
  id: string,
  seq: number,
  bytes: BodyInit,
  { from, to, type = 'video/webm' }: { from: number; to: number; type?: string },
): Promise<Answer> {
  const response = await fetch(`${world.url}/api/calls/${id}/segments/${seq}`, {
    method: 'PUT',
    headers: {
      origin: world.house.config.publicUrl,
      cookie: who.cookie,
      'content-type': type,
      'x-segment-from': String(from),
      'x-segment-to': String(to),
    },
    body: bytes,
  })
  const text = await response.text()
  return { status: response.status, type: response.headers.get('content-type') ?? '', body: JSON.parse(text) }
}

export const recordingOf = async ({ world }: Hall, who: Session, id: string): Promise<RecordingView> =>
  (await world.call(who, 'GET', `/api/calls/${id}/recording`)).body as unknown as RecordingView

/** The plain bytes of one piece. */
export async function openPiece({ world }: Hall, who: Session, id: string, seq: number): Promise<Buffer> {
  // A connection kept open to a server that was stopped since would be refused only now.
  const headers = { cookie: who.cookie, connection: 'close' }
  const answer = await fetch(`${world.url}/api/calls/${id}/segments/${seq}`, { headers })
  if (!answer.ok) throw new Error(`piece ${seq}: ${answer.status}`)
  return Buffer.from(await answer.arrayBuffer())
}

/** The audit rows of one subject as "action actor", oldest first. */
export async function auditOf({ world }: Hall, subject: string): Promise<string[]> {
  const { store } = world.house
  const rows = await store.read.select().from(store.tables.audit)
  return rows.filter((row) => row.subject === subject).map(({ action, actor }) => `${action} ${actor}`)
}
