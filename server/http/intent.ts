import type { Context } from 'hono'
import { isId } from '../domain/draft.ts'
import type { ActTools, Order } from '../desk/act.ts'
import type { IssueTools } from '../desk/issue.types.ts'
import type { House } from './env.ts'

/** What the desk needs of the house. */
export const toolsOf = ({ store, sealer, places, time, woken, config }: House): ActTools => ({
  store,
  sealer,
  places,
  time,
  woken,
  stall: config.stall,
})

/** What issuing needs of the house. */
export const issueToolsOf = (house: House): IssueTools => {
  const { ca, log, config } = house
  return { ...toolsOf(house), ca, log, pinKey: config.pinKey, publicUrl: config.publicUrl }
}

/**
 * The wish's own key from the header `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header), with an HMAC of what was
 * asked. A missing or malformed key means that a repeat is a new wish.
 */
export function intentOf({ sealer }: House, c: Context, asked: unknown): Order['intent'] {
  const key = c.req.header('Idempotency-Key') ?? ''
  return isId(key) ? { key, hash: sealer.blind('body', JSON.stringify(asked)) } : undefined
}
