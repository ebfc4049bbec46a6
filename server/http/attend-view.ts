import { endWordsFor } from '../domain/call.ts'
import { faultWords } from '../domain/words.ts'
import { fault } from '../domain/fault.ts'
import { missingWords } from '../domain/order-words.ts'
import { imageKinds } from '../domain/image.ts'
import { missingOf } from '../desk/order.ts'
import { whyNoReissue } from '../desk/reissue.ts'
import { newestCall } from '../db/calls.ts'
import { newestCode } from '../db/enrolments.ts'
import { imagesOf, type ImageRow } from '../db/images.ts'
import { orderOf } from '../db/orders.ts'
import type { RequestRow } from '../db/requests.ts'
import type { House } from './env.ts'
import { toolsOf } from './intent.ts'
import type { ReissueView } from './certificate-views.ts'
import type { CallSummary, ImageView, OrderView, ProgressStep } from './views.ts'

export async function imagesView({ store }: House, request: string): Promise<ImageView[]> {
  return imageViews(await imagesOf(store, store.read, request))
}

/** Pictures in the order in which they are taken. */
export const imageViews = (rows: readonly ImageRow[]): ImageView[] =>
  imageKinds.flatMap((kind) => rows.filter((row) => row.kind === kind)).map(imageView)

export const imageView = ({ kind, at, width, height }: ImageRow): ImageView => ({ kind, at, width, height })

/** The newest video session as `person` may know of it: a client hears of one of an earlier cartório no more. */
export async function callView({ store }: House, row: RequestRow, person: string): Promise<CallSummary | null> {
  const call = await newestCall(store, store.read, row.id)
  if (!call || call.cns !== row.cns) return null
  const { id, state, openedAt, startedAt, endedAt, reason } = call
  const mine = call.account === person || call.staff === person
  const reasonWords = reason && endWordsFor(call.account === person ? 'client' : 'staff', reason)
  return { id, state, openedAt, startedAt, endedAt, reason, reasonWords, mine }
}

/** What a completed request can lead to once more: instants moved into business time, as all of a view. */
export async function reissueView({ store, time }: House, row: RequestRow): Promise<ReissueView | null> {
  if (row.state.name !== 'completed' || row.state.certificate === undefined) return null
  const code = await newestCode(store, store.read, row.id)
  const waits = code && code.usedAt === null && code.voidAt === null && code.expiresAt > time.real()
  const refused = await whyNoReissue({ store }, store.read, row)
  return {
    codeUntil: waits && !refused ? code.expiresAt + time.now() - time.real() : null,
    whyNot: refused && faultWords(refused),
  }
}

/** @param may whether this person may place orders: a deciding role in a session opened with a passkey (rule 67) */
export async function orderView(house: House, row: RequestRow, may: boolean): Promise<OrderView | null> {
  const { store } = house
  if (row.state.name !== 'in_progress') return null
  const order = await orderOf(store, store.read, row.id)
  const placedAt = row.state.orderedAt ?? null
  const missing = placedAt === null ? ((await missingOf(toolsOf(house), store.read, row)) ?? []) : []
  const canPlace = may && placedAt === null && missing.length === 0
  const first = missing[0]
  return {
    placedAt,
    ccnVersion: order?.ccnVersion ?? row.state.ccn ?? 0,
    missing: missing.map((each) => ({ ...each, words: missingWords(each) })),
    canPlace,
    whyNot:
      canPlace || placedAt !== null || !first
        ? null
        : faultWords(fault('order_missing', { what: missingWords(first) })),
  }
}

/** What happens between the decision and the certificate, as the client follows it; null when it is not under way. */
export function stepsOf(row: RequestRow, call: CallSummary | null): ProgressStep[] | null {
  const { state } = row
  if (state.name !== 'in_progress') return null
  const identified = state.video?.reason === 'identified'
  const ordered = state.orderedAt !== undefined
  const at = (done: boolean, now: boolean): ProgressStep['state'] => (done ? 'done' : now ? 'now' : 'later')
  const video = call?.state === 'live' ? 'Videoconferência em curso' : 'Videoconferência com o cartório'
  return [
    { step: 'decided', state: 'done', words: 'Dados conferidos pelo cartório', at: row.since },
    { step: 'video', state: at(identified, true), words: video, at: identified ? (state.video?.at ?? null) : null },
    { step: 'order', state: at(ordered, identified), words: 'Pedido do certificado', at: state.orderedAt ?? null },
    { step: 'issue', state: at(false, ordered), words: 'Emissão no seu celular', at: null },
  ]
}

/** What a request under way needs next, for a card in a list. Only what has had its video is looked at more closely. */
export async function nextStep(house: House, row: RequestRow): Promise<string | null> {
  const { state } = row
  if (state.name === 'frozen') return 'Suspeita de fraude: em análise'
  if (state.name !== 'in_progress') return null
  if (state.orderedAt !== undefined) return 'Pedido feito'
  if (state.video?.reason !== 'identified') return 'Falta o vídeo'
  const [first] = (await missingOf(toolsOf(house), house.store.read, row)) ?? []
  return first ? `Falta ${missingWords(first)}` : 'Pronto para o pedido'
}
