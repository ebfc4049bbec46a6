import { Hono, type Context } from 'hono'
import { describeRoute } from 'hono-openapi'
import * as z from 'zod/mini'
import { checkKinds, outcomes } from '../domain/checks.ts'
import { isId } from '../domain/draft.ts'
import { fault, isFault, type Fault } from '../domain/fault.ts'
import { ownerOf } from '../domain/request.ts'
import { agreeToFace, askFace, askReceita, noteCheck, stateLiveness } from '../desk/check-ask.ts'
import { photoReader } from '../desk/check-photo.ts'
import type { CheckTools } from '../desk/check-runs.ts'
import { requestById, type RequestRow } from '../db/requests.ts'
import { uuidv7 } from '../db/uuid.ts'
import type { House, SignedIn } from './env.ts'
import { freshTap, json, ownRequest, staffAt, type Staff } from './guard.ts'
import { toolsOf } from './intent.ts'
import { presentToClient } from './present.ts'
import { problem } from './problem.ts'
import { nothing } from './schemas.ts'
import { presentToStaff, staffSees } from './staff-view.ts'

type Ctx = Context<SignedIn>

/** What the questions to sources need of the house. */
export const checkToolsOf = (house: House): CheckTools => ({
  ...toolsOf(house),
  sources: house.sources,
  photoOf: photoReader(house.store, house.vault),
})

const statement = z.strictObject({
  outcome: z.enum(['approved', 'failed']),
  text: z.optional(z.string().check(z.maxLength(500))),
})
const note = z.strictObject({
  kind: z.enum(['tick', 'override']),
  /** The answer that the note is for. */
  outcome: z.enum(outcomes),
  text: z.optional(z.string().check(z.maxLength(500))),
})
const agreement = z.strictObject({ agrees: z.boolean(), version: z.optional(z.string().check(z.maxLength(20))) })

/** Questions to the Receita and Datavalid, the statement of liveness, and what people answer for instead of a source. */
export function checkRoutes(house: House) {
  const { store, limits } = house
  const tools = checkToolsOf(house)

  /** The request for somebody of its cartório who decides; anybody else finds nothing. */
  async function owned(c: Ctx): Promise<{ row: RequestRow; staff: Staff } | Fault> {
    const row = await requestById(store, store.read, c.req.param('id') ?? '')
    const cns = row && ownerOf(row.state)
    if (!cns) return fault('not_found')
    const staff = await staffAt(house, c, 'decide', cns)
    if (isFault(staff)) return staff
    return row.account === c.var.me.person ? ownRequest : { row, staff }
  }

  async function answer(c: Ctx, id: string, refused: Fault | null): Promise<Response> {
    const row = await requestById(store, store.read, id)
    const mine = row && (await staffSees(house, c.var.me, row)) ? await presentToStaff(house, c.var.me, row) : null
    if (refused) return problem(c, refused, mine ? { request: mine } : {})
    return mine ? c.json(mine) : problem(c, 'not_found')
  }

  const wishOf = (c: Ctx, row: RequestRow, staff: Staff) => {
    const key = c.req.header('Idempotency-Key') ?? ''
    return { id: isId(key) ? key : uuidv7(), request: row.id, cns: staff.cns, actor: c.var.me.person }
  }

  const asks = { receita: askReceita, face: askFace } as const

  return new Hono<SignedIn>()
    .post(
      '/requests/:id/checks/liveness',
      describeRoute({ summary: "The notary's own statement that a living person was in the video" }),
      json(statement),
      async (c) => {
        const found = await owned(c)
        if (isFault(found)) return problem(c, found)
        const { outcome, text = '' } = c.req.valid('json')
        const wish = { ...wishOf(c, found.row, found.staff), alive: outcome === 'approved', text: text.trim() }
        return answer(c, found.row.id, await stateLiveness(tools, wish))
      },
    )
    .post(
      '/requests/:id/checks/face/consent',
      describeRoute({ summary: 'The client agrees, or not, to have the face compared' }),
      json(agreement),
      async (c) => {
        const row = await requestById(store, store.read, c.req.param('id') ?? '')
        if (!row || row.account !== c.var.me.person) return problem(c, 'not_found')
        const refused = await agreeToFace(tools, row, { actor: row.account, ...c.req.valid('json') })
        const now = await requestById(store, store.read, row.id)
        const view = now && (await presentToClient(house, now))
        if (refused) return problem(c, refused, view ? { request: view } : {})
        return view ? c.json(view) : problem(c, 'not_found')
      },
    )
    .post(
      '/requests/:id/checks/:kind',
      describeRoute({ summary: 'Ask the Receita, or the client for the face' }),
      json(nothing),
      async (c) => {
        const found = await owned(c)
        if (isFault(found)) return problem(c, found)
        const kind = c.req.param('kind')
        if (kind !== 'receita' && kind !== 'face') return problem(c, 'not_found')
        const limited = await limits.take('check', `${found.row.id} ${kind}`)
        if (limited) return problem(c, limited)
        return answer(c, found.row.id, await asks[kind](tools, wishOf(c, found.row, found.staff)))
      },
    )
    .post(
      '/requests/:id/checks/:kind/note',
      describeRoute({ summary: 'Confirm "sem fonte", or override an answer in writing' }),
      json(note),
      async (c) => {
        const found = await owned(c)
        if (isFault(found)) return problem(c, found)
        const kind = checkKinds.find((each) => each === c.req.param('kind'))
        if (!kind) return problem(c, 'not_found')
        const { row, staff } = found
        const { kind: which, outcome, text = '' } = c.req.valid('json')
        // Only the override asks for a fresh tap (rule 67), and only of somebody who may write it at all.
        const asksTap = which === 'override' && staff.role === 'tabeliao'
        const tappedAt = asksTap ? freshTap(house, c) : null
        if (isFault(tappedAt)) return problem(c, tappedAt)
        const base = { request: row.id, cns: staff.cns, actor: c.var.me.person, role: staff.role }
        const wish = { ...base, kind, note: which, outcome, text: text.trim(), tappedAt }
        return answer(c, row.id, await noteCheck(tools, wish))
      },
    )
}
