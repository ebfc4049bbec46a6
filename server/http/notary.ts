import { Hono, type Context } from 'hono'
import { describeRoute } from 'hono-openapi'
import { fault, isFault, type Fault } from '../domain/fault.ts'
import { clockTime } from '../domain/instant-words.ts'
import { lastSeenBy, type Choice } from '../domain/request.ts'
import { rejectWords } from '../domain/words.ts'
import type { Acted } from '../desk/act.ts'
import * as wishes from '../desk/wishes.ts'
import { cartorioByCns, type CartorioRow } from '../db/cartorios.ts'
import { personById } from '../db/people.ts'
import { entryOfIntent, journalOf } from '../db/journal.ts'
import { requestById, requestByPoolId, type RequestRow } from '../db/requests.ts'
import type { House, SignedIn } from './env.ts'
import { freshTap, json, ownRequest, staffAt } from './guard.ts'
import { intentOf, toolsOf } from './intent.ts'
import { problem } from './problem.ts'
import { decisionBody, nothing, pullBody, reasonBody } from './schemas.ts'
import { queueViews } from './queue-view.ts'
import { presentToStaff, staffSees } from './staff-view.ts'

type Ctx = Context<SignedIn>

/** Routes of a cartório's team. Everybody of the team sees; only those who may decide act. */
export function notaryRoutes(house: House) {
  const { store, sealer, time } = house
  const tools = toolsOf(house)
  const { queue, pool } = queueViews(house)

  /** Whoever lost a race is told who decided what and when (rule 17). */
  async function withDecider(refused: Fault, row: RequestRow, zone: string): Promise<Fault> {
    if (refused.fault !== 'already_decided') return refused
    const last = (await journalOf(store, store.read, sealer, row.id)).findLast((entry) => entry.kind === 'decide')
    if (!last) return refused
    const who = (await personById(store, sealer, store.read, last.actor))?.name ?? 'Sua equipe'
    const { state } = last
    const what =
      state.name === 'rejected'
        ? `Rejeitar (${rejectWords[state.reason]})`
        : state.name === 'in_progress' && state.how === 'use'
          ? 'Usar registro no CCN'
          : 'Criar registro no CCN'
    return fault('already_decided', { ...refused.detail, who, when: clockTime(last.at, zone), what })
  }

  async function answer(c: Ctx, row: RequestRow, done: Acted | Fault, zone: string): Promise<Response> {
    const now = await requestById(store, store.read, row.id)
    const mine = now && (await staffSees(house, c.var.me, now)) ? await presentToStaff(house, c.var.me, now) : null
    if (isFault(done)) return problem(c, await withDecider(done, row, zone), mine ? { request: mine } : {})
    return mine ? c.json(mine) : c.json({ ok: true as const })
  }

  const owned = async (c: Ctx): Promise<{ row: RequestRow; cartorio: CartorioRow } | Response> => {
    const row = await requestById(store, store.read, c.req.param('id') ?? '')
    const cns = row && lastSeenBy(row.state)
    const cartorio = cns ? await cartorioByCns(store, store.read, cns) : null
    if (!row || !cartorio) return problem(c, 'not_found')
    const staff = await staffAt(house, c, 'decide', cartorio.cns)
    return isFault(staff) ? problem(c, staff) : { row, cartorio }
  }

  const wishOf = (c: Ctx, request: string, body: unknown) => ({
    actor: c.var.me.person,
    request,
    intent: intentOf(house, c, [request, body]),
  })

  const repeats = async (c: Ctx, body: unknown): Promise<boolean> => {
    const { actor, intent } = wishOf(c, c.req.param('id') ?? '', body)
    return intent !== undefined && (await entryOfIntent(store, store.read, actor, intent.key))?.hash === intent.hash
  }

  const ofQuery = async (c: Ctx): Promise<CartorioRow | Response> => {
    const staff = await staffAt(house, c, 'see')
    if (isFault(staff)) return problem(c, staff)
    return (await cartorioByCns(store, store.read, staff.cns)) ?? problem(c, 'not_found')
  }

  return new Hono<SignedIn>()
    .get('/queue', describeRoute({ summary: 'Unfinished requests of a cartório, by urgency' }), async (c) => {
      const row = await ofQuery(c)
      return row instanceof Response ? row : c.json(await queue(c, row))
    })
    .get('/pool', describeRoute({ summary: 'Released requests of the UF, as minimal cards' }), async (c) => {
      const row = await ofQuery(c)
      return row instanceof Response ? row : c.json({ now: time.now(), uf: row.uf, items: await pool(row) })
    })
    .post(
      '/requests/:id/pull',
      describeRoute({ summary: 'Take a released request (id of the pool)' }),
      json(pullBody),
      async (c) => {
        const { cartorio: cns } = c.req.valid('json')
        const staff = await staffAt(house, c, 'decide', cns)
        if (isFault(staff)) return problem(c, staff)
        const cartorio = await cartorioByCns(store, store.read, cns)
        if (!cartorio) return problem(c, 'not_found')
        const row = await requestByPoolId(store, store.read, c.req.param('id'))
        if (!row || row.uf !== cartorio.uf) return problem(c, 'not_found')
        return answer(c, row, await wishes.pull(tools, wishOf(c, row.id, { cns }), cns), cartorio.zone)
      },
    )
    .post(
      '/requests/:id/give-back',
      describeRoute({ summary: 'Return a pulled request to the pool' }),
      json(reasonBody),
      async (c) => {
        const { reason } = c.req.valid('json')
        const found = await owned(c)
        // Once given back it is not found any more, but a repeat of the same wish gets its first answer (rule 18).
        if (found instanceof Response) return (await repeats(c, { reason })) ? c.json({ ok: true as const }) : found
        const { row, cartorio } = found
        const done = await wishes.giveBack(tools, wishOf(c, row.id, { reason }), cartorio.cns, reason)
        return isFault(done) ? answer(c, row, done, cartorio.zone) : c.json({ ok: true as const })
      },
    )
    .post(
      '/requests/:id/decision',
      describeRoute({ summary: 'Criar, usar or rejeitar' }),
      json(decisionBody),
      async (c) => {
        const found = await owned(c)
        if (found instanceof Response) return found
        const choice = c.req.valid('json') as Choice
        const { row, cartorio } = found
        const done = await wishes.settle(tools, wishOf(c, row.id, choice), cartorio.cns, choice)
        return answer(c, row, done, cartorio.zone)
      },
    )
    .post(
      '/requests/:id/order',
      describeRoute({ summary: 'Place the order of the certificate' }),
      json(nothing),
      async (c) => {
        const found = await owned(c)
        if (found instanceof Response) return found
        const { row, cartorio } = found
        if (row.account === c.var.me.person) return problem(c, ownRequest)
        const tap = freshTap(house, c)
        if (isFault(tap)) return problem(c, tap)
        return answer(c, row, await wishes.placeOrder(tools, wishOf(c, row.id, 'order'), cartorio.cns), cartorio.zone)
      },
    )
}
