import type { Context } from 'hono'
import type { CallParty } from '../domain/call.ts'
import { isId } from '../domain/draft.ts'
import { fault, isFault, type Fault } from '../domain/fault.ts'
import { callById, type CallRow } from '../db/calls.ts'
import { requestById } from '../db/requests.ts'
import type { House, SignedIn } from './env.ts'
import { staffAt } from './guard.ts'

type Ctx = Context<SignedIn>
export type Bound = { call: CallRow; party: CallParty }

/**
 * Who may decide at `cns` in this session; to everybody else, an atendente too, nothing is said of what lies there (rule 57).
 * Faults: not_found, needs_passkey.
 */
export async function decidesAt(house: House, c: Ctx, cns: string): Promise<null | Fault> {
  const staff = await staffAt(house, c, 'decide', cns)
  if (!isFault(staff)) return null
  return staff.fault === 'forbidden_role' ? fault('not_found') : staff
}

/** The call of the path, for one of its two people: nobody else finds it (rule 41), nor its staff once the request has gone. */
export async function boundTo(house: House, c: Ctx, found?: CallRow | null): Promise<Bound | Fault> {
  const { store } = house
  const me = c.var.me.person
  const id = c.req.param('id') ?? ''
  const call = found === undefined ? (isId(id) ? await callById(store, store.read, id) : null) : found
  if (call?.account === me) return { call, party: 'client' }
  if (call?.staff !== me) return fault('not_found')
  const refused = await decidesAt(house, c, call.cns)
  if (refused) return refused
  const request = await requestById(store, store.read, call.request)
  return request?.cns === call.cns ? { call, party: 'staff' } : fault('not_found')
}

/** The same for what only one side may do; the other side learns that it is not its own. */
export async function boundAs(house: House, c: Ctx, party: CallParty): Promise<CallRow | Fault> {
  const bound = await boundTo(house, c)
  if (isFault(bound)) return bound
  return bound.party === party ? bound.call : fault('not_found')
}
